// Tests of what is read from a try to pay: forms, JSON, GraphQL, odd encodings, lies, garbage, and that no card is visible.

import { test } from "node:test";
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import * as fc from "fast-check";
import { reveal } from "../../kernel/index.ts";
import { createRouteTable, type AttemptReading } from "./index.ts";
import { PRESET_NAMES, routeRule, type PresetName, type RouteDraft } from "./rules.ts";
import { arrived, bytes, CARD, form, json, SPACED_CARD, type Sent } from "./samples.ts";

function readBy(preset: PresetName, sent: Sent): AttemptReading {
  const route = createRouteTable({ preset, routes: [] }).match(sent.request);
  assert.ok(route !== undefined, sent.request.target);
  return route.readAttempt(sent.request, sent.body);
}

function readOwn(draft: Partial<RouteDraft>, sent: Sent): AttemptReading {
  const rule = routeRule({ name: "own", path: "/pay", fields: { card: ["card"] }, ...draft });
  const route = createRouteTable({ preset: "custom", routes: [rule] }).match(sent.request);
  assert.ok(route !== undefined);
  return route.readAttempt(sent.request, sent.body);
}

function typed(
  type: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Sent {
  const sent = typeof body === "string" ? bytes(body) : body;
  return { request: arrived({ target: "/pay", headers: { "content-type": type, ...headers } }), body: sent };
}

function assertCard(reading: AttemptReading, digits = CARD): void {
  assert.ok(reading.pan !== null, "a card number was expected");
  assert.equal(reveal(reading.pan), digits);
  assert.equal(reading.payment, "card");
}

test("EC-CUBE 2: a number in four pieces is put together, a token is taken as it is", () => {
  const target = "/shopping/load_payment_module.php";
  const pieces = { card_no01: "4111", card_no02: "1111", card_no03: "1111", card_no04: "1111" };
  const reading = readBy(
    "eccube2",
    form(target, { mode: "next", ...pieces, security_code: "123", card_month: "01" }),
  );
  assertCard(reading);
  const token = readBy("eccube2", form(target, { mode: "next", card_token: "0a1b2c3d4e5f" }));
  assert.equal(token.token, "0a1b2c3d4e5f");
  assert.equal(token.payment, "card");
});

test("EC-CUBE 2: going back and deleting a card are no tries; confirm counts only with a card", () => {
  const target = "/shopping/load_payment_module.php";
  assert.equal(readBy("eccube2", form(target, { mode: "return" })).noAttempt, true);
  assert.equal(readBy("eccube2", form(target, { mode: "deletecard" })).noAttempt, true);
  assert.equal(readBy("eccube2", form("/shopping/confirm.php", { mode: "confirm" })).noAttempt, true);
  assertCard(readBy("eccube2", form("/shopping/confirm.php", { mode: "confirm", card_no: SPACED_CARD })));
  assert.notEqual(readBy("eccube2", form(`${target}?mode=next`, { transactionid: "x" })).noAttempt, true);
});

test("EC-CUBE 4: the checkout's token field is read, an order without one stays unknown", () => {
  const sent = form("/shopping/checkout", {
    "_shopping_order[_token]": "csrf-abc",
    "_shopping_order[sample_payment_token]": "tok-998877",
  });
  const reading = readBy("eccube4", sent);
  assert.equal(reading.token, "tok-998877");
  assert.equal(reading.routeName, "checkout");
  const plain = readBy("eccube4", form("/shopping/checkout", { "_shopping_order[_token]": "csrf-abc" }));
  assert.equal(plain.payment, "unknown");
  assert.equal(plain.token, null);
  const confirm = readBy("eccube4", form("/shopping/confirm", { "_shopping_order[_token]": "csrf-abc" }));
  assert.equal(confirm.noAttempt, true);
});

test("WooCommerce: method, e-mail and token of the classic checkout", () => {
  const reading = readBy(
    "woocommerce",
    form("/?wc-ajax=checkout", {
      billing_email: "hana@example.jp",
      payment_method: "stripe",
      "wc-stripe-payment-method": "pm_1Abc2Def3Ghi",
      "wc-stripe-payment-token": "new",
    }),
  );
  assert.equal(reading.payment, "card");
  assert.equal(reading.email, "hana@example.jp");
  assert.equal(reading.token, "pm_1Abc2Def3Ghi");
});

test("WooCommerce: cash on delivery and bank transfer are other payments, also when a token is left over", () => {
  for (const method of ["cod", "bacs", "bankjp", "COD"]) {
    const values = { payment_method: method, "wc-stripe-payment-token": "12" };
    assert.equal(readBy("woocommerce", form("/?wc-ajax=checkout", values)).payment, "other", method);
  }
});

test("a second, hidden method does not turn a card try into cash on delivery", () => {
  const request = form("/?wc-ajax=checkout", {}).request;
  const twice = bytes("payment_method=cod&payment_method=stripe&wc-stripe-payment-method=pm_1Abc2Def3");
  assert.equal(readBy("woocommerce", { request, body: twice }).payment, "card");
  const query = form("/?wc-ajax=checkout&payment_method=cod", { payment_method: "stripe" });
  assert.notEqual(readBy("woocommerce", query).payment, "other");
  const withCard = bytes(`payment_method=cod&card_number=${CARD}`);
  assert.equal(readBy("woocommerce", { request, body: withCard }).payment, "card");
});

test("WooCommerce Store API: key–value payment data, nested address, order from the path", () => {
  const body = {
    billing_address: { email: "taro@example.jp", first_name: "太郎" },
    payment_method: "stripe",
    payment_data: [
      { key: "wc-stripe-payment-method", value: "pm_1Abc2Def3Ghi" },
      { key: "wc-stripe-is-deferred-intent", value: true },
    ],
  };
  const reading = readBy("woocommerce", json("/wp-json/wc/store/v1/checkout/4711", body));
  assert.equal(reading.token, "pm_1Abc2Def3Ghi");
  assert.equal(reading.email, "taro@example.jp");
  assert.equal(reading.orderRef, "4711");
  const cod = json("/wp-json/wc/store/v1/checkout", { payment_method: "cod" });
  assert.equal(readBy("woocommerce", cod).payment, "other");
});

test("WooCommerce: a checkout inside a batch counts, a cart batch does not", () => {
  const target = "/wp-json/wc/store/v1/batch";
  const cart = { requests: [{ path: "/wc/store/v1/cart/add-item", method: "POST", body: { id: 1 } }] };
  assert.equal(readBy("woocommerce", json(target, cart)).noAttempt, true);
  const checkout = {
    requests: [
      ...cart.requests,
      { path: "/wc/store/v1/checkout?x=1", method: "POST", body: { payment_method: "stripe" } },
    ],
  };
  assert.notEqual(readBy("woocommerce", json(target, checkout)).noAttempt, true);
});

test("PayPal's form inside JSON is opened for the e-mail address", () => {
  const reading = readBy(
    "woocommerce",
    json("/?wc-ajax=ppc-create-order", {
      nonce: "x",
      payment_method: "ppcp-credit-card-gateway",
      form_encoded: "billing_email=ken%40example.jp&billing_phone=0312345678&payment_method=ppcp-gateway",
    }),
  );
  assert.equal(reading.email, "ken@example.jp");
  assert.equal(reading.payment, "unknown");
});

test("Magento: payment-information gives card, method and e-mail; a method that needs no card is other", () => {
  const target = "/rest/default/V1/guest-carts/aB3dE/payment-information";
  const body = {
    email: "ann@example.com",
    paymentMethod: { method: "paypal_payflowpro", additional_data: { cc_number: CARD, cc_cid: "123" } },
  };
  const reading = readBy("magento2", json(target, body));
  assertCard(reading);
  assert.equal(reading.email, "ann@example.com");
  const check = { email: "ann@example.com", paymentMethod: { method: "checkmo" } };
  assert.equal(readBy("magento2", json(target, check)).payment, "other");
});

test("Magento: bulk bodies are arrays and are read all the same", () => {
  const target = "/rest/all/async/bulk/V1/guest-carts/byCartId/payment-information";
  const body = [1, 2].map(() => ({
    cartId: "x",
    email: "a@example.com",
    paymentMethod: {
      method: "braintree",
      additional_data: { payment_method_nonce: "tokencc_bh_a1b2c3d4e5" },
    },
  }));
  assert.equal(readBy("magento2", json(target, body)).token, "tokencc_bh_a1b2c3d4e5");
});

const VENDURE = "mutation Pay($input: PaymentInput!) { addPaymentToOrder(input: $input) { __typename } }";
const VENDURE_INPUT = { input: { method: "stripe", metadata: { token: "tok_1Abc2Def3" } } };

const GRAPHQL_WAYS: Readonly<Record<string, Sent>> = {
  plain: json("/shop-api", { query: VENDURE, variables: VENDURE_INPUT }),
  batched: json("/shop-api", [
    { query: "{activeOrder{code}}" },
    { query: VENDURE, variables: VENDURE_INPUT },
  ]),
  aliased: json("/shop-api", {
    query: VENDURE.replace("addPayment", "x: addPayment"),
    variables: VENDURE_INPUT,
  }),
  "under another operation name": json("/shop-api", {
    operationName: "GetProducts",
    query: `mutation GetProducts { innocent: addPaymentToOrder(input: {method: "stripe", metadata: {token: "tok_1Abc2Def3"}}) { __typename } }`,
  }),
  "in a fragment": json("/shop-api", {
    query: `query A { activeOrder { code } } mutation B($input: PaymentInput!) { ...F } fragment F on Mutation { addPaymentToOrder(input: $input) { __typename } }`,
    operationName: "B",
    variables: VENDURE_INPUT,
  }),
  "in an inline fragment": json("/shop-api", {
    query: `mutation ($input: PaymentInput!) { ... on Mutation { addPaymentToOrder (input: $input) { __typename } } }`,
    variables: VENDURE_INPUT,
  }),
  "with comments and odd blanks": json("/shop-api", {
    query: `#{}\nmutation\uFEFF,,($input:PaymentInput!)#"\n{#"""\naddPaymentToOrder#\n(input:$input){__typename}}`,
    variables: VENDURE_INPUT,
  }),
  "behind strings that look like ends": json("/shop-api", {
    query: `mutation { a: track(text: "}} #\\"") addPaymentToOrder(input: {method: """x"y""", metadata: {token: "tok_1Abc2Def3"}}) { __typename } }`,
  }),
  "application/graphql": {
    request: arrived({ target: "/shop-api", headers: { "content-type": "application/graphql" } }),
    body: bytes(
      `mutation { addPaymentToOrder(input: {method: "stripe", metadata: {token: "tok_1Abc2Def3"}}) { __typename } }`,
    ),
  },
  "as a form": form("/shop-api", { query: VENDURE, variables: JSON.stringify(VENDURE_INPUT) }),
  "as text/plain": {
    request: arrived({ target: "/shop-api", headers: { "content-type": "text/plain" } }),
    body: bytes(JSON.stringify({ query: VENDURE, variables: VENDURE_INPUT })),
  },
  multipart: {
    request: arrived({ target: "/shop-api", headers: { "content-type": "multipart/form-data; boundary=B" } }),
    body: bytes(
      `--B\r\nContent-Disposition: form-data; name="operations"\r\n\r\n${JSON.stringify({ query: VENDURE, variables: VENDURE_INPUT })}\r\n--B\r\nContent-Disposition: form-data; name="map"\r\n\r\n{}\r\n--B--\r\n`,
    ),
  },
  "in the query string of a POST": {
    request: arrived({
      target: `/shop-api?${new URLSearchParams({ query: VENDURE, variables: JSON.stringify(VENDURE_INPUT) }).toString()}`,
      headers: { "content-type": "application/json" },
    }),
    body: bytes("{}"),
  },
};

for (const [name, sent] of Object.entries(GRAPHQL_WAYS)) {
  test(`Vendure: a payment mutation ${name} is a try with its token`, () => {
    const reading = readBy("vendure", sent);
    assert.notEqual(reading.noAttempt, true);
    assert.equal(reading.token, "tok_1Abc2Def3");
    assert.equal(reading.payment, "card");
  });
}

test("Vendure: other operations are no tries, even with the name in a string, an alias or a variable", () => {
  for (const query of [
    "{ activeOrder { code } }",
    "mutation { addItemToOrder(productVariantId: 1, quantity: 1) { __typename } }",
    'mutation { log(text: "addPaymentToOrder") { id } }',
    "mutation { addPaymentToOrder: addItemToOrder(productVariantId: 1) { __typename } }",
    "mutation ($addPaymentToOrder: ID!) { addItemToOrder(productVariantId: $addPaymentToOrder) { __typename } }",
    'query { __type(name: "addPaymentToOrder") { name } }',
  ]) {
    assert.equal(readBy("vendure", json("/shop-api", { query })).noAttempt, true, query);
  }
});

test("Vendure: a stored document is judged by its name and its variables", () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: "a".repeat(64) } };
  const paying = json("/shop-api", { operationName: "AddPaymentToOrder", extensions, variables: {} });
  assert.notEqual(readBy("vendure", paying).noAttempt, true);
  const hidden = json("/shop-api", { operationName: "X", extensions, variables: VENDURE_INPUT });
  assert.notEqual(readBy("vendure", hidden).noAttempt, true);
  const reading = json("/shop-api", { operationName: "Products", extensions, variables: { take: 10 } });
  assert.equal(readBy("vendure", reading).noAttempt, true);
});

test("Vendure: invoice and cash on delivery are other payments", () => {
  const input = { input: { method: "cash-on-delivery", metadata: {} } };
  assert.equal(readBy("vendure", json("/shop-api", { query: VENDURE, variables: input })).payment, "other");
});

test("Magento GraphQL: placing an order counts, setting a method only with a card", () => {
  const place = { query: `mutation { placeOrder(input: {cart_id: "x"}) { order { order_number } } }` };
  assert.notEqual(readBy("magento2", json("/graphql", place)).noAttempt, true);
  const set = (code: string, extra: string): Sent =>
    json("/graphql", {
      query: `mutation { setPaymentMethodOnCart(input: {cart_id: "x", payment_method: {code: "${code}"${extra}}}) { cart { id } } }`,
    });
  assert.equal(readBy("magento2", set("checkmo", "")).noAttempt, true);
  const withToken = readBy(
    "magento2",
    set("braintree", `, braintree: {payment_method_nonce: "tokencc_bh_a1b2c3d4e5"}`),
  );
  assert.equal(withToken.token, "tokencc_bh_a1b2c3d4e5");
  assert.equal(withToken.routeName, "graphql-set-method");
});

const MULTIPART = `--x\r\nContent-Disposition: form-data; name="card"\r\n\r\n${CARD}\r\n--x\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n\r\nfile\r\n--x--\r\n`;

const CARD_BODIES: Readonly<Record<string, Sent>> = {
  form: typed("application/x-www-form-urlencoded", `card=${CARD}`),
  "form with blanks as plus": typed("application/x-www-form-urlencoded", "card=4111+1111+1111+1111"),
  "escaped form": typed("application/x-www-form-urlencoded", `c%61rd=%34${CARD.slice(1)}`),
  "full-width digits": typed(
    "application/x-www-form-urlencoded",
    `card=${encodeURIComponent("４１１１１１１１１１１１１１１１")}`,
  ),
  "Shift_JIS form": typed(
    "application/x-www-form-urlencoded; charset=Shift_JIS",
    `name=%8ER%93c&card=%82S%82P%82P%82P%82P%82P%82P%82P%82P%82P%82P%82P%82P%82P%82P%82P`,
  ),
  "EUC-JP form without a charset": typed(
    "application/x-www-form-urlencoded",
    `name=%BB%B3%C5%C4&card=4111-1111-1111-1111`,
  ),
  "JSON number": typed("application/json", `{"card":${CARD}}`),
  "nested JSON": typed("application/json", `{"a":{"b":[{"card":"${CARD}"}]}}`),
  "JSON inside JSON": typed("application/json", JSON.stringify({ data: JSON.stringify({ card: CARD }) })),
  "JSON under text/plain": typed("text/plain", `{"card":"${CARD}"}`),
  "JSON that says it is a form": typed("application/x-www-form-urlencoded", `{"card":"${CARD}"}`),
  "form that says it is JSON": typed("application/json", `card=${CARD}`),
  "form without a type": { request: arrived({ target: "/pay" }), body: bytes(`card=${CARD}`) },
  "true JSON and true form at once": typed("application/x-www-form-urlencoded", `{"a":"&card=${CARD}&b=1"}`),
  multipart: typed("multipart/form-data; boundary=x", MULTIPART),
  "multipart with another boundary in its head": typed("multipart/form-data; boundary=wrong", MULTIPART),
  "multipart that says it is a form": typed("text/plain", MULTIPART),
  "UTF-16 JSON": typed("application/json", Buffer.from(`\uFEFF{"card":"${CARD}"}`, "utf16le")),
  gzip: typed("application/json", gzipSync(`{"card":"${CARD}"}`), { "content-encoding": "gzip" }),
  brotli: typed("application/json", brotliCompressSync(`{"card":"${CARD}"}`), { "content-encoding": "br" }),
  deflate: typed("application/json", deflateSync(`{"card":"${CARD}"}`), { "content-encoding": "deflate" }),
  "raw deflate": typed("application/json", deflateRawSync(`{"card":"${CARD}"}`), {
    "content-encoding": "deflate",
  }),
  zstd: typed("application/json", zstdCompressSync(`{"card":"${CARD}"}`), { "content-encoding": "ZSTD" }),
  "another field": typed("application/x-www-form-urlencoded", `whatever=${CARD}`),
  "inside the named field": typed("application/x-www-form-urlencoded", `card=no:${CARD};`),
  "query string": { request: arrived({ target: `/pay?card=${CARD}` }), body: new Uint8Array() },
  "pieces under other names": typed(
    "application/x-www-form-urlencoded",
    "num_1=411111&num_2=111111&num_3=1111",
  ),
};

for (const [name, sent] of Object.entries(CARD_BODIES)) {
  test(`finds the card: ${name}`, () => assertCard(readOwn({}, sent)));
}

test("a compression bomb, a foreign packing and an over-long body are unreadable, thus a card by default", () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  for (const sent of [
    typed("application/json", bomb, { "content-encoding": "gzip" }),
    typed("application/json", "{}", { "content-encoding": "lzma" }),
    typed("application/json", "{}", { "content-encoding": "gzip, gzip, gzip" }),
    typed("application/x-www-form-urlencoded", "a".repeat(300_000)),
  ]) {
    const reading = readOwn({}, sent);
    assert.equal(reading.payment, "unknown");
    assert.equal(reading.pan, null);
  }
});

test("telephone numbers, order numbers and nonces are not taken for cards", () => {
  for (const name of ["tel", "order_id", "billing_phone", "_wpnonce", "transactionid", "cart_id"]) {
    assert.equal(readOwn({}, typed("application/x-www-form-urlencoded", `${name}=${CARD}`)).pan, null, name);
  }
});

test("amounts are read in yen as Japanese forms write them", () => {
  const cases: readonly (readonly [string, number | null])[] = [
    ["1980", 1980],
    ["1,980", 1980],
    ["¥1,980", 1980],
    ["￥１，９８０", 1980],
    ["1980円", 1980],
    ["1980.00", 1980],
    ["-5", null],
    ["0", null],
    ["abc", null],
    ["9".repeat(30), null],
  ];
  for (const [written, yen] of cases) {
    const sent = form("/pay", { total: written });
    assert.equal(readOwn({ fields: { amount: ["total"] } }, sent).amountYen, yen, written);
  }
});

test("`when` takes lists, any value, refusals and the sight of a card", () => {
  const noTry = (when: Record<string, string | string[]>, values: Record<string, string>): boolean =>
    readOwn({ when }, form("/pay", values)).noAttempt === true;
  assert.ok(!noTry({ mode: ["a", "b"] }, { mode: "b" }));
  assert.ok(noTry({ mode: ["a", "b"] }, { mode: "c" }));
  assert.ok(noTry({ mode: "*" }, { mode: "" }));
  assert.ok(!noTry({ mode: "*" }, { mode: "x" }));
  assert.ok(noTry({ mode: "!back" }, { mode: "back" }));
  assert.ok(!noTry({ mode: "!back" }, {}));
  assert.ok(noTry({ ":card": "*" }, { a: "b" }));
  assert.ok(!noTry({ ":card": "*" }, { a: CARD }));
});

test("an order reference is plain and short, and never a card", () => {
  const refOf = (value: string): string | null =>
    readOwn({ fields: { order: ["order_id"] } }, form("/pay", { order_id: value })).orderRef;
  assert.equal(refOf("A-1001"), "A-1001");
  assert.equal(refOf("<script>"), null);
  assert.equal(refOf(SPACED_CARD.replaceAll(" ", "-")), null);
  assert.equal(refOf("x".repeat(200)), null);
});

test("no card or code shows in JSON, inspection or text of a reading", () => {
  for (const sent of Object.values(CARD_BODIES)) {
    const reading = readOwn({}, sent);
    for (const text of [
      JSON.stringify(reading),
      inspect(reading, { depth: 9, showHidden: true }),
      `${String(reading.pan)}`,
    ]) {
      assert.ok(!text.includes(CARD) && !text.includes("11111111"), text);
    }
  }
});

test("reading garbage never throws, under any preset, type and packing", () => {
  const targets: readonly (readonly [PresetName, string])[] = [
    ["eccube2", "/shopping/load_payment_module.php"],
    ["eccube4", "/shopping/checkout"],
    ["woocommerce", "/?wc-ajax=checkout"],
    ["woocommerce", "/wp-json/wc/store/v1/batch"],
    ["magento2", "/graphql"],
    ["magento2", "/rest/V1/carts/mine/payment-information"],
    ["vendure", "/shop-api"],
  ];
  const tables = new Map(PRESET_NAMES.map((preset) => [preset, createRouteTable({ preset, routes: [] })]));
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.json().map(bytes),
    fc.string({ unit: "binary", maxLength: 300 }).map(bytes),
    fc
      .array(
        fc.constantFrom(
          '{"',
          "[[",
          "query",
          "mutation{",
          '"',
          "=",
          "&",
          "%",
          "--x\r\n",
          "a[",
          "]",
          "\\u",
          "name=",
          "\r\n\r\n",
          CARD,
        ),
        {
          maxLength: 40,
        },
      )
      .map((parts) => bytes(parts.join(""))),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...targets),
      body,
      fc.constantFrom(
        "application/json",
        "application/x-www-form-urlencoded; charset=euc-jp",
        "multipart/form-data",
        "text/plain",
        "application/graphql",
        "\u0000",
      ),
      fc.constantFrom(undefined, "gzip", "br", "identity", "zstd,gzip"),
      ([preset, target], bytesSent, type, packing) => {
        const headers = {
          "content-type": type,
          ...(packing === undefined ? {} : { "content-encoding": packing }),
        };
        const request = arrived({ target, headers });
        const reading = tables.get(preset)?.match(request)?.readAttempt(request, bytesSent);
        assert.ok(reading !== undefined && typeof reading.payment === "string");
      },
    ),
    { numRuns: 2000 },
  );
});

test("256 KiB of the worst bodies are read without running away", () => {
  const size = 255 * 1024;
  const fill = (unit: string): string => unit.repeat(Math.floor(size / unit.length));
  const bodies: readonly (readonly [string, string])[] = [
    ["application/json", fill("[")],
    ["application/json", `${"[".repeat(size / 2)}${"]".repeat(size / 2)}`],
    ["application/json", `{"a":"${fill("a=&")}"}`],
    ["application/json", `{"query":"${fill("mutation{a:")}"}`],
    ["application/json", `{"query":"${fill('\\"\\"\\"')}"}`],
    ["application/json", `[${fill('{"query":"{a}"},')}1]`],
    ["application/x-www-form-urlencoded", fill("a=1&")],
    ["application/x-www-form-urlencoded", fill("a[")],
    ["application/x-www-form-urlencoded", fill("%")],
    ["application/x-www-form-urlencoded", `card=${fill("4 ")}`],
    ["application/x-www-form-urlencoded", `card=${fill("4")}`],
    ["multipart/form-data; boundary=x", `--x\r\n${fill("\r\n--x\r\n\r\n")}`],
    ["multipart/form-data; boundary=x", `--x\r\nContent-Disposition: form-data; ${fill('name="')}`],
  ];
  for (const [type, text] of bodies) {
    for (const [preset, target] of [
      ["vendure", "/shop-api"],
      ["woocommerce", "/?wc-ajax=checkout"],
      ["eccube4", "/shopping/checkout"],
    ] as const) {
      const sent = { request: arrived({ target, headers: { "content-type": type } }), body: bytes(text) };
      assert.equal(typeof readBy(preset, sent).payment, "string");
    }
  }
});
