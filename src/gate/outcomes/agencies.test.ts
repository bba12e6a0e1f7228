// Tests of GMO-PG's and PAY.JP's webhooks and of what agencies hear back.

import { test } from "node:test";
import assert from "node:assert/strict";
import type { Outcome } from "../../kernel/index.ts";
import { readWebhook, webhookReply, type WebhookReading } from "./index.ts";
import { CHARGE, codeOf, encoded, NOW, request, SETTINGS, stripe, stripeEvent } from "./samples.ts";

function gmo(fields: Readonly<Record<string, string>>, from?: string): Outcome<WebhookReading> {
  const body = new URLSearchParams({
    ShopID: "tshop00012345",
    ShopPass: "**********",
    AccessID: "0123456789abcdef0123456789abcdef",
    OrderID: "order-1001",
    Status: "CAPTURE",
    JobCd: "CAPTURE",
    Amount: "1980",
    Tax: "0",
    Currency: "JPN",
    TranID: "2611221200001111111111",
    TranDate: "20261122120000",
    ErrCode: "",
    ErrInfo: "",
    PayType: "0",
    ...fields,
  }).toString();
  return readWebhook("gmopg", request({}, from), encoded(body), SETTINGS, NOW);
}

test("GMO-PG: a capture is an approval, a bank's code is a decline, our own mistake is an error", () => {
  const approved = gmo({});
  assert.ok(approved.ok && approved.value.kind === "outcome");
  assert.equal(approved.value.outcome, "approved");
  assert.equal(approved.value.orderRef, "order-1001");
  assert.equal(approved.value.amountYen, 1980);
  const declined = gmo({ Status: "UNPROCESSED", ErrCode: "G12", ErrInfo: "42G120000" });
  assert.ok(declined.ok && declined.value.kind === "outcome");
  assert.equal(declined.value.outcome, "declined");
  assert.equal(declined.value.declineCode, "42G120000");
  const error = gmo({ Status: "UNPROCESSED", ErrCode: "E01|E01", ErrInfo: "E01010001|E01020001" });
  assert.ok(error.ok && error.value.kind === "outcome" && error.value.outcome === "error");
});

test("GMO-PG: convenience stores and cancellations are ignored", () => {
  for (const fields of [
    { PayType: "3" },
    { Status: "VOID" },
    { Status: "RETURN" },
    { Status: "UNPROCESSED" },
  ]) {
    const reading = gmo(fields);
    assert.ok(reading.ok && reading.value.kind === "ignored", JSON.stringify(fields));
  }
});

test("GMO-PG: strangers' addresses and other shops are refused, Shift_JIS bytes do no harm", () => {
  assert.equal(codeOf(gmo({}, "198.51.100.7")), "webhook.stranger");
  assert.equal(codeOf(gmo({ ShopID: "tshop99999999" })), "webhook.forged");
  assert.equal(codeOf(gmo({ OrderID: "" })), "webhook.malformed");
  assert.equal(codeOf(gmo({ OrderID: "4111111111111111" })), "webhook.malformed");
  const sjis = Buffer.concat([
    Buffer.from("ShopID=tshop00012345&OrderID=a1&Status=AUTH&Amount=5&ClientField1="),
    Buffer.from([0x8e, 0x52, 0x93, 0x63, 0x81, 0x5c]),
  ]);
  assert.equal(codeOf(readWebhook("gmopg", request({}), sjis, SETTINGS, NOW)), "ok");
});

test("GMO-PG hears 0 for what was taken and 1 for what was not", () => {
  assert.equal(webhookReply("gmopg", gmo({})).body, "0");
  assert.equal(webhookReply("gmopg", gmo({}, "198.51.100.7")).body, "1");
  assert.equal(webhookReply("stripe", stripe(stripeEvent("charge.succeeded", CHARGE))).status, 200);
  assert.equal(webhookReply("stripe", stripe({}, "")).status, 403);
  assert.equal(webhookReply("payjp", readWebhook("payjp", request({}), encoded("{}"), {}, NOW)).status, 404);
});

function payjp(body: unknown, token = "whook_abcdef0123456789"): Outcome<WebhookReading> {
  const sent = encoded(JSON.stringify(body));
  return readWebhook("payjp", request({ "x-payjp-webhook-token": token }), sent, SETTINGS, NOW);
}

test("PAY.JP: charges are read, the token is checked, other events are ignored", () => {
  const charge = {
    id: "ch_fa990a4c10672a93053a774730b0a",
    object: "charge",
    amount: 3500,
    currency: "jpy",
    paid: false,
    failure_code: "card_declined",
    metadata: { order_id: "A-12" },
  };
  const failed = payjp({ id: "evnt_1", object: "event", type: "charge.failed", data: charge });
  assert.ok(failed.ok && failed.value.kind === "outcome");
  assert.equal(failed.value.outcome, "declined");
  assert.equal(failed.value.declineCode, "card_declined");
  assert.equal(failed.value.amountYen, 3500);
  assert.equal(failed.value.orderRef, "A-12");
  const good = payjp({ id: "evnt_2", object: "event", type: "charge.succeeded", data: charge });
  assert.ok(good.ok && good.value.kind === "outcome" && good.value.outcome === "approved");
  const other = payjp({ id: "evnt_3", type: "customer.created", data: {} });
  assert.ok(other.ok && other.value.kind === "ignored");
  assert.equal(
    codeOf(payjp({ id: "evnt_4", type: "charge.failed", data: charge }, "whook_other")),
    "webhook.forged",
  );
  assert.equal(codeOf(payjp({ id: "evnt_4", type: "charge.failed", data: charge }, "")), "webhook.forged");
  assert.equal(codeOf(payjp([])), "webhook.malformed");
});
