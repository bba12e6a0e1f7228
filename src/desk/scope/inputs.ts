// Opens the files a scope is made from: their hash, size and whether they are UTF-8, and their bytes, unpacked where they are
// packed (gz, zst). Nothing is written; what is unpacked lives in memory, piece by piece.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import type { ScopeInput } from "./contract.ts";
import { scopeWords } from "./words.ts";

export interface OpenInput extends ScopeInput {
  readonly bytes: number;
  readonly sha256: string;
  readonly packed: "gz" | "zst" | null;
  readonly isUtf8: boolean;
  /** Where its bytes come from when it is no file. */
  readonly open?: () => AsyncIterable<Uint8Array>;
}

const CHUNK_BYTES = 1024 * 1024;

/** Reads the file once. Throws MisemoriError `scope.input` when it cannot be read. */
export async function lookAt(
  input: ScopeInput,
  language: Language,
  gone: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<OpenInput> {
  try {
    const hash = createHash("sha256");
    let packed: OpenInput["packed"] = null;
    let bytes = 0;
    // A log's encoding does not matter, and checking a hundred gigabytes takes its time.
    let decoder = input.kind === "log" ? undefined : new TextDecoder("utf-8", { fatal: true });
    let isUtf8 = decoder !== undefined;
    for await (const chunk of createReadStream(input.path, { highWaterMark: CHUNK_BYTES, signal: gone })) {
      const part = chunk as Buffer;
      if (bytes === 0) packed = packingOf(part);
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
    return { ...input, bytes, sha256: hash.digest("hex"), packed, isUtf8 };
  } catch (error) {
    throw unreadable(input.path, error, language);
  }
}

export async function sizeOf({ path }: ScopeInput): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

export interface Unpacked {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** True once the stream ended before its own end mark. */
  readonly cutOff: () => boolean;
}

/** The file's text as bytes. A packed file that breaks off gives what there is. */
export function bytesOf(input: OpenInput, gone: AbortSignal): Unpacked {
  if (input.open !== undefined) return { chunks: input.open(), cutOff: () => false };
  const raw = createReadStream(input.path, { highWaterMark: CHUNK_BYTES, signal: gone });
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

function packingOf(head: Buffer): OpenInput["packed"] {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gz";
  return head.length > 3 && head.readUInt32LE(0) === 0xfd2fb528 ? "zst" : null;
}

function unreadable(path: string, error: unknown, language: Language): unknown {
  if (!(error instanceof Error) || !("code" in error) || error.name === "AbortError") return error;
  const message = say(scopeWords, language, "inputUnreadable", { path, reason: String(error.code) });
  return new MisemoriError("scope.input", message, say(scopeWords, language, "inputUnreadableHint"), error);
}
