// `misemori scrub scan` and `forget-key` as their users meet them: answers, shapes, exit codes and slips.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fine, manualClock, refuse, systemRandom } from "../kernel/index.ts";
import { openKeyFile, scanPaths } from "../scrub/index.ts";
import type { CliActs } from "./index.ts";
import { oneObject, shopConfig, stage } from "./stage.ts";

// Made up, with a true check digit; the first six are those of published test numbers.
const CARD = "4111110000701024";

const ACTS: Partial<CliActs> = {
  scrubScan: async ({ keyFile, language, ...request }) =>
    fine(
      await scanPaths({
        ...request,
        key: await openKeyFile(keyFile, systemRandom(), language).key(),
        stdin: () => process.stdin,
        clock: manualClock(),
      }),
    ),
  forgetCardKey: async ({ keyFile, language }) =>
    fine(await openKeyFile(keyFile, systemRandom(), language).forget()),
};

test("findings exit 1 with a table and the next steps; a clean folder exits 0", async (t) => {
  const { run, folder } = stage(t, shopConfig(), ACTS);
  writeFileSync(join(folder, "pay.log"), `a\ncard=${CARD}\n`);
  const { code, out, err } = await run("scrub", "scan", "pay.log");
  assert.equal(code, 1);
  assert.match(out, /✗ 1 枚のカード番号[^]*pay\.log[^]*2 行目[^]*次にすること[^]*消さず/);
  assert.ok(!(out + err).includes(CARD));
  const clean = await run("scrub", "scan", "misemori.yaml");
  assert.equal(clean.code, 0);
  assert.match(clean.out, /✓ カード番号は見つかりませんでした/);
});

test("--json is one object of the promised shape", async (t) => {
  const { run, folder } = stage(t, null, ACTS, { env: { XDG_STATE_HOME: "", HOME: "" } });
  writeFileSync(join(folder, "pay.log"), `a\ncard=${CARD}\n`);
  const { code, out, err } = await run("scrub", "scan", ".", "--json", "--key", "card.key");
  assert.equal(code, 1);
  assert.equal(err, "");
  const said = oneObject(out);
  const [file] = said["files"] as { path: string; findings: Record<string, unknown>[] }[];
  assert.equal(file?.path, "./pay.log");
  const [finding] = file?.findings ?? [];
  const { cardHash, masked, certainty, bytes, ...rest } = finding ?? {};
  assert.deepEqual(rest, { offset: 7, line: 2, member: null, kind: "pan", brand: "visa", encoding: "text" });
  assert.match(String(cardHash), /^[0-9a-f]{32}$/);
  assert.deepEqual([masked, bytes, typeof certainty], ["411111******1024", 16, "string"]);
  assert.deepEqual([said["distinctCards"], said["skipped"], said["complete"]], [1, [], true]);
  assert.deepEqual([typeof said["bytes"], typeof said["seconds"]], ["number", "number"]);
});

test("the key lies with the records where there is a configuration, else in the user's state folder", async (t) => {
  const guarded = stage(t, shopConfig(), ACTS);
  await guarded.run("scrub", "scan", "misemori.yaml");
  assert.ok(existsSync(join(guarded.folder, "misemori-data", "keys", "card-hash.key")));
  const bare = stage(t, null, ACTS);
  const env = { LANG: "ja_JP.UTF-8", HOME: bare.folder };
  const homely = stage(t, null, ACTS, { env });
  writeFileSync(join(homely.folder, "a.log"), "");
  const { out } = await homely.run("scrub", "scan", "a.log");
  const file = join(bare.folder, ".local", "state", "misemori", "keys", "card-hash.key");
  assert.ok(existsSync(file) && out.includes(file));
});

test("a path that is not there exits 2, and nothing readable at all exits 3: neither is an all-clear", async (t) => {
  const { run, folder } = stage(t, shopConfig(), ACTS);
  const missing = await run("scrub", "scan", "no-such.log");
  assert.equal(missing.code, 2);
  assert.match(missing.err, /no-such\.log が見つかりません[^]*綴り/);
  const half = await run("scrub", "scan", "misemori.yaml", "no-such.log", "--json");
  assert.equal(half.code, 2);
  assert.deepEqual(oneObject(half.out)["skipped"], [
    { path: "no-such.log", member: null, reason: "missing" },
  ]);
  const device = await run("scrub", "scan", "/dev/null");
  assert.equal(device.code, 3);
  assert.match(device.out, /読めなかったものが 1 件/);
  assert.equal((await run("scrub", "scan")).code, 2);
  assert.equal((await run("scrub", "scna", folder)).code, 2);
});

test("a broken configuration is said before anything is read", async (t) => {
  const { run } = stage(t, shopConfig("budgt: {}\n"), ACTS);
  assert.equal((await run("scrub", "scan", ".")).code, 2);
});

test("--html writes a report without the card, over an older report, never over another file", async (t) => {
  const { run, folder } = stage(t, shopConfig(), ACTS);
  writeFileSync(join(folder, "pay.log"), `card=${CARD}\n`);
  for (let times = 0; times < 2; times++) {
    const { code, out } = await run("scrub", "scan", "pay.log", "--html", "report.html");
    assert.equal(code, 1);
    assert.match(out, /報告書：.*report\.html/);
  }
  const html = readFileSync(join(folder, "report.html"), "utf8");
  assert.ok(html.includes("1 枚のカード番号") && !html.includes(CARD) && !html.includes("411111"));
  const other = await run("scrub", "scan", "misemori.yaml", "--html", "pay.log");
  assert.equal(other.code, 2);
  assert.ok(readFileSync(join(folder, "pay.log"), "utf8").includes(CARD));
  assert.equal((await run("scrub", "scan", "pay.log", "--html", "no/such/folder.html")).code, 2);
});

test("on a terminal progress shows speed and time left, and goes when it ends", async (t) => {
  const { run, folder } = stage(t, shopConfig(), ACTS, { terminalColumns: 100 });
  writeFileSync(join(folder, "pay.log"), "x".repeat(3_000_000));
  const { err } = await run("scrub", "scan", "pay.log", "--lang", "en");
  assert.match(err, /\/s \d+:\d\d left[^]*\[#+\.*\][^]*%/);
  assert.ok(err.endsWith("\u001b[K"));
});

test("forget-key explains, asks, and destroys only on a yes", async (t) => {
  const asked: string[] = [];
  let answer = "no";
  const { run, folder } = stage(t, shopConfig(), ACTS, {
    ask: async (question) => {
      asked.push(question);
      return answer;
    },
  });
  await run("scrub", "scan", "misemori.yaml");
  const key = join(folder, "misemori-data", "keys", "card-hash.key");
  const no = await run("scrub", "forget-key");
  assert.equal(no.code, 0);
  assert.match(no.err, /二度とできません/);
  assert.match(no.out, /何もしませんでした/);
  assert.ok(existsSync(key));
  answer = "はい";
  const yes = await run("scrub", "forget-key", "--json");
  assert.deepEqual(oneObject(yes.out), { forgotten: true, keyFile: key });
  assert.ok(!existsSync(key));
  assert.equal(asked.length, 2);
  assert.match((await run("scrub", "forget-key", "--yes")).out, /鍵はありませんでした/);
});

test("forget-key without a terminal and without --yes does nothing and says how", async (t) => {
  const { run } = stage(t, shopConfig(), ACTS);
  const { code, err } = await run("scrub", "forget-key", "--lang", "en");
  assert.equal(code, 2);
  assert.match(err, /never be compared[^]*Add --yes/);
});

test("a scan that fails exits 3 with the reason", async (t) => {
  const { run } = stage(t, shopConfig(), {
    scrubScan: async () => refuse("scrub.keyDamaged", "damaged", "restore it"),
  });
  const { code, out } = await run("scrub", "scan", ".", "--json");
  assert.equal(code, 3);
  assert.deepEqual(oneObject(out), {
    error: { code: "scrub.keyDamaged", message: "damaged", hint: "restore it" },
  });
});
