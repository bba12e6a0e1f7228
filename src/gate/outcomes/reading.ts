// What a webhook of any agency tells, in the gate's own words, and the small steps all three readers share.

import { createHash, timingSafeEqual } from "node:crypto";
import { maskText } from "../../scrub/index.ts";
import type { AttemptOutcome } from "../facts.ts";

export type WebhookReading =
  | {
      readonly kind: "outcome";
      readonly eventId: string;
      /** The shop's order reference, if the shop told the agency. */
      readonly orderRef: string | null;
      /** The agency's own reference (ch_…, pi_…, AccessID). */
      readonly chargeId: string | null;
      readonly outcome: Exclude<AttemptOutcome, "pending" | "abandoned">;
      readonly declineCode: string | null;
      readonly amountYen: number | null;
    }
  | { readonly kind: "ignored"; readonly eventId: string; readonly why: string };

/** Compares in a time that does not tell how much was right. */
export function isSameSecret(given: string, known: string): boolean {
  if (known === "") return false;
  return timingSafeEqual(digestOf(given), digestOf(known));
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** A short plain reference or code; anything else, cards included, is not taken over. */
export function plainText(value: unknown, lengthMax = 64): string | null {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || text.length === 0 || text.length > lengthMax) return null;
  if (!/^[\w#.:|/ -]+$/.test(text) || maskText(text) !== text) return null;
  return text;
}

export type Tree = Readonly<Record<string, unknown>>;

export function treeAt(tree: Tree, ...keys: readonly string[]): Tree | undefined {
  let current: unknown = tree;
  for (const key of keys) {
    if (!isTree(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return isTree(current) ? current : undefined;
}

export function isTree(value: unknown): value is Tree {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Parses JSON that must be an object. */
export function treeIn(body: Uint8Array): Tree | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    return isTree(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Yen amounts are whole and below a billion. */
export function yenIn(value: unknown, currency: unknown): number | null {
  if (typeof currency === "string" && currency.toLowerCase() !== "jpy") return null;
  const amount = typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof amount === "number" && Number.isSafeInteger(amount) && amount >= 0 && amount <= 1_000_000_000
    ? amount
    : null;
}

/** Where shops and their plugins put the order's number into an agency's metadata. */
const ORDER_KEYS = [
  "order_id",
  "orderId",
  "order_number",
  "orderCode",
  "order_no",
  "Order #",
  "order",
  "OrderID",
] as const;

export function orderRefIn(metadata: Tree | undefined): string | null {
  if (metadata === undefined) return null;
  for (const key of ORDER_KEYS) {
    const reference = Object.hasOwn(metadata, key) ? plainText(metadata[key]) : null;
    if (reference !== null) return reference;
  }
  return null;
}
