// What a buyer, a guard and a card tester meet at the demonstration shop.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { parse } from "yaml";
import { configSchema } from "../../src/config/index.ts";
import { drawLatencyMs, BANK_LATENCY, startFakeGateway, type FakeGateway } from "./gateway.ts";
import { createIssuer, passesLuhn } from "./issuer.ts";
import { startDemoShop, type DemoShop } from "./shop.ts";

const issuer = createIssuer();
let gateway: FakeGateway;
let shop: DemoShop;
before(async () => {
  gateway = await startFakeGateway({ latency: 0 });
  shop = await startDemoShop({ gateway: gateway.url });
});
after(async () => {
  await shop.close();
  await gateway.close();
});

/** The first live card from a number upwards that is (or is not) at its limit. */
function liveCard(from: number, atLimit = false): ReturnType<typeof issuer.details> {
  for (let n = from; ; n++) {
    const card = issuer.details(String(n));
    if (card.live && card.atLimit === atLimit) return card;
  }
}
const good = liveCard(4_539_000_000_000_000);

interface Browser {
  get(path: string): Promise<Response>;
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
}
function browser(): Browser {
  let cookie = "";
  let csrf = "";
  const seen = async (response: Response): Promise<Response> => {
    cookie = (response.headers.get("set-cookie") ?? cookie).split(";")[0] ?? "";
    csrf = /name="csrf" value="(\w+)"/.exec(await response.clone().text())?.[1] ?? csrf;
    return response;
  };
  return {
    get: async (path) => seen(await fetch(shop.url + path, { headers: { cookie }, redirect: "manual" })),
    post: async (path, form, headers = {}) =>
      seen(
        await fetch(shop.url + path, {
          method: "POST",
          redirect: "manual",
          headers: { cookie, ...headers },
          body: new URLSearchParams({ csrf, ...form }),
        }),
      ),
  };
}
async function atCheckout(): Promise<Browser> {
  const buyer = browser();
  await buyer.get("/products/oyster");
  await buyer.post("/cart", { product: "oyster", quantity: "2" });
  await buyer.get("/checkout");
  return buyer;
}
const address = { name: "海野 みなと", email: "minato@example.jp", tel: "09000000000", address: "港町1-2-3" };
const paying = (card: { pan: string; expiry: string; code: string }): Record<string, string> => ({
  ...address,
  payment: "card",
  card_number: card.pan,
  card_expiry: card.expiry,
  card_code: card.code,
});

test("a buyer with a live card gets an order number on the thanks page", async () => {
  const buyer = await atCheckout();
  const placed = await buyer.post("/checkout", paying(good));
  assert.equal(placed.status, 303);
  const location = placed.headers.get("location") ?? "";
  assert.match(location, /^\/orders\/MS\d{6}-\d{6}\/thanks$/);
  const thanks = await (await buyer.get(location)).text();
  assert.match(thanks, /ご注文番号 <strong>MS/);
  assert.equal(shop.orders()[0]?.totalYen, 4_800 * 2 + 660);
});

test("a stranger cannot open somebody else's thanks page", async () => {
  const buyer = await atCheckout();
  const location = (await buyer.post("/checkout", paying(good))).headers.get("location") ?? "";
  assert.equal((await browser().get(location)).status, 404);
});

test("a declined card shows the checkout again with what was typed, but never the card", async () => {
  const buyer = await atCheckout();
  const earlier = gateway.stats();
  const wrongCode = { ...good, code: good.code === "111" ? "222" : "111" };
  const declined = await buyer.post("/checkout", paying(wrongCode));
  const html = await declined.text();
  assert.equal(declined.status, 200);
  assert.match(html, /data-error="card-declined"/);
  assert.match(html, /value="minato@example\.jp"/);
  assert.ok(!html.includes(good.pan));
  const now = gateway.stats();
  assert.equal(now.calls - earlier.calls, 1);
  assert.equal(now.feesYen - earlier.feesYen, 20);
  assert.equal(now.codes["incorrect_cvc"], (earlier.codes["incorrect_cvc"] ?? 0) + 1);
  const again = await buyer.post("/checkout", paying(good));
  assert.equal(again.status, 303);
});

test("cash on delivery and bank transfer never reach the gateway", async () => {
  const earlier = gateway.stats().calls;
  for (const payment of ["cod", "bank"]) {
    const buyer = await atCheckout();
    assert.equal((await buyer.post("/checkout", { ...address, payment })).status, 303);
  }
  assert.equal(gateway.stats().calls, earlier);
});

test("a form with a wrong CSRF token places nothing and costs nothing", async () => {
  const buyer = await atCheckout();
  const earlier = gateway.stats().calls;
  const answer = await buyer.post("/checkout", { ...paying(good), csrf: "0".repeat(32) });
  assert.match(await answer.text(), /data-error="expired"/);
  assert.equal(gateway.stats().calls, earlier);
});

test("incomplete and malformed forms are refused before the gateway", async () => {
  const earlier = gateway.stats().calls;
  for (const change of [{ email: "" }, { card_number: "12" }, { card_expiry: "13/99" }, { card_code: "x" }]) {
    const buyer = await atCheckout();
    assert.match(
      await (await buyer.post("/checkout", { ...paying(good), ...change })).text(),
      /data-error="form"/,
    );
  }
  assert.equal(gateway.stats().calls, earlier);
});

const apiOrder = (card: { pan: string; expiry: string; code: string }): string =>
  JSON.stringify({
    items: [{ slug: "sticker", quantity: 1 }],
    customer: { name: "A", email: "a@example.jp" },
    payment: { method: "card", card: { number: card.pan, expiry: card.expiry, code: card.code } },
  });
const callApi = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${shop.url}/api/checkout`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });

test("the JSON checkout answers 201, 402 and 400 for approved, declined and incomplete", async () => {
  const placed = await callApi(apiOrder(good));
  assert.equal(placed.status, 201);
  assert.match(((await placed.json()) as { order: { ref: string } }).order.ref, /^MS/);
  assert.equal((await callApi(apiOrder({ ...good, pan: "4111111111111112" }))).status, 402);
  for (const body of ["", "[]", "{", '{"items":[{"slug":"nothing"}]}']) {
    assert.equal((await callApi(body)).status, 400);
  }
  assert.equal((await callApi("x".repeat(70_000))).status, 400);
});

test("an order that came with Misemori-Hold is shown as not to be shipped", async () => {
  await callApi(apiOrder(good), { "misemori-hold": "hold_1" });
  const held = shop.orders()[0];
  assert.equal(held?.hold, true);
  const list = await (await fetch(`${shop.url}/admin/orders`)).text();
  const row = list.split("<tr>").find((part) => part.includes(held?.ref ?? "?"));
  assert.match(row ?? "", /発送しないでください/);
});

test("the orders page is not shown to someone who comes through the guard", async () => {
  const answer = await fetch(`${shop.url}/admin/orders`, { headers: { "x-forwarded-for": "106.128.0.1" } });
  assert.equal(answer.status, 404);
});

test("step-up asks the bank's password first and charges only after it is right", async () => {
  const buyer = await atCheckout();
  const earlier = gateway.stats().calls;
  const asked = await buyer.post("/checkout", paying(good), { "misemori-step-up": "3ds" });
  const location = asked.headers.get("location") ?? "";
  assert.match(location, /^\/checkout\/3ds\//);
  await buyer.get(location);
  assert.match(await (await buyer.post(location, { password: "wrong" })).text(), /data-error="secure"/);
  assert.equal(gateway.stats().calls, earlier);
  const placed = await buyer.post(location, { password: good.oneTimePassword });
  assert.match(placed.headers.get("location") ?? "", /\/thanks$/);
  assert.equal(gateway.stats().calls, earlier + 1);
});

test("about two in a hundred lawful numbers are live, and a number at its limit is declined as such", async () => {
  let lawful = 0;
  let live = 0;
  for (let n = 4_539_000_000_000_000; lawful < 5_000; n++) {
    if (!passesLuhn(String(n))) continue;
    lawful += 1;
    if (issuer.details(String(n)).live) live += 1;
  }
  assert.ok(live > 60 && live < 140, `${live} of 5,000`);
  await callApi(apiOrder(liveCard(4_539_000_000_000_000, true)));
  assert.ok((gateway.stats().codes["insufficient_funds"] ?? 0) >= 1);
});

test("the gateway counts per tag and never shows a number", async () => {
  await callApi(apiOrder(good));
  const text = await (await fetch(`${gateway.url}/stats?tags=1`)).text();
  const stats = JSON.parse(text) as { byTag: Record<string, number> };
  assert.ok((stats.byTag[issuer.tag(good.pan)] ?? 0) >= 1);
  assert.ok(!text.includes(good.pan.slice(0, 12)));
});

test("the gateway refuses bodies that are no charge and does not bill them", async () => {
  const earlier = gateway.stats().calls;
  for (const body of [
    "",
    "null",
    '{"number":4}',
    '{"number":"4111","expiry":"01/30","code":"1","amountYen":-1}',
  ]) {
    assert.equal((await fetch(`${gateway.url}/charges`, { method: "POST", body })).status, 400);
  }
  assert.equal(gateway.stats().calls, earlier);
});

test("bank latency stays between 0.6 and 3 seconds with its middle near 1.2", () => {
  let state = 1;
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const drawn = Array.from({ length: 2_000 }, () => drawLatencyMs(BANK_LATENCY, random)).sort(
    (a, b) => a - b,
  );
  assert.ok((drawn[0] ?? 0) >= 600 && (drawn.at(-1) ?? 0) <= 3_000);
  assert.ok(Math.abs((drawn[1_000] ?? 0) - 1_200) < 120);
});

test("misemori.yaml is a lawful configuration", async () => {
  const text = await readFile(new URL("misemori.yaml", import.meta.url), "utf8");
  const parsed = configSchema.safeParse(parse(text));
  assert.ok(parsed.success, JSON.stringify(parsed.error?.issues));
});
