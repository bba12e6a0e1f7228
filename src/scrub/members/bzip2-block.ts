// One bzip2 block: Huffman codes, move-to-front and run lengths, and the links that lead back from the sorted order. Pure.

import type { Bits } from "./bzip2-bits.ts";

export interface Block {
  /** For each sorted place: its byte (low 8 bits) and the place of the next one (above). */
  readonly links: Uint32Array;
  readonly start: number;
  /** The sum its text must have. */
  readonly sum: number;
}

const GROUP_SYMBOLS = 50;
const CODE_BITS_MAX = 20;

/** Reads a block after its magic and sum. Undefined when it makes no sense; throws OutOfBits when it is not all there. */
export function readSymbols(bits: Bits, bytesMax: number, sum: number): Block | undefined {
  const start = bits.take(24);
  const alphabet = readAlphabet(bits);
  const tables = bits.take(3);
  if (alphabet.length === 0 || tables < 2 || tables > 6) return undefined;
  const selectors = readSelectors(bits, tables);
  if (selectors === undefined) return undefined;
  const codes: Code[] = [];
  for (let i = 0; i < tables; i++) {
    const code = readCode(bits, alphabet.length + 2);
    if (code === undefined) return undefined;
    codes.push(code);
  }
  const bytes = readBytes(bits, alphabet, selectors, codes, bytesMax);
  if (bytes === undefined || start >= bytes.length) return undefined;
  return { links: linksOf(bytes), start, sum };
}

function readAlphabet(bits: Bits): Uint8Array {
  const used: number[] = [];
  const rows = bits.take(16);
  for (let row = 0; row < 16; row++) {
    if ((rows & (0x8000 >> row)) === 0) continue;
    const columns = bits.take(16);
    for (let column = 0; column < 16; column++) {
      if ((columns & (0x8000 >> column)) !== 0) used.push(row * 16 + column);
    }
  }
  return Uint8Array.from(used);
}

function readSelectors(bits: Bits, tables: number): Uint8Array | undefined {
  const count = bits.take(15);
  if (count === 0) return undefined;
  const order = Array.from({ length: tables }, (_, i) => i);
  const selectors = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    let place = 0;
    while (bits.take(1) === 1) if (++place >= tables) return undefined;
    const [table = 0] = order.splice(place, 1);
    order.unshift(table);
    selectors[i] = table;
  }
  return selectors;
}

interface Code {
  /** By length in bits: the greatest code of that length (-1 for none) and what to take off it to find the symbol. */
  readonly limits: Int32Array;
  readonly bases: Int32Array;
  readonly symbols: Uint16Array;
}

function readCode(bits: Bits, symbolCount: number): Code | undefined {
  const lengths = new Uint8Array(symbolCount);
  let length = bits.take(5);
  for (let i = 0; i < symbolCount; i++) {
    for (;;) {
      if (length < 1 || length > CODE_BITS_MAX) return undefined;
      if (bits.take(1) === 0) break;
      length += bits.take(1) === 0 ? 1 : -1;
    }
    lengths[i] = length;
  }
  const symbols = new Uint16Array(symbolCount);
  const limits = new Int32Array(CODE_BITS_MAX + 1).fill(-1);
  const bases = new Int32Array(CODE_BITS_MAX + 1);
  let code = 0;
  let filled = 0;
  for (let bitsLong = 1; bitsLong <= CODE_BITS_MAX; bitsLong++) {
    bases[bitsLong] = code - filled;
    for (let i = 0; i < symbolCount; i++) {
      if (lengths[i] !== bitsLong) continue;
      symbols[filled++] = i;
      limits[bitsLong] = code++;
    }
    code <<= 1;
  }
  return { limits, bases, symbols };
}

function readSymbol(bits: Bits, { limits, bases, symbols }: Code): number {
  let code = 0;
  for (let length = 1; length <= CODE_BITS_MAX; length++) {
    code = (code << 1) | bits.take(1);
    if (code <= (limits[length] ?? -1)) return symbols[code - (bases[length] ?? 0)] ?? -1;
  }
  return -1;
}

function readBytes(
  bits: Bits,
  order: Uint8Array,
  selectors: Uint8Array,
  codes: readonly Code[],
  bytesMax: number,
): Uint8Array | undefined {
  const bytes = new Uint8Array(bytesMax);
  const last = order.length + 1;
  let filled = 0;
  let runLength = 0;
  let runStep = 1;
  for (let read = 0; ; read++) {
    const code = codes[selectors[Math.floor(read / GROUP_SYMBOLS)] ?? -1];
    const symbol = code === undefined ? -1 : readSymbol(bits, code);
    if (symbol < 0) return undefined;
    if (symbol <= 1) {
      runLength += runStep << symbol;
      runStep *= 2;
      // Runs are written in base two: more digits than a block has bytes make no sense.
      if (runLength > bytesMax) return undefined;
      continue;
    }
    if (runLength > 0) {
      if (filled + runLength > bytesMax) return undefined;
      bytes.fill(order[0] ?? 0, filled, filled + runLength);
      filled += runLength;
      runLength = 0;
      runStep = 1;
    }
    if (symbol === last) return bytes.subarray(0, filled);
    if (filled >= bytesMax) return undefined;
    const byte = order[symbol - 1] ?? 0;
    order.copyWithin(1, 0, symbol - 1);
    order[0] = byte;
    bytes[filled++] = byte;
  }
}

/** The inverse of the sorting: where each byte's successor stands. */
function linksOf(bytes: Uint8Array): Uint32Array {
  const starts = new Uint32Array(257);
  for (const byte of bytes) starts[byte + 1] = (starts[byte + 1] ?? 0) + 1;
  for (let i = 1; i <= 256; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  const links = new Uint32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) links[i] = bytes[i] ?? 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const place = starts[byte] ?? 0;
    starts[byte] = place + 1;
    links[place] = ((links[place] ?? 0) & 0xff) | (i << 8);
  }
  return links;
}
