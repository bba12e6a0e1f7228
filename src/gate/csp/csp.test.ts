// The policy at the gate: which answers bear it, and what is made of browsers' tellings, true, noisy and hostile ones.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { manualClock, type Ip } from "../../kernel/index.ts";
import { shopOf, startStage, talk } from "../../../test/gate-stage.ts";
import { BODY, REQUEST, bench } from "../flow/bench.test-kit.ts";
import type { GateHandler, Way } from "../http/way.ts";
import { CSP_REPORT_PATH, createCspReports, withPolicy, type CspSettings, type CspSight } from "./index.ts";
import { matchPaths } from "./paths.ts";
import { readReports } from "./read-reports.ts";

const CSP: CspSettings = {
  header: "Content-Security-Policy-Report-Only",
  policy: "script-src 'self'",
  paths: ["/checkout", "/mypage/*"],
  endpoints: `misemori-csp="${CSP_REPORT_PATH}"`,
  shopHost: "shop.example",
};
const GROUND = { hosts: ["shop.example"], pageOf: matchPaths(CSP.paths) };

function stage(csp: CspSettings | undefined = CSP, inner?: GateHandler) {
  const clock = manualClock();
  const told: CspSight[] = [];
  const reports = createCspReports(clock, (sight) => void told.push(sight));
  const handler = withPolicy(inner ?? { receive: () => ({ kind: "forward" }) }, csp, reports);
  const ask = (path: string): Way => handler.receive({ ...REQUEST, method: "GET", target: path, path });
  const report = async (body: string | object, ip = "203.0.113.7"): Promise<Way> => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const headers = { host: "shop.example", "content-length": String(text.length) };
    const path = CSP_REPORT_PATH;
    const way = handler.receive({ ...REQUEST, target: path, path, headers, clientIp: ip as Ip });
    if (way.kind !== "read") return way;
    return way.proceed(Buffer.from(text), new AbortController().signal);
  };
  return { clock, told, handler, ask, report };
}

function old(blocked: string, change: object = {}): object {
  const words = {
    "document-uri": "https://shop.example/checkout?order=1",
    "violated-directive": "script-src-elem 'self'",
    "effective-directive": "script-src-elem",
    "blocked-uri": blocked,
  };
  return { "csp-report": { ...words, ...change } };
}

function headersOf(way: Way): readonly string[] {
  return way.kind === "forward" ? (way.responseHeaders ?? []).map(([name]) => name) : [];
}

test("pages on the configured paths bear the policy and the name of its end-point, others go as they came", () => {
  const { ask } = stage();
  assert.deepEqual(headersOf(ask("/checkout")), [
    "Content-Security-Policy-Report-Only",
    "Reporting-Endpoints",
  ]);
  assert.equal(headersOf(ask("/mypage/card")).length, 2);
  for (const path of ["/", "/checkout/", "/Checkout", "/mypage"]) assert.deepEqual(headersOf(ask(path)), []);
});

test("without a policy the handler is the one that was there before", () => {
  const inner: GateHandler = { receive: () => ({ kind: "forward" }) };
  assert.equal(
    withPolicy(
      inner,
      undefined,
      createCspReports(manualClock(), () => undefined),
    ),
    inner,
  );
});

test("what the shop answers to a try to pay bears it too, with what the gate itself adds; the gate's own pages do not", async () => {
  const { handler } = bench({ answer: "pass" });
  const { handler: outer } = stage(CSP, handler);
  const way = outer.receive(REQUEST);
  assert.equal(way.kind, "read");
  const next = await way.proceed(BODY, new AbortController().signal);
  assert.ok(headersOf(next).includes("Content-Security-Policy-Report-Only"));
  const blocking = stage(CSP, bench({ answer: "block" }).handler).handler.receive(REQUEST);
  assert.equal(blocking.kind, "read");
  assert.equal((await blocking.proceed(BODY, new AbortController().signal)).kind, "answer");
});

test("a sealed form that goes on bears the policy of the path it goes on to", () => {
  const as = { method: "POST", target: "/checkout?x=1", contentType: "text/plain" };
  const { ask } = stage(CSP, { receive: () => ({ kind: "forward", as }) });
  assert.equal(headersOf(ask("/__misemori/continue")).length, 2);
});

test("both forms of telling are read; queries, long texts and card numbers in host names do not come through", () => {
  const api = {
    type: "csp-violation",
    body: {
      documentURL: "https://shop.example/mypage/card?a=1",
      effectiveDirective: "connect-src",
      blockedURL: "https://4111111111111111.evil.example/x?card=1",
    },
  };
  const read = readReports(Buffer.from(JSON.stringify([api, { type: "deprecation", body: {} }])), GROUND);
  assert.equal(read.length, 1);
  assert.equal(read[0]?.directive, "connect-src");
  assert.equal(read[0]?.page, "/mypage/*");
  assert.match(read[0]?.blocked ?? "", /evil\.example$/);
  assert.ok(!JSON.stringify(read).includes("4111111111111111"));
  assert.deepEqual(readReports(Buffer.from(JSON.stringify(old("https://evil.example/a.js?q=2"))), GROUND), [
    { directive: "script-src-elem", blocked: "https://evil.example", page: "/checkout" },
  ]);
});

test("extensions, virus scanners, drawn data, other sites and pages without the policy are noise", () => {
  const noise = [
    old("chrome-extension://abc/x.js"),
    old("about"),
    old("about:blank"),
    old("data", { "effective-directive": "font-src" }),
    old("https://gc.kis.v2.scr.kaspersky-labs.com/x/main.js"),
    old("https://translate.googleapis.com/x"),
    old("http://127.0.0.1:5000/x"),
    old("https://evil.example", { "source-file": "moz-extension" }),
    old("https://evil.example", { "source-file": "safari-web-extension://x" }),
    old("https://evil.example", { "document-uri": "https://copy.example/checkout" }),
    old("https://evil.example", { "document-uri": "https://shop.example/elsewhere" }),
    old("https://evil.example", { "document-uri": "about" }),
    old("https://evil.example", { "effective-directive": "<b>", "violated-directive": "" }),
    { "csp-report": null },
    {},
  ];
  for (const one of noise)
    assert.deepEqual(readReports(Buffer.from(JSON.stringify(one)), GROUND), [], JSON.stringify(one));
  assert.equal(readReports(Buffer.from(JSON.stringify(old("inline"))), GROUND)[0]?.blocked, "inline");
});

test("whatever bytes come, reading them neither throws nor names another page", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      assert.ok(readReports(Buffer.from(text), GROUND).every(({ page }) => CSP.paths.includes(page)));
    }),
  );
});

test("everybody gets 204: a true telling, rubbish, one that is too long, and somebody who asks", async () => {
  const { report, ask, told } = stage();
  const statuses = [
    await report(old("https://evil.example/x.js")),
    await report("rubbish"),
    await report("x".repeat(20_000)),
    ask(CSP_REPORT_PATH),
  ].map((way) => (way.kind === "answer" ? way.reply.status : way.kind));
  assert.deepEqual(statuses, [204, 204, 204, 204]);
  assert.equal(told.length, 1);
});

test("a further network is told at once, the rest once a minute with their number", async () => {
  const { report, told, clock } = stage();
  for (let n = 0; n < 10; n++) await report(old("https://evil.example/x.js"));
  await report(old("https://evil.example/y.js"), "198.51.100.9");
  assert.deepEqual(
    told.map(({ networks, count }) => [networks.length, count]),
    [
      [1, 1],
      [2, 10],
    ],
  );
  await report(old("https://evil.example/x.js"));
  clock.advance(60_000);
  await report(old("https://evil.example/x.js"));
  assert.equal(told.at(-1)?.count, 2);
});

test("a flood costs a fixed number of readings, and one network cannot crowd out what others tell", async () => {
  const { handler, report, told, clock } = stage();
  let read = 0;
  for (let n = 0; n < 100_000; n++) {
    const ip = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` as Ip;
    if (handler.receive({ ...REQUEST, path: CSP_REPORT_PATH, clientIp: ip }).kind === "read") read += 1;
  }
  assert.ok(read > 0 && read <= 2_000, String(read));
  clock.advance(60_000);
  for (let n = 0; n < 1_000; n++) await report(old(`https://made-up-${n}.example/`));
  assert.equal(told.length, 20);
  await report(old("https://evil.example/"), "198.51.100.9");
  assert.equal(told.at(-1)?.blocked, "https://evil.example");
});

test("things told are held up to a number, forgotten after an hour, and then told again", async () => {
  const { report, told, clock } = stage();
  for (let n = 0; n < 1_200; n++) await report(old(`https://x${n}.example/`), `10.0.${n % 120}.1`);
  assert.equal(told.length, 500);
  clock.advance(3_600_000);
  await report(old("https://x0.example/"), "10.0.0.1");
  assert.equal(told.length, 501);
});

test("through a real gate the shop's own policy stays beside ours, and the end-point answers everybody", async (t) => {
  const shop = shopOf((_, response) => {
    response.setHeader("Content-Security-Policy", "frame-ancestors 'none'");
    response.end("カートです");
  });
  const { handler, told } = stage({ ...CSP, paths: ["/checkout"] });
  const { port } = await startStage(t, shop, { handler });
  const get = await talk(port, "GET /checkout HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n");
  assert.match(get, /^Content-Security-Policy: frame-ancestors 'none'\r$/im);
  assert.match(get, /^Content-Security-Policy-Report-Only: script-src 'self'\r$/im);
  assert.match(get, /^Reporting-Endpoints: misemori-csp="\/__misemori\/csp"\r$/im);
  const other = await talk(port, "GET /cart HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n");
  assert.doesNotMatch(other, /Report-Only/i);
  const body = JSON.stringify(old("https://evil.example/x.js"));
  const head = `POST ${CSP_REPORT_PATH} HTTP/1.1\r\nHost: shop.example\r\nContent-Type: application/csp-report\r\n`;
  const posted = await talk(
    port,
    `${head}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
  assert.match(posted, /^HTTP\/1\.1 204 /);
  const long = "x".repeat(20_000);
  const cut = await talk(port, `${head}Content-Length: ${long.length}\r\nConnection: close\r\n\r\n${long}`);
  assert.match(cut, /^HTTP\/1\.1 204 /);
  assert.equal(told.length, 1);
});
