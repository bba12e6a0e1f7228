// The reading loop of plain files: great reads straight through the scan, and a breath for the rest of the program between two.

import { readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import type { Hit, Scan } from "../scan.ts";

/** One read; kernels read ahead by themselves, and greater ones were no faster. */
export const READ_BYTES = 1024 * 1024;

export interface Reading {
  readonly scan: Scan;
  /** Read into again and again. */
  readonly buffer: Uint8Array;
  readonly gone: AbortSignal;
  hits(hits: readonly Hit[]): void;
  /** Told after each block. */
  passed(bytes: number): void;
}

/** Reads `bytesMax` bytes of an open file from its start, or what there is; answers how many. Ends the scan's stream. */
export async function readPlain(descriptor: number, bytesMax: number, reading: Reading): Promise<number> {
  const { scan, buffer, gone } = reading;
  let at = 0;
  try {
    while (at < bytesMax && !gone.aborted) {
      const count = readSync(descriptor, buffer, 0, Math.min(buffer.length, bytesMax - at), at);
      if (count === 0) break;
      reading.hits(scan.push(buffer.subarray(0, count)));
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
