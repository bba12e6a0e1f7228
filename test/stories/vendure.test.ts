// A real Vendure shop behind the real guard with the preset that `misemori init` finds for it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createIssuer } from "../../examples/demo-shop/issuer.ts";
import { startFakeGateway, type FakeGateway } from "../../examples/demo-shop/gateway.ts";
import { createVendureBuyer } from "../../examples/vendure/buyer.ts";
import { startVendure, vendureIsInstalled, type RunningVendure } from "../../examples/vendure/start.ts";
import { recogniseShop } from "../../src/gate/index.ts";
import { fetchShopPage } from "../../src/main/gate/fetch-page.ts";
import { startStoryGuard, type StoryGuard } from "./guard.ts";

const skip = vendureIsInstalled()
  ? false
  : "examples/vendure has no packages: run npm ci --ignore-scripts --prefix examples/vendure";
const DEAD = { number: "4111111111111111", expiry: "12/30", code: "123" };
let gateway: FakeGateway;
let shop: RunningVendure;
let guard: StoryGuard;
before(async () => {
  if (skip !== false) return;
  gateway = await startFakeGateway({ latency: 0 });
  shop = await startVendure({ gatewayUrl: gateway.url });
  guard = await startStoryGuard({ upstream: shop.url, preset: "vendure" });
});
after(async () => {
  if (skip !== false) return;
  await guard.close();
  await shop.close();
  await gateway.close();
});

function buyerFrom(ip: string) {
  const headers = {
    "x-forwarded-for": ip,
    "user-agent": "Mozilla/5.0 (Macintosh) Version/18.5 Safari/605.1.15",
  };
  return createVendureBuyer(guard.url, { headers, email: `buyer-${ip.replaceAll(".", "-")}@example.jp` });
}

test("init recognises Vendure", { skip }, async () => {
  const found = await recogniseShop((path) => fetchShopPage(shop.url, path));
  assert.equal(found.preset, "vendure");
  assert.ok(found.confidence > 0.9);
});

test("a declined card and the one that works are recorded as such, with the order", { skip }, async () => {
  const issuer = createIssuer();
  const cards = Array.from({ length: 5_000 }, (_, i) => issuer.details(String(4_539_000_000_000_000 + i)));
  const live = cards.find((card) => card.live && !card.atLimit);
  assert.ok(live !== undefined);
  const buyer = buyerFrom("126.5.5.1");
  await buyer.fillCart("1");
  assert.equal((await buyer.payByCard(DEAD)).result, "declined");
  const placed = await buyer.payByCard({ number: live.pan, expiry: live.expiry, code: live.code });
  assert.equal(placed.result, "placed");
  const records = await guard.attempts((all) => all.length >= 2);
  assert.deepEqual(
    records.map((record) => [record.facts.route, record.outcome]),
    [
      ["add-payment", "declined"],
      ["add-payment", "approved"],
    ],
  );
  assert.equal(records[1]?.orderRef, placed.orderCode);
});

const METADATA = '{number: "4111111111111111", expiry: "12/30", code: "123"}';
const DISGUISES: Readonly<Record<string, unknown>> = {
  "an alias": {
    query: `mutation { look: addPaymentToOrder(input: {method: "card", metadata: ${METADATA}}) { __typename } }`,
  },
  "an innocent operation name": {
    operationName: "GetProducts",
    query: `mutation GetProducts { addPaymentToOrder(input: {method: "card", metadata: ${METADATA}}) { __typename } }`,
  },
  "a fragment": {
    query: `mutation { ...Look } fragment Look on Mutation { addPaymentToOrder(input: {method: "card", metadata: ${METADATA}}) { __typename } }`,
  },
  "a batch": [
    { query: "{ activeChannel { code } }" },
    {
      query: `mutation { addPaymentToOrder(input: {method: "card", metadata: ${METADATA}}) { __typename } }`,
    },
  ],
};
for (const [what, body] of Object.entries(DISGUISES)) {
  test(`while cards are paused, no payment slips by as ${what}`, { skip }, async () => {
    await guard.pauseCards();
    try {
      const calls = gateway.stats().calls;
      const response = await fetch(`${guard.url}/shop-api`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as { errors?: { extensions?: { code?: string } }[] };
      assert.equal(answer.errors?.[0]?.extensions?.code, "misemori.cards-paused");
      assert.equal(gateway.stats().calls, calls);
    } finally {
      await guard.openCards();
    }
  });
}

test(
  "while cards are paused, buyers look around, fill their cart and pay without a card",
  { skip },
  async () => {
    await guard.pauseCards();
    try {
      const buyer = buyerFrom("126.5.5.2");
      await buyer.fillCart("1");
      const products = await buyer.ask("{ products { totalItems } }");
      assert.ok(JSON.stringify(products.body).includes("totalItems"));
      const answer = await buyer.ask(
        'mutation { addPaymentToOrder(input: {method: "cod", metadata: {}}) { __typename ... on ErrorResult { errorCode message } } }',
      );
      assert.match(JSON.stringify(answer.body), /"__typename":"Order"/);
    } finally {
      await guard.openCards();
    }
  },
);

test(
  "an attack over addPaymentToOrder ends within a few tries, answered as GraphQL answers",
  { skip },
  async () => {
    const attacker = buyerFrom("185.220.101.7");
    await attacker.fillCart("1");
    const calls = gateway.stats().calls;
    let last: unknown;
    for (let i = 0; i < 25; i++) {
      const number = String(4_539_000_000_900_000 + i * 7);
      last = (await attacker.payByCard({ number, expiry: "11/29", code: "111" })).answer.body;
    }
    const reached = gateway.stats().calls - calls;
    assert.ok(reached <= 8, `${reached} tries reached the bank`);
    assert.ok(
      typeof last === "object" && last !== null && ("errors" in last || "data" in last),
      JSON.stringify(last),
    );
  },
);

/** One shop session: with a cookie as browsers keep it, or with a token as apps do. */
function visitor(manner: "cookie" | "token") {
  const kept = { cookie: "", token: "" };
  const shopApi = async (query: string): Promise<string> => {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (manner === "cookie" && kept.cookie !== "") headers["cookie"] = kept.cookie;
    if (manner === "token" && kept.token !== "") headers["authorization"] = `Bearer ${kept.token}`;
    const body = JSON.stringify({ query });
    const answer = await fetch(`${guard.url}/shop-api`, { method: "POST", headers, body });
    const set = answer.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
    if (set.length > 0) kept.cookie = set.filter((pair) => !pair.startsWith("misemori_d")).join("; ");
    kept.token = answer.headers.get("vendure-auth-token") ?? kept.token;
    return answer.text();
  };
  return {
    kept,
    shopApi,
    signIn: () =>
      shopApi(
        'mutation { login(username: "umino@example.jp", password: "harbour-cat-7") { __typename ... on CurrentUser { identifier } } }',
      ),
    isSignedIn: async () => (await shopApi("{ me { identifier } }")).includes("umino@example.jp"),
  };
}

test(
  "when all sessions are ended, a customer's cookie and an app's token are dead, and signing in anew works",
  { skip },
  async () => {
    const [browser, app] = [visitor("cookie"), visitor("token")];
    const made = await browser.shopApi(
      'mutation { registerCustomerAccount(input: { emailAddress: "umino@example.jp", password: "harbour-cat-7" }) { __typename } }',
    );
    assert.match(made, /"Success"/);
    for (const one of [browser, app]) {
      await one.signIn();
      assert.equal(await one.isSignedIn(), true);
    }
    const stolen = [{ ...browser.kept }, { ...app.kept }] as const;
    await guard.guard.gate.gatehouse.site.endSessions({ by: "owner:花子", why: "流出" });
    const thieves = [visitor("cookie"), visitor("token")] as const;
    for (const [i, thief] of thieves.entries()) {
      Object.assign(thief.kept, stolen[i]);
      assert.equal(await thief.isSignedIn(), false);
    }
    assert.notEqual(stolen[1].token, "");
    for (const one of [browser, app]) {
      Object.assign(one.kept, { cookie: "", token: "" });
      assert.match(await one.signIn(), /CurrentUser/);
      assert.equal(await one.isSignedIn(), true);
    }
    assert.match(browser.kept.cookie, /misemori_s_session/);
    assert.notEqual(app.kept.token, stolen[1].token);
  },
);
