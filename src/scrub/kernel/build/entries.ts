// What the kernel looks for besides digits: keys that tell of cards in every writing of theirs, and bytes that tell of digits under
// an escape. Which of its bytes are looked for is fingerprints.ts's matter.

import { CARD_KEYS, type CardKey } from "../keys.ts";

/** One writing of a key. */
export interface Entry {
  readonly bytes: Uint8Array;
  readonly flags: number;
  /** Entries of one family differ in a byte only: they share a bucket, which then holds few strangers. */
  readonly family?: string;
}

/** Also in assembly/keys.ts. */
const FLAG = { short: 1, textWillDo: 2, withCard: 4, digitsHere: 8, percentHere: 16, hexHere: 32 };

/** Entries that are looked for in the same way. */
export type Family = readonly Entry[];

/** Everything, by families. */
export function families(): readonly Family[] {
  const entries = [
    ...CARD_KEYS.flatMap(entriesOf),
    ...WRITTEN_DIGITS,
    ...QUOTED_SHIFT_JIS,
    ...ESCAPED_PAIRS,
    ...PERCENT_INSIDE,
    ...HEX_APART,
  ];
  return [...Map.groupBy(entries, (entry) => entry.family ?? entry).values()];
}

/** Keys are compared without regard to capitals. */
export const lower = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Digits under an escape need not stand in a row; these bytes tell of them. */
const WRITTEN_DIGITS: readonly Entry[] = [
  "%ef%bc%9",
  "=ef=bc=9",
  "%82%4f",
  "%82%5",
  ...Array.from("opqrstuvwx", (trail) => `%82${trail}`),
  "%a3%b",
  "\\uff1",
  "\\x3",
  "\\xef",
  ...Array.from("01569x", (digit) => `&#${digit}`),
  ...Array.from("!]<>", (blank) => `!${blank}#`),
  "$b#",
  "$b!!",
  ...Array.from("56x", (digit) => `;#${digit}`),
  "%uff1",
  "\\x82\\x",
  "\\xa3\\xb",
].map((text) => ({ bytes: ascii(text), flags: FLAG.digitsHere }));

/** Mail leaves the letters among the bytes of Shift_JIS as they are. */
const QUOTED_SHIFT_JIS: readonly Entry[] = Array.from("opqrstuvwx", (trail) => ({
  bytes: ascii(`=82${trail}`),
  flags: FLAG.digitsHere,
  family: "=82",
}));

/** Two digits in a row, each under an escape of its own; what parts the groups would hide the others. */
const ESCAPED_PAIRS: readonly Entry[] = ["%", "="].flatMap((sign) =>
  Array.from("0123456789", (digit) => ({
    bytes: ascii(`${sign}3${digit}${sign}3`),
    flags: FLAG.digitsHere,
    family: sign,
  })),
);

/** A writing within percent escapes, where no digits would be seen: JSON's backslash, UTF-16, base64 cut by its signs, entities. */
const PERCENT_INSIDE: readonly Entry[] = [
  ...Array.from("nrtux5", (letter) => `%5c${letter}`),
  "%255c",
  "%2b8",
  "%00",
  "%26%23",
  "%ff%1",
  "%25bc%259",
].map((text) => ({ bytes: ascii(text), flags: FLAG.percentHere }));

/**
 * Bytes in hexadecimal one by one, where the pairs are no digits: what stands between groups (hyphen, dot, line end, the end of a
 * blank of two bytes or three), a byte of full-width digits in UTF-8 and EUC-JP, and bytes in a program's source.
 */
const HEX_APART: readonly Entry[] = "2d:3|2d 3|bc:9|bc 9|a3:b|a3 b|0x3|0xbc|0xa3"
  .split("|")
  .map((text) => ({ bytes: ascii(text), flags: FLAG.hexHere }));

function entriesOf(key: CardKey): Entry[] {
  const flags =
    (key.short === true ? FLAG.short : 0) |
    (key.kind === "holder" ? FLAG.textWillDo : 0) |
    (key.withCard === true ? FLAG.withCard : 0);
  const utf8 = ascii(key.text);
  if (utf8.length === key.text.length) return [{ bytes: utf8, flags }];
  const escaped = Array.from(key.text, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const entries: Entry[] = [utf8, percented(utf8), ascii(escaped.join(""))].map((bytes) => ({
    bytes,
    flags,
  }));
  for (const hex of [key.shiftJis, key.eucJp]) {
    if (hex === undefined) continue;
    const bytes = Buffer.from(hex, "hex");
    entries.push({ bytes, flags }, { bytes: percented(bytes), flags });
  }
  return entries;
}

function percented(bytes: Uint8Array): Uint8Array {
  return ascii([...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
}
