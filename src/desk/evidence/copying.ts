// Reads one file for the bag: opened without following links, hashed in passing, and looked at again afterwards, so that
// the record says when it changed under our hands.

import { createHash } from "node:crypto";
import { constants, type BigIntStats } from "node:fs";
import { open, readlink, type FileHandle } from "node:fs/promises";
import { platform } from "node:process";
import type { Changed, LeftOut } from "./contract.ts";
import { codeOf } from "./walk.ts";

/** Large enough that disk and hash are busy, small enough that many buffers fit. */
const CHUNK_BYTES = 1024 * 1024;

export interface OpenFile {
  readonly stat: BigIntStats;
  /** Exactly `stat.size` bytes: a file that shrinks is filled with zeros, as an archive has promised its length. */
  readonly content: () => AsyncGenerator<Uint8Array>;
  /** After the content was taken: its hash, and what changed. */
  readonly settled: () => Promise<Settled>;
  readonly close: () => Promise<void>;
}

export interface Settled {
  readonly sha256: string;
  /** Bytes that really came from the file. */
  readonly bytesRead: number;
  readonly how: Changed | null;
  readonly after: BigIntStats | null;
}

export async function openForBag(
  path: Buffer,
  seen: BigIntStats,
): Promise<OpenFile | { readonly reason: LeftOut; readonly detail: string }> {
  let file: FileHandle | undefined;
  try {
    file = await openQuietly(path);
    const stat = await file.stat({ bigint: true });
    const same = stat.isFile() && stat.ino === seen.ino && stat.dev === seen.dev;
    if (!same || !(await standsAt(file, path))) {
      await file.close();
      return { reason: "moved", detail: "" };
    }
    return reading(file, stat);
  } catch (error) {
    await file?.close();
    const code = codeOf(error);
    return { reason: code === "ENOENT" || code === "ELOOP" ? "moved" : "unreadable", detail: code };
  }
}

/** Leaves the time of last access as it is where the system allows it: that time is evidence too. */
async function openQuietly(path: Buffer): Promise<FileHandle> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  if (platform !== "linux") return open(path, flags);
  try {
    return await open(path, flags | constants.O_NOATIME);
  } catch (error) {
    if (codeOf(error) === "EPERM") return open(path, flags);
    throw error;
  }
}

/** A folder on the way may have become a link since it was listed: the kernel says where the open file really lies. */
async function standsAt(file: FileHandle, path: Buffer): Promise<boolean> {
  if (platform !== "linux") return true;
  const real = await readlink(`/proc/self/fd/${file.fd}`, { encoding: "buffer" }).catch(() => null);
  return real === null || real.equals(path);
}

function reading(file: FileHandle, stat: BigIntStats): OpenFile {
  const size = Number(stat.size);
  const hash = createHash("sha256");
  let bytesRead = 0;
  let broke = false;
  /** A disk that cannot read on: what came until here is kept, the rest told. */
  const readOrBreak = async (chunk: Buffer, at: number): Promise<number> => {
    try {
      return (await file.read(chunk, 0, chunk.length, at)).bytesRead;
    } catch {
      broke = true;
      return 0;
    }
  };
  async function* content(): AsyncGenerator<Uint8Array> {
    let ended = false;
    for (let at = 0; at < size;) {
      const length = Math.min(CHUNK_BYTES, size - at);
      let chunk = Buffer.allocUnsafe(length);
      const got = ended ? 0 : await readOrBreak(chunk, at);
      if (got === 0) {
        ended = true;
        chunk.fill(0);
      } else chunk = chunk.subarray(0, got);
      bytesRead += got;
      at += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  }
  return {
    stat,
    content,
    settled: async () => {
      const after = await file.stat({ bigint: true }).catch(() => null);
      const how = broke ? "broke-off" : changeOf(stat, after, bytesRead);
      return { sha256: hash.digest("hex"), bytesRead, how, after };
    },
    close: () => file.close(),
  };
}

function changeOf(before: BigIntStats, after: BigIntStats | null, bytesRead: number): Changed | null {
  if (bytesRead < Number(before.size)) return "shrank";
  if (after === null) return "rewritten";
  if (after.size > before.size) return "grew";
  if (after.size < before.size) return "shrank";
  return after.mtimeNs === before.mtimeNs ? null : "rewritten";
}
