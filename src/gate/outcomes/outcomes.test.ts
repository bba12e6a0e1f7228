// Tests of what holds for every agency, and of outcomes that the shop reports.

import { test } from "node:test";
import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as fc from "fast-check";
import { createReplayMemory, readOutcomeReport, readWebhook, type Agency } from "./index.ts";
import { codeOf, encoded, NOW, request, SETTINGS, signature, STRIPE } from "./samples.ts";

test("an event is first once, and the memory stays bounded in number and age", () => {
  const memory = createReplayMemory({ eventsMax: 100, keepMs: 1_000 });
  assert.equal(memory.isFirst("a", 0), true);
  assert.equal(memory.isFirst("a", 500), false);
  assert.equal(memory.isFirst("a", 5_000), true);
  for (let i = 0; i < 500; i++) assert.equal(memory.isFirst(`x${i}`, 6_000), true);
  assert.equal(memory.isFirst("x499", 6_000), false);
  assert.equal(memory.isFirst("x0", 6_000), true);
});

test("webhooks never throw on garbage, and never let one through unsigned", () => {
  const agencies: readonly Agency[] = ["stripe", "gmopg", "payjp"];
  fc.assert(
    fc.property(
      fc.constantFrom(...agencies),
      fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(encoded)),
      fc.string({ unit: "binary", maxLength: 100 }),
      (agency, body, header) => {
        const headers = { "stripe-signature": header, "x-payjp-webhook-token": header };
        const reading = readWebhook(agency, request(headers), body, SETTINGS, NOW);
        assert.equal(reading.ok, false);
      },
    ),
    { numRuns: 1000 },
  );
});

test("signed garbage is malformed or ignored, never an outcome without an id", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), (text) => {
      const headers = { "stripe-signature": signature(text, NOW) };
      const reading = readWebhook("stripe", request(headers), encoded(text), SETTINGS, NOW);
      assert.equal(codeOf(reading), "webhook.malformed");
    }),
  );
});

test("settings do not show their secrets", () => {
  const text = `${JSON.stringify(SETTINGS)}${inspect(SETTINGS, { depth: 9 })}`;
  assert.ok(!text.includes(STRIPE) && !text.includes("whook_abcdef"));
});

test("a reported outcome needs a name and an end, and nothing else", () => {
  assert.deepEqual(
    readOutcomeReport({ orderRef: "812", outcome: "declined", declineCode: "card_declined" }),
    {
      ok: true,
      value: { attemptId: null, orderRef: "812", outcome: "declined", declineCode: "card_declined" },
    },
  );
  assert.ok(readOutcomeReport({ attemptId: "att_01abc", outcome: "approved" }).ok);
  assert.ok(readOutcomeReport({ orderRef: 812, outcome: "error", declineCode: null }).ok);
  for (const bad of [
    null,
    [],
    "x",
    {},
    { outcome: "approved" },
    { orderRef: "1", outcome: "pending" },
    { orderRef: "1", outcome: "approved", extra: 1 },
    { attemptId: "order_1", outcome: "approved" },
    { orderRef: "4111111111111111", outcome: "approved" },
    { orderRef: "1", outcome: "declined", declineCode: "4111 1111 1111 1111" },
    { orderRef: "x".repeat(65), outcome: "approved" },
    { orderRef: { a: 1 }, outcome: "approved" },
  ]) {
    assert.equal(readOutcomeReport(bad).ok, false, JSON.stringify(bad));
  }
});

test("reading a report never throws", () => {
  fc.assert(fc.property(fc.anything(), (value) => typeof readOutcomeReport(value).ok === "boolean"));
});
