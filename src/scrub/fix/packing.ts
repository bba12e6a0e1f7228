// Unpacking and packing again, streamed: gzip (its header kept byte for byte) and zstd. What is done in between is others'
// matter.

import { Readable, Transform, type Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  constants,
  crc32,
  createDeflateRaw,
  createGunzip,
  createInflateRaw,
  createZstdCompress,
  createZstdDecompress,
} from "node:zlib";
import { GivenUp, type FixForm } from "./contract.ts";

/** No honest log packs better than this, and bombs do: gzip ends at 1:1,032, zstd does not. */
const RATIO_MAX = 2_000;
/** Small files may be odd: below this nothing is called a bomb. */
const BOMB_BYTES_MIN = 64 * 1024 * 1024;

/** "deflate" is a zip's entry. */
const UNPACKERS = { gzip: createGunzip, zstd: createZstdDecompress, deflate: createInflateRaw };

/** The packed file's content. Damage and bombs end it with GivenUp. */
export async function* unpacked(
  form: keyof typeof UNPACKERS,
  packed: AsyncIterable<Uint8Array>,
  packedBytes: number,
): AsyncGenerator<Uint8Array> {
  const unpack: Duplex = UNPACKERS[form]();
  const source = Readable.from(packed, { objectMode: false });
  // Errors of the source (a file that cannot be read) must reach whoever reads here.
  source.on("error", (error) => unpack.destroy(error));
  source.pipe(unpack);
  let bytes = 0;
  try {
    for await (const chunk of unpack as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > BOMB_BYTES_MIN && bytes > packedBytes * RATIO_MAX) throw new GivenUp("bomb");
      yield chunk;
    }
  } catch (error) {
    throw isPackingError(error) ? new GivenUp("damaged", codeOf(error)) : error;
  } finally {
    source.destroy();
    unpack.destroy();
  }
}

/** Packs again. `head` is the beginning of the packed original. */
export function packing(form: FixForm & ("gzip" | "zstd"), head: Uint8Array): Transform {
  if (form === "zstd") return createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const header = gzipHeader(head);
  // The header says how hard the original was pressed: 2 hardest, 4 fastest.
  const level = header[8] === 2 ? 9 : header[8] === 4 ? 1 : 6;
  const deflate = createDeflateRaw({ level });
  let sum = 0;
  let bytes = 0;
  return new Transform({
    construct(done) {
      deflate.on("data", (chunk: Buffer) => this.push(chunk));
      deflate.on("error", (error) => this.destroy(error));
      this.push(header);
      done();
    },
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      bytes += chunk.length;
      deflate.write(chunk, done);
    },
    flush(done) {
      deflate.once("end", () => {
        const tail = Buffer.alloc(8);
        tail.writeUInt32LE(sum, 0);
        tail.writeUInt32LE(bytes % 2 ** 32, 4);
        this.push(tail);
        done();
      });
      deflate.end();
    },
    destroy(error, done) {
      deflate.destroy();
      done(error);
    },
  });
}

/** What comes out of `packer` when `content` goes in. */
export async function* packedBy(packer: Duplex, content: Readable): AsyncGenerator<Uint8Array> {
  const done = pipeline(content, packer);
  // Trouble is thrown to whoever reads here.
  done.catch(() => undefined);
  for await (const chunk of packer as AsyncIterable<Buffer>) yield chunk;
  await done;
}

/** How much of a packed file's beginning is read to find its header: names are short. */
export const HEAD_BYTES = 64 * 1024;

/** The header with name, time and comment as they stand (RFC 1952); a plain one when it does not end within `head`. */
function gzipHeader(head: Uint8Array): Buffer {
  const bytes = Buffer.from(head);
  const flags = bytes[3] ?? 0;
  let at = 10;
  if ((flags & 4) !== 0 && at + 2 <= bytes.length) at += 2 + bytes.readUInt16LE(at);
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    at = end < 0 ? Infinity : end + 1;
  }
  if ((flags & 2) !== 0) at += 2;
  if (at <= bytes.length) return bytes.subarray(0, at);
  const plain = Buffer.from(bytes.subarray(0, 10));
  plain[3] = 0;
  return plain;
}

function isPackingError(error: unknown): boolean {
  return /^(?:Z_|ZSTD_|ERR_ZSTD|ERR_ZLIB|ERR_BUFFER)/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
