// The characters a card is written with: digits, what stands between their groups, and letters around them. What they add up
// to is runs.ts's matter.

import { isTypedSeparator } from "../issuers.ts";

/** A digit's value, ASCII or full-width; -1 for any other character. */
export function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0xff10 && code <= 0xff19 ? code - 0xff10 : -1;
}

/** Characters that take no room on a screen: they may stand anywhere in a number. */
export function isZeroWidth(code: number): boolean {
  return (
    (code >= 0x200b && code <= 0x200f) ||
    code === 0x2060 ||
    code === 0xfeff ||
    code === 0xad ||
    code === 0x61c
  );
}

/** What stands between two groups of digits. */
export const GAP = { none: 0, blank: 1, plus: 2, hyphen: 3, underscore: 4, dot: 5, line: 6 } as const;

const ASCII_GAPS = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const gaps = {
    " ": GAP.blank,
    "\t": GAP.blank,
    "-": GAP.hyphen,
    ".": GAP.dot,
    "+": GAP.plus,
    _: GAP.underscore,
  };
  return Object.entries(gaps).find(([sign]) => sign === String.fromCharCode(code))?.[1] ?? GAP.none;
});

/** Which gap a character makes; GAP.none when it makes none. Line ends are not asked here. */
export function gapOf(code: number): number {
  if (code < 0x80) return ASCII_GAPS[code] ?? GAP.none;
  if (code === 0xa0 || code === 0x3000) return GAP.blank;
  if ((code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x205f) return GAP.blank;
  if (code === 0xff0e || code === 0xb7) return GAP.dot;
  if (code === 0xff0b) return GAP.plus;
  if (code === 0xff3f) return GAP.underscore;
  if (isTypedSeparator(code) || code === 0xfe63 || code === 0x2043) return GAP.hyphen;
  return GAP.none;
}

export function isAsciiLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

export function isHexLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}

/** Blanks and line ends. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d || code === 0x3000 || code === 0xa0;
}
