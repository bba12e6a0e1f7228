// What a look at a page compares, reads and allows, without a browser. The browser itself: test/browser/watch-page.test.ts.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changesOf, together } from "./compare.ts";
import type { ApprovedPage, PageInventory, PageVisit } from "./contract.ts";
import { placeOf, steadyInline } from "./inline.ts";
import { policyFor } from "./policy.ts";
import { pageReportHtml } from "./report.ts";
import { readSteps } from "./steps.ts";

const SHOP = "https://shop.example";
const CLEAN: PageInventory = {
  url: `${SHOP}/checkout`,
  scripts: [
    {
      kind: "file",
      source: `${SHOP}/app.js`,
      sha256: "aa",
      bytes: 10,
      start: "",
      hasIntegrity: false,
    },
  ],
  forms: [{ action: `${SHOP}/pay`, method: "POST", fields: ["card_number"], takesCard: true }],
  listeners: [{ field: "card_number", event: "input", script: `${SHOP}/app.js` }],
  hosts: [SHOP],
  frames: [],
  serviceWorkers: [],
};
const APPROVED: ApprovedPage = {
  version: 1,
  name: "checkout",
  url: CLEAN.url,
  approvedAtMs: 0,
  approvedBy: "owner:花子",
  why: "開店",
  inventory: CLEAN,
  notes: {},
};
const visit = (guise: string, inventory: PageInventory): PageVisit => ({
  guise,
  url: CLEAN.url,
  inventory,
  trouble: null,
});
const script = (token: string, more = ""): string =>
  `var csrf_token = "${token}";\n  var ts = 1732300000000; send("${more}")`;
const kinds = (...visits: readonly PageVisit[]): readonly string[] =>
  changesOf(APPROVED, visits).map(({ kind, weight }) => `${weight} ${kind}`);

test("a page as approved differs in nothing, in whatever guise", () => {
  assert.deepEqual(kinds(visit("desktop", CLEAN), visit("phone", CLEAN)), []);
});

test("a changed script, a card form that posts elsewhere, a new host and a new listener are alarms", () => {
  const [file] = CLEAN.scripts;
  assert.ok(file !== undefined);
  const tampered: PageInventory = {
    ...CLEAN,
    scripts: [{ ...file, sha256: "bb" }],
    forms: [{ action: "https://evil.example/c", method: "POST", fields: ["card_number"], takesCard: true }],
    hosts: [SHOP, "https://evil.example"],
    listeners: [...CLEAN.listeners, { field: "card_number", event: "blur", script: "inline: x" }],
  };
  assert.deepEqual(kinds(visit("desktop", tampered)), [
    "alarm script-changed",
    "alarm form-target",
    "alarm listener-new",
    "alarm host-new",
  ]);
});

test("what only some visitors get to see is an alarm and names them", () => {
  const added = { ...CLEAN, frames: ["https://ads.example/f"] };
  const [change] = changesOf(APPROVED, [visit("desktop", CLEAN), visit("phone", added)]);
  assert.equal(change?.weight, "alarm");
  assert.deepEqual(change.seenBy, ["phone"]);
});

test("an integrity hash that is gone, more than can be looked at, and another page in its place are alarms", () => {
  const [file] = CLEAN.scripts;
  assert.ok(file !== undefined);
  const guarded = { ...CLEAN, ends: [CLEAN.url], scripts: [{ ...file, hasIntegrity: true }] };
  const address = { src: "/app.js", address: `${SHOP}/app.js` };
  const tag = { ...address, isModule: false, isAsync: false, isDeferred: false, inHtml: true };
  const since = (now: PageInventory): readonly string[] =>
    changesOf({ ...APPROVED, inventory: guarded }, [visit("desktop", now)]).map(
      ({ kind, weight, what }) => `${weight} ${kind} ${what}`,
    );
  assert.deepEqual(since(guarded), []);
  assert.deepEqual(since({ ...CLEAN, scripts: [{ ...file, tag }] }), [`alarm integrity-gone ${SHOP}/app.js`]);
  assert.deepEqual(since(CLEAN), [], "its tag was taken away once it ran");
  assert.deepEqual(since({ ...guarded, beyond: ["scripts"] }), ["alarm too-many scripts"]);
  assert.deepEqual(since({ ...guarded, url: `${SHOP}/cart` }), [`alarm page-moved ${SHOP}/cart`]);
  assert.deepEqual(since({ ...guarded, url: "https://evil.example/checkout" }), [
    "alarm page-away https://evil.example/checkout",
  ]);
  const order = { ...guarded, url: `${SHOP}/order/a81f/pay`, ends: [`${SHOP}/order/a81f/pay`] };
  const next = [visit("desktop", { ...order, url: `${SHOP}/order/b92e/pay` })];
  assert.deepEqual(
    changesOf({ ...APPROVED, inventory: order }, next),
    [],
    "the mark of an order is no other page",
  );
  const unread = (bytes: number): PageInventory => ({
    ...CLEAN,
    scripts: [{ ...file, sha256: null, bytes }],
  });
  const grown = changesOf({ ...APPROVED, inventory: unread(9_000_000) }, [
    visit("desktop", unread(9_000_500)),
  ]);
  assert.deepEqual(
    grown.map(({ kind }) => kind),
    ["script-changed"],
    "too large to read, but of another size",
  );
});

test("a script that is gone is worth a look, no alarm; a visit that broke off makes nothing gone", () => {
  assert.deepEqual(kinds(visit("desktop", { ...CLEAN, scripts: [] })), ["look script-gone"]);
  assert.deepEqual(
    changesOf(APPROVED, [{ guise: "desktop", url: "", inventory: null, trouble: "unreachable" }]),
    [],
  );
});

test("tokens and times of an inline script may change by visit; code and addresses may not", () => {
  assert.equal(steadyInline(script("abcdef123456")), steadyInline(script("zyxwvu987654")));
  assert.notEqual(steadyInline(script("a1b2c3", "https://a.example")), steadyInline(script("a1b2c3", "x")));
  assert.notEqual(
    steadyInline('token = "https://evil.example/x"'),
    steadyInline('token = "https://shop.example/x"'),
  );
});

test("whatever an inline script holds, making it steady twice changes nothing more, and no address is lost", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.webUrl(), (text, url) => {
      const steady = steadyInline(`${text} fetch("${url}")`);
      assert.equal(steadyInline(steady), steady);
      assert.ok(steady.includes(url));
    }),
    { numRuns: 300 },
  );
});

test("places lose their query, and what is no web address is told by its kind", () => {
  assert.equal(placeOf("/a.js?v=1&card=4111", `${SHOP}/x`), `${SHOP}/a.js`);
  assert.equal(placeOf("data:text/javascript,alert(1)", SHOP), "data:");
  assert.equal(placeOf("http://[", SHOP), "unreadable");
});

test("steps are read from the short form and from Chrome's recorder; a step nobody understands is named", () => {
  const own = readSteps('[{"open":"/p/1"},{"click":"#add"},{"fill":"#name","with":"a"}]', "ja");
  assert.deepEqual(own, {
    ok: true,
    value: [{ open: "/p/1" }, { click: "#add" }, { fill: "#name", with: "a" }],
  });
  const recorded = readSteps(
    JSON.stringify({
      title: "x",
      steps: [
        { type: "setViewport", width: 1 },
        { type: "navigate", url: `${SHOP}/p/1` },
        { type: "click", selectors: [["aria/Add"], ["#add"], ["xpath///*"]] },
        { type: "change", selectors: [["#name"]], value: "a" },
      ],
    }),
    "en",
  );
  assert.ok(recorded.ok);
  assert.deepEqual(recorded.value, [
    { open: `${SHOP}/p/1` },
    { click: "#add" },
    { fill: "#name", with: "a" },
  ]);
  const bad = readSteps('[{"open":"/"},{"pay":"now"}]', "en");
  assert.ok(!bad.ok && bad.code === "watch.steps" && bad.message.includes("2"));
  assert.ok(!readSteps("{", "ja").ok);
});

test("the policy allows what was found, and says when inline scripts keep it open", () => {
  const { policy, open } = policyFor(CLEAN, { reportPath: "/__misemori/csp" });
  assert.match(policy, /script-src 'self';/);
  assert.match(policy, /form-action 'self';/);
  assert.deepEqual(open, []);
  const inline = {
    kind: "inline",
    source: "inline",
    sha256: "c",
    bytes: 1,
    start: "x",
    hasIntegrity: false,
  } as const;
  assert.deepEqual(policyFor({ ...CLEAN, scripts: [inline] }, { reportPath: "/r" }).open, ["inline"]);
});

test("a report holds no script, and a page's own words cannot write into it", () => {
  const evil = '<img src=x onerror="alert(1)">';
  const inventory = together([{ ...CLEAN, frames: [evil] }]);
  const html = pageReportHtml(
    {
      name: "checkout",
      url: `${SHOP}/checkout`,
      visits: [],
      inventory,
      changes: [{ kind: "frame-new", weight: "alarm", what: evil, seenBy: null }],
      approved: null,
      seconds: 1,
    },
    { page: APPROVED, sha256: "ff" },
    { language: "ja", madeAtMs: 0 },
  );
  assert.ok(!html.includes("<img") && !html.includes("<script"));
  assert.match(html, /新しい枠/);
  assert.match(html, /指紋 ff</);
});
