// Tests of tricks by which a try to pay would pass as something else: padding, doubled values, odd names, false encodings.

import { test } from "node:test";
import assert from "node:assert/strict";
import { reveal } from "../../kernel/index.ts";
import { createRouteTable, type AttemptReading } from "./index.ts";
import type { PresetName } from "./rules.ts";
import { arrived, bytes, CARD, form, type Sent } from "./samples.ts";

function readBy(preset: PresetName, sent: Sent): AttemptReading {
  const route = createRouteTable({ preset, routes: [] }).match(sent.request);
  assert.ok(route !== undefined, "the request is matched");
  return route.readAttempt(sent.request, sent.body);
}

function sentForm(
  target: string,
  body: string | Uint8Array,
  type = "application/x-www-form-urlencoded",
): Sent {
  const headers = { "content-type": type };
  return { request: arrived({ target, headers }), body: typeof body === "string" ? bytes(body) : body };
}

const PLACE = "woocommerce_checkout_place_order=1&payment_method=stripe";

test("a call behind a long query or path is still found", () => {
  const routes = createRouteTable({ preset: "woocommerce", routes: [] });
  const padding = "a=b&".repeat(7_000);
  assert.ok(routes.match(arrived({ target: `/?${padding}wc-ajax=checkout` })) !== undefined);
  const slashes = "/".repeat(20_000);
  assert.ok(routes.match(arrived({ target: `${slashes}wp-json/wc/store/v1/checkout` })) !== undefined);
  const steps = `${"/x".repeat(100)}${"/..".repeat(100)}`;
  assert.ok(routes.match(arrived({ target: `${steps}/wp-json/wc/store/v1/checkout` })) !== undefined);
});

test("a thousand fields before the telling one do not hide it", () => {
  const padding = Array.from({ length: 1_200 }, (_, i) => `f${i}=1`).join("&");
  for (const body of [`payment_method=cod&${padding}&payment_method=stripe`, `${padding}&${PLACE}`]) {
    const reading = readBy("woocommerce", sentForm("/?wc-ajax=checkout", body));
    assert.equal(reading.payment, "unknown");
    assert.notEqual(reading.noAttempt, true);
  }
  const anywhere = readBy("woocommerce", sentForm("/contact/", `${padding}&${PLACE}`));
  assert.notEqual(anywhere.noAttempt, true);
  const parts = Array.from(
    { length: 1_200 },
    (_, i) => `--x\r\nContent-Disposition: form-data; name="f${i}"\r\n\r\n1\r\n`,
  ).join("");
  const multipart = readBy(
    "woocommerce",
    sentForm("/contact/", `${parts}--x--`, "multipart/form-data; boundary=x"),
  );
  assert.notEqual(multipart.noAttempt, true);
});

test("a form under a false encoding or a byte order mark is read as the shop reads it", () => {
  for (const type of ["utf-16", "utf-16be", "iso-2022-jp", "nonsense", "shift_jis"]) {
    const sent = sentForm("/contact/", PLACE, `application/x-www-form-urlencoded; charset=${type}`);
    assert.notEqual(readBy("woocommerce", sent).noAttempt, true, type);
  }
  const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`x=1&${PLACE}`)]);
  assert.notEqual(readBy("woocommerce", sentForm("/contact/", marked)).noAttempt, true);
});

test("names that PHP rewrites are read under both names", () => {
  const sent = sentForm("/?wc-ajax=checkout", "payment_method=cod&payment.method=stripe");
  assert.notEqual(readBy("woocommerce", sent).payment, "other");
  const blank = sentForm("/contact/", "woocommerce+checkout.place_order=1&payment_method=stripe");
  assert.notEqual(readBy("woocommerce", blank).noAttempt, true);
});

test("EC-CUBE 2: a going-back mode beside a paying one, or beside a card, is a try", () => {
  const target = "/shopping/load_payment_module.php";
  assert.notEqual(readBy("eccube2", form(`${target}?mode=return`, { mode: "next" })).noAttempt, true);
  assert.notEqual(readBy("eccube2", form(target, { mode: "return", card_no: CARD })).noAttempt, true);
});

test("a number that no issuer gave out is a card all the same when it stands in a card field", () => {
  const target = "/shopping/load_payment_module.php";
  const whole = readBy("eccube2", form(target, { mode: "next", card_no: "4111 1111 1111 1112" }));
  assert.ok(whole.pan !== null);
  assert.equal(reveal(whole.pan), "4111111111111112");
  const pieces = { card_no01: "4111", card_no02: "1111", card_no03: "1111", card_no04: "1112" };
  const split = readBy("eccube2", form("/shopping/confirm.php", { mode: "confirm", ...pieces }));
  assert.notEqual(split.noAttempt, true);
  assert.ok(split.pan !== null);
  assert.equal(reveal(split.pan), "4111111111111112");
});

test("a method that only looks like a token is none", () => {
  const reading = readBy("woocommerce", form("/?wc-ajax=checkout", { payment_method: "card_installments" }));
  assert.equal(reading.token, null);
  assert.equal(reading.payment, "unknown");
});

test("blanks around a card do not hide it", () => {
  const sent = form("/shopping/checkout", { x: `${" ".repeat(100)}${CARD}${"\t".repeat(100)}` });
  assert.ok(readBy("eccube4", sent).pan !== null);
});

test("WooCommerce's own fields count when they are empty, as PHP's isset sees them", () => {
  for (const name of [
    "woocommerce_checkout_place_order",
    "woocommerce_pay",
    "woocommerce_add_payment_method",
  ]) {
    const sent = form("/any/page/", { [name]: "", payment_method: "stripe" });
    assert.notEqual(readBy("woocommerce", sent).noAttempt, true, name);
  }
});
