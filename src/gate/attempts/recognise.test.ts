// Tests of recognising a shop's software, and of learning routes from traffic.

import { test } from "node:test";
import assert from "node:assert/strict";
import { say } from "../../kernel/index.ts";
import { ATTEMPT_WORDS, createRouteLearner, createRouteTable, recogniseShop } from "./index.ts";
import type { FetchedPage, FetchPage } from "./index.ts";
import { arrived, bytes, CARD, form, json, page, redirect, said } from "./samples.ts";

const MISSING: FetchedPage = { status: 404, headers: {}, body: "not found" };

function shop(pages: Readonly<Record<string, Partial<FetchedPage>>>): FetchPage {
  return (path) => {
    const found =
      pages[path] ?? Object.entries(pages).find(([start]) => start !== "/" && path.startsWith(start))?.[1];
    return Promise.resolve(found === undefined ? MISSING : { status: 200, headers: {}, body: "", ...found });
  };
}

const SHOPS: Readonly<Record<string, readonly [preset: string, fetch: FetchPage]>> = {
  woocommerce: [
    "woocommerce",
    shop({
      "/": {
        body: '<link href="/wp-content/plugins/woocommerce/assets/css/x.css"><body class="home woocommerce-js">',
      },
      "/wp-json/": { body: '{"namespaces":["wp\\/v2","wc\\/store","wc\\/store\\/v1"]}' },
    }),
  ],
  magento: [
    "magento2",
    shop({
      "/": { body: '<script type="text/x-magento-init">{"*":{"Magento_Ui/js/core/app":{}}}</script>' },
      "/rest/V1/directory/currency": { body: '{"base_currency_code":"JPY"}' },
    }),
  ],
  vendure: [
    "vendure",
    shop({
      "/": { body: "<div id=root>" },
      "/shop-api": { body: '{"data":{"activeChannel":{"code":"x"}}}' },
    }),
  ],
  "EC-CUBE 4": [
    "eccube4",
    shop({
      "/": {
        body: '<meta name="eccube-csrf-token" content="x"><script src="/html/template/default/assets/js/eccube.js">',
      },
    }),
  ],
  "EC-CUBE 2": [
    "eccube2",
    shop({
      "/": {
        headers: { "set-cookie": ["ECSESSID=abc; path=/"] },
        body: '<script src="/js/eccube.js"></script><a href="/products/list.php?category_id=1">',
      },
    }),
  ],
};

for (const [name, [preset, fetch]] of Object.entries(SHOPS)) {
  test(`recognises ${name} and says why`, async () => {
    const found = await recogniseShop(fetch);
    assert.equal(found.preset, preset);
    assert.ok(found.confidence >= 0.9, String(found.confidence));
    for (const reason of found.reasons) assert.ok(say(ATTEMPT_WORDS, "ja", reason).length > 5);
  });
}

test("an unknown shop, an empty page and a dead one are custom with no confidence", async () => {
  for (const fetch of [
    shop({ "/": { body: "<h1>茶</h1>" } }),
    shop({}),
    () => Promise.reject(new Error("connection refused")),
  ]) {
    const found = await recogniseShop(fetch);
    assert.equal(found.preset, "custom");
    assert.equal(found.confidence, 0);
  }
});

test("WordPress without WooCommerce is not taken for a sure shop", async () => {
  const found = await recogniseShop(shop({ "/": { body: '<link href="/wp-content/themes/x.css">' } }));
  assert.ok(found.confidence < 0.5);
});

test("a page that quotes endless nonsense is looked at without running away", async () => {
  const found = await recogniseShop(shop({ "/": { body: '<meta class="'.repeat(80_000) } }));
  assert.equal(found.preset, "custom");
});

test("a route that carries cards is proposed with its fields, its goal and its reasons, never a value", () => {
  const learner = createRouteLearner();
  for (let i = 0; i < 3; i++) {
    const sent = form(`/kessai/${1000 + i}/pay`, {
      cardNumber: CARD,
      mail: "hana@example.jp",
      total_amount: "1980",
      payment_method: "credit",
      cvv: "123",
    });
    const answer =
      i === 0 ? redirect("https://shop.example/kessai/complete?no=1") : page(200, "Your card was declined.");
    learner.observe(sent.request, sent.body, answer);
  }
  const [proposal] = learner.proposals();
  assert.equal(proposal?.rule.path, "/kessai/:part/pay");
  assert.deepEqual(proposal?.rule.fields.card, ["cardNumber"]);
  assert.deepEqual(proposal?.rule.fields.amount, ["total_amount"]);
  assert.deepEqual(proposal?.rule.approved, [{ redirectTo: "/kessai/complete" }]);
  assert.deepEqual(
    proposal?.reasons.map((reason) => reason.word),
    ["learned.cards", "learned.words", "learned.declines"],
  );
  const text = JSON.stringify(learner.proposals());
  for (const value of [CARD, "hana", "1980", '123"']) assert.ok(!text.includes(value), value);
  const routes = createRouteTable({
    preset: "custom",
    routes: proposal === undefined ? [] : [proposal.rule],
  });
  assert.ok(routes.match(arrived({ target: "/kessai/77/pay" })) !== undefined);
});

test("a JSON route is proposed as JSON; carts, searches and reads are not proposed", () => {
  const learner = createRouteLearner();
  for (let i = 0; i < 4; i++) {
    const pay = json("/api/charge", { token: "tok_1Abc2Def3", amount: 100 });
    learner.observe(pay.request, pay.body, said(200, { ok: true }));
    const cart = form("/cart/add", { product_id: "12", quantity: "1" });
    learner.observe(cart.request, cart.body);
    learner.observe(arrived({ method: "GET", target: `/x?card=${CARD}` }), new Uint8Array());
  }
  const proposals = learner.proposals();
  assert.equal(proposals.length, 1);
  assert.equal(proposals[0]?.rule.path, "/api/charge");
  assert.equal(proposals[0]?.rule.speaks, "json");
});

test("an attacker who invents paths cannot grow the learner without end, nor push out what carries cards", () => {
  const learner = createRouteLearner();
  const real = form("/pay", { card_no: CARD });
  for (let i = 0; i < 5; i++) learner.observe(real.request, real.body);
  for (let i = 0; i < 3_000; i++) {
    const letters = i.toString(36).replace(/\d/g, (digit) => "ghijklmnop".charAt(Number(digit)));
    learner.observe(arrived({ target: `/made-up-${letters}` }), bytes(`card_holder=x&token_${i}=1`));
  }
  const proposals = learner.proposals();
  assert.ok(proposals.length <= 300);
  assert.ok(proposals.some((proposal) => proposal.rule.path === "/pay"));
});
