// Opens the files a scope is made from: their hash, size and whether they are UTF-8, whether they stayed what was hashed, and
// their bytes, unpacked where they are packed (gz, zst). Nothing is written; what is unpacked lives in memory, piece by piece.

import { createHash } from "node:crypto";
import { createReadStream, type BigIntStats } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import type { ScopeInput } from "./contract.ts";
import { scopeWords } from "./words.ts";

/** An input before its bytes are read: enough to choose who reads it. */
export interface SeenInput extends ScopeInput {
  readonly packed: "gz" | "zst" | null;
  /** Which file it was at first sight: its number, length and times. Null for what is no file. */
  readonly stand: Stand | null;
}

export interface OpenInput extends SeenInput {
  readonly bytes: number;
  readonly sha256: string;
  readonly isUtf8: boolean;
}

type Stand = Pick<BigIntStats, "dev" | "ino" | "size" | "mtimeNs" | "ctimeNs">;

const CHUNK_BYTES = 1024 * 1024;

/** Reads only the beginning. Throws MisemoriError `scope.input` when it cannot be read. */
export async function firstLook(
  input: ScopeInput,
  language: Language,
  gone: AbortSignal,
): Promise<SeenInput> {
  try {
    const stand = input.open === undefined ? await stat(input.path, { bigint: true }) : null;
    let packed: SeenInput["packed"] = null;
    for await (const chunk of rawOf(input, gone)) {
      packed = packingOf(chunk as Buffer);
      break;
    }
    return { ...input, packed, stand };
  } catch (error) {
    throw unreadable(input.path, error, language);
  }
}

/** Reads the file once, whole. Throws MisemoriError `scope.input` when it cannot be read. */
export async function hashed(
  input: SeenInput,
  language: Language,
  gone: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<OpenInput> {
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    // A log's encoding does not matter, and checking a hundred gigabytes takes its time.
    let decoder = input.kind === "log" ? undefined : new TextDecoder("utf-8", { fatal: true });
    let isUtf8 = decoder !== undefined;
    for await (const chunk of rawOf(input, gone)) {
      const part = chunk as Buffer;
      bytes += part.length;
      hash.update(part);
      onBytes(part.length);
      try {
        decoder?.decode(part, { stream: true });
      } catch {
        decoder = undefined;
        isUtf8 = false;
      }
    }
    return { ...input, bytes, sha256: hash.digest("hex"), isUtf8 };
  } catch (error) {
    throw unreadable(input.path, error, language);
  }
}

/**
 * Files are read twice, once for their hash and once for what they say. False when another file stands there now, or the file
 * was written to since the first look: the hash would then vouch for bytes that nobody judged.
 */
export async function isStillAsHashed({ path, stand, bytes }: OpenInput): Promise<boolean> {
  if (stand === null) return true;
  if (stand.size !== BigInt(bytes)) return false;
  const now = await stat(path, { bigint: true }).catch(() => undefined);
  return (["dev", "ino", "size", "mtimeNs", "ctimeNs"] as const).every((what) => now?.[what] === stand[what]);
}

export async function sizeOf({ path, bytes }: ScopeInput): Promise<number> {
  return bytes ?? (await stat(path).catch(() => undefined))?.size ?? 0;
}

export interface Unpacked {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** True once the stream ended before its own end mark. */
  readonly cutOff: () => boolean;
}

/** The file's text as bytes. A packed file that breaks off gives what there is. */
export function bytesOf(input: SeenInput, gone: AbortSignal): Unpacked {
  const raw = rawOf(input, gone);
  if (input.packed === null) return { chunks: raw, cutOff: () => false };
  const unpack =
    input.packed === "gz"
      ? createGunzip({ chunkSize: CHUNK_BYTES })
      : createZstdDecompress({ chunkSize: CHUNK_BYTES });
  const seen = { cutOff: false };
  raw.on("error", (error) => unpack.destroy(error));
  raw.pipe(unpack);
  return { chunks: untilCut(unpack, seen, gone), cutOff: () => seen.cutOff };
}

function rawOf({ path, open }: ScopeInput, gone: AbortSignal): Readable {
  if (open !== undefined) return Readable.from(open(), { signal: gone, objectMode: false });
  return createReadStream(path, { highWaterMark: CHUNK_BYTES, signal: gone });
}

async function* untilCut(
  unpack: AsyncIterable<Uint8Array>,
  seen: { cutOff: boolean },
  gone: AbortSignal,
): AsyncIterable<Uint8Array> {
  try {
    yield* unpack;
  } catch (error) {
    if (gone.aborted) throw error;
    seen.cutOff = true;
  }
}

function packingOf(head: Buffer): SeenInput["packed"] {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gz";
  return head.length > 3 && head.readUInt32LE(0) === 0xfd2fb528 ? "zst" : null;
}

function unreadable(path: string, error: unknown, language: Language): unknown {
  if (error instanceof MisemoriError) return error;
  if (!(error instanceof Error) || !("code" in error) || error.name === "AbortError") return error;
  const message = say(scopeWords, language, "inputUnreadable", { path, reason: String(error.code) });
  return new MisemoriError("scope.input", message, say(scopeWords, language, "inputUnreadableHint"), error);
}
