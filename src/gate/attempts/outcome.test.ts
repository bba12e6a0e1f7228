// Tests of reading ends in general: awaited pages, encodings, the owner's patterns, garbage.

import { test } from "node:test";
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ShopAnswer } from "../http/way.ts";
import { createRouteTable, type OutcomeReading } from "./index.ts";
import { PRESET_NAMES, routeRule, type PresetName } from "./rules.ts";
import { presetNamed } from "./presets/index.ts";
import {
  NOTICE,
  arrived,
  checkout4,
  magento,
  magentoGraphql,
  module2,
  page,
  redirect,
  said,
  store,
  vendure,
  woo,
  type Sent,
} from "./samples.ts";

function endOf(preset: PresetName, sent: Sent, answer: ShopAnswer): OutcomeReading {
  const route = createRouteTable({ preset, routes: [] }).match(sent.request);
  assert.ok(route !== undefined);
  const reading = route.readAttempt(sent.request, sent.body);
  assert.notEqual(reading.noAttempt, true, sent.request.target);
  return route.readOutcome(sent.request, answer);
}

test("every preset route knows an approval, a decline and what a server error is", () => {
  for (const preset of PRESET_NAMES) {
    for (const rule of presetNamed(preset).routes) {
      assert.ok(rule.approved.length + rule.pending.length > 0, `${preset} ${rule.name} approves`);
      assert.ok(rule.declined.length > 0, `${preset} ${rule.name} declines`);
      const target = `${rule.path.replace(/:[A-Za-z]+/g, "x").replace(/\*$/, "p")}${rule.query === undefined ? "" : `?${rule.query}`}`;
      const request = arrived({
        method: rule.method,
        target,
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
      const route = createRouteTable({ preset, routes: [] }).match(request);
      assert.equal(route?.readOutcome(request, page(503, "busy")).outcome, "error", `${preset} ${rule.name}`);
    }
  }
});

const read = (preset: PresetName, target: string, html: string): string | undefined =>
  createRouteTable({ preset, routes: [] }).readAwaitedPage(
    arrived({ method: "GET", target }),
    page(200, html),
  )?.outcome;

test("awaited pages tell the end", () => {
  assert.equal(read("eccube4", "/shopping/error", "<p>決済エラー(42G020000)</p>"), "declined");
  assert.equal(read("eccube4", "/shopping/error", "<p>「お茶」の在庫が不足しております。</p>"), "error");
  assert.equal(read("eccube4", "/shopping/error", "<p>何かの理由</p>"), "declined");
  assert.equal(read("eccube4", "/shopping/complete", "ありがとうございます"), "approved");
  assert.equal(
    read("eccube4", "/shopping/sln_card_payment", '<div class="ec-alert-warning">K98</div>'),
    "declined",
  );
  assert.equal(read("eccube4", "/shopping", "ご注文手続き"), undefined);
  assert.equal(read("eccube2", "/shopping/complete.php", ""), "approved");
  assert.equal(
    read(
      "woocommerce",
      "/my-account/payment-methods/",
      '<div class="woocommerce-message">Payment method successfully added.</div>',
    ),
    "approved",
  );
  assert.equal(
    read("woocommerce", "/my-account/payment-methods/", NOTICE("Your card was declined.")),
    "declined",
  );
  assert.equal(read("woocommerce", "/my-account/payment-methods/", "<table></table>"), undefined);
  assert.equal(read("magento2", "/checkout/onepage/success/", ""), "approved");
  assert.equal(read("magento2", "/catalog/x.html", '<div class="message-error">'), undefined);
});

test("the answer is read in the legacy encoding of an old shop", () => {
  const euc = Buffer.from("b7e8bad1a4cbbcbac7d4a4b7a4dea4b7a4bf", "hex");
  const answer: ShopAnswer = {
    status: 200,
    headers: { "content-type": "text/html; charset=EUC-JP" },
    body: euc,
    shopMs: 1,
  };
  assert.equal(endOf("eccube2", module2, answer).outcome, "declined");
  const meta = Buffer.concat([
    Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=EUC-JP">'),
    euc,
  ]);
  assert.equal(endOf("eccube2", module2, { ...answer, headers: {}, body: meta }).outcome, "declined");
});

test("an answer too long to be read stays pending, or is judged by its status", () => {
  const cut: ShopAnswer = { status: 200, headers: {}, body: undefined, shopMs: 1 };
  assert.equal(endOf("woocommerce", woo, cut).outcome, "pending");
  assert.equal(endOf("woocommerce", woo, { ...cut, status: 502 }).outcome, "error");
});

test("the owner's patterns decide, with all given parts, and redirects can be awaited", () => {
  const rule = routeRule({
    name: "pay",
    path: "/pay",
    approved: [{ status: [200, 201], bodyHas: "thank you" }, { json: { at: "/result/ok", is: true } }],
    declined: [{ bodyHas: "refused" }, { json: { at: "/result/codes/*", is: ["05", "51"] } }],
    error: [{ json: { at: "/a~1b", is: 3 } }],
    pending: [{ redirectTo: "/pay/result" }],
    orderAt: "/result/no",
  });
  const routes = createRouteTable({ preset: "custom", routes: [rule] });
  const request = arrived({ target: "/pay" });
  const end = (answer: ShopAnswer): OutcomeReading => {
    const reading = routes.match(request)?.readOutcome(request, answer);
    assert.ok(reading !== undefined);
    return reading;
  };
  assert.equal(end(page(200, "Thank You")).outcome, "approved");
  assert.equal(end(page(202, "Thank You")).outcome, "pending");
  assert.equal(end(said(200, { result: { ok: true, no: 9 } })).orderRef, "9");
  assert.equal(end(said(200, { result: { codes: ["00", "51"] } })).outcome, "declined");
  assert.equal(end(said(200, { "a/b": 3 })).outcome, "error");
  assert.equal(end(redirect("https://shop.example/pay/result?x=1")).awaitPage, "/pay/result");
  const shown = routes.readAwaitedPage(
    arrived({ method: "GET", target: "/pay/result?x=1" }),
    page(200, "refused"),
  );
  assert.equal(shown?.outcome, "declined");
});

test("reading an answer never throws", () => {
  const tables = PRESET_NAMES.map((preset) => createRouteTable({ preset, routes: [] }));
  const requests = [woo, store, module2, checkout4, magento, magentoGraphql, vendure].map(
    (sent) => sent.request,
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 599 }),
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.json().map((text) => new TextEncoder().encode(text)),
        fc.constant(undefined),
      ),
      fc.dictionary(
        fc.constantFrom("location", "content-type"),
        fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string())),
      ),
      (status, body, headers) => {
        for (const routes of tables) {
          for (const request of requests) {
            routes.match(request)?.readOutcome(request, { status, headers, body, shopMs: 0 });
            routes.readAwaitedPage({ ...request, method: "GET" }, { status, headers, body, shopMs: 0 });
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("an order reference in an answer is never a card number", () => {
  const answer = said(200, {
    result: "success",
    order_id: "4111111111111111",
    redirect: "/order-received/4111111111111111",
  });
  assert.equal(endOf("woocommerce", woo, answer).orderRef, null);
});
