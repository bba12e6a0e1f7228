// Builds the tables the kernel reads: byte classes, issuer heads, keys and the fingerprints of their rarest bytes. The
// addresses are those of assembly/layout.ts.

import {
  CLASSES,
  ALPHABETS,
  TEXT,
  EQUAL,
  MORE_EQUAL,
  ROLL,
  WIDE_FIRST,
  WIDE_SECOND,
  NEAR,
} from "./classes.ts";
import { lower } from "./entries.ts";
import { fingerprints } from "./fingerprints.ts";
import { lengthsOfHead } from "./heads.ts";
import { writeCardWords } from "./card-words.ts";

const AT = {
  equal: 0x10,
  lanes: 0x70,
  roll: 0x80,
  pack: 0xb0,
  hexRoll: 0xc0,
  hexPack: 0xd0,
  hexKinds: 0xe0,
  slash: 0xf0,
  class: 0x100,
  alphabet: 0x180,
  near: 0x1a0,
  text: 0x1c0,
  traits: 0x200,
  base64: 0x300,
  hex: 0x400,
  weights: 0xa00,
  moreEqual: 0xb80,
  wideFirst: 0xba0,
  wideSecond: 0xbc0,
  gram: 0xc00,
  cardGram: 0xe00,
  cardWords: 0xe60,
  heads: 0x1000,
  keys: 0x4000,
};
const KEYS_END = 0x8000;
/** So many that most strangers find an empty one; as many as eleven bits tell apart. */
const KEY_SLOTS = 2048;

const TRAIT = { chain: 1, blank: 2, upper: 4, lower: 8, digit: 16, literal: 32, endsEscape: 64 };
/** The last bytes of %2D, \\u2010, \\n, \\/, &nbsp; and of ISO-2022-JP and Shift_JIS. */
const ENDS_ESCAPE = "abcdefABCDEFnrt/;uxUX(BJ$@][<>|{}OPQRSTUVWX";
const CHAINED = "0123456789 \t\r\n-.+_%\\&#;=!abcdefnsmpuxABCDEFUX(B$J@\u001b";

/** Writes all tables into the kernel's memory. */
export function writeTables(memory: Uint8Array): void {
  for (const [at, classes] of [
    [AT.class, CLASSES],
    [AT.alphabet, ALPHABETS],
    [AT.near, NEAR],
    [AT.text, TEXT],
    [AT.wideFirst, WIDE_FIRST],
    [AT.wideSecond, WIDE_SECOND],
  ] as const) {
    for (const [bit, highs, lows] of classes) {
      for (const low of lows) mark(memory, at + Number.parseInt(low, 16), bit);
      for (const high of highs) mark(memory, at + 16 + high, bit);
    }
  }
  for (let byte = 0; byte < 256; byte++) {
    memory[AT.traits + byte] = traitsOf(byte);
    memory[AT.base64 + byte] = base64Value(byte);
    const hex = Number.parseInt(String.fromCharCode(byte), 16);
    memory[AT.hex + byte] = Number.isNaN(hex) ? 0xff : hex;
  }
  for (const [i, byte] of EQUAL.entries()) memory.fill(byte, AT.equal + i * 16, AT.equal + i * 16 + 16);
  memory.set(
    Array.from({ length: 16 }, (_, i) => i),
    AT.lanes,
  );
  for (const [i, table] of ROLL.entries()) {
    for (const [nibble, byte] of table) memory[AT.roll + i * 16 + nibble] = byte;
  }
  memory.set([2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 3, 3, 3, 3], AT.pack);
  memory.set([0, 0, 0, 256 - 0x30, 256 - 0x37, 0, 256 - 0x57], AT.hexRoll);
  memory.set([0, 2, 4, 6, 8, 10, 12, 14], AT.hexPack);
  // In the upper half, no byte.
  memory.fill(0x80, AT.hexPack + 8, AT.hexPack + 16);
  memory.fill(0x82, AT.hexKinds, AT.hexKinds + 16);
  for (const [i, byte] of MORE_EQUAL.entries())
    memory.fill(byte, AT.moreEqual + i * 16, AT.moreEqual + i * 16 + 16);
  memory.fill(0x2f, AT.slash, AT.slash + 16);
  const view = new DataView(memory.buffer, memory.byteOffset);
  for (let digit = 0; digit < 10; digit++) {
    const twice = digit > 4 ? digit * 2 - 9 : digit * 2;
    // The first sum doubles digits at even places, the second those at odd ones.
    for (const [at, first, second] of [
      [0, twice, digit],
      [16, digit, twice],
    ] as const) {
      view.setUint32(AT.weights + (at + digit) * 8, first, true);
      view.setUint32(AT.weights + (at + digit) * 8 + 4, second, true);
    }
  }
  for (let head = 0; head < 10_000; head++) memory[AT.heads + head] = lengthsOfHead(head);
  writeCardWords(memory, AT.cardGram, AT.cardWords, AT.heads);
  writeKeys(memory);
}

function mark(memory: Uint8Array, at: number, bit: number): void {
  memory[at] = (memory[at] ?? 0) | (1 << bit);
}

function traitsOf(byte: number): number {
  const character = String.fromCharCode(byte);
  let traits = byte >= 0x80 || CHAINED.includes(character) ? TRAIT.chain : 0;
  // A comma and a slash part numbers; no card is written with them.
  if (" \t\r\n-.+_".includes(character)) traits |= TRAIT.blank;
  if (character >= "A" && character <= "Z") traits |= TRAIT.upper;
  if (character >= "a" && character <= "z") traits |= TRAIT.lower;
  if (character >= "0" && character <= "9") traits |= TRAIT.digit;
  if (byte < 0x80 && !" \t\r\n-.+_0123456789%\\&=#!\u001b".includes(character)) traits |= TRAIT.literal;
  if (ENDS_ESCAPE.includes(character)) traits |= TRAIT.endsEscape;
  return traits;
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function base64Value(byte: number): number {
  const character = String.fromCharCode(byte);
  if (character === "-") return 62;
  if (character === "_") return 63;
  const value = BASE64.indexOf(character);
  return value < 0 ? 0xff : value;
}

function writeKeys(memory: Uint8Array): void {
  const view = new DataView(memory.buffer, memory.byteOffset);
  const { prints, buckets } = fingerprints();
  let at = AT.keys + KEY_SLOTS * 2;
  for (const { entry, rareAt } of prints) {
    const { bytes, flags } = entry;
    const gram = bytes.map(lower).subarray(rareAt, rareAt + 3);
    const slot = AT.keys + 2 * gramSlot(gram);
    if (at + 8 + bytes.length > KEYS_END) throw new RangeError("the kernel's key table is full");
    view.setUint16(at, view.getUint16(slot, true), true);
    view.setUint16(slot, at, true);
    memory.set([bytes.length, rareAt, ...gram, flags], at + 2);
    memory.set(bytes.map(lower), at + 8);
    at += 8 + bytes.length;
  }
  buckets.forEach((nibbles, bit) => {
    nibbles.forEach((set, i) => {
      for (let nibble = 0; nibble < 16; nibble++) {
        if ((set.lows >> nibble) & 1) mark(memory, AT.gram + i * 32 + nibble, bit);
        if ((set.highs >> nibble) & 1) mark(memory, AT.gram + i * 32 + 16 + nibble, bit);
      }
    });
  });
}

/** Also in assembly/keys.ts. */
function gramSlot(gram: Uint8Array): number {
  const bytes = (gram[0] ?? 0) | ((gram[1] ?? 0) << 8) | ((gram[2] ?? 0) << 16);
  return Math.imul(bytes, 0x9e3779b1) >>> 21;
}
