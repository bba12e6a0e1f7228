// Reading misemori.yaml: every mistake found, placed and explained; nothing that exhausts, nothing that leaks.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { array, assert as holds, constantFrom, property } from "fast-check";
import { reveal } from "../kernel/index.ts";
import { readConfig, readConfigBytes, sayProblem, problemLine, type ConfigReading } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "misemori-config-"));
after(() => rmSync(folder, { recursive: true }));

const GOOD = `shop:
  name: 丸井
  url: https://shop.example.jp
  upstream: http://127.0.0.1:3000
platform:
  preset: eccube4
`;
const ALERTED = `${GOOD}alerts:\n  webhook: { url: "https://h.example.jp", secret: { env: HOOK } }\n`;

function read(text: string | Uint8Array, env: Record<string, string> = {}): ConfigReading {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  return readConfigBytes(bytes, join(folder, "misemori.yaml"), { env, language: "en" });
}
function withShopWebhook(reference: string, env: Record<string, string> = {}): ConfigReading {
  return read(`${GOOD}shopWebhook: { url: "https://a.jp", secret: ${reference} }\n`, env);
}
function check(text: string): void {
  const reading = read(text);
  if (reading.ok) return;
  assert.ok(reading.problems.length > 0);
  for (const problem of reading.problems) {
    for (const language of ["ja", "en"] as const) {
      const { message, hint } = sayProblem(problem, language);
      assert.ok(
        message.length > 3 && !/\{[a-z]+\}/i.test(message + hint.replaceAll(/\{ [^}]*\}/g, "")),
        message + hint,
      );
    }
  }
}
function mistakes(reading: ConfigReading): [string, string, number | null][] {
  return reading.ok ? [] : reading.problems.map((p) => [p.key, p.path, p.line]);
}

test("a small lawful file is read with all defaults", () => {
  const reading = read(GOOD);
  assert.ok(reading.ok);
  assert.equal(reading.loaded.config.budget.perHourYen, 1_000);
  assert.equal(reading.loaded.recordsFolder, join(folder, "misemori-data"));
  assert.deepEqual(
    reading.loaded.warnings.map((w) => w.key),
    ["problem.nobodyTold"],
  );
});

test("every mistake is told at once, each with its line and path", () => {
  const reading = read(`shop:
  name: 丸井
  url: ftp://shop
  upstream: http://127.0.0.1:8080
  timezone: Asia/Tokio
platfrom:
  preset: eccube4
platform:
  preset: eccub4
gate:
  listn: 0.0.0.0:80
  listen: 0.0.0.0:8080
  workers: two
  trustedProxies: [10.0.0.0/8, not-an-address]
budget: { perHourYen: 9000, perDayYen: 100 }
console:
  listen: 127.0.0.1:8080
alerts:
  email:
    to: []
    from: misemori@example.jp
    smtp: { host: m, user: a }
`);
  assert.deepEqual(mistakes(reading), [
    ["problem.format", "shop.url", 3],
    ["problem.upstreamIsSelf", "shop.upstream", 4],
    ["problem.timezone", "shop.timezone", 5],
    ["problem.unknownKey", "platfrom", 6],
    ["problem.notOneOf", "platform.preset", 9],
    ["problem.unknownKey", "gate.listn", 11],
    ["problem.wrongKind", "gate.workers", 13],
    ["problem.range", "gate.trustedProxies[1]", 14],
    ["problem.hourAboveDay", "budget.perHourYen", 15],
    ["problem.samePort", "console.listen", 17],
    ["problem.tooSmall", "alerts.email.to", 20],
    ["problem.smtpHalfLogin", "alerts.email.smtp", 22],
  ]);
});

test("a mistyped key, preset or time zone is answered with the one that was meant", () => {
  const reading = read(
    GOOD.replace("preset: eccube4", "preset: eccub4").replace("  name:", "  timezone: Asia/Tokio\n  nmae:"),
  );
  assert.ok(!reading.ok);
  const hints = reading.problems.map((p) => sayProblem(p, "en").hint);
  assert.ok(
    hints.some((h) => h.startsWith('Did you mean "name"?')),
    hints.join("\n"),
  );
  assert.ok(hints.some((h) => h.startsWith('Did you mean "Asia/Tokyo"?')));
  assert.ok(hints.some((h) => h.startsWith('Did you mean "eccube4"?')));
  assert.ok(reading.problems.some((p) => sayProblem(p, "ja").hint.includes("「name」ではありませんか")));
});

test("broken and half-written text gives one error with the place and the likely cause", () => {
  const cases: [string, string][] = [
    ['shop:\n  name: "丸', "problem.unclosed"],
    ["shop:\n\tname: a", "problem.tab"],
    ["shop：\n  name: a\n", "problem.wide"],
    ["a: 1\n---\nb: 2\n", "problem.yaml"],
    ["a: !danger 1\n", "problem.yaml"],
    ["", "problem.empty"],
    ["# only a comment\n", "problem.empty"],
    ["shop: *nobody\n", "problem.yaml"],
  ];
  for (const [text, key] of cases) {
    assert.equal(mistakes(read(text))[0]?.[0], key, JSON.stringify(text));
  }
});

test("a key written twice is an error that names both lines", () => {
  const reading = read(`${GOOD}shop:\n  name: b\n`);
  assert.ok(!reading.ok);
  const double = reading.problems.find((p) => p.key === "problem.duplicate");
  assert.ok(double !== undefined);
  assert.equal(double.line, 7);
  assert.match(sayProblem(double, "en").message, /first on line 1/);
});

test("files made to exhaust the reader are refused", () => {
  const bomb = ["a: &a [1,1,1,1,1,1,1,1,1,1]"];
  for (const [from, to] of ["ab", "bc", "cd", "de"]) {
    bomb.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(",")}]`);
  }
  assert.equal(mistakes(read(bomb.join("\n")))[0]?.[0], "problem.tooDeep");
  assert.equal(mistakes(read("[".repeat(1 << 20)))[0]?.[0], "problem.tooDeep");
  assert.equal(mistakes(read(`a: ${"[".repeat(60)}${"]".repeat(60)}`))[0]?.[0], "problem.tooDeep");
  assert.equal(mistakes(read("k: 1\n".repeat(30_000)))[0]?.[0], "problem.tooLarge");
  assert.equal(mistakes(read(new Uint8Array(2 << 20).fill(35)))[0]?.[0], "problem.tooLarge");
  const deep = Array.from({ length: 300 }, (_, i) => `${" ".repeat(i)}a:`).join("\n");
  assert.equal(mistakes(read(deep))[0]?.[0], "problem.tooDeep");
  assert.equal(mistakes(read(`${"- ".repeat(5_000)}a`))[0]?.[0], "problem.tooDeep");
});

test("Shift_JIS is recognised as not UTF-8", () => {
  assert.equal(mistakes(read(Uint8Array.from([0x61, 0x3a, 0x20, 0x8a, 0xdb])))[0]?.[0], "problem.notUtf8");
});

test("keys of the language itself are unknown keys, not holes", () => {
  for (const name of ["__proto__", "constructor", "<<"]) {
    assert.ok(
      mistakes(read(`${GOOD}${name}: { perHourYen: 5 }\n`)).some(([key]) => key === "problem.unknownKey"),
      name,
    );
  }
});

test("a secret written into the file is refused and never repeated", () => {
  const reading = read(`${GOOD}outcomes:\n  stripe:\n    secret: whsec_VERYSECRET\n`);
  assert.deepEqual(mistakes(reading).at(-1), ["problem.secretInFile", "outcomes.stripe.secret", 9]);
  assert.ok(!reading.ok);
  const texts = reading.problems.flatMap((p) => [
    JSON.stringify(p),
    problemLine(p, "f", "ja"),
    problemLine(p, "f", "en"),
  ]);
  assert.ok(texts.every((t) => !t.includes("VERYSECRET")));
});

test("missing environment variables and bad secret files are named; good ones become unprintable secrets", () => {
  writeFileSync(join(folder, "open"), "s3cr3t-open\n");
  chmodSync(join(folder, "open"), 0o644);
  writeFileSync(join(folder, "empty"), "\n", { mode: 0o600 });
  writeFileSync(join(folder, "good"), "s3cr3t-good\n", { mode: 0o600 });
  assert.equal(
    mistakes(withShopWebhook("{ env: NO_SUCH }")).find(([k]) => k === "problem.envMissing")?.[1],
    "shopWebhook.secret",
  );
  assert.ok(mistakes(withShopWebhook("{ file: absent }")).some(([k]) => k === "problem.secretUnreadable"));
  assert.ok(mistakes(withShopWebhook("{ file: empty }")).some(([k]) => k === "problem.secretEmpty"));
  assert.ok(mistakes(withShopWebhook("{ file: open }")).some(([k]) => k === "problem.secretOpen"));
  assert.ok(mistakes(withShopWebhook("{ file: . }")).some(([k]) => k === "problem.secretUnreadable"));
  const byFile = withShopWebhook("{ file: good }");
  assert.ok(byFile.ok && byFile.loaded.secrets.shopWebhook !== undefined);
  assert.equal(reveal(byFile.loaded.secrets.shopWebhook), "s3cr3t-good");
  assert.ok(!JSON.stringify(byFile).includes("s3cr3t"));
  const byEnv = withShopWebhook("{ env: KEY }", { KEY: "s3cr3t-env" });
  assert.ok(byEnv.ok && !JSON.stringify(byEnv).includes("s3cr3t"));
});

test("e-mail without a mail server asks for the mail server", () => {
  const reading = read(`${GOOD}alerts: { email: { to: [a@b.jp], from: a@b.jp } }\n`);
  assert.ok(
    mistakes(reading).some(([key, path]) => key === "problem.smtpMissing" && path === "alerts.email.smtp"),
  );
});

test("warnings alone do not refuse the file", () => {
  const reading = read(
    `${ALERTED}gate: { trustedProxies: [0.0.0.0/0] }\nbudget: { perHourYen: 5, perDayYen: 5 }\n`,
    {
      HOOK: "long-enough-secret",
    },
  );
  assert.ok(reading.ok, JSON.stringify(reading));
  assert.deepEqual(
    reading.loaded.warnings.map((w) => w.key),
    ["problem.trustsAll", "problem.feeAboveHour"],
  );
});

test("a missing file, a folder, a device without end and a pipe are values, not throws", async () => {
  const sources = { env: {}, language: "ja" as const };
  const keyOf = async (path: string) => mistakes(await readConfig(path, sources))[0]?.[0];
  assert.equal(await keyOf(join(folder, "absent.yaml")), "problem.missingFile");
  assert.equal(await keyOf(folder), "problem.unreadableFile");
  assert.equal(await keyOf("/dev/zero"), "problem.unreadableFile");
  execFileSync("mkfifo", [join(folder, "pipe")]);
  assert.equal(await keyOf(join(folder, "pipe")), "problem.unreadableFile");
});

test("no cut of a lawful file and no random text makes the reader throw, and every problem can be said", () => {
  for (let cut = 0; cut < ALERTED.length; cut++) check(ALERTED.slice(0, cut));
  const piece = constantFrom(
    "a",
    ":",
    " ",
    "\n",
    "- ",
    "[",
    "]",
    "{",
    "}",
    '"',
    "&x",
    "*x",
    "!t",
    "shop",
    "\t",
    "|",
    "#",
  );
  holds(
    property(array(piece, { maxLength: 60 }), (pieces) => check(pieces.join(""))),
    { numRuns: 300 },
  );
});
