// Cuts the piece of the window that is read for a stretch: its context, and the whole run of hex or base64 it stands in, from
// word to word so that no escape and no character is cut in two.

import { REACH_UNITS, type Source } from "./chain.ts";

/** Characters of the outer text read on either side of a stretch: a key and its value stand closer. */
export const CONTEXT_CHARACTERS = 256;
/** How far a run of hex or base64 is followed to its ends; where it begins further off, its phase is told by what it holds. */
const RUN_BYTES_MAX = REACH_UNITS;
/** How far the context may grow to begin and end between words instead of amid an escape or a character. */
const WORD_BYTES_MAX = 64;
const JAPANESE_WORD_BYTES_MAX = 1024;
/** How far back the state of ISO-2022-JP is looked for; its lines are no longer than 998. */
const BEFORE_BYTES_MAX = 1024;

/** The stretch with its context, cut between words. */
export function around(bytes: Uint8Array, from: number, to: number, context: number): Source {
  const base = wordStart(bytes, Math.max(0, from - context));
  const end = wordEnd(bytes, Math.min(bytes.length, to + context));
  return sourceAt(bytes, base, end, from, to);
}

/** The stretch with all of the run it stands in (or as much as is allowed) and the context beyond. */
export function alongRun(bytes: Uint8Array, from: number, to: number, near: Source): Source {
  let base = from;
  let end = to;
  while (base > 0 && from - base < RUN_BYTES_MAX && isRunByte(bytes[base - 1] ?? 0)) base -= 1;
  while (end < bytes.length && end - to < RUN_BYTES_MAX && isRunByte(bytes[end] ?? 0)) end += 1;
  const nearBase = near.origin.from === "window" ? near.origin.base : 0;
  const context = around(bytes, base, end, CONTEXT_CHARACTERS);
  const first = context.origin.from === "window" ? Math.min(nearBase, context.origin.base) : nearBase;
  return sourceAt(
    bytes,
    first,
    Math.max(first + context.bytes.length, nearBase + near.bytes.length),
    from,
    to,
  );
}

function sourceAt(bytes: Uint8Array, base: number, end: number, from: number, to: number): Source {
  return {
    bytes: bytes.subarray(base, Math.min(end, bytes.length)),
    starts: null,
    origin: { from: "window", base, before: bytes.subarray(Math.max(0, base - BEFORE_BYTES_MAX), base) },
    focusFrom: from - base,
    focusTo: to - base,
  };
}

/** What a run of hex or base64 may be made of, also when it is escaped once more (%2B, \/, \n, line ends). */
function isRunByte(byte: number): boolean {
  if (byte >= 0x41) return byte <= 0x5a || (byte >= 0x61 && byte <= 0x7a) || byte === 0x5c || byte === 0x5f;
  if (byte >= 0x2f) return byte <= 0x3a || byte === 0x3d;
  return byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x25 || byte === 0x2b || byte === 0x2d;
}

/**
 * The nearest place at or before `at` after a byte that can be no part of an escape, a number or a Japanese character of any
 * charset: there every charset is in step.
 */
function wordStart(bytes: Uint8Array, at: number): number {
  let start = at;
  let plain = 0;
  while (start > 0 && at - start < JAPANESE_WORD_BYTES_MAX) {
    const byte = bytes[start - 1] ?? 0;
    if (isBetweenWords(byte)) return start;
    plain = byte < 0x80 ? plain + 1 : 0;
    if (plain >= WORD_BYTES_MAX) return start;
    start -= 1;
  }
  return start;
}

function wordEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length && end - at < WORD_BYTES_MAX && !isBetweenWords(bytes[end] ?? 0)) end += 1;
  return end;
}

function isBetweenWords(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x22 || byte === 0x2c || byte === 0x3c;
}
