// Headers of payment pages: what is kept of them, and which change is told how loudly.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changesOf, together } from "./compare.ts";
import type { PageChange, PageVisit, SeenHead } from "./contract.ts";
import { headOf } from "./head.ts";
import { approvedPage, CHECKOUT, CHECKOUT_URL } from "./page.fixture.ts";
import { loosened } from "./policy-strength.ts";
import { isWaking } from "./rounds.ts";

const GROUND = { frame: null, base: CHECKOUT_URL, guardReportPath: "/__misemori/csp" };
const STRICT = "default-src 'self'; script-src 'self' https://cdn.example; form-action 'self'";

type Raw = Readonly<Record<string, string | readonly string[]>>;

function head(raw: Raw, frame: string | null = null): SeenHead {
  const fields = Object.entries(raw).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: one })),
  );
  return headOf(fields, { ...GROUND, frame });
}

function visit(guise: string, ...heads: readonly SeenHead[]): PageVisit {
  return { guise, url: CHECKOUT_URL, inventory: { ...CHECKOUT, heads }, trouble: null };
}

function told(before: Raw, now: Raw): readonly PageChange[] {
  const approved = approvedPage({ ...CHECKOUT, heads: [head(before)] });
  return changesOf(approved, [visit("desktop", head(now)), visit("phone", head(now))]);
}

const loudness = (before: Raw, now: Raw): readonly string[] =>
  told(before, now).map((one) => `${isWaking([one]) ? "urgent" : one.weight} ${one.kind}`);

function at(mark: string): SeenHead {
  return head({
    Date: mark,
    "Content-Security-Policy": `script-src 'nonce-${mark}'; report-uri /csp?visit=${mark}`,
    "Set-Cookie": [`sid=${mark}; Path=/; HttpOnly; Secure; Expires=${mark}`, `wp_${"ab12".repeat(4)}=1`],
    Refresh: `30; url=/wait?t=${mark}`,
    Link: `</app.js?v=${mark}>; rel=preload; as=script, <https://x.example/>; rel=preconnect`,
  });
}

test("what changes by visit is left out: nonces, cookies' values, dates, queries", () => {
  assert.deepEqual(at("a1b2c3d4"), at("ffffffff"));
  assert.deepEqual(at("a1b2c3d4").fields, [
    ["content-security-policy", "report-uri https://shop.example/csp; script-src 'nonce-·'"],
    ["refresh", "30 https://shop.example/wait"],
    ["link", "preload https://shop.example/app.js"],
    ["set-cookie", "sid: httponly secure"],
    ["set-cookie", "wp_·:"],
  ]);
});

test("no card number and no endless value stands in what is kept", () => {
  const { fields } = head({ Server: "nginx 4111111111111111", "Permissions-Policy": "a=(), ".repeat(5_000) });
  assert.ok(!JSON.stringify(fields).includes("4111111111111111"));
  const long = head({
    "Content-Security-Policy": `img-src ${"https://a.example/x ".repeat(9)}${"y".repeat(9_000)}`,
  });
  assert.ok(JSON.stringify(long).length < 500);
  assert.notDeepEqual(long, head({ "Content-Security-Policy": `img-src ${"y".repeat(9_001)}` }));
});

test("the guard's own policy is known by where it reports and is no part of the comparison", () => {
  const own = `${STRICT}; report-uri /__misemori/csp`;
  assert.equal(head({ "content-security-policy": own }).guardPolicy, "enforce");
  assert.deepEqual(
    loudness({ "content-security-policy-report-only": own }, { "content-security-policy": own }),
    [],
  );
  assert.deepEqual(loudness({ "content-security-policy": own }, {}), []);
  assert.deepEqual(
    loudness({ "content-security-policy": `${STRICT}, ${own}` }, { "content-security-policy": own }),
    ["urgent policy-weaker"],
  );
});

test("a policy that is opened or gone and headers that lead away or fetch code are urgent", () => {
  const policy = "content-security-policy";
  assert.deepEqual(loudness({ [policy]: STRICT }, {}), ["urgent policy-weaker"]);
  assert.deepEqual(loudness({ [policy]: STRICT }, { [`${policy}-report-only`]: STRICT }), [
    "urgent policy-weaker",
    "look header-changed",
  ]);
  const [change] = told(
    { [policy]: STRICT },
    { [policy]: STRICT.replace("https://cdn", "https://evil.example https://cdn") },
  );
  assert.equal(change?.what, "content-security-policy: script-src + https://evil.example");
  assert.deepEqual(loudness({}, { refresh: "0;url=https://evil.example/pay" }), ["urgent header-loads"]);
  assert.deepEqual(loudness({}, { link: "<https://evil.example/x.js>; rel=modulepreload" }), [
    "urgent header-loads",
  ]);
});

test("another protection that is weaker is an alarm without waking; the name of a server and a stricter header are quiet", () => {
  const weaker: readonly (readonly [Raw, Raw])[] = [
    [{ "x-frame-options": "DENY" }, { "x-frame-options": "SAMEORIGIN" }],
    [{ "x-content-type-options": "nosniff" }, {}],
    [{ "strict-transport-security": "max-age=31536000" }, { "strict-transport-security": "max-age=0" }],
    [{ "referrer-policy": "same-origin" }, { "referrer-policy": "unsafe-url" }],
    [{ "permissions-policy": "payment=(self), camera=()" }, { "permissions-policy": "payment=*, camera=()" }],
    [{ "cross-origin-opener-policy": "same-origin" }, {}],
    [{}, { "access-control-allow-origin": "*" }],
    [{ "set-cookie": "sid=1; HttpOnly; Secure" }, { "set-cookie": "sid=2; Secure" }],
    [{ "set-cookie": "sid=1; SameSite=Lax" }, { "set-cookie": "sid=2; SameSite=None" }],
    [{}, { link: "</new.js>; rel=preload; as=script" }],
    [
      { "content-security-policy": "script-src 'self' 'sha256-a='" },
      { "content-security-policy": "script-src 'self' 'sha256-b='" },
    ],
  ];
  for (const [before, now] of weaker) {
    const [one, ...more] = loudness(before, now);
    assert.match(one ?? "", /^alarm header-(?:weaker|changed)$/, JSON.stringify(before));
    assert.deepEqual(more, []);
  }
  const quiet: readonly (readonly [Raw, Raw])[] = [
    [{ server: "nginx/1.26" }, { server: "nginx/1.27" }],
    [{ "x-frame-options": "SAMEORIGIN" }, { "x-frame-options": "deny" }],
    [{ "strict-transport-security": "max-age=1" }, { "strict-transport-security": "max-age=2; preload" }],
    [{}, { "content-security-policy": STRICT }],
    [{ "set-cookie": "sid=1" }, { "set-cookie": "sid=1; HttpOnly" }],
    [{ refresh: "9" }, {}],
  ];
  for (const [before, now] of quiet) assert.deepEqual(loudness(before, now), ["look header-changed"]);
  assert.deepEqual(loudness({ "set-cookie": "sid=1" }, {}), [], "a cookie that is not set this time");
});

test("two servers that name themselves differently are no alarm; a policy that only some do not get is", () => {
  const [a, b] = [head({ server: "a", "content-security-policy": STRICT }), head({ server: "b" })];
  const approved = approvedPage({ ...CHECKOUT, heads: [a] });
  const mixed = changesOf(approved, [visit("desktop", a), visit("phone", b)]);
  assert.deepEqual(
    mixed.map(({ kind, weight, seenBy }) => `${weight} ${kind} ${seenBy?.join() ?? "all"}`),
    ["alarm policy-weaker phone", "look header-changed phone"],
  );
  const bare = approvedPage({ ...CHECKOUT, heads: [head({ "x-frame-options": "deny" })] });
  const one = changesOf(bare, [
    visit("desktop", head({ "x-frame-options": "deny" })),
    visit("phone", head({})),
  ]);
  assert.deepEqual([one[0]?.kind, isWaking(one)], ["header-weaker", false]);
  const both = approvedPage(
    together([
      { ...CHECKOUT, heads: [a] },
      { ...CHECKOUT, heads: [b] },
    ]) ?? CHECKOUT,
  );
  assert.deepEqual(
    changesOf(both, [visit("desktop", b), visit("phone", a)]),
    [],
    "approved as both were seen",
  );
});

test("what was approved before headers were looked at asks to be approved again, without an alarm", () => {
  const changes = changesOf(approvedPage(), [
    visit("desktop", head({ server: "a" })),
    visit("phone", head({})),
  ]);
  assert.deepEqual(
    changes.map(({ kind, weight, seenBy }) => [kind, weight, seenBy]),
    [["headers-unknown", "look", null]],
  );
});

test("a frame of somebody else's is theirs to protect: its change is told quietly", () => {
  const place = "https://agency.example/fields";
  const approved = approvedPage({
    ...CHECKOUT,
    heads: [head({}), head({ "content-security-policy": STRICT }, place)],
  });
  const [change] = changesOf(approved, [visit("desktop", head({}), head({}, place))]);
  assert.deepEqual([change?.kind, change?.weight], ["header-changed", "look"]);
  assert.ok(change?.what.startsWith(place));
});

function holds(before: string, now: string): boolean {
  return loosened([before], [now]).length === 0;
}

test("a policy holds as much as before only if nothing more is allowed by it", () => {
  assert.ok(holds("script-src 'self'", "default-src 'none'"));
  assert.ok(holds("default-src 'self'", "default-src 'self'; script-src 'none'"));
  assert.ok(holds("script-src 'unsafe-inline'", "script-src 'unsafe-inline' 'nonce-·'"));
  assert.ok(holds("script-src 'self'", "img-src *; script-src 'self' 'report-sample'; report-to x"));
  assert.ok(!holds("script-src 'unsafe-inline' 'nonce-·'", "script-src 'unsafe-inline'"));
  assert.ok(!holds("script-src 'strict-dynamic' 'nonce-·' https:", "script-src 'nonce-·' https:"));
  assert.ok(!holds("default-src 'self'", "default-src 'self'; connect-src *"));
  assert.ok(!holds("sandbox", "sandbox allow-scripts"));
  assert.ok(!holds("upgrade-insecure-requests", "default-src 'none'"));
  assert.deepEqual(loosened(["script-src 'self'"], ["img-src *", "script-src 'self'; img-src *"]), []);
});

const WORDS = fc.constantFrom("'self'", "'none'", "https://a.example", "'unsafe-inline'", "'nonce-·'", "*");
const POLICY_TEXT = fc
  .array(
    fc.tuple(
      fc.constantFrom("default-src", "script-src", "connect-src", "form-action", "worker-src"),
      fc.array(WORDS, { maxLength: 4 }),
    ),
    { maxLength: 5 },
  )
  .map((directives) => directives.map(([name, words]) => [name, ...words].join(" ")).join("; "));

test("whatever the policy, it holds as much as itself, one more beside it opens nothing, and rubbish throws nothing", () => {
  fc.assert(
    fc.property(POLICY_TEXT, POLICY_TEXT, (one, other) => {
      assert.deepEqual(loosened([one], [one]), []);
      assert.deepEqual(loosened([one], [other, one]), []);
    }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom("link", "refresh", "set-cookie", "content-security-policy"),
      fc.string(),
      (name, value) => {
        const seen = head({ [name]: value });
        assert.deepEqual(
          changesOf(approvedPage({ ...CHECKOUT, heads: [seen] }), [visit("desktop", seen)]),
          [],
        );
      },
    ),
  );
});
