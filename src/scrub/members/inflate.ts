// Deflate, gzip and zstd through Node's own zlib, pulled: what lies behind the packed bytes is given back to the source, and
// what came out before a break is never lost. Limits on how much may come out are open.ts's matter.

import { crc32, createInflateRaw, createZstdDecompress, constants } from "node:zlib";
import type { InflateRaw, ZstdDecompress } from "node:zlib";
import { broken, type Source } from "./source.ts";

/** Expanded bytes waiting to be read before the engine is asked to rest. */
const WAITING_BYTES_MAX = 256 * 1024;

/** The bytes of one deflate stream. What follows it stays in the source. A stream cut short just ends. */
export function inflateRaw(source: Source): AsyncGenerator<Uint8Array> {
  // Told to make do with what there is: whether something is missing is seen by what should follow (a sum, a header).
  return through(source, createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 64 * 1024 }));
}

/** All members of a gzip, one after another. Throws `truncated` or `broken` after giving what could be read. */
export async function* gunzip(source: Source): AsyncGenerator<Uint8Array> {
  for (let members = 0; ; members++) {
    const sign = await source.peek(3);
    // Zeros or other bytes behind the last member are no part of it; gzip itself ignores them with a warning.
    if (members > 0 && sign.toString("hex") !== "1f8b08") return;
    await passGzipHeader(source);
    let sum = 0;
    for await (const chunk of inflateRaw(source)) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
    const trailer = await source.take(8);
    if (trailer.readUInt32LE(0) !== sum) throw broken("broken", source.path);
  }
}

/** All frames of a zstd file. */
export async function* unzstd(source: Source): AsyncGenerator<Uint8Array> {
  for (let frames = 0; ; frames++) {
    const sign = (await source.peek(4)).toString("hex");
    if (sign !== "28b52ffd" && !/^5.2a4d18/.test(sign)) {
      if (frames === 0) throw broken("broken", source.path);
      return;
    }
    yield* through(source, createZstdDecompress({ chunkSize: 64 * 1024 }));
  }
}

async function passGzipHeader(source: Source): Promise<void> {
  const header = await source.take(10);
  const flags = header[3] ?? 0;
  if ((flags & 4) !== 0) await source.take((await source.take(2)).readUInt16LE(0));
  if ((flags & 8) !== 0) await passZeroEnded(source);
  if ((flags & 16) !== 0) await passZeroEnded(source);
  if ((flags & 2) !== 0) await source.take(2);
}

/** File name or comment; longer than any file system allows is no gzip. */
async function passZeroEnded(source: Source): Promise<void> {
  const text = await source.peek(64 * 1024);
  const end = text.indexOf(0);
  if (end < 0) throw broken("broken", source.path);
  await source.take(end + 1);
}

async function* through(source: Source, engine: InflateRaw | ZstdDecompress): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = [];
  const state = { waitingBytes: 0, ended: false, failure: undefined as unknown, wake: (): void => undefined };
  engine.on("data", (chunk: Uint8Array) => {
    out.push(chunk);
    state.waitingBytes += chunk.length;
    if (state.waitingBytes >= WAITING_BYTES_MAX) engine.pause();
    state.wake();
  });
  engine.on("end", () => {
    state.ended = true;
    state.wake();
  });
  engine.on("error", (error: unknown) => {
    state.failure = error;
    state.wake();
  });
  const feeding = feed(source, engine, state);
  try {
    for (;;) {
      const chunk = out.shift();
      if (chunk !== undefined) {
        state.waitingBytes -= chunk.length;
        yield chunk;
        continue;
      }
      if (state.ended || state.failure !== undefined) break;
      if (engine.isPaused()) engine.resume();
      await new Promise<void>((resolve) => {
        state.wake = resolve;
        if (out.length > 0 || state.ended || state.failure !== undefined) resolve();
      });
    }
  } finally {
    state.ended = true;
    engine.destroy();
  }
  const left = await feeding;
  if (state.failure !== undefined) throw reasonOf(state.failure, source.path);
  source.unread(left);
}

/** Writes chunk by chunk until the engine has enough; answers the bytes it did not want. */
async function feed(
  source: Source,
  engine: InflateRaw | ZstdDecompress,
  state: { ended: boolean; failure: unknown; wake: () => void },
): Promise<Uint8Array> {
  let fedBytes = 0;
  let last: Uint8Array = new Uint8Array();
  try {
    while (!state.ended && state.failure === undefined) {
      const chunk = await source.next();
      if (chunk === undefined) {
        engine.end();
        return new Uint8Array();
      }
      last = chunk;
      fedBytes += chunk.length;
      // The callback stays out when the engine ends within this chunk.
      await new Promise<void>((resolve) => {
        const done = (): void => resolve();
        engine.once("end", done);
        engine.once("close", done);
        engine.write(chunk, () => {
          engine.off("end", done);
          engine.off("close", done);
          resolve();
        });
      });
    }
  } catch (error) {
    state.failure = error;
    state.wake();
  }
  const unused = Math.min(last.length, Math.max(0, fedBytes - engine.bytesWritten));
  return last.subarray(last.length - unused);
}

function reasonOf(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  if (code.startsWith("members.")) return error;
  if (code === "Z_BUF_ERROR") return broken("truncated", path, error);
  // A zstd made with a greater window than 128 MiB would need as much memory.
  if (code === "ZSTD_error_frameParameter_windowTooLarge") return broken("too-big", path, error);
  return code.startsWith("Z_") || code.startsWith("ZSTD_") ? broken("broken", path, error) : error;
}
