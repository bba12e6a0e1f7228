// Reads one file once: its SHA-256, and its bytes where they are to be judged or kept. Never opens what is no regular file.

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { SCAN_FILES } from "../scan/contract.ts";
import { FILE_LIMITS } from "./contract.ts";
import type { Pace } from "./pace.ts";

export interface FileContent {
  /** Hex. */
  readonly sha256: string;
  readonly size: number;
  /** All of it; null when it is larger than what is judged whole. */
  readonly bytes: Buffer | null;
}

const BREATH_BYTES = 8 * FILE_LIMITS.pieceBytes;

/** Null: cannot be read, or is no regular file (any more). Opened without waiting: a FIFO put in its place must not hold us. */
export async function readContent(place: Buffer, pace: Pace): Promise<FileContent | null> {
  let descriptor: number;
  try {
    descriptor = openSync(place, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch {
    return null;
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return null;
    const hash = createHash("sha256");
    const isWhole = stats.size <= SCAN_FILES.wholeBytesMax;
    const kept: Buffer[] = [];
    let size = 0;
    const pieceBytes = Math.min(FILE_LIMITS.pieceBytes, Math.max(1, stats.size + 1));
    let piece = Buffer.allocUnsafe(pieceBytes);
    // A file that grows while it is read (a log) is read up to where it ended when it was opened.
    while (size < stats.size) {
      const count = readSync(descriptor, piece, 0, Math.min(pieceBytes, stats.size - size), size);
      if (count === 0) break;
      const read = piece.subarray(0, count);
      hash.update(read);
      size += count;
      if (isWhole) {
        kept.push(read);
        if (size < stats.size) piece = Buffer.allocUnsafe(pieceBytes);
      }
      await pace.spend(count);
      // Of a large file: whoever waits for the loop must not wait for all of it.
      if (size % BREATH_BYTES === 0) await setImmediate();
    }
    const bytes = isWhole
      ? kept.length === 1 && kept[0] !== undefined
        ? kept[0]
        : Buffer.concat(kept)
      : null;
    return { sha256: hash.digest("hex"), size, bytes };
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}
