// The plain refusals: in the client's way of speaking and the buyer's language, always with a way on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../../kernel/index.ts";
import { createRefusals } from "./refusals.ts";
import { sampleRequest, sampleRoute } from "./samples.test-kit.ts";

const shop = {
  shopName: `Tea & <Leaf> "店"`,
  telephone: "03-1234-5678",
  contactUrl: "https://shop.example/contact?a=1&b=2",
  otherPayments: ["銀行振込", "<代引>"],
};
const refusals = createRefusals({ ...shop, random: seededRandom(1) });
const english = { "accept-language": "en-GB,en;q=0.9" };

function header(
  reply: { headers: readonly (readonly [string, string])[] },
  name: string,
): string | undefined {
  return reply.headers.find(([key]) => key === name)?.[1];
}

test("the pause page says the shop is open and lists every way on, with the way back to the checkout", () => {
  const referer = { referer: "https://shop.example/shopping?step=2" };
  const reply = refusals.pause(sampleRequest({ headers: referer }), sampleRoute());
  const page = String(reply.body);
  assert.equal(reply.status, 503);
  assert.equal(header(reply, "Retry-After"), "300");
  assert.equal(header(reply, "Cache-Control"), "no-store");
  for (const text of [
    "カード決済を一時停止しています",
    "通常どおり営業",
    "銀行振込",
    'href="tel:0312345678"',
    "contact?a=1&#38;b=2",
  ]) {
    assert.ok(page.includes(text), text);
  }
  assert.ok(page.includes('href="/shopping?step=2"'));
  assert.match(page, /<html lang="ja">/);
});

test("shop words are escaped, and only the page's own style may run", () => {
  const reply = refusals.block(sampleRequest(), sampleRoute());
  const page = String(reply.body);
  assert.equal(reply.status, 403);
  assert.ok(!page.includes("<Leaf>") && !page.includes("<代引>"));
  const policy = header(reply, "Content-Security-Policy") ?? "";
  const nonce = /style-src 'nonce-([^']+)'/.exec(policy)?.[1];
  assert.ok(nonce && page.includes(`<style nonce="${nonce}"`));
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /script-src|unsafe/);
  assert.ok(!page.includes("<script"));
});

test("another site's address never becomes the way back", () => {
  for (const referer of [
    "https://evil.example/x",
    "javascript:alert(1)",
    "https://shop.example//evil.example",
    "x",
  ]) {
    const page = String(refusals.pause(sampleRequest({ headers: { referer } }), sampleRoute()).body);
    assert.ok(!page.includes("evil") && !page.includes("javascript:"), referer);
    assert.ok(page.includes('class="line" href="/"'));
  }
});

test("JSON and GraphQL clients get a code, a message in the buyer's language and the ways on", () => {
  const json = refusals.pause(sampleRequest({ headers: english }), sampleRoute("json"));
  const { error } = JSON.parse(String(json.body)) as { error: Record<string, unknown> };
  assert.equal(json.status, 503);
  assert.equal(error["code"], "misemori.cards-paused");
  assert.match(String(error["message"]), /^Card payments are paused/);
  assert.deepEqual(error["otherPayments"], shop.otherPayments);
  assert.equal(error["telephone"], shop.telephone);
  const graphql = refusals.block(sampleRequest({ headers: english }), sampleRoute("graphql"));
  const { errors, data } = JSON.parse(String(graphql.body)) as {
    errors: { message: string; extensions: { code: string } }[];
    data: unknown;
  };
  assert.deepEqual([graphql.status, data, errors[0]?.extensions.code], [200, null, "misemori.refused"]);
  const script = sampleRequest({ headers: { accept: "application/json, text/javascript, */*" } });
  assert.match(String(refusals.block(script, sampleRoute()).body), /^\{"error"/);
});

test("a shop with no other way to pay still shows a way on", () => {
  const bare = createRefusals({ shopName: "店", otherPayments: [], random: seededRandom(1) });
  const page = String(bare.block(sampleRequest({ headers: english }), sampleRoute()).body);
  assert.match(page, /Try again a little later/);
  assert.match(page, /<a href="\/">To the shop/);
});
