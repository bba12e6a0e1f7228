// Facts as canonical JSON: one text for one meaning, cards masked, never longer than the journal allows. What a fact
// means is the writer's matter.

import { createHash } from "node:crypto";

/** The longest facts of one entry: enough for what a person did and why, too short for a body or a list of customers. */
export const FACTS_BYTES_MAX = 8 * 1024;
/** Deeper nesting is a mistake (or an attack) and is cut off. */
const DEPTH_MAX = 8;
/** Objects and lists are read up to here; what is longer cannot fit anyway. */
const ITEMS_MAX = 1_000;

/** Masks card numbers in a text; given by the wiring (scrub), as the journal knows nothing of cards. */
export type Mask = (text: string) => string;

/**
 * Sorted keys, no spaces, whole Unicode; undefined, functions and numbers without a value become null.
 * Facts that are too long are replaced by their length and hash: a record that says less is better than none.
 */
export function canonicalFacts(facts: object, mask: Mask): string {
  const text = canonicalJson(facts, mask, DEPTH_MAX);
  const bytes = Buffer.byteLength(text);
  if (bytes <= FACTS_BYTES_MAX) return text;
  const sha256 = createHash("sha256").update(text).digest("hex");
  return `{"tooLong":{"bytes":${bytes},"sha256":"${sha256}"}}`;
}

function canonicalJson(value: unknown, mask: Mask, depth: number): string {
  if (value === null || value === undefined || depth < 0) return "null";
  if (typeof value === "string") return quote(value, mask);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" || typeof value === "bigint") return numberText(value, mask);
  if (typeof value !== "object") return "null";
  if ("toJSON" in value && typeof value.toJSON === "function") {
    return canonicalJson((value as { toJSON: () => unknown }).toJSON(), mask, depth - 1);
  }
  if (Array.isArray(value)) {
    const items: string[] = [];
    for (const item of value.slice(0, ITEMS_MAX)) items.push(canonicalJson(item, mask, depth - 1));
    return `[${items.join(",")}]`;
  }
  const pairs = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .slice(0, ITEMS_MAX)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${quote(key, mask)}:${canonicalJson(part, mask, depth - 1)}`);
  return `{${pairs.join(",")}}`;
}

function quote(text: string, mask: Mask): string {
  return JSON.stringify(cleanText(text, mask));
}

/** A card number hides in a number as well as in a text. */
function numberText(value: number | bigint, mask: Mask): string {
  if (typeof value === "number" && !Number.isFinite(value)) return "null";
  const text = typeof value === "bigint" ? String(value) : JSON.stringify(value);
  const masked = mask(text);
  if (masked !== text) return JSON.stringify(masked);
  return typeof value === "bigint" && !Number.isSafeInteger(Number(value)) ? JSON.stringify(text) : text;
}

/** Masked, and free of halves of characters that no database gives back as they were. */
export function cleanText(text: string, mask: Mask): string {
  return mask(text.toWellFormed());
}
