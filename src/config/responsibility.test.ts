// The responsibility sheet in misemori.yaml: read with its defaults, all its mistakes at once, explained in sentences.

import assert from "node:assert/strict";
import { test } from "node:test";
import { configSchema, explainConfig, readConfigBytes, sayProblem } from "./index.ts";

const HEAD = `
shop: { name: 丸井, url: https://a.jp, upstream: http://127.0.0.1:3000 }
platform: { preset: eccube4 }
`;
const SMTP = "smtp: { host: smtp.example.jp }";

function read(text: string) {
  const bytes = new TextEncoder().encode(HEAD + text);
  return readConfigBytes(bytes, "/nowhere/misemori.yaml", { env: { T: "token" }, language: "en" });
}
function keysOf(text: string): string[] {
  const reading = read(text);
  return reading.ok
    ? reading.loaded.warnings.map(({ key, path }) => `${key} ${path}`)
    : reading.problems.map(({ key, path }) => `${key} ${path}`);
}

const GOOD = `
alerts:
  owner: 花子
  email: { to: [a@a.jp], from: m@a.jp, ${SMTP} }
  line: { token: { env: T } }
responsibility:
  people:
    - { name: 花子, email: h@a.jp, line: U${"0a".repeat(16)}, quiet: "22:00-07:00", channels: [line, email] }
    - { name: 太郎, email: t@a.jp }
  areas:
    payments: { owner: 花子, deputy: 太郎 }
    server:
      owner: 太郎
      answerWithinMinutes: 30
      vendor: { name: 港システム, contact: 03-0000-0000, scope: 保守, hours: "09:00-18:00", email: v@v.jp, takesAlerts: true }
`;

test("a sheet is read with its defaults, and a file without one stays as it was", () => {
  const reading = read(GOOD);
  assert.ok(reading.ok, JSON.stringify(reading.ok ? "" : reading.problems));
  const { areas } = reading.loaded.config.responsibility!;
  assert.deepEqual([areas.payments?.answerWithinMinutes, areas.server?.answerWithinMinutes], [15, 30]);
  assert.equal(areas.server?.vendor?.weekdaysOnly, true);
  assert.ok(reading.loaded.secrets.lineToken !== undefined);
  assert.equal(
    configSchema.parse({ shop: reading.loaded.config.shop, platform: { preset: "vendure" } }).responsibility,
    undefined,
  );
});

test("everything that cannot be right is told at once, with its place", () => {
  const keys = keysOf(`
alerts:
  slack: { channel: C0 }
  line: { token: { env: MISSING }, baseUrl: http://far.example }
responsibility:
  people:
    - { name: 花子, email: h@a.jp, channels: [line, email] }
    - { name: 花子, email: h2@a.jp, quiet: "07:00-07:00" }
  areas:
    payments: { owner: 花こ, deputy: 花子 }
    shop: { owner: 花子, deputy: 花子 }
    server:
      owner: 花子
      vendor: { name: 花子, contact: x, scope: y, takesAlerts: true }
`);
  for (const wanted of [
    "problem.slackOneWay alerts.slack",
    "problem.envMissing alerts.line.token",
    "problem.clearWebhook alerts.line.baseUrl",
    "problem.channelUnset responsibility.people[0].channels[0]",
    "problem.channelUnset responsibility.people[0].channels[1]",
    "problem.personTwice responsibility.people[1].name",
    "problem.rangeEmpty responsibility.people[1].quiet",
    "problem.personUnknown responsibility.areas.payments.owner",
    "problem.deputyIsOwner responsibility.areas.shop.deputy",
    "problem.personTwice responsibility.areas.server.vendor.name",
    "problem.vendorUnreached responsibility.areas.server.vendor.takesAlerts",
  ])
    assert.ok(keys.includes(wanted), `${wanted} in\n${keys.join("\n")}`);
});

test("odd sheets are refused with a sentence and never throw", () => {
  const sheets = [
    "responsibility: 5",
    "responsibility: { people: [] }",
    "responsibility: { people: [{ name: 'a:b', email: x@y.jp }] }",
    "responsibility: { people: [{ name: a, email: nobody }] }",
    "responsibility: { people: [{ name: a, email: x@y.jp, quiet: 22-7 }] }",
    "responsibility: { people: [{ name: a, email: x@y.jp, line: '@lineid' }] }",
    "responsibility: { people: [{ name: a, email: x@y.jp }], areas: { kitchen: { owner: a } } }",
    "alerts: { line: { token: secret-itself } }",
    "alerts: { slack: { webhook: https://hooks.example/T/B/x } }",
  ];
  for (const text of sheets) {
    const reading = read(text);
    assert.ok(!reading.ok, text);
    for (const problem of reading.problems.filter(({ severity }) => severity === "error")) {
      const { message, hint } = sayProblem(problem, "ja");
      assert.doesNotMatch(message + hint, /\{\w+\}|secret-itself|T\/B\/x/, text);
    }
  }
});

test("whoever cannot be reached by anything is a warning, not a refusal", () => {
  const keys = keysOf("responsibility: { people: [{ name: 花子, email: h@a.jp }] }");
  assert.ok(keys.includes("problem.personUnreached responsibility.people[0]"), keys.join());
});

test("the sentences say whose each area is, to whom it moves, and what the company is there for", () => {
  const reading = read(GOOD);
  assert.ok(reading.ok);
  const ja = explainConfig(reading.loaded.config, "ja").join("\n");
  assert.match(ja, /カード決済：花子 さんの担当です。15 分返事がなければ 太郎 に移ります。/);
  assert.match(ja, /サーバー：太郎 さんの担当です。30 分返事がなければ 港システム、花子 に移ります。/);
  assert.match(ja, /港システム に頼めること：保守（連絡先 03-0000-0000）。お知らせも受け取ります。/);
  assert.match(ja, /花子 さんには 22:00-07:00 の間/);
  const without = read("alerts: { owner: 花子 }");
  assert.ok(without.ok);
  assert.match(
    explainConfig(without.loaded.config, "en").join("\n"),
    /Without a responsibility sheet every alert is 花子's/,
  );
});
