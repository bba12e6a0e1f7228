// Stripe's webhooks: checks the signature (scheme v1) and its age, then reads charges, payment intents, setup intents and
// checkout sessions. Source: docs.stripe.com/webhooks and the event types' reference.

import { createHmac } from "node:crypto";
import { fine, refuse, reveal, type Outcome, type Secret } from "../../kernel/index.ts";
import {
  isSameSecret,
  isTree,
  orderRefIn,
  plainText,
  treeAt,
  treeIn,
  yenIn,
  type Tree,
  type WebhookReading,
} from "./reading.ts";

/** Stripe's own libraries refuse signatures older than five minutes; so does this, and ones from the future too. */
const TOLERANCE_MS = 5 * 60_000;
/** A header carries one v1 per active secret; more than this is not Stripe. */
const SIGNATURES_MAX = 16;

export function readStripe(
  header: string | undefined,
  body: Uint8Array,
  secret: Secret,
  nowMs: number,
): Outcome<WebhookReading> {
  const signed = signatureIn(header ?? "");
  if (signed === undefined) {
    return refuse(
      "webhook.unsigned",
      "the Stripe-Signature header is missing or malformed",
      "send it to Stripe's endpoint only",
    );
  }
  const expected = createHmac("sha256", reveal(secret)).update(`${signed.time}.`).update(body).digest("hex");
  if (reveal(secret) === "" || !signed.signatures.some((given) => isSameSecret(given, expected))) {
    return refuse(
      "webhook.forged",
      "the signature is not made with our secret",
      "compare the endpoint's signing secret (whsec_…)",
    );
  }
  if (Math.abs(nowMs - signed.time * 1000) > TOLERANCE_MS) {
    return refuse("webhook.stale", "the signature is older than five minutes", "check this machine's clock");
  }
  const event = treeIn(body);
  const eventId = plainText(event?.["id"], 100);
  const type = event?.["type"];
  const object = event === undefined ? undefined : treeAt(event, "data", "object");
  if (eventId === null || typeof type !== "string" || object === undefined) {
    return refuse("webhook.malformed", "the body is no Stripe event", "nothing; a later event may be well");
  }
  return fine(readEvent(eventId, type, object));
}

function signatureIn(
  header: string,
): { readonly time: number; readonly signatures: readonly string[] } | undefined {
  let time: number | undefined;
  const signatures: string[] = [];
  for (const part of header.slice(0, 4_096).split(",")) {
    const [name, value = ""] = part.trim().split("=", 2);
    if (name === "t" && /^\d{1,12}$/.test(value)) time = Number(value);
    if (name === "v1" && /^[0-9a-f]{64}$/.test(value) && signatures.length < SIGNATURES_MAX)
      signatures.push(value);
  }
  return time === undefined || signatures.length === 0 ? undefined : { time, signatures };
}

const APPROVALS: ReadonlySet<string> = new Set([
  "charge.succeeded",
  "charge.captured",
  "payment_intent.succeeded",
  "payment_intent.amount_capturable_updated",
  "setup_intent.succeeded",
  "checkout.session.async_payment_succeeded",
]);
const DECLINES: ReadonlySet<string> = new Set([
  "charge.failed",
  "payment_intent.payment_failed",
  "setup_intent.setup_failed",
  "checkout.session.async_payment_failed",
]);

function readEvent(eventId: string, type: string, object: Tree): WebhookReading {
  const isPaidSession = type === "checkout.session.completed" && object["payment_status"] === "paid";
  const isApproval = APPROVALS.has(type) || isPaidSession;
  if (!isApproval && !DECLINES.has(type))
    return { kind: "ignored", eventId, why: `type ${type.slice(0, 60)}` };
  const intent = plainText(object["payment_intent"], 100);
  const amount = object["amount"] ?? object["amount_total"];
  return {
    kind: "outcome",
    eventId,
    orderRef: orderRefIn(treeAt(object, "metadata")) ?? plainText(object["client_reference_id"]),
    chargeId: intent ?? plainText(object["id"], 100),
    outcome: isApproval ? "approved" : "declined",
    declineCode: isApproval ? null : declineCodeOf(object),
    amountYen: typeof object["currency"] === "string" ? yenIn(amount, object["currency"]) : null,
  };
}

function declineCodeOf(object: Tree): string | null {
  const error = treeAt(object, "last_payment_error") ?? treeAt(object, "last_setup_error");
  const outcome = treeAt(object, "outcome");
  const blocked = outcome?.["type"] === "blocked" ? "blocked" : undefined;
  const candidates = [
    error?.["decline_code"],
    error?.["code"],
    blocked,
    isTree(outcome) ? outcome["reason"] : undefined,
    object["failure_code"],
  ];
  for (const candidate of candidates) {
    const code = plainText(candidate);
    if (code !== null) return code;
  }
  return null;
}
