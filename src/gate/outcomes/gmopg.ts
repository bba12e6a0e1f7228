// GMO Payment Gateway's result notification (結果通知プログラム): an unsigned form post in Shift_JIS, to be answered with "0".
// As nothing is signed, it is taken only from the agency's addresses and for our own ShopID.

import { fine, refuse, type Ip, type Networks, type Outcome } from "../../kernel/index.ts";
import { plainText, yenIn, type WebhookReading } from "./reading.ts";

export interface GmoSettings {
  readonly shopId: string;
  readonly from: Networks;
}

/** The notification has some thirty fields. */
const FIELDS_MAX = 200;

export function readGmo(from: Ip, body: Uint8Array, settings: GmoSettings): Outcome<WebhookReading> {
  if (!settings.from.contains(from)) {
    return refuse(
      "webhook.stranger",
      "this address is not one of GMO-PG's",
      "add the address to outcomes.gmopg.from if it is theirs",
    );
  }
  const fields = formIn(body);
  if (settings.shopId === "" || fields.get("ShopID") !== settings.shopId) {
    return refuse("webhook.forged", "the ShopID is not ours", "compare outcomes.gmopg.shopId");
  }
  const status = plainText(fields.get("Status")) ?? "";
  const orderRef = plainText(fields.get("OrderID"));
  if (orderRef === null || status === "") {
    return refuse(
      "webhook.malformed",
      "OrderID or Status is missing",
      "nothing; a later notification may be well",
    );
  }
  const errors = (fields.get("ErrInfo") ?? "")
    .split("|")
    .map((code) => code.trim())
    .filter((code) => code !== "");
  const eventId = plainText(
    ["gmo", orderRef, status, fields.get("TranID"), fields.get("TranDate"), errors[0]]
      .map((part) => part ?? "")
      .join(":"),
    200,
  );
  if (eventId === null)
    return refuse("webhook.malformed", "a field holds signs that do not belong", "nothing");
  const payType = fields.get("PayType") ?? "0";
  if (payType !== "0" && payType !== "")
    return { ok: true, value: { kind: "ignored", eventId, why: "not a card" } };
  const outcome = outcomeOf(status, fields.get("ErrCode") ?? "", errors);
  if (outcome === undefined) return fine({ kind: "ignored", eventId, why: `status ${status}` });
  return fine({
    kind: "outcome",
    eventId,
    orderRef,
    chargeId: plainText(fields.get("AccessID"), 100),
    outcome,
    declineCode: outcome === "approved" ? null : plainText(errors[0] ?? fields.get("ErrCode")),
    amountYen: yenIn(fields.get("Amount"), currencyOf(fields.get("Currency"))),
  });
}

/** GMO-PG writes the country's code, "JPN"; an empty field means the same. */
function currencyOf(written: string | undefined): string {
  return written === undefined || written === "" || written === "JPN" ? "jpy" : written;
}

/** CHECK (validity), AUTH, SAUTH, CAPTURE and SALES without an error are approvals; cancellations say nothing of the try. */
const APPROVED_STATUS: ReadonlySet<string> = new Set(["CHECK", "AUTH", "SAUTH", "CAPTURE", "SALES"]);

/** Codes of the card companies (42G…, 42C…), and GMO-PG's own for cards that cannot be used; others are our shop's mistakes. */
function isDecline(code: string): boolean {
  return /^(?:42[A-Z]|[GC]\d{2}|E61|E4117|E0117|E21|E82)/.test(code);
}

function outcomeOf(
  status: string,
  errCode: string,
  errors: readonly string[],
): "approved" | "declined" | "error" | undefined {
  if (errors.length > 0 || errCode.trim() !== "") return errors.some(isDecline) ? "declined" : "error";
  return APPROVED_STATUS.has(status) ? "approved" : undefined;
}

function formIn(body: Uint8Array): ReadonlyMap<string, string> {
  // All fields we read are ASCII, so the bytes of Shift_JIS texts beside them need no decoding.
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("latin1");
  const fields = new Map<string, string>();
  for (const part of text.split("&", FIELDS_MAX)) {
    const equals = part.indexOf("=");
    if (equals <= 0) continue;
    const value = part.slice(equals + 1).replaceAll("+", " ");
    fields.set(
      part.slice(0, equals),
      value.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }
  return fields;
}
