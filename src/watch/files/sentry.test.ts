// The guard over one tree on a real disk: what is written, moved, deployed or tampered with, while it stands and while it was away.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock, systemRandom } from "../../kernel/index.ts";
import { readState } from "./kept-state.ts";
import { alerts, guarded, settles } from "./sentry.fixture.ts";
import { BACKDOOR, smallShop } from "./tree.fixture.ts";
import { addWindow } from "./windows.ts";

test("a backdoor is told with its times, however it comes: written, moved in with its folder, renamed to a program", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const sentry = await guarded(shop);
  shop.write("upload/x.php", BACKDOOR);
  const word = await sentry.hears(alerts("malicious"));
  assert.ok(word.kind === "alert" && word.alert.urgent);
  const { firstSeenMs, lastCleanMs, path } = word.alert.facts;
  assert.equal(path, "upload/x.php");
  assert.ok(Number(lastCleanMs) <= Number(firstSeenMs));
  rmSync(shop.at("upload/x.php"));
  await sentry.hears(settles("malicious"));
  const outside = mkdtempSync(join(tmpdir(), "misemori-outside-"));
  t.after(() => rmSync(outside, { recursive: true, force: true }));
  mkdirSync(join(outside, "a/b"), { recursive: true });
  writeFileSync(join(outside, "a/b/y.php"), BACKDOOR);
  renameSync(join(outside, "a"), shop.at("app/a"));
  await sentry.hears(alerts("malicious", "app/a/b/y.php"));
  // The moved folder is heard as well.
  rmSync(shop.at("app/a/b/y.php"));
  await sentry.hears(settles("malicious"));
  shop.write("app/a/b/z.data", BACKDOOR);
  renameSync(shop.at("app/a"), shop.at("app/c"));
  renameSync(shop.at("app/c/b/z.data"), shop.at("app/c/b/z.php"));
  await sentry.hears(alerts("malicious", "app/c/b/z.php"));
});

test("what came while nobody watched is found at the next start, also with its time set back", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  await (await guarded(shop)).stop();
  shop.write("upload/x.jpg", `GIF89a${BACKDOOR}`);
  shop.write("app/index.php", BACKDOOR);
  const sentry = await guarded(shop);
  const found = readState(shop.places).findings.map(({ difference }) => difference.path);
  assert.deepEqual(found.sort(), ["app/index.php", "upload/x.jpg"]);
  await sentry.stop();
  // Nothing touched them since: they are still known, with the time they were first seen.
  const before = readState(shop.places).findings.map(({ firstSeenMs }) => firstSeenMs);
  await (await guarded(shop)).stop();
  assert.deepEqual(
    readState(shop.places).findings.map(({ firstSeenMs }) => firstSeenMs),
    before,
  );
});

test("a deployment of 6,000 files is one alert, told a handful of times, and the backdoor in it another", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const sentry = await guarded(shop);
  for (let folder = 0; folder < 20; folder++) {
    mkdirSync(shop.at(`release${folder}`));
    for (let file = 0; file < 300; file++) writeFileSync(shop.at(`release${folder}/f${file}.txt`), "x");
  }
  shop.write("release7/zz.php", BACKDOOR);
  await sentry.hears(alerts("malicious", "release7/zz.php"));
  await sentry.hears(
    (word) =>
      word.kind === "alert" &&
      word.alert.cause === "unapproved" &&
      Number(word.alert.facts["count"]) >= 6_000,
  );
  assert.ok(sentry.said.filter(alerts("unapproved")).length <= 8);
  assert.equal(sentry.said.filter(alerts("malicious")).length, 1);
  await shop.approve();
  await sentry.hears(settles("unapproved"));
});

test("a changed manifest is told, and watching goes on for backdoors; approving by another program settles", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const sentry = await guarded(shop);
  const good = readFileSync(shop.places.manifest);
  const bad = Buffer.from(good);
  bad[20] = (bad[20] ?? 0) ^ 1;
  writeFileSync(shop.places.manifest, bad);
  const word = await sentry.hears(alerts("blind"));
  assert.ok(word.kind === "alert" && word.alert.facts["reason"] === "manifest");
  shop.write("app/x.php", BACKDOOR);
  await sentry.hears(alerts("malicious", "app/x.php"));
  writeFileSync(shop.places.manifest, good);
  await sentry.hears(settles("blind"));
  await shop.approve({ paths: ["app/x.php"] });
  await sentry.hears(settles("malicious"));
});

test("in an approval window changes are quiet and backdoors are not; a forged window is told and counts for nothing", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const nowMs = systemClock().nowMs();
  const wish = {
    fromMs: nowMs - 1_000,
    toMs: nowMs + 3_600_000,
    who: "制作会社",
    why: "更新",
    by: "花子",
    atMs: nowMs,
  };
  addWindow(shop.ground.recordsFolder, shop.key, systemRandom(), wish);
  shop.write("app/index.php", "<?php\necho 7;\n");
  shop.write("app/x.php", BACKDOOR);
  const sentry = await guarded(shop);
  assert.equal(sentry.said.filter(alerts("malicious")).length, 1);
  assert.equal(sentry.said.filter(alerts("unapproved")).length, 0);
  const file = join(shop.ground.recordsFolder, "watch/windows.jsonl");
  writeFileSync(file, readFileSync(file, "utf8").replace("制作会社", "だれか"));
  await sentry.hears(alerts("unapproved", "app/index.php"));
  await sentry.hears(
    (word) => alerts("blind")(word) && word.kind === "alert" && word.alert.facts["reason"] === "windows",
  );
});

test("where no events come, looking again and again finds it; where the tree is gone, that is told", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const sentry = await guarded(shop, { pollMs: 20 });
  shop.write("app/x.php", BACKDOOR);
  await sentry.hears(alerts("malicious"));
  renameSync(shop.settings.path, `${shop.settings.path}.away`);
  await sentry.hears(alerts("blind"));
  // Nothing is called removed only because it cannot be seen.
  assert.equal(sentry.said.filter(alerts("unapproved")).length, 0);
  renameSync(`${shop.settings.path}.away`, shop.settings.path);
  await sentry.hears(settles("blind"));
});

test("a tree moved away while it is heard is told at the next look; what comes back, or stands there instead, is heard anew", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const sentry = await guarded(shop);
  const away = `${shop.settings.path}.away`;
  renameSync(shop.settings.path, away);
  const word = await sentry.hears(alerts("blind"));
  assert.ok(word.kind === "alert" && word.alert.facts["reason"] === "missing");
  assert.equal(sentry.said.filter(alerts("unapproved")).length, 0);
  renameSync(away, shop.settings.path);
  await sentry.hears(settles("blind"));
  shop.write("app/x.php", BACKDOOR);
  await sentry.hears(alerts("malicious", "app/x.php"));
  rmSync(shop.at("app/x.php"));
  await sentry.hears(settles("malicious"));
  renameSync(shop.settings.path, away);
  shop.write("app/other.php", BACKDOOR);
  await sentry.hears(alerts("malicious", "app/other.php"));
  shop.write("app/later.php", BACKDOOR);
  await sentry.hears(
    (one) => alerts("malicious")(one) && one.kind === "alert" && one.alert.facts["count"] === 2,
  );
});
