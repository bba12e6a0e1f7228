// A shop's versions in the running guard: what is found on disk and on pages, who is told, and decisions that settle it.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { readConfig } from "../../config/index.ts";
import { createEvents, manualClock } from "../../kernel/index.ts";
import { readUpdateBook } from "../../watch/index.ts";
import { openVersionWatch } from "./version-watch.ts";

const DAY_MS = 86_400_000;
const HISTORY = "Start-Date: 2026-01-01  10:00:00\nUpgrade: a:amd64 (1, 2)\nEnd-Date: 2026-01-01  10:00:10\n";

async function openStage(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "misemori-versions-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write(
    "misemori.yaml",
    "shop: { name: 店, url: https://a.jp, upstream: http://127.0.0.1:3000 }\nplatform: { preset: woocommerce }\nwatch:\n  trees: [{ name: shop, path: shop }]\n  pages: [{ name: cart, url: 'https://a.jp/cart?x=1' }]\n",
  );
  write("shop/wp-includes/version.php", "<?php $wp_version = '6.1.9';");
  write(
    "shop/wp-content/plugins/woocommerce/woocommerce.php",
    "<?php\n/**\n * Plugin Name: WooCommerce\n * Version: 7.0.1\n */",
  );
  write("system/var/log/apt/history.log", HISTORY);
  const reading = await readConfig(join(folder, "misemori.yaml"), { env: {}, language: "ja" });
  assert.ok(reading.ok);
  const clock = manualClock(Date.parse("2026-01-20T00:00:00Z"));
  const events = createEvents((error) => assert.fail(String(error)));
  const told: string[] = [];
  events.on("alert.raised", ({ kind, facts }) => void told.push(`${kind} ${facts?.["what"]}`));
  events.on("alert.settled", ({ cause }) => void told.push(`settled ${cause}`));
  const journalled: string[] = [];
  const asked: string[] = [];
  const watch = openVersionWatch({
    current: () => reading.loaded,
    clock,
    events,
    log: (_, event, facts) => assert.fail(`${event} ${JSON.stringify(facts)}`),
    journal: {
      write: (kind, by, facts) => {
        journalled.push(`${kind} ${by} ${JSON.stringify(facts)}`);
        return Promise.resolve({ seq: 1, atMs: 0 } as never);
      },
    },
    systemRoot: join(folder, "system"),
    fetchPage: (url, path) => {
      asked.push(new URL(path, url).href);
      const body = '<meta name="generator" content="WordPress 6.1.9">';
      return Promise.resolve({ status: 200, headers: { "x-powered-by": "PHP/8.1.2" }, body });
    },
  });
  t.after(() => watch.close());
  return { watch, clock, told, journalled, asked, folder, loaded: reading.loaded };
}

test("disk and pages are looked at once a day, and weak parts are told once until somebody decides", async (t) => {
  const { watch, clock, told, journalled, asked, loaded } = await openStage(t);
  assert.equal((await watch.desk.list("ja")).lookedAtMs, null);
  await watch.tick();
  assert.equal(watch.desk.look(), "busy");
  await watch.settled();
  assert.deepEqual(asked, ["https://a.jp/", "https://a.jp/cart?x=1"]);
  const seen = await watch.desk.list("ja");
  assert.deepEqual(
    seen.parts.map(({ name, version }) => `${name} ${version}`),
    ["wordpress-plugin/woocommerce 7.0.1", "wordpress 6.1.9", "http/php 8.1.2"],
  );
  assert.deepEqual(
    seen.weak.map(({ name }) => name),
    ["wordpress-plugin/woocommerce", "http/php"],
  );
  assert.match(seen.weak[0]?.advisories[0]?.effect ?? "", /攻撃者/);
  const weak = "weak-parts wordpress-plugin/woocommerce 7.0.1、http/php 8.1.2";
  assert.deepEqual(told, [weak, "settled versions:system-old"]);
  await watch.tick();
  assert.equal(told.length, 2);
  const untilMs = clock.nowMs() + 10 * DAY_MS;
  const why = "作業待ち 4111 1111 1111 1111";
  const wish = (component: string) => watch.desk.postpone({ component, why, untilMs }, "owner:花子");
  assert.equal(await wish("http/php"), "done");
  assert.equal(told.at(-1), "weak-parts wordpress-plugin/woocommerce 7.0.1");
  assert.equal(await wish("wordpress-plugin/woocommerce"), "done");
  assert.equal(told.at(-1), "settled versions:weak-parts");
  assert.equal(await watch.desk.postpone({ component: "x", why, untilMs: 1 }, "b"), "past");
  assert.match(journalled[0] ?? "", /^watch\.postponed owner:花子 .*\*\*\*\* \*\*\*\*/);
  assert.equal((await readUpdateBook(loaded.recordsFolder))?.postponed.length, 2);
  clock.advance(DAY_MS);
  await watch.tick();
  await watch.settled();
  assert.equal(asked.length, 4);
});

test("a system that was not updated for longer than allowed is told, and ticking it off settles that", async (t) => {
  const { watch, clock, told, journalled } = await openStage(t);
  clock.advance(30 * DAY_MS);
  watch.desk.look();
  await watch.settled();
  assert.ok(
    told.some((one) => /^system-old (48|49|50)$/.test(one)),
    told.join(),
  );
  assert.ok((await watch.desk.list("en")).system.isOld);
  // Two at once: neither is lost.
  await Promise.all([watch.desk.tick("os", "owner:花子"), watch.desk.tick("php", "owner:花子")]);
  assert.equal(told.at(-1), "settled versions:system-old");
  const { system, updated } = await watch.desk.list("en");
  assert.deepEqual([system.isOld, updated.length, journalled.length], [false, 2, 2]);
});

test("a damaged book of decisions takes none, and says so", async (t) => {
  const { watch, loaded, journalled } = await openStage(t);
  mkdirSync(join(loaded.recordsFolder, "watch"), { recursive: true });
  writeFileSync(join(loaded.recordsFolder, "watch/updates.json"), "{ half");
  assert.equal(await watch.desk.tick("os", "b"), "damaged");
  assert.deepEqual(journalled, []);
});
