// Tests of the facts kept of cards, addresses and devices.

import { test } from "node:test";
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { readPan } from "../../scrub/index.ts";
import type { ArrivedRequest } from "../http/way.ts";
import { cardFactsOf, deviceFactsOf, emailKeyOf, emailShapeOf, type AttemptReading } from "./index.ts";
import { arrived, CARD } from "./samples.ts";

const KEY = new Uint8Array(32).fill(7);

function reading(card: { readonly number?: string; readonly token?: string }): AttemptReading {
  return {
    payment: "card",
    pan: card.number === undefined ? null : (readPan(card.number) ?? null),
    token: card.token ?? null,
    amountYen: null,
    email: null,
    orderRef: null,
  };
}

test("a card's facts are its issuer range and a keyed hash, the same for every way of writing it", () => {
  const facts = cardFactsOf(reading({ number: CARD }), KEY);
  assert.equal(facts?.bin6, "411111");
  assert.match(facts?.key ?? "", /^[0-9a-f]{32}$/);
  assert.equal(facts?.kind, "number");
  assert.deepEqual(cardFactsOf(reading({ number: "4111-1111-1111-1111" }), KEY), facts);
  assert.notEqual(cardFactsOf(reading({ number: CARD }), new Uint8Array(32))?.key, facts?.key);
  assert.ok(!JSON.stringify(facts).includes(CARD));
});

test("a token's facts know no issuer range and never equal a number's", () => {
  const facts = cardFactsOf(reading({ token: CARD }), KEY);
  assert.equal(facts?.bin6, "");
  assert.equal(facts?.kind, "token");
  assert.notEqual(facts?.key, cardFactsOf(reading({ number: CARD }), KEY)?.key);
  assert.equal(cardFactsOf(reading({}), KEY), null);
});

test("an address's shape keeps letters and digits as counts", () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ["aaaaa99@gmail.com", "a5d2@gmail.com"],
    ["Hanako.Sato+x1@Example.JP", "a6.a4+a1d1@example.jp"],
    ["山田@example.jp", "a2@example.jp"],
    ["a!b@c.d", "a1sa1@c.d"],
    ["no-address", null],
    ["@x", null],
    ["x@", null],
  ];
  for (const [email, shape] of cases) assert.equal(emailShapeOf(email), shape, email);
});

test("an address's shape never shows the address and never throws", () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      const shape = emailShapeOf(email) ?? "";
      const local = email.slice(0, email.lastIndexOf("@")).replace(/[^a-zA-Z]/g, "");
      assert.ok(local.length < 4 || !shape.slice(0, shape.lastIndexOf("@")).includes(local));
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: "binary" }), (text) => {
      emailShapeOf(text);
      emailKeyOf(text, KEY);
    }),
  );
});

test("one buyer's address has one key, whatever its case, tag or Gmail dots", () => {
  const key = emailKeyOf("taro.yamada@gmail.com", KEY);
  assert.match(key ?? "", /^[0-9a-f]{16}$/);
  assert.equal(emailKeyOf(" Taro.Yamada+shop9@GMAIL.com ", KEY), key);
  assert.equal(emailKeyOf("taroyamada@gmail.com", KEY), key);
  assert.notEqual(emailKeyOf("taro.yamada@example.jp", KEY), emailKeyOf("taroyamada@example.jp", KEY));
});

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
const SAFARI =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1";

type Headers = readonly (readonly [string, string])[];

/** What one browser sends for a page, a form post and a fetch, in its own order. */
const BROWSERS: Readonly<Record<string, readonly Headers[]>> = {
  chrome: [
    [
      ["Host", "shop.example"],
      ["Connection", "keep-alive"],
      ["sec-ch-ua", '"Google Chrome";v="141", "Not?A_Brand";v="8", "Chromium";v="141"'],
      ["sec-ch-ua-mobile", "?0"],
      ["sec-ch-ua-platform", '"Windows"'],
      ["Upgrade-Insecure-Requests", "1"],
      ["User-Agent", CHROME],
      ["Accept", "text/html,application/xhtml+xml,*/*;q=0.8"],
      ["Sec-Fetch-Mode", "navigate"],
      ["Accept-Encoding", "gzip, deflate, br, zstd"],
      ["Accept-Language", "ja,en-US;q=0.9,en;q=0.8"],
    ],
    [
      ["Host", "shop.example"],
      ["Connection", "keep-alive"],
      ["Content-Length", "12"],
      ["Cache-Control", "max-age=0"],
      ["sec-ch-ua", '"Google Chrome";v="141", "Not?A_Brand";v="8", "Chromium";v="141"'],
      ["sec-ch-ua-mobile", "?0"],
      ["sec-ch-ua-platform", '"Windows"'],
      ["Origin", "https://shop.example"],
      ["Content-Type", "application/x-www-form-urlencoded"],
      ["User-Agent", CHROME],
      ["Accept", "text/html,application/xhtml+xml,*/*;q=0.8"],
      ["Sec-Fetch-Mode", "navigate"],
      ["Referer", "https://shop.example/cart"],
      ["Accept-Encoding", "gzip, deflate, br, zstd"],
      ["Accept-Language", "ja,en-US;q=0.9,en;q=0.8"],
      ["Cookie", "a=b"],
    ],
    [
      ["Host", "shop.example"],
      ["Connection", "keep-alive"],
      ["Content-Length", "12"],
      ["sec-ch-ua-platform", '"Windows"'],
      ["User-Agent", CHROME],
      ["sec-ch-ua", '"Not?A_Brand";v="8", "Chromium";v="141", "Google Chrome";v="141"'],
      ["Content-Type", "application/json"],
      ["sec-ch-ua-mobile", "?0"],
      ["Accept", "*/*"],
      ["Origin", "https://shop.example"],
      ["Sec-Fetch-Mode", "cors"],
      ["Accept-Encoding", "gzip, deflate, br, zstd"],
      ["Accept-Language", "ja,en-US;q=0.9,en;q=0.8"],
    ],
  ],
  firefox: [
    [
      ["Host", "shop.example"],
      ["User-Agent", FIREFOX],
      ["Accept", "text/html,application/xhtml+xml,*/*;q=0.8"],
      ["Accept-Language", "ja,en-US;q=0.7"],
      ["Accept-Encoding", "gzip, deflate, br, zstd"],
      ["Sec-Fetch-Mode", "navigate"],
    ],
    [
      ["Host", "shop.example"],
      ["User-Agent", FIREFOX],
      ["Accept", "application/json"],
      ["Accept-Language", "ja,en-US;q=0.7"],
      ["Accept-Encoding", "gzip, deflate, br, zstd"],
      ["Content-Type", "application/json"],
      ["Sec-Fetch-Mode", "cors"],
    ],
  ],
  safari: [
    [
      ["Host", "shop.example"],
      ["Accept", "text/html,*/*;q=0.8"],
      ["Sec-Fetch-Mode", "navigate"],
      ["Accept-Language", "ja"],
      ["User-Agent", SAFARI],
      ["Accept-Encoding", "gzip, deflate, br"],
    ],
    [
      ["Host", "shop.example"],
      ["Content-Type", "application/json"],
      ["Accept", "*/*"],
      ["Sec-Fetch-Mode", "cors"],
      ["Accept-Language", "ja"],
      ["User-Agent", SAFARI],
      ["Accept-Encoding", "gzip, deflate, br"],
    ],
  ],
};

function sentWith(headers: Headers): ArrivedRequest {
  return arrived({ target: "/", headers: Object.fromEntries(headers) });
}

test("one browser has one fingerprint over pages, forms and fetches, and is no program", () => {
  const prints = Object.entries(BROWSERS).map(([name, kinds]) => {
    const facts = kinds.map((headers) => deviceFactsOf(sentWith(headers)));
    for (const fact of facts) {
      assert.equal(fact.program, false, name);
      assert.match(fact.fingerprint, /^[0-9a-f]{16}$/);
    }
    assert.equal(new Set(facts.map((fact) => fact.fingerprint)).size, 1, name);
    return facts[0]?.fingerprint;
  });
  assert.equal(new Set(prints).size, prints.length);
});

test("the same browser with another version, order or spelling of headers is another make", () => {
  const [page = []] = BROWSERS["chrome"] ?? [];
  const made = deviceFactsOf(sentWith(page)).fingerprint;
  const older = page.map(([n, v]) => [n, v.replaceAll("141", "131")] as const);
  const lower = page.map(([n, v]) => [n.toLowerCase(), v] as const);
  for (const other of [older, lower, page.toReversed()]) {
    assert.notEqual(deviceFactsOf(sentWith(other)).fingerprint, made);
  }
});

test("programs are known by their names or by what they leave out", () => {
  const base = { Accept: "*/*", "Accept-Encoding": "gzip", "Accept-Language": "ja" };
  for (const agent of [
    "curl/8.5.0 libcurl/8.5.0",
    "python-requests/2.32.3",
    "okhttp/4.12.0 client",
    "axios/1.7.2 something",
    "Go-http-client/1.1",
    "node-fetch/1.0 (+x)",
    CHROME.replace("Chrome/", "HeadlessChrome/"),
    "",
  ]) {
    const request = arrived({
      target: "/",
      headers: { "User-Agent": agent, ...base, "Sec-Fetch-Mode": "cors" },
    });
    assert.equal(deviceFactsOf(request).program, true, agent);
  }
  const bare = (drop: string): boolean => {
    const headers: Record<string, string> = { "User-Agent": CHROME, ...base, "Sec-Fetch-Mode": "cors" };
    delete headers[drop];
    return deviceFactsOf(arrived({ target: "/", headers })).program;
  };
  assert.equal(bare("none"), false);
  for (const drop of ["User-Agent", "Accept", "Accept-Encoding", "Accept-Language", "Sec-Fetch-Mode"]) {
    assert.equal(bare(drop), true, drop);
  }
});

test("over plain http a browser sends no fetch metadata and is no program for that", () => {
  const headers = { "User-Agent": CHROME, Accept: "*/*", "Accept-Encoding": "gzip", "Accept-Language": "ja" };
  assert.equal(deviceFactsOf(arrived({ target: "/", headers, scheme: "http" })).program, false);
});

test("device facts never throw, whatever the headers", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary", maxLength: 60 }), { maxLength: 20 }),
      fc.dictionary(
        fc.constantFrom("user-agent", "accept-language", "accept-encoding", "sec-ch-ua"),
        fc.string({ unit: "binary", maxLength: 600 }),
      ),
      (rawHeaders, headers) => {
        const facts = deviceFactsOf({ ...arrived({ target: "/" }), rawHeaders, headers });
        assert.match(facts.fingerprint, /^[0-9a-f]{16}$/);
      },
    ),
  );
});
