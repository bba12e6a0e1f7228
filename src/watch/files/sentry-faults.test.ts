// The guard over one tree while things go wrong around it: its own records, the file system, a storm, the power.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { openSigningKey } from "../../journal/index.ts";
import { systemClock } from "../../kernel/index.ts";
import { openRulesFolder } from "../scan/foreign.ts";
import { plainEngine, ruleOf } from "../scan/rules.fixture.ts";
import { openManifest } from "./manifest.ts";
import { alerts, guarded, settles } from "./sentry.fixture.ts";
import { BACKDOOR, smallShop, type SmallShop } from "./tree.fixture.ts";

async function hashOf(shop: SmallShop): Promise<string> {
  return (await openManifest(shop.places, shop.key, "shop", "ja"))?.sha256 ?? "";
}

test("rules of a folder judge what comes, new rules what came before; a broken file is told and the rest goes on", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const folder = mkdtempSync(join(tmpdir(), "misemori-rules-"));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "a.yar"), ruleOf("house_mark", "a-mark-of-theirs"));
  const clock = systemClock();
  const tools = { monoMs: () => clock.monoMs(), everyMs: 0, load: plainEngine };
  const sentry = await guarded(shop, {}, { rules: openRulesFolder(folder, tools) });
  shop.write("app/note.css", "/* a-mark-of-theirs */");
  const word = await sentry.hears(alerts("malicious", "app/note.css"));
  assert.match(word.kind === "alert" ? String(word.alert.facts["why"]) : "", /「house_mark」/);
  rmSync(shop.at("app/note.css"));
  await sentry.hears(settles("malicious"));
  // It lies among the uploads, where only what is judged to be bad is told: clean by the rules of that moment.
  shop.write("upload/b.jpg", "another-mark");
  shop.write("app/c.css", "seen");
  await sentry.hears(alerts("unapproved", "app/c.css"));
  writeFileSync(join(folder, "b.yar"), ruleOf("second_mark", "another-mark"));
  await sentry.hears(alerts("malicious", "upload/b.jpg"));
  writeFileSync(join(folder, "broken.yar"), "rule broken {");
  const blind = await sentry.hears(alerts("blind"));
  assert.ok(blind.kind === "alert" && !blind.alert.urgent);
  assert.deepEqual(
    [blind.alert.facts["reason"], blind.alert.facts["path"], blind.alert.facts["count"]],
    ["rules", join(folder, "broken.yar"), 1],
  );
  shop.write("app/d.css", "a-mark-of-theirs");
  await sentry.hears(
    (one) => alerts("malicious")(one) && one.kind === "alert" && one.alert.facts["count"] === 2,
  );
  rmSync(join(folder, "broken.yar"));
  await sentry.hears(settles("blind"));
});

test("an older manifest that was put back is told as soon as the journal had time, and counts for nothing until then from the start", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const old = `${shop.places.manifest}.kept`;
  copyFileSync(shop.places.manifest, old);
  shop.write("app/gone.php", "<?php echo 3;");
  await shop.approve();
  rmSync(shop.at("app/gone.php"));
  const named = await hashOf(shop);
  let aheadMs = 0;
  const clock = { ...systemClock(), monoMs: () => systemClock().monoMs() + aheadMs };
  const sentry = await guarded(shop, {}, { expected: () => named, clock });
  assert.equal(sentry.said.filter(alerts("unapproved", "app/gone.php")).length, 1);
  const good = readFileSync(shop.places.manifest);
  copyFileSync(old, shop.places.manifest);
  // Against the old one nothing is missing.
  await sentry.hears(settles("unapproved"));
  aheadMs = 60_000;
  const word = await sentry.hears(alerts("blind"));
  assert.ok(word.kind === "alert" && word.alert.urgent && word.alert.facts["reason"] === "rollback");
  writeFileSync(shop.places.manifest, good);
  await sentry.hears(settles("blind"));
  await sentry.hears(alerts("unapproved", "app/gone.php"));
  await sentry.stop();
  copyFileSync(old, shop.places.manifest);
  const next = await guarded(shop, {}, { expected: () => named, clock });
  shop.write("app/new.css", "x");
  aheadMs = 120_000;
  await next.hears(alerts("blind"));
  assert.equal(next.said.filter(alerts("unapproved")).length, 0);
  await assert.rejects(shop.check(false, { expected: () => named }), { code: "watch.manifest" });
});

test("files and folders change places again and again: what stands at the end is what is told, under its last name", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const sentry = await guarded(shop);
  shop.write("one/x.data", BACKDOOR);
  shop.write("two/y.css", "a {}");
  for (let turn = 0; turn < 101; turn++) {
    renameSync(shop.at("one"), shop.at("away"));
    renameSync(shop.at("two"), shop.at("one"));
    renameSync(shop.at("away"), shop.at("two"));
    const [from, to] = turn % 2 === 0 ? ["x.data", "x.php"] : ["x.php", "x.data"];
    const folder = turn % 2 === 0 ? "two" : "one";
    renameSync(shop.at(`${folder}/${from}`), shop.at(`${folder}/${to}`));
  }
  await sentry.hears(alerts("malicious", "two/x.php"));
  // And what a whole look says is the same.
  await sentry.stop();
  const left = (await shop.differences()).filter((one) => one.includes("malicious"));
  assert.deepEqual(left, ["added two/x.php malicious"]);
  // An approved file that another took the place of, and got back.
  renameSync(shop.at("app/index.php"), shop.at("app/kept.php"));
  renameSync(shop.at("app/style.css"), shop.at("app/index.php"));
  renameSync(shop.at("app/index.php"), shop.at("app/style.css"));
  renameSync(shop.at("app/kept.php"), shop.at("app/index.php"));
  assert.deepEqual(
    (await shop.differences()).filter((one) => one.includes(" app/")),
    [],
  );
});

test("what cannot be read is told as such, never as removed or the same; readable again it is settled", async (t) => {
  // Whoever is root may read everything: for this test somebody else looks.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  t.after(() => isRoot && process.seteuid?.(0));
  const shop = smallShop(t);
  shop.write("deep/a.php", "<?php echo 1;");
  await shop.baseline();
  chmodSync(shop.at("app/style.css"), 0o000);
  chmodSync(shop.at("deep"), 0o000);
  const report = await shop.check();
  assert.deepEqual(
    report.troubles.map(({ path, reason }) => `${path} ${reason}`),
    ["app/style.css unreadable", "deep unreadable"],
  );
  assert.deepEqual(
    report.differences.map(({ change, path }) => `${change} ${path}`),
    ["mode deep"],
  );
  // An approval meanwhile keeps what was approved there.
  await shop.approve({ paths: ["app"] });
  const sentry = await guarded(shop);
  assert.equal(sentry.said.filter(alerts("blind")).length, 1);
  chmodSync(shop.at("app/style.css"), 0o644);
  chmodSync(shop.at("deep"), 0o755);
  shop.write("deep/b.php", BACKDOOR);
  await sentry.stop();
  const next = await guarded(shop);
  assert.ok(next.said.some(alerts("malicious", "deep/b.php")) && next.said.some(settles("blind")));
  rmSync(shop.at("deep/b.php"));
  await next.stop();
  assert.deepEqual(await shop.differences(), []);
});

interface Child {
  readonly kill: () => Promise<void>;
  readonly says: (wanted: string) => Promise<void>;
}

function child(t: TestContext, words: readonly string[], blocks: string): Child {
  const fixture = join(import.meta.dirname, "sentry-child.fixture.ts");
  const shell = 'ulimit -f "$1"; shift; exec "$@"';
  const line = ["-c", shell, "sh", blocks, process.execPath, fixture, ...words];
  const one = spawn("sh", line, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(one, "exit");
  const kill = async (): Promise<void> => {
    one.kill("SIGKILL");
    await ended;
  };
  t.after(kill);
  const lines = createInterface({ input: one.stdout })[Symbol.asyncIterator]();
  const says = async (wanted: string): Promise<void> => {
    for (;;) {
      const { value, done } = await lines.next();
      assert.notEqual(done, true, `it ended without saying ${wanted}`);
      if (String(value).includes(wanted)) return;
    }
  };
  return { kill, says };
}

test("a guard that was killed the moment a file came finds it at its next start", async (t) => {
  const shop = smallShop(t);
  const keyFile = join(shop.ground.recordsFolder, "keys/watch.key");
  const key = await openSigningKey(keyFile);
  await shop.baseline({ key });
  const { kill, says } = child(
    t,
    ["guard", shop.settings.path, shop.ground.recordsFolder, keyFile],
    "unlimited",
  );
  await says('"kind":"passed"');
  shop.write("upload/x.php", BACKDOOR);
  await kill();
  const sentry = await guarded(shop, {}, { key });
  assert.equal(sentry.said.filter(alerts("malicious", "upload/x.php")).length, 1);
});

test("a baseline that runs out of room, or is killed half way, leaves what was approved before, and the next one works", async (t) => {
  const shop = smallShop(t);
  const { recordsFolder } = shop.ground;
  const keyFile = join(recordsFolder, "keys/watch.key");
  const key = await openSigningKey(keyFile);
  await shop.baseline({ key });
  const before = readFileSync(shop.places.manifest);
  for (let file = 0; file < 40; file++) shop.write(`app/f${file}.css`, randomBytes(1_024).toString("base64"));
  const words = ["baseline", shop.settings.path, recordsFolder, keyFile];
  // Sixteen blocks of 512 bytes for any one file: it is the same to the program as a full disk.
  const { says } = child(t, words, "16");
  await says('"watch.write"');
  assert.ok(readFileSync(shop.places.manifest).equals(before));
  assert.deepEqual(
    readdirSync(shop.places.folder).filter((name) => name.includes(".new") || name === "lock"),
    [],
  );
  // Killed: half a manifest aside, and the lock of a process that is gone.
  writeFileSync(`${shop.places.manifest}.new`, before.subarray(0, 100));
  writeFileSync(shop.places.lock, "999999999\n");
  assert.equal((await shop.check(false, { key })).differenceCount, 40);
  await shop.baseline({ key });
  assert.equal((await shop.check(false, { key })).differenceCount, 0);
});

test("a disk too full for its own notes does not keep a backdoor from being told", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  const sentry = await guarded(shop);
  rmSync(shop.places.state);
  // Nothing can take the name of a folder that holds something.
  mkdirSync(join(shop.places.state, "x"), { recursive: true });
  shop.write("app/x.php", BACKDOOR);
  await sentry.hears(alerts("malicious", "app/x.php"));
  await assert.rejects(sentry.stop());
  shop.first.length = 0;
  rmSync(shop.places.state, { recursive: true });
  const next = await guarded(shop);
  assert.equal(next.said.filter(alerts("malicious", "app/x.php")).length, 1);
});
