// Tests of payments by GraphQL: found however they are hidden, and other operations left alone.

import { test } from "node:test";
import assert from "node:assert/strict";
import { createRouteTable, type AttemptReading } from "./index.ts";
import type { PresetName } from "./rules.ts";
import { arrived, bytes, form, json, type Sent } from "./samples.ts";

function readBy(preset: PresetName, sent: Sent): AttemptReading {
  const route = createRouteTable({ preset, routes: [] }).match(sent.request);
  assert.ok(route !== undefined, sent.request.target);
  return route.readAttempt(sent.request, sent.body);
}

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

const set = (code: string, extra: string): Sent =>
  json("/graphql", {
    query: `mutation { setPaymentMethodOnCart(input: {cart_id: "x", payment_method: {code: "${code}"${extra}}}) { cart { id } } }`,
  });

test("Magento GraphQL: placing an order counts, setting a method only with a card", () => {
  const place = { query: `mutation { placeOrder(input: {cart_id: "x"}) { order { order_number } } }` };
  assert.notEqual(readBy("magento2", json("/graphql", place)).noAttempt, true);
  assert.equal(readBy("magento2", set("checkmo", "")).noAttempt, true);
  const withToken = readBy(
    "magento2",
    set("braintree", `, braintree: {payment_method_nonce: "tokencc_bh_a1b2c3d4e5"}`),
  );
  assert.equal(withToken.token, "tokencc_bh_a1b2c3d4e5");
  assert.equal(withToken.routeName, "graphql-set-method");
});
