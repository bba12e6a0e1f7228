// Line ends, and whether one only wraps a text that goes on: a number may be cut by it.

import type { Meter } from "./runs.ts";

/** Length of the line end at `at`, or 0. */
export function lineEndLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 0x0a) return 1;
  return code === 0x0d && text.charCodeAt(at + 1) === 0x0a ? 2 : 0;
}

/** Shorter lines are a list, not wrapped text. */
const WRAPPED_LINE_MIN = 20;
/** Nobody wraps later than this. */
const WRAPPED_LINE_MAX = 1000;

/**
 * True when the line end at `at` looks like a wrap inside a word: the line before is exactly as long, the one behind not
 * longer, and the lines do not begin alike, as the lines of a log do.
 */
export function wrapsAt(text: string, at: number, meter: Meter): boolean {
  const start = lineStart(text, at, meter);
  const length = at - start;
  if (length < WRAPPED_LINE_MIN || start < 2) return false;
  const beforeEnd = text.charCodeAt(start - 2) === 0x0d ? start - 2 : start - 1;
  const beforeStart = lineStart(text, beforeEnd, meter);
  if (beforeEnd - beforeStart !== length) return false;
  const next = at + Math.max(1, lineEndLength(text, at));
  let end = next;
  while (end < text.length && end - next <= length && lineEndLength(text, end) === 0) end += 1;
  meter.steps += end - next;
  if (end - next > length) return false;
  return !(shape(text, beforeStart) === shape(text, start) && shape(text, start) === shape(text, next));
}

function lineStart(text: string, end: number, meter: Meter): number {
  let at = end;
  while (at > 0 && end - at <= WRAPPED_LINE_MAX && text.charCodeAt(at - 1) !== 0x0a) at -= 1;
  meter.steps += end - at;
  return at;
}

function shape(text: string, from: number): string {
  return text
    .slice(from, from + 5)
    .replace(/[0-9]/g, "9")
    .replace(/[A-Za-z]/g, "a");
}
