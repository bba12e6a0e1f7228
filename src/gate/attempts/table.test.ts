// Tests of the route table: every route is found however it is written, and looking at a page is never a try.

import { test } from "node:test";
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { createRouteTable } from "./index.ts";
import { PRESET_NAMES, routeRule, type PresetName } from "./rules.ts";
import { presetNamed } from "./presets/index.ts";
import { arrived, bytes, form } from "./samples.ts";

function table(preset: PresetName) {
  return createRouteTable({ preset, routes: [] });
}

/** The rule's own path with its parts filled in. */
function concrete(path: string): string {
  return path.replace(/:[A-Za-z]+/g, "abc12").replace(/\*$/, "page");
}

for (const preset of PRESET_NAMES) {
  test(`${preset}: every listed route matches its own request, and a GET of a page does not`, () => {
    const routes = table(preset);
    for (const rule of presetNamed(preset).routes) {
      const everywhere = rule.path === "/*";
      const target = `${everywhere ? "/any/page" : concrete(rule.path)}${rule.query === undefined ? "" : `?${rule.query}`}`;
      const type =
        rule.speaks === "page" || everywhere ? "application/x-www-form-urlencoded" : "application/json";
      const request = arrived({ method: rule.method, target, headers: { "content-type": type } });
      assert.ok(routes.match(request) !== undefined, `${rule.name} ${target}`);
      if (rule.query === undefined) {
        assert.equal(routes.match(arrived({ method: "GET", target })), undefined, `GET ${target}`);
        assert.equal(routes.match(arrived({ method: "HEAD", target })), undefined, `HEAD ${target}`);
      }
    }
  });
}

test("names of routes are unique within a preset and fit the configuration", () => {
  for (const preset of PRESET_NAMES) {
    const names = presetNamed(preset).routes.map((rule) => rule.name);
    assert.equal(new Set(names).size, names.length, preset);
    for (const name of names) assert.match(name, /^[a-z0-9-]{1,40}$/);
  }
});

const EVASIONS: readonly (readonly [PresetName, string, string, Readonly<Record<string, string>>?])[] = [
  ["woocommerce", "POST", "/?wc-ajax=checkout"],
  ["woocommerce", "POST", "/?x=1&wc-ajax=checkout"],
  ["woocommerce", "POST", "/any/path/?a=b&wc%2Dajax=%63heckout&z"],
  ["woocommerce", "POST", "/index.php?wc-ajax=checkout"],
  ["woocommerce", "POST", "/?wc-ajax=+checkout+"],
  ["woocommerce", "POST", "/?wc-ajax=check%25aaout"],
  ["woocommerce", "POST", "/?wc-ajax=%3Cb%3Echeckout"],
  ["woocommerce", "GET", "/product/x?wc-ajax=ppc-create-order"],
  ["woocommerce", "POST", "/wp-json/wc/store/v1/checkout"],
  ["woocommerce", "POST", "/wp-json/wc/store/v1/checkout/"],
  ["woocommerce", "POST", "//wp-json//wc/store/v1//checkout"],
  ["woocommerce", "POST", "/index.php/wp-json/wc/store/v1/checkout"],
  ["woocommerce", "POST", "/WP-JSON/WC/Store/v1/Checkout"],
  ["woocommerce", "POST", "/wp-json%2Fwc%2Fstore%2Fv1%2Fcheckout"],
  ["woocommerce", "POST", "/blog/ja/wp-json/wc/store/v1/checkout"],
  ["woocommerce", "POST", "/?rest_route=/wc/store/v1/checkout"],
  ["woocommerce", "POST", "/?rest_route=%2Fwc%2Fstore%2Fv1%2Fcheckout%2F"],
  ["woocommerce", "POST", "/index.php?foo=1&rest_route=/wc/store/checkout"],
  ["woocommerce", "GET", "/wp-json/wc/store/v1/checkout?_method=POST"],
  ["woocommerce", "GET", "/wp-json/wc/store/v1/checkout", { "X-HTTP-Method-Override": "post" }],
  ["woocommerce", "POST", "/wp-json/wc/store/v1/checkout/123?key=wc_order_x"],
  ["woocommerce", "POST", "/wp-json/wc/store/v1/batch"],
  ["woocommerce", "POST", "/checkout/order-pay/123/?pay_for_order=true&key=wc_order_x"],
  ["magento2", "POST", "/rest/V1/guest-carts/abc/payment-information"],
  ["magento2", "POST", "/rest/default/V1/guest-carts/abc/payment-information"],
  ["magento2", "POST", "/rest/all/V1/carts/mine/payment-information"],
  ["magento2", "POST", "/index.php/rest/ja/V1/guest-carts/abc/payment-information"],
  ["magento2", "POST", "/rest/async/V1/guest-carts/abc/payment-information"],
  ["magento2", "POST", "/rest/all/async/bulk/V1/guest-carts/byCartId/payment-information"],
  ["magento2", "PUT", "/rest/V1/guest-carts/abc/order"],
  ["magento2", "POST", "/rest/V1/guest-carts/abc/order"],
  ["magento2", "POST", "/graphql"],
  ["magento2", "POST", "/graphql/"],
  ["magento2", "POST", "/ja/graphql?x=1"],
  ["magento2", "POST", "/checkout/onepage/saveorder"],
  ["eccube2", "POST", "/shopping/load_payment_module.php"],
  ["eccube2", "POST", "/shopping/load_payment_module.php/extra/path"],
  ["eccube2", "POST", "/shop/html/shopping/load_payment_module.php?mode=next"],
  ["eccube2", "POST", "/shopping/./load_payment_module.php"],
  ["eccube2", "POST", "/shopping/x/../load_payment_module.php"],
  ["eccube2", "POST", "/shopping/load_payment_module.php;jsessionid=1"],
  ["eccube2", "POST", "/user_data/regist_card.php"],
  ["eccube4", "POST", "/shopping/checkout"],
  ["eccube4", "POST", "/index.php/shopping/checkout"],
  ["eccube4", "POST", "/index_dev.php/shopping/checkout/"],
  ["eccube4", "POST", "/en/shopping/checkout"],
  ["eccube4", "POST", "/shopping//checkout"],
  ["eccube4", "POST", "/Shopping/CheckOut"],
  ["eccube4", "POST", "/%73hopping/%63heckout"],
  ["eccube4", "POST", "/shopping%2fcheckout"],
  ["eccube4", "POST", "/shopping/checkout%00"],
  ["eccube4", "GET", "/shopping/checkout", { "X-HTTP-Method-Override": "POST" }],
  ["eccube4", "POST", "/mypage/gmo_card_edit"],
  ["eccube4", "POST", "/shopping/remise_payment"],
  ["vendure", "POST", "/shop-api"],
  ["vendure", "POST", "/shop-api?languageCode=ja"],
  ["vendure", "POST", "/shop-api/"],
  ["vendure", "GET", "/shop-api?query=mutation%7BaddPaymentToOrder(input%3A%7B%7D)%7B__typename%7D%7D"],
];

for (const [preset, method, target, headers] of EVASIONS) {
  test(`${preset}: ${method} ${target} ${JSON.stringify(headers ?? {})} is found`, () => {
    const request = arrived({ method, target, headers: headers ?? {} });
    assert.ok(table(preset).match(request) !== undefined);
  });
}

test("what is no payment is not matched", () => {
  const cases: readonly (readonly [PresetName, string, string])[] = [
    ["woocommerce", "GET", "/checkout/"],
    ["woocommerce", "GET", "/checkout/order-received/12/?key=wc_order_x"],
    ["woocommerce", "POST", "/?wc-ajax=update_order_review"],
    ["woocommerce", "POST", "/?wc-ajax=get_refreshed_fragments"],
    ["woocommerce", "POST", "/wp-json/wc/store/v1/cart/add-item"],
    ["woocommerce", "PUT", "/wp-json/wc/store/v1/checkout"],
    ["woocommerce", "GET", "/wp-json/wc/store/v1/checkout"],
    ["magento2", "GET", "/rest/V1/guest-carts/abc/payment-information"],
    ["magento2", "POST", "/rest/V1/guest-carts/abc/items"],
    ["magento2", "POST", "/rest/V1/guest-carts/abc/shipping-information"],
    ["magento2", "GET", "/graphql?query={storeConfig{code}}"],
    ["magento2", "GET", "/checkout/"],
    ["eccube2", "GET", "/shopping/load_payment_module.php"],
    ["eccube2", "POST", "/cart/index.php"],
    ["eccube4", "GET", "/shopping"],
    ["eccube4", "GET", "/shopping/checkout?x=1"],
    ["eccube4", "POST", "/cart/up/1"],
    ["eccube4", "POST", "/products/add_cart/1"],
    ["vendure", "GET", "/shop-api?query={activeOrder{code}}"],
    ["vendure", "POST", "/admin-api"],
    ["custom", "POST", "/checkout"],
  ];
  for (const [preset, method, target] of cases) {
    assert.equal(table(preset).match(arrived({ method, target })), undefined, `${method} ${target}`);
  }
});

test("large multipart uploads to unlisted pages are not taken for forms to pay with", () => {
  const upload = arrived({
    target: "/product/photo-book/",
    headers: { "content-type": "multipart/form-data; boundary=x", "content-length": "40000000" },
  });
  assert.equal(table("woocommerce").match(upload), undefined);
});

test("the owner's routes are exact, come first and replace a preset's of the same name", () => {
  const own = routeRule({ name: "checkout", path: "/kessai/pay", speaks: "json" });
  const routes = createRouteTable({ preset: "eccube4", routes: [own] });
  assert.equal(routes.match(arrived({ target: "/kessai/pay" }))?.speaks, "json");
  assert.equal(routes.match(arrived({ target: "/kessai/pay/" }))?.name, "checkout");
  assert.equal(routes.match(arrived({ target: "/other/kessai/pay" })), undefined);
  const replaced = routes.match(arrived({ target: "/shopping/checkout" }));
  assert.notEqual(replaced?.name, "checkout");
});

test("own paths take parts, open ends, queries and PUT by POST", () => {
  const routes = createRouteTable({
    preset: "custom",
    routes: [
      routeRule({ name: "part", path: "/orders/:id/pay" }),
      routeRule({ name: "open", path: "/api/pay/*" }),
      routeRule({ name: "query", path: "/index.cgi", query: "act=pay&step=2" }),
      routeRule({ name: "put", path: "/v1/payment", method: "PUT" }),
      routeRule({ name: "get", path: "/pay-now", method: "GET" }),
    ],
  });
  const nameOf = (method: string, target: string): string | undefined =>
    routes.match(arrived({ method, target }))?.name;
  assert.equal(nameOf("POST", "/orders/7/pay"), "part");
  assert.equal(nameOf("POST", "/orders/7/8/pay"), undefined);
  assert.equal(nameOf("POST", "/api/pay/a/b"), "open");
  assert.equal(nameOf("POST", "/api/pay"), "open");
  assert.equal(nameOf("POST", "/index.cgi?step=2&act=pay"), "query");
  assert.equal(nameOf("POST", "/index.cgi?act=pay"), undefined);
  assert.equal(nameOf("PUT", "/v1/payment"), "put");
  assert.equal(nameOf("POST", "/v1/payment"), "put");
  assert.equal(nameOf("GET", "/pay-now"), "get");
  assert.equal(nameOf("POST", "/pay-now"), undefined);
});

test("matching never throws, whatever the target, method and headers", () => {
  const tables = PRESET_NAMES.map(table);
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200, unit: "binary" }),
      fc.constantFrom("GET", "POST", "PUT", "", "get", "XYZ"),
      fc.dictionary(fc.constantFrom("content-type", "content-length", "x-http-method-override"), fc.string()),
      (tail, method, headers) => {
        for (const routes of tables) {
          const request = arrived({ method, target: `/${tail}`, headers });
          routes.match(request);
          routes.isPage(request);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("a page is a browser's GET of HTML, not a script, a call or the back office", () => {
  const routes = table("woocommerce");
  const html = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
  const isPage = (target: string, headers: Readonly<Record<string, string>>, method = "GET"): boolean =>
    routes.isPage(arrived({ method, target, headers }));
  assert.ok(isPage("/product/tea/", html));
  assert.ok(isPage("/", { ...html, "sec-fetch-dest": "document" }));
  assert.ok(isPage("/list.php", html));
  // An old client takes anything and names no purpose; a modern browser's own fetch names one.
  assert.ok(isPage("/product/tea/", { accept: "*/*" }));
  assert.ok(!isPage("/product/tea/", { accept: "*/*", "sec-fetch-dest": "empty" }));
  assert.ok(!isPage("/product/tea/", { ...html, "sec-fetch-dest": "empty" }));
  assert.ok(!isPage("/product/tea/", { ...html, "sec-purpose": "prefetch;prerender" }));
  assert.ok(!isPage("/style.css", html));
  assert.ok(!isPage("/wp-json/wc/store/v1/cart", html));
  assert.ok(!isPage("/wp-admin/index.php", html));
  assert.ok(!isPage("/product/tea/", html, "POST"));
});

test("WooCommerce forms are found by their fields on any page, and other forms are no try", () => {
  const routes = table("woocommerce");
  const tries = [
    { woocommerce_checkout_place_order: "1", payment_method: "stripe" },
    { woocommerce_pay: "1", payment_method: "stripe" },
    { woocommerce_add_payment_method: "1", payment_method: "stripe" },
    { rest_route: "/wc/store/v1/checkout", payment_method: "stripe" },
  ];
  for (const values of tries) {
    const sent = form("/お支払い/", values);
    const reading = routes.match(sent.request)?.readAttempt(sent.request, sent.body);
    assert.ok(reading !== undefined && reading.noAttempt !== true, JSON.stringify(values));
  }
  const contact = form("/contact/", { name: "a", message: "b", payment_method: "stripe" });
  const reading = routes.match(contact.request)?.readAttempt(contact.request, contact.body);
  assert.equal(reading?.noAttempt, true);
  assert.equal(reading?.payment, "other");
});

test("admin pages of the shop are left alone even when they post forms", () => {
  const save = arrived({
    target: "/wp-admin/post.php",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  assert.equal(table("woocommerce").match(save), undefined);
});

function adminCall(length: string): ReturnType<typeof arrived> {
  return arrived({
    target: "/wp-admin/admin-ajax.php",
    headers: { "content-type": "application/x-www-form-urlencoded", "content-length": length },
  });
}

test("long saves of a page builder pass, short calls of the same address are looked at", () => {
  assert.equal(table("woocommerce").match(adminCall("3000000")), undefined);
  assert.equal(table("woocommerce").match(adminCall("300"))?.name, "wcpay-setup-intent");
});

test("an unreadable body of a payment route counts as a try with a card", () => {
  const routes = table("eccube2");
  const request = arrived({
    target: "/shopping/load_payment_module.php",
    headers: { "content-encoding": "gzip" },
  });
  const reading = routes.match(request)?.readAttempt(request, bytes("no gzip"));
  assert.equal(reading?.payment, "unknown");
  assert.notEqual(reading?.noAttempt, true);
});
