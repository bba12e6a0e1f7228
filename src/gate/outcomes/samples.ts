// Calls of agencies for this room's tests. Not part of the product's doors.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { parseIp, parseNetworks, secret, type Ip, type Outcome } from "../../kernel/index.ts";
import type { ArrivedRequest } from "../http/way.ts";
import { readWebhook, type WebhookReading, type WebhookSettings } from "./index.ts";

export const NOW = Date.UTC(2026, 10, 22, 3, 0, 0);
export const STRIPE = "whsec_test_1234567890";
export const networks = parseNetworks(["203.0.113.0/24"]);
assert.ok(networks.ok);
export const SETTINGS: WebhookSettings = {
  stripe: { secret: secret(STRIPE) },
  gmopg: { shopId: "tshop00012345", from: networks.value },
  payjp: { token: secret("whook_abcdef0123456789") },
};

export function request(headers: Readonly<Record<string, string>>, from = "203.0.113.9"): ArrivedRequest {
  return {
    method: "POST",
    target: "/v1/webhooks/x",
    path: "/v1/webhooks/x",
    query: "",
    rawHeaders: [],
    headers,
    httpVersion: "1.1",
    clientIp: parseIp(from) ?? (from as Ip),
    scheme: "https",
    host: "shop.example",
  };
}

export function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function signature(body: string, atMs: number, key = STRIPE): string {
  const time = Math.floor(atMs / 1000);
  return `t=${time},v1=${createHmac("sha256", key).update(`${time}.${body}`).digest("hex")}`;
}

export function stripe(event: unknown, header?: string, settings = SETTINGS): Outcome<WebhookReading> {
  const body = JSON.stringify(event);
  const headers = { "stripe-signature": header ?? signature(body, NOW) };
  return readWebhook("stripe", request(headers), encoded(body), settings, NOW);
}

export function stripeEvent(type: string, object: Readonly<Record<string, unknown>>): unknown {
  return { id: "evt_1Abc", object: "event", created: 1, type, data: { object } };
}

export function codeOf(reading: Outcome<WebhookReading>): string {
  return reading.ok ? "ok" : reading.code;
}

export const CHARGE = {
  id: "ch_3Abc",
  object: "charge",
  amount: 1980,
  currency: "jpy",
  payment_intent: "pi_3Abc",
  metadata: { order_id: "812" },
};
