// The guard over one tree while things go wrong around it: its own records, the file system, a storm, the power.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { systemClock } from "../../kernel/index.ts";
import { openRulesFolder } from "../scan/foreign.ts";
import { plainEngine, ruleOf } from "../scan/rules.fixture.ts";
import { openManifest } from "./manifest.ts";
import { alerts, guarded, settles } from "./sentry.fixture.ts";
import { smallShop, type SmallShop } from "./tree.fixture.ts";

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
