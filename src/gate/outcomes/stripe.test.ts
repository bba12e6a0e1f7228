// Tests of Stripe's webhooks: real shapes are read; forged, stale and altered ones refused.

import { test } from "node:test";
import assert from "node:assert/strict";
import { secret } from "../../kernel/index.ts";
import { CHARGE, codeOf, NOW, signature, stripe, stripeEvent } from "./samples.ts";

test("Stripe: a failed charge is a decline with the bank's reason, order and amount", () => {
  const failed = {
    ...CHARGE,
    failure_code: "card_declined",
    outcome: { type: "issuer_declined", reason: "insufficient_funds" },
  };
  const reading = stripe(stripeEvent("charge.failed", failed));
  assert.deepEqual(reading, {
    ok: true,
    value: {
      kind: "outcome",
      eventId: "evt_1Abc",
      orderRef: "812",
      chargeId: "pi_3Abc",
      outcome: "declined",
      declineCode: "insufficient_funds",
      amountYen: 1980,
    },
  });
});

test("Stripe: succeeded charges, intents, set-ups and paid sessions are approvals", () => {
  for (const [type, object] of [
    ["charge.succeeded", CHARGE],
    ["payment_intent.succeeded", { id: "pi_3Abc", amount: 1, currency: "jpy", metadata: {} }],
    ["setup_intent.succeeded", { id: "seti_1Abc", metadata: {} }],
    [
      "checkout.session.completed",
      { id: "cs_1", payment_status: "paid", client_reference_id: "A-7", currency: "jpy", amount_total: 5 },
    ],
  ] as const) {
    const reading = stripe(stripeEvent(type, object));
    assert.ok(reading.ok && reading.value.kind === "outcome" && reading.value.outcome === "approved", type);
  }
});

test("Stripe: a failed intent gives the decline code before the general one; other currencies give no yen", () => {
  const reading = stripe(
    stripeEvent("payment_intent.payment_failed", {
      id: "pi_3Abc",
      amount: 500,
      currency: "usd",
      last_payment_error: { code: "card_declined", decline_code: "stolen_card" },
    }),
  );
  assert.ok(reading.ok && reading.value.kind === "outcome");
  assert.equal(reading.value.declineCode, "stolen_card");
  assert.equal(reading.value.amountYen, null);
  assert.equal(reading.value.chargeId, "pi_3Abc");
});

test("Stripe: other events and unpaid sessions are ignored", () => {
  for (const [type, object] of [
    ["customer.created", { id: "cus_1" }],
    ["charge.refunded", CHARGE],
    ["checkout.session.completed", { id: "cs_1", payment_status: "unpaid" }],
  ] as const) {
    const reading = stripe(stripeEvent(type, object));
    assert.ok(reading.ok && reading.value.kind === "ignored", type);
  }
});

test("Stripe: forged, unsigned, stale, future and altered calls are refused", () => {
  const good = stripeEvent("charge.succeeded", CHARGE);
  const body = JSON.stringify(good);
  assert.equal(codeOf(stripe(good, signature(body, NOW, "whsec_other"))), "webhook.forged");
  assert.equal(codeOf(stripe(good, "")), "webhook.unsigned");
  assert.equal(codeOf(stripe(good, "t=1")), "webhook.unsigned");
  assert.equal(codeOf(stripe(good, signature(body, NOW).replace("v1=", "v0="))), "webhook.unsigned");
  assert.equal(codeOf(stripe(good, signature(body, NOW - 301_000))), "webhook.stale");
  assert.equal(codeOf(stripe(good, signature(body, NOW + 301_000))), "webhook.stale");
  assert.equal(codeOf(stripe(good, signature(`${body} `, NOW))), "webhook.forged");
  assert.equal(codeOf(stripe(good, signature(body, NOW - 299_000))), "ok");
  assert.equal(codeOf(stripe(good, undefined, {})), "webhook.off");
  const empty = { stripe: { secret: secret("") } };
  assert.equal(codeOf(stripe(good, signature(body, NOW, ""), empty)), "webhook.forged");
});

test("Stripe: one right signature among several (a rolled secret) is enough", () => {
  const good = stripeEvent("charge.succeeded", CHARGE);
  const right = signature(JSON.stringify(good), NOW);
  assert.equal(codeOf(stripe(good, `${right},v1=${"0".repeat(64)}`)), "ok");
  assert.equal(codeOf(stripe(good, right.replace(",", `,v1=${"0".repeat(64)},`))), "ok");
});
