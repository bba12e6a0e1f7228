// Decides what may stand where two of the shop's declines differ: fresh digits, fresh nonces, or nothing at all (then
// the pattern is refused). Nothing of either decline is kept there.

import type { Random } from "../../../kernel/index.ts";
import type { Hole, Symbol } from "./symbols.ts";

const CLASSES: readonly (readonly [string, RegExp, string])[] = [
  ["0", /[0-9]/, "0123456789"],
  ["f", /[a-f]/, "abcdef"],
  ["z", /[g-z]/, "ghijklmnopqrstuvwxyz"],
  ["F", /[A-F]/, "ABCDEF"],
  ["Z", /[G-Z]/, "GHIJKLMNOPQRSTUVWXYZ"],
  // Marks inside ids: where all samples have one at the same place it stays there, as in a UUID.
  ["-", /-/, "-"],
  ["_", /_/, "_"],
  ["+", /\+/, "+"],
  ["/", /\//, "/"],
];
/** Letters differing over fewer characters than this are words (names, cities), not nonces. */
const NONCE_CHARS_MIN = 8;
const HOLE_CHARS_MAX = 400;

/** The hole that covers both sides of a gap, or undefined when they do not look like ids, numbers or nonces. */
export function holeFor(before: readonly Symbol[], sample: readonly Symbol[]): Hole | undefined {
  const first = before.length === 1 && before[0]?.kind === "hole" ? before[0] : describe(textOf(before));
  const second = describe(textOf(sample));
  if (first === undefined || second === undefined) return undefined;
  const lengthMin = Math.min(first.lengthMin, second.lengthMin);
  const lengthMax = Math.max(first.lengthMax, second.lengthMax);
  // Short numbers, and those of very different length, are amounts and counts, not ids.
  const lengths = lengthMax - lengthMin;
  if (first.digits && second.digits && (lengths > 1 || lengthMin < 4 + lengths)) return undefined;
  if (first.digits && second.digits && lengthMin !== lengthMax) {
    return { kind: "hole", alphabet: "0", lengthMin, lengthMax, shape: "", digits: true };
  }
  if (lengthMin !== lengthMax) return undefined;
  const digits = first.digits && second.digits;
  if (!digits && !(isRandomLength(first) && isRandomLength(second))) return undefined;
  const shape = commonShape(first.shape, second.shape);
  const seen = first.alphabet + classesAt(shape, first.shape) + classesAt(shape, second.shape);
  const alphabet = [...new Set(seen)].sort().join("");
  return { kind: "hole", alphabet, lengthMin, lengthMax, shape, digits };
}

/** Would this text have fitted into the hole as it is? Then laying them side by side needs no difference. */
export function fits(hole: Hole, text: string): boolean {
  if (text.length < hole.lengthMin || text.length > hole.lengthMax) return false;
  if (hole.shape === "") return /^\d+$/.test(text);
  for (let i = 0; i < hole.shape.length; i++) {
    const fixed = hole.shape[i];
    const c = text[i] ?? "";
    if (fixed === "." ? !hole.alphabet.includes(classOf(c) ?? "none") : fixed !== c) return false;
  }
  return true;
}

export function fillHole(hole: Hole, random: Random): string {
  const letters = CLASSES.filter(([name]) => hole.alphabet.includes(name))
    .map(([, , chars]) => chars)
    .join("");
  const lengths = hole.lengthMax - hole.lengthMin + 1;
  const length = lengths === 1 ? hole.lengthMin : hole.lengthMin + Math.floor(random.unit() * lengths);
  // Two bytes per character: no letter is likelier than another by more than one in a thousand.
  const bytes = random.bytes(2 * length);
  let text = "";
  for (let i = 0; i < length; i++) {
    const fixed = hole.shape === "" ? "." : hole.shape.charAt(i);
    const draw = ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0);
    text += fixed === "." ? letters.charAt(draw % letters.length) : fixed;
  }
  // Only numbers differ in length, and those do not begin with zero.
  const zero = hole.shape === "" && length > 1 && text.startsWith("0");
  return zero ? `${1 + ((bytes[0] ?? 0) % 9)}${text.slice(1)}` : text;
}

/** Names and words have no digits in them; nonces of eight characters nearly always have. */
function isRandomLength(hole: Hole): boolean {
  if (hole.lengthMin < NONCE_CHARS_MIN) return false;
  return hole.lengthMin >= 24 || hole.alphabet.includes("0") || /[0-9]/.test(hole.shape);
}

/** A text as a hole that nothing but itself fits into; its alphabet opens with its places. */
function describe(text: string | undefined): Hole | undefined {
  if (text === undefined || text === "" || text.length > HOLE_CHARS_MAX) return undefined;
  for (let i = 0; i < text.length; i++) if (classOf(text.charAt(i)) === undefined) return undefined;
  const digits = /^\d+$/.test(text);
  return { kind: "hole", alphabet: "", lengthMin: text.length, lengthMax: text.length, shape: text, digits };
}

/** Classes of the characters that stand at the open places of `shape`. */
function classesAt(shape: string, text: string): string {
  let classes = "";
  for (let i = 0; i < shape.length; i++) {
    const c = text.charAt(i);
    if (shape[i] === "." && c !== ".") classes += classOf(c) ?? "";
  }
  return classes;
}

function classOf(c: string): string | undefined {
  return CLASSES.find(([, pattern]) => pattern.test(c))?.[0];
}

function commonShape(a: string, b: string): string {
  return a
    .split("")
    .map((c, i) => (c === b[i] ? c : "."))
    .join("");
}

function textOf(symbols: readonly Symbol[]): string | undefined {
  let text = "";
  for (const symbol of symbols) {
    if (symbol.kind !== "text") return undefined;
    text += symbol.text;
  }
  return text;
}
