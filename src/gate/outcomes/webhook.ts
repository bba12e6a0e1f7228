// One way in for the payment agencies' webhooks: whom it may come from, what it tells, and what the agency wants to hear back.

import {
  ATTEMPT_BODY_BYTES_MAX,
  refuse,
  unreachable,
  type Outcome,
  type Secret,
} from "../../kernel/index.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import { readGmo, type GmoSettings } from "./gmopg.ts";
import { readPayjp } from "./payjp.ts";
import type { WebhookReading } from "./reading.ts";
import { readStripe } from "./stripe.ts";

export const AGENCIES = ["stripe", "gmopg", "payjp"] as const;
export type Agency = (typeof AGENCIES)[number];

export interface WebhookSettings {
  readonly stripe?: { readonly secret: Secret } | undefined;
  readonly gmopg?: GmoSettings | undefined;
  readonly payjp?: { readonly token: Secret } | undefined;
}

/**
 * Reads one webhook call. Refusals: webhook.off, webhook.unsigned, webhook.forged, webhook.stranger, webhook.stale,
 * webhook.malformed. Whether the event was taken before is the caller's question to a ReplayMemory.
 */
export function readWebhook(
  agency: Agency,
  request: ArrivedRequest,
  body: Uint8Array,
  settings: WebhookSettings,
  nowMs: number,
): Outcome<WebhookReading> {
  if (request.method !== "POST" || body.length > ATTEMPT_BODY_BYTES_MAX) {
    return refuse("webhook.malformed", "a webhook is a POST below 256 KiB", "nothing");
  }
  switch (agency) {
    case "stripe":
      if (settings.stripe === undefined) return off(agency);
      return readStripe(request.headers["stripe-signature"], body, settings.stripe.secret, nowMs);
    case "gmopg":
      return settings.gmopg === undefined ? off(agency) : readGmo(request.clientIp, body, settings.gmopg);
    case "payjp":
      if (settings.payjp === undefined) return off(agency);
      return readPayjp(request.headers["x-payjp-webhook-token"], body, settings.payjp.token);
    default:
      return unreachable(agency);
  }
}

function off(agency: Agency): Outcome<WebhookReading> {
  return refuse(
    "webhook.off",
    `webhooks of ${agency} are not set up`,
    `write outcomes.${agency} into misemori.yaml`,
  );
}

/** GMO-PG takes "0" for received and repeats after anything else; the others look at the status. */
export function webhookReply(agency: Agency, reading: Outcome<WebhookReading>): Reply {
  const headers = [["content-type", "text/plain; charset=utf-8"]] as const;
  if (reading.ok) return { status: 200, headers, body: agency === "gmopg" ? "0" : "ok" };
  const isForged = reading.code !== "webhook.malformed" && reading.code !== "webhook.off";
  const status = reading.code === "webhook.off" ? 404 : isForged ? 403 : 400;
  return { status, headers, body: agency === "gmopg" ? "1" : reading.code };
}
