// Finds what a card's magnetic stripe holds: track 1 with the holder's name, track 2 with or without its sentinels (ISO/IEC 7813),
// also as chip data writes it ("D" for "=").

import { PAN_DIGITS_MAX, PAN_DIGITS_MIN, passesLuhn, rangeOf } from "../issuers.ts";
import type { Meter, Run } from "./runs.ts";
import { digitOf } from "./signs.ts";

export interface Track {
  readonly kind: "track-1" | "track-2";
  readonly from: number;
  readonly to: number;
  readonly digits: string;
  /** Where each digit of the card number stands. */
  readonly places: readonly number[];
  /** Where the part behind the number begins. */
  readonly rest: number;
}

/** Track 1 holds 79 characters, track 2 holds 40; a little more is allowed for. */
const REST_1 = /\^[^^\n?%]{2,45}\^(?:\d{2}(?:0[1-9]|1[0-2]))[^\s?"'<>,]{0,60}\??/y;
const REST_2 = /[=D＝]\d{2}(?:0[1-9]|1[0-2])\d{3,25}F?\??/iy;

/** Calls `visit` for each track, from left to right. Its number ends one of `runs`, the text's. */
export function eachTrack(
  text: string,
  runs: readonly Run[],
  meter: Meter,
  visit: (track: Track) => void,
): void {
  let done = 0;
  for (const { digits, placeOf } of runs) {
    meter.steps += 1;
    const sign = placeOf(digits.length - 1) + 1;
    if (sign < done || !endsPan(text.charCodeAt(sign))) continue;
    const track = trackAt(text, sign, meter);
    if (track === null) continue;
    visit(track);
    done = track.to;
  }
}

/** The signs that stand right behind a card number in a track: "^", "=", "D". */
function endsPan(code: number): boolean {
  return code === 0x5e || code === 0x3d || code === 0x44 || code === 0x64 || code === 0xff1d;
}

/** With "D" for "=", a track is all hexadecimal: what goes on before or behind it is a digest. */
function standsInToken(text: string, first: number, sign: number, end: number): boolean {
  if (!/[Dd]/.test(text.charAt(sign))) return false;
  return /[0-9A-Za-z]/.test(text.charAt(first - 1)) || /[0-9A-Za-z]/.test(text.charAt(end));
}

function trackAt(text: string, sign: number, meter: Meter): Track | null {
  const places: number[] = [];
  let digits = "";
  let at = sign;
  // Track 1 may hold blanks inside the number.
  while (at > 0 && digits.length <= PAN_DIGITS_MAX && sign - at < PAN_DIGITS_MAX + 5) {
    const digit = digitOf(text.charCodeAt(at - 1));
    if (digit < 0 && !(text.charAt(at - 1) === " " && text.charAt(sign) === "^" && digits !== "")) break;
    at -= 1;
    meter.steps += 1;
    if (digit < 0) continue;
    digits = String(digit) + digits;
    places.unshift(at);
  }
  const first = places[0] ?? 0;
  if (digits.length < PAN_DIGITS_MIN || digits.length > PAN_DIGITS_MAX) return null;
  const range = rangeOf(digits);
  if (range === undefined || (!passesLuhn(digits) && range.brand !== "unionpay")) return null;
  const one = text.charAt(sign) === "^";
  const pattern = one ? REST_1 : REST_2;
  pattern.lastIndex = sign;
  const rest = pattern.exec(text);
  meter.steps += 120;
  if (rest === null || (!one && standsInToken(text, first, sign, sign + rest[0].length))) return null;
  const sentinel = one ? /%?[Bb]$/ : /;$/;
  const opened = sentinel.exec(text.slice(Math.max(0, first - 2), first));
  if (one && opened === null) return null;
  return {
    kind: one ? "track-1" : "track-2",
    from: first - (opened?.[0].length ?? 0),
    to: sign + rest[0].length,
    digits,
    places,
    rest: sign,
  };
}
