// Quoted-printable: =34, =E3=82=AB and line ends that are none. As "card=4111" holds an escape by its looks too, a letter or
// digit is taken as escaped only beside another escape: no mailer writes one alone.

import { hexLike, writingOf, type Escapes } from "./escapes.ts";
import { hexPair, putByte } from "./tape.ts";

const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

const ESCAPES: Escapes = {
  name: "quoted-printable",
  begins: (unit) => unit === EQUALS,
  lengthAt(text, at) {
    if (text.charCodeAt(at) !== EQUALS) return 0;
    const soft = softBreakAt(text, at);
    if (soft > 0) return soft;
    const value = valueAt(text, at);
    if (value < 0) return 0;
    return !isAlnum(value) || hasEscapeBeside(text, at) ? 3 : 0;
  },
  put(tape, text, at, length) {
    if (softBreakAt(text, at) !== length) putByte(tape, hexPair(text, at + 1), at);
  },
  spell(escape, bytes) {
    const [byte] = bytes;
    const two = byte === undefined || bytes.length !== 1 ? null : hexLike(byte, 2, escape, true);
    return two === null ? null : `=${two}`;
  },
  fits: (unit) => unit >= 0x20 && unit !== EQUALS,
  speaks(text, from, to) {
    // In quoted-printable every = begins an escape: those that do must outweigh those that do not (headers near by).
    let weight = 0;
    let seen = 0;
    for (let at = text.indexOf("=", from); at >= 0 && at < to; at = text.indexOf("=", at + 1)) {
      const isEscape = this.lengthAt(text, at) > 0;
      weight += isEscape ? 1 : -1;
      seen += isEscape ? 1 : 0;
    }
    return seen > 0 && weight >= 0;
  },
};

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

/** Also across a soft line break. */
function hasEscapeBeside(text: string, at: number): boolean {
  const after = at + 3;
  if (valueAt(text, after + softBreakAt(text, after)) >= 0 || valueAt(text, at - 3) >= 0) return true;
  return (
    (softBreakAt(text, at - 2) === 2 && valueAt(text, at - 5) >= 0) ||
    (softBreakAt(text, at - 3) === 3 && valueAt(text, at - 6) >= 0)
  );
}

function isAlnum(byte: number): boolean {
  const letter = byte | 0x20;
  return (byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x7a && byte < 0x80);
}
