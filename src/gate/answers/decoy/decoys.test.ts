// The decoy reproduces the shop: page, headers, nonces, ways of speaking, time.

import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock, seededRandom } from "../../../kernel/index.ts";
import type { ShopAnswer } from "../../http/way.ts";
import { sampleRequest, sampleRoute } from "../samples.test-kit.ts";
import { createDecoys } from "./decoys.ts";
import { body, buyer, decline, hex, learned, masked, request, route, textOf } from "./shop.test-kit.ts";

test("after declines to two people the decoy is what the shop would have sent to a third, but for nonces", () => {
  for (const count of [2, 3, 5, 12]) {
    const { decoys, random } = learned(count);
    for (const tester of [buyer(23), buyer(31)]) {
      const { reply } = decoys.make(route, request(99), body(tester));
      const real = decline(tester, random, 100_900);
      assert.equal(
        masked(textOf(reply)),
        masked(Buffer.from(real.body ?? []).toString()),
        `${count} declines`,
      );
      assert.equal(reply.status, 200);
      const headers = Object.fromEntries(reply.headers);
      assert.equal(headers["x-frame-options"], "SAMEORIGIN");
      assert.match(headers["x-request-id"] ?? "", /^[0-9a-f]{32}$/);
      assert.deepEqual(
        Object.keys(headers).filter((name) => ["set-cookie", "date", "content-length"].includes(name)),
        [],
      );
    }
  }
});

test("nonces are fresh in each decoy and keep their form", () => {
  const { decoys } = learned(6);
  const seen = Array.from({ length: 5 }, () =>
    textOf(decoys.make(route, request(99), body(buyer(50))).reply),
  );
  const tokens = seen.map((text) => /_token" value="([0-9a-f]{40})"/.exec(text)?.[1]);
  assert.equal(new Set(tokens).size, 5);
  for (const text of seen) {
    assert.match(text, /data-request="[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"/);
    assert.match(text, /受付番号 100\d{3}/);
  }
});

test("the plain decline speaks the route's way and the buyer's language and names no guard", () => {
  const decoys = createDecoys({ clock: manualClock(), random: seededRandom(1) });
  const english = sampleRequest({ headers: { "accept-language": "en" } });
  const page = decoys.make(route, english, new Uint8Array()).reply;
  assert.match(textOf(page), /Your card was declined/);
  assert.match(textOf(decoys.make(route, sampleRequest(), new Uint8Array()).reply), /カード会社の承認/);
  const json = decoys.make(sampleRoute("json", "api"), english, new Uint8Array()).reply;
  assert.equal(json.status, 402);
  assert.equal((JSON.parse(textOf(json)) as { error: { code: string } }).error.code, "card_declined");
  const graphql = decoys.make(sampleRoute("graphql", "g"), english, new Uint8Array()).reply;
  assert.equal(graphql.status, 200);
  assert.equal((JSON.parse(textOf(graphql)) as { errors: unknown[] }).errors.length, 1);
  for (const reply of [page, json, graphql]) {
    assert.doesNotMatch(JSON.stringify(reply.headers) + textOf(reply), /misemori|店守/i);
  }
});

const apiRequest = (i: number) => request(i, { "content-type": "application/json" });
const apiBody = (i: number) => Buffer.from(JSON.stringify({ billing: { email: buyer(i).email } }));
const moved = (i: number): ShopAnswer => ({
  status: 302,
  headers: {
    location: `https://shop.example/error?mail=${encodeURIComponent(buyer(i).email)}&order=${7000 + i}`,
  },
  body: new Uint8Array(),
  shopMs: 900,
});

test("JSON declines, redirects with values in the address, and pages that are not UTF-8 are learned alike", () => {
  const random = seededRandom(5);
  const decoys = createDecoys({ clock: manualClock(), random });
  const api = sampleRoute("json", "api");
  const json = (i: number): ShopAnswer => ({
    status: 402,
    headers: { "content-type": "application/json" },
    body: Buffer.from(
      JSON.stringify({ id: `ch_${hex(random, 12)}`, email: buyer(i).email, code: "card_declined" }),
    ),
    shopMs: 900,
  });
  const redirect = sampleRoute("page", "redirect");
  const legacy = sampleRoute("page", "legacy");
  // "承認できません" in EUC-JP
  const euc = Buffer.from([
    0xbe, 0xb5, 0xc7, 0xa7, 0xa4, 0xc7, 0xa4, 0xad, 0xa4, 0xde, 0xa4, 0xbb, 0xa4, 0xf3,
  ]);
  const legacyAnswer = (): ShopAnswer => ({
    status: 200,
    headers: { "content-type": "text/html; charset=EUC-JP" },
    body: euc,
    shopMs: 1,
  });
  for (let i = 0; i < 4; i++) {
    decoys.learn(api, apiRequest(i), apiBody(i), json(i));
    decoys.learn(redirect, request(i), body(buyer(i)), moved(i));
    decoys.learn(legacy, request(i), body(buyer(i)), legacyAnswer());
  }
  const made = JSON.parse(textOf(decoys.make(api, apiRequest(9), apiBody(9)).reply)) as Record<
    string,
    string
  >;
  assert.equal(made["email"], buyer(9).email);
  assert.equal(made["code"], "card_declined");
  assert.match(made["id"] ?? "", /^ch_[0-9a-f]{24}$/);
  const location = new Map(decoys.make(redirect, request(9), body(buyer(9))).reply.headers).get("location");
  assert.match(location ?? "", /^https:\/\/shop\.example\/error\?mail=user9x%40mail9\.example&order=700\d$/);
  assert.deepEqual(Buffer.from(decoys.make(legacy, request(9), body(buyer(9))).reply.body), euc);
});

test("the wait follows the shop's own declines once five were seen, and the bank's habits before", () => {
  const random = seededRandom(6);
  const decoys = createDecoys({ clock: manualClock(), random });
  const draw = (): number[] =>
    Array.from({ length: 400 }, () => decoys.make(route, request(9), body(buyer(9))).delayMs).sort(
      (a, b) => a - b,
    );
  const before = draw();
  assert.ok((before[20] ?? 0) > 400 && (before[200] ?? 0) > 1_400 && (before[200] ?? 0) < 2_300);
  assert.ok((before[380] ?? 0) < 6_000);
  for (let i = 0; i < 20; i++) {
    decoys.learn(route, request(i), body(buyer(i)), decline(buyer(i), random, 1, 2_000 + i * 100));
  }
  const after = draw();
  assert.ok((after[0] ?? 0) >= 2_000 * 0.97 && (after[399] ?? 0) <= 3_900 * 1.03);
  assert.ok(Math.abs((after[200] ?? 0) - 2_950) < 300);
  assert.ok(new Set(after).size > 390, "no two waits are alike");
});

test("several ways of saying no are kept apart, chosen as often as the shop does, and per language", () => {
  const random = seededRandom(12);
  const decoys = createDecoys({ clock: manualClock(), random });
  const say = (i: number, status: number, text: string, language: string): void => {
    const answer = { status, headers: {}, body: Buffer.from(text), shopMs: 1 };
    decoys.learn(route, request(i, { "accept-language": language }), body(buyer(i)), answer);
  };
  for (let i = 0; i < 30; i++) {
    if (i % 6 === 0) say(i, 200, "残高が不足しています", "ja");
    else if (i % 6 === 1) say(i, 200, "Insufficient funds on this card", "en");
    else say(i, 402, "承認されませんでした", "ja");
  }
  const made = Array.from({ length: 300 }, () =>
    textOf(decoys.make(route, request(99, { "accept-language": "ja" }), body(buyer(99))).reply),
  );
  const rare = made.filter((text) => text === "残高が不足しています").length;
  assert.ok(rare > 30 && rare < 90, `${rare} of 300, about a fifth expected`);
  assert.equal(made.filter((text) => text === "承認されませんでした").length, 300 - rare);
  const english = decoys.make(route, request(98, { "accept-language": "en-GB" }), body(buyer(98))).reply;
  assert.equal(textOf(english), "Insufficient funds on this card");
});
