// Tests of bodies in every format, packing and encoding, of lies and garbage, and that no card is visible afterwards.

import { test } from "node:test";
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import * as fc from "fast-check";
import { reveal } from "../../kernel/index.ts";
import { createRouteTable, type AttemptReading } from "./index.ts";
import { PRESET_NAMES, routeRule, type PresetName } from "./rules.ts";
import { arrived, bytes, CARD, type Sent } from "./samples.ts";

function readBy(preset: PresetName, sent: Sent): AttemptReading {
  const route = createRouteTable({ preset, routes: [] }).match(sent.request);
  assert.ok(route !== undefined, sent.request.target);
  return route.readAttempt(sent.request, sent.body);
}

function readOwn(sent: Sent): AttemptReading {
  const rule = routeRule({ name: "own", path: "/pay", fields: { card: ["card"] } });
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
  test(`finds the card: ${name}`, () => assertCard(readOwn(sent)));
}

test("a compression bomb, a foreign packing and an over-long body are unreadable, thus a card by default", () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  for (const sent of [
    typed("application/json", bomb, { "content-encoding": "gzip" }),
    typed("application/json", "{}", { "content-encoding": "lzma" }),
    typed("application/json", "{}", { "content-encoding": "gzip, gzip, gzip" }),
    typed("application/x-www-form-urlencoded", "a".repeat(300_000)),
  ]) {
    const reading = readOwn(sent);
    assert.equal(reading.payment, "unknown");
    assert.equal(reading.pan, null);
  }
});

test("goods' JAN codes and parcel numbers are no cards, but a card's field may hold an old short one", () => {
  const type = "application/x-www-form-urlencoded";
  for (const digits of ["4901234567894", "4222222222222", "500000000009"]) {
    assert.equal(readOwn(typed(type, `product_code=${digits}`)).pan, null, digits);
    assert.ok(readOwn(typed(type, `card=${digits}`)).pan !== null, digits);
  }
});

test("telephone numbers, order numbers and nonces are not taken for cards", () => {
  for (const name of ["tel", "order_id", "billing_phone", "_wpnonce", "transactionid", "cart_id"]) {
    assert.equal(readOwn(typed("application/x-www-form-urlencoded", `${name}=${CARD}`)).pan, null, name);
  }
});

test("no card or code shows in JSON, inspection or text of a reading", () => {
  for (const sent of Object.values(CARD_BODIES)) {
    const reading = readOwn(sent);
    for (const text of [
      JSON.stringify(reading),
      inspect(reading, { depth: 9, showHidden: true }),
      String(reading.pan),
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
    { numRuns: 700 },
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
