// Quoted-printable: =34, =E3=82=AB and line ends that are none. As "card=4111" holds an escape by its looks too, most
// escapes are taken for one only beside another: no mailer writes them alone.

import { hexLike, writingOf, type Escapes } from "./escapes.ts";
import { isAsciiLetter } from "../cards/signs.ts";
import { hexPair, putByte } from "./tape.ts";

const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

const ESCAPES: Escapes = {
  name: "quoted-printable",
  marks: [EQUALS, EQUALS],
  lengthAt(text, at) {
    if (text.charCodeAt(at) !== EQUALS) return 0;
    const soft = softBreakAt(text, at);
    if (soft > 0) return soft;
    const value = valueAt(text, at);
    if (value < 0) return 0;
    return standsAlone(text, at) || hasEscapeBeside(text, at) || isHalfEscaped(text, at) ? 3 : 0;
  },
  put(tape, text, at, length) {
    if (softBreakAt(text, at) !== length) putByte(tape, hexPair(text, at + 1), at);
  },
  spell(_escape, bytes, like) {
    const [byte] = bytes;
    const two = byte === undefined || bytes.length !== 1 ? null : hexLike(byte, 2, like, true);
    return two === null ? null : `=${two}`;
  },
  fits: (unit) => unit >= 0x20 && unit !== EQUALS,
  speaks(text, from, to) {
    // In quoted-printable every = begins an escape: those that do must outweigh those that do not (headers near by).
    let weight = 0;
    for (let at = text.indexOf("=", from); at >= 0 && at < to; at = text.indexOf("=", at + 1)) {
      if (softBreakAt(text, at) > 0 && PADDED.test(text.slice(Math.max(0, at - PADDED_UNITS), at))) continue;
      if (this.lengthAt(text, at) === 0) weight -= 1;
      else weight += text.startsWith("3D", at + 1) ? EQUALS_WEIGHT : 1;
    }
    return weight > 0;
  },
};

/** Hardly anybody but mail writes "=3D". */
const EQUALS_WEIGHT = 4;
/** Base64 before a line end, shorter than mail's lines: its "=" is padding. */
const PADDED = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{23,68}=?$/;
const PADDED_UNITS = 72;

export const QUOTED_WRITING = writingOf(ESCAPES);

/** Length of the soft line break at `at` (= and the line end, either kind), or 0. */
function softBreakAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== EQUALS) return 0;
  const next = text.charCodeAt(at + 1);
  if (next === LF) return 2;
  return next === CR && text.charCodeAt(at + 2) === LF ? 3 : 0;
}

function valueAt(text: string, at: number): number {
  return text.charCodeAt(at) === EQUALS ? hexPair(text, at + 1) : -1;
}

/**
 * True for an escape that mailers write by itself: an equals sign, ESC, a line end or any other ASCII character but a letter or
 * digit, as long as "=2C" cannot be a value of decimal digits; a blank only before a line's end.
 */
function standsAlone(text: string, at: number): boolean {
  const value = valueAt(text, at);
  if (value === 0x20 || value === 0x09) return [CR, LF, EQUALS].includes(text.charCodeAt(at + 3));
  const low = text.charCodeAt(at + 2);
  return value < 0x80 && low >= 0x41 && low <= 0x46 && !isAsciiLetter(value);
}

/** The first byte of a character in Shift_JIS whose second is a letter ("=82S") or sign ("=81@"). */
function isHalfEscaped(text: string, at: number): boolean {
  const value = valueAt(text, at);
  return ((value >= 0x81 && value <= 0x9f) || value >= 0xe0) && /[@-~]/.test(text.charAt(at + 3));
}

/** Also across a soft line break, or a letter: Shift_JIS has letters among its bytes. */
function hasEscapeBeside(text: string, at: number): boolean {
  const after = at + 3;
  if (valueAt(text, after + softBreakAt(text, after)) >= 0 || valueAt(text, at - 3) >= 0) return true;
  if (valueAt(text, at) >= 0x80 && (valueAt(text, after + 1) >= 0x80 || valueAt(text, at - 4) >= 0x80))
    return true;
  return (
    (softBreakAt(text, at - 2) === 2 && valueAt(text, at - 5) >= 0) ||
    (softBreakAt(text, at - 3) === 3 && valueAt(text, at - 6) >= 0)
  );
}
