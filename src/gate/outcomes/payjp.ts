// PAY.JP's webhooks: a token in a header says who sends (nothing is signed), the body is an event around a charge.
// Source: docs.pay.jp/v1/webhook and the event type list of payjp-go.

import { fine, refuse, reveal, type Outcome, type Secret } from "../../kernel/index.ts";
import {
  isSameSecret,
  orderRefIn,
  plainText,
  treeAt,
  treeIn,
  yenIn,
  type WebhookReading,
} from "./reading.ts";

export function readPayjp(
  header: string | undefined,
  body: Uint8Array,
  token: Secret,
): Outcome<WebhookReading> {
  if (!isSameSecret(header ?? "", reveal(token))) {
    return refuse(
      "webhook.forged",
      "X-Payjp-Webhook-Token is not ours",
      "compare the token in PAY.JP's console",
    );
  }
  const event = treeIn(body);
  const eventId = plainText(event?.["id"], 100);
  const type = event?.["type"];
  const charge = event === undefined ? undefined : treeAt(event, "data");
  if (eventId === null || typeof type !== "string" || charge === undefined) {
    return refuse("webhook.malformed", "the body is no PAY.JP event", "nothing; a later event may be well");
  }
  if (type !== "charge.succeeded" && type !== "charge.failed") {
    return fine({ kind: "ignored", eventId, why: `type ${type.slice(0, 60)}` });
  }
  const isApproval = type === "charge.succeeded";
  return fine({
    kind: "outcome",
    eventId,
    orderRef: orderRefIn(treeAt(charge, "metadata")),
    chargeId: plainText(charge["id"], 100),
    outcome: isApproval ? "approved" : "declined",
    declineCode: isApproval ? null : plainText(charge["failure_code"]),
    amountYen: yenIn(charge["amount"], charge["currency"]),
  });
}
