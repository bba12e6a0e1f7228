// bzip2, pulled block by block: at most one block (900 kB) and its packed bytes are held, whatever the file comes to. The
// packages that do this either hold the whole file or all that comes out of a write. Bits are read in bzip2-bits.ts.

import { openBits, OutOfBits, type Bits } from "./bzip2-bits.ts";
import { readSymbols, type Block } from "./bzip2-block.ts";
import { broken, type Source } from "./source.ts";

const BLOCK_MAGIC = 0x314159265359;
const END_MAGIC = 0x177245385090;
/** Packed bytes gathered before a block is tried: nearly always the whole block; else more are gathered. */
const TRY_BYTES = 1024 * 1024;
/** A block of 900,000 symbols of 20 bits with its tables comes to no more. */
const BLOCK_BYTES_MAX = 2_400_000;
const OUT_BYTES = 64 * 1024;

/** All streams of a bzip2 file. Throws `truncated` or `broken` after giving the blocks that were whole. */
export async function* bunzip2(source: Source): AsyncGenerator<Uint8Array> {
  const window = { bytes: Buffer.alloc(0), ended: false };
  let bit = 0;
  for (let streams = 0; ; streams++) {
    await fill(source, window, 4);
    const head = window.bytes.toString("latin1", 0, 4);
    if (!/^BZh[1-9]$/.test(head)) {
      if (streams > 0) return;
      throw broken("broken", source.path);
    }
    const level = Number(head[3]);
    bit = 32;
    for (;;) {
      const read = await nextBlock(source, window, bit, level);
      bit = read.bit;
      if (read.block === null) break;
      yield* unrunLengths(read.block, source.path);
      window.bytes = window.bytes.subarray(bit >> 3);
      bit &= 7;
    }
    window.bytes = window.bytes.subarray((bit + 7) >> 3);
  }
}

interface Window {
  bytes: Buffer;
  ended: boolean;
}

async function fill(source: Source, window: Window, bytes: number): Promise<void> {
  const parts: Uint8Array[] = [window.bytes];
  let length = window.bytes.length;
  while (length < bytes && !window.ended) {
    const chunk = await source.next();
    if (chunk === undefined) window.ended = true;
    else {
      parts.push(chunk);
      length += chunk.length;
    }
  }
  if (parts.length > 1) window.bytes = Buffer.concat(parts);
}

/** Reads the block at `bit`, or null at the stream's end; gathers more bytes and reads again when they did not do. */
async function nextBlock(
  source: Source,
  window: Window,
  bit: number,
  level: number,
): Promise<{ readonly block: Block | null; readonly bit: number }> {
  for (let wantBytes = TRY_BYTES; ; wantBytes *= 2) {
    await fill(source, window, wantBytes);
    const bits = openBits(window.bytes, bit);
    try {
      return { block: readBlock(bits, level, source.path), bit: bits.at() };
    } catch (error) {
      if (!(error instanceof OutOfBits)) throw error;
      if (window.ended) throw broken("truncated", source.path);
      if (wantBytes > BLOCK_BYTES_MAX) throw broken("broken", source.path);
    }
  }
}

function readBlock(bits: Bits, level: number, path: string): Block | null {
  const magic = bits.take(24) * 0x1000000 + bits.take(24);
  const sum = bits.take(16) * 0x10000 + bits.take(16);
  if (magic === END_MAGIC) return null;
  if (magic !== BLOCK_MAGIC) throw broken("broken", path);
  // Randomised blocks come from versions before 0.9.5 (1998) alone.
  if (bits.take(1) !== 0) throw broken("not-supported", path);
  const block = readSymbols(bits, level * 100_000, sum);
  if (block === undefined) throw broken("broken", path);
  return block;
}

/** Walks the sorted block back into text and undoes the first run-length step (four equal bytes, then a count). */
function* unrunLengths({ links, start, sum }: Block, path: string): Generator<Uint8Array> {
  let out = Buffer.allocUnsafe(OUT_BYTES);
  let filled = 0;
  let crc = 0xffffffff;
  let at = (links[start] ?? 0) >>> 8;
  let previous = -1;
  let run = 0;
  for (let left = links.length; left > 0; left--) {
    const link = links[at] ?? 0;
    const byte = link & 0xff;
    at = link >>> 8;
    let times = 1;
    if (run === 4) {
      times = byte;
      run = 0;
    } else {
      run = byte === previous ? run + 1 : 1;
      previous = byte;
    }
    if (filled + times > OUT_BYTES) {
      yield out.subarray(0, filled);
      out = Buffer.allocUnsafe(OUT_BYTES);
      filled = 0;
    }
    for (; times > 0; times--) {
      out[filled++] = previous;
      crc = ((crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ previous) & 0xff] ?? 0)) >>> 0;
    }
    if (run === 0) previous = -1;
  }
  if (filled > 0) yield out.subarray(0, filled);
  if (~crc >>> 0 !== sum) throw broken("broken", path);
}

/** bzip2's sum runs from the high bit down, unlike zlib's. */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let crc = i << 24;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 0x80000000) === 0 ? crc << 1 : (crc << 1) ^ 0x04c11db7;
  return crc >>> 0;
});
