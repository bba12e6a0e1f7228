// Opens the files a scope is made from: their hash, size and whether they are UTF-8, whether they stayed what was hashed, and
// their bytes, unpacked where they are packed (gz, zst). Nothing is written; what is unpacked lives in memory, piece by piece.

import { createHash } from "node:crypto";
import { createReadStream, type BigIntStats } from "node:fs";
import { open as openFile, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip, createZstdDecompress } from "node:zlib";
import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import { SCOPE_LIMITS, type ScopeInput } from "./contract.ts";
import { scopeWords } from "./words.ts";

/** An input before its bytes are read: enough to choose who reads it. */
export interface SeenInput extends ScopeInput {
  readonly packed: "gz" | "zst" | null;
  /** Which file it was at first sight: its number, length and times. Null for what is no file. */
  readonly stand: Stand | null;
  /** Of a plain log, which may be written to while it is read; null for everything else. */
  readonly growing: Growing | null;
}

export interface Growing {
  /** Bytes up to its last line end at first sight: what is judged of it if it grows meanwhile. */
  readonly lineEnd: number;
  /** Hash of its first and last bytes at first sight: only what is added to may go on. */
  readonly edges: string;
}

export interface OpenInput extends SeenInput {
  readonly bytes: number;
  readonly sha256: string;
  readonly isUtf8: boolean;
}

type Stand = Pick<BigIntStats, "dev" | "ino" | "size" | "mtimeNs" | "ctimeNs">;

const CHUNK_BYTES = 1024 * 1024;
const EDGE_BYTES = 64 * 1024;

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
    const isPlainLog = input.kind === "log" && packed === null && stand !== null;
    const growing = isPlainLog ? await growingOf(input.path, Number(stand.size)) : null;
    return { ...input, packed, stand, growing };
  } catch (error) {
    throw unreadable(input.path, error, language);
  }
}

/** Reads the file once, whole; of a log what was there at first sight. Throws MisemoriError `scope.input` when it cannot be read. */
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
    const end = input.growing === null ? undefined : Number(input.stand?.size);
    for await (const chunk of rawOf(input, gone, end)) {
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
 * was written to since the first look: the hash would then vouch for bytes that nobody judged. A plain log may have got longer.
 */
export async function isStillAsHashed(input: OpenInput): Promise<boolean> {
  const { path, stand, bytes, growing } = input;
  if (stand === null) return true;
  const now = await stat(path, { bigint: true }).catch(() => undefined);
  const isRead =
    BigInt(bytes) === stand.size || (growing !== null && bytes === (input.upTo ?? growing.lineEnd));
  if (!isRead) return false;
  if (growing !== null && now !== undefined && isLonger(now, stand))
    return (await edgesOf(path, Number(stand.size)).catch(() => "")) === growing.edges;
  return (["dev", "ino", "size", "mtimeNs", "ctimeNs"] as const).every((what) => now?.[what] === stand[what]);
}

/** The same file, and longer than at first sight. */
export async function hasGrown({ path, stand }: SeenInput): Promise<boolean> {
  const now = stand === null ? undefined : await stat(path, { bigint: true }).catch(() => undefined);
  return now !== undefined && stand !== null && isLonger(now, stand);
}

/** Still the file of first sight, as long or longer. */
export async function isStillThere({ path, stand }: SeenInput): Promise<boolean> {
  const now = stand === null ? undefined : await stat(path, { bigint: true }).catch(() => undefined);
  return now !== undefined && stand !== null && now.ino === stand.ino && now.size >= stand.size;
}

export function inputChanged({ path }: ScopeInput, language: Language, cause?: unknown): MisemoriError {
  const message = say(scopeWords, language, "inputChanged", { path });
  return new MisemoriError("scope.changed", message, say(scopeWords, language, "inputChangedHint"), cause);
}

function isLonger(now: BigIntStats, before: Stand): boolean {
  return now.dev === before.dev && now.ino === before.ino && now.size > before.size;
}

/** The last line end is looked for as far back as a line may be long; a longer one is cut where the file ended. */
async function growingOf(path: string, size: number): Promise<Growing> {
  const file = await openFile(path);
  try {
    const from = Math.max(0, size - SCOPE_LIMITS.logLineBytesMax);
    const tail = Buffer.alloc(size - from);
    const { bytesRead } = await file.read(tail, 0, tail.length, from);
    const at = tail.subarray(0, bytesRead).lastIndexOf(0x0a);
    const lineEnd = at >= 0 ? from + at + 1 : from === 0 ? 0 : size;
    return { lineEnd, edges: await edgesOf(path, size) };
  } finally {
    await file.close();
  }
}

async function edgesOf(path: string, size: number): Promise<string> {
  const file = await openFile(path);
  try {
    const hash = createHash("sha256");
    for (const from of [0, Math.max(0, size - EDGE_BYTES)]) {
      const edge = Buffer.alloc(Math.min(EDGE_BYTES, size - from));
      const { bytesRead } = await file.read(edge, 0, edge.length, from);
      hash.update(edge.subarray(0, bytesRead));
    }
    return hash.digest("hex");
  } finally {
    await file.close();
  }
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

/** The first `end` bytes of a file and their hash, in one reading: whoever judges the chunks judges what is hashed. */
export function prefixOf(
  { path }: ScopeInput,
  end: number,
  gone: AbortSignal,
): { readonly chunks: AsyncIterable<Uint8Array>; readonly read: () => { bytes: number; sha256: string } } {
  const hash = createHash("sha256");
  let bytes = 0;
  const chunks = async function* (): AsyncIterable<Uint8Array> {
    for await (const chunk of rawOf({ kind: "log", path }, gone, end)) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  };
  return { chunks: chunks(), read: () => ({ bytes, sha256: hash.digest("hex") }) };
}

function rawOf({ path, open }: ScopeInput, gone: AbortSignal, end?: number): Readable {
  if (open !== undefined) return Readable.from(open(), { signal: gone, objectMode: false });
  if (end === 0) return Readable.from([]);
  const until = end === undefined ? {} : { end: end - 1 };
  return createReadStream(path, { highWaterMark: CHUNK_BYTES, signal: gone, ...until });
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
