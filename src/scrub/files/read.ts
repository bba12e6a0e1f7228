// The reading loop of plain files: great reads straight into the scan's window, and a breath for the rest of the program between two.

import { readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { Hit, WindowScan } from "../scan.ts";

export interface Reading {
  readonly scan: WindowScan;
  readonly gone: AbortSignal;
  hits(hits: readonly Hit[]): void;
  /** Told after each block. */
  passed(bytes: number): void;
}

/** Reads `bytesMax` bytes of an open file from its start, or what there is; answers how many. Ends the scan's stream. */
export async function readPlain(descriptor: number, bytesMax: number, reading: Reading): Promise<number> {
  const { scan, gone } = reading;
  let at = 0;
  try {
    while (at < bytesMax && !gone.aborted) {
      const room = scan.room();
      const count = readSync(descriptor, room, 0, Math.min(room.length, bytesMax - at), at);
      if (count === 0) break;
      reading.hits(scan.wrote(count));
      at += count;
      reading.passed(count);
      await setImmediate();
    }
  } finally {
    // Also when the disk fails: what was read counts, and the scan is ready for the next file.
    reading.hits(scan.end());
  }
  return at;
}

/** The same bytes as chunks of their own, for archives. */
export async function* chunksOf(
  descriptor: number,
  bytesMax: number,
  { gone, passed }: Pick<Reading, "gone" | "passed">,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytesMax && !gone.aborted;) {
    const chunk = Buffer.allocUnsafe(Math.min(256 * 1024, bytesMax - at));
    const count = readSync(descriptor, chunk, 0, chunk.length, at);
    if (count === 0) return;
    at += count;
    passed(count);
    await setImmediate();
    yield chunk.subarray(0, count);
  }
}
