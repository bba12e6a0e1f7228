// Reads what is judged of one file: all of it, or of a large one the head, the tail and stretches in between that hold an
// opening of code. What is left out is only what no server would run.

import { closeSync, fstatSync, openSync, readSync, constants } from "node:fs";
import { SCAN_FILES } from "./contract.ts";

export interface ReadFile {
  readonly bytes: Buffer;
  readonly size: number;
  readonly sampled: boolean;
}

/** Null when it cannot be read or is no regular file (any more): a FIFO put in its place must not hold the scan. */
export function readForJudging(path: Buffer): ReadFile | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch {
    return null;
  }
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return null;
    const { size } = stats;
    if (size <= SCAN_FILES.wholeBytesMax) return { bytes: part(descriptor, 0, size), size, sampled: false };
    return { bytes: Buffer.concat(stretches(descriptor, size)), size, sampled: true };
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

function part(descriptor: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let at = 0;
  while (at < length) {
    const count = readSync(descriptor, bytes, at, length - at, from + at);
    if (count === 0) break;
    at += count;
  }
  return bytes.subarray(0, at);
}

const OPENINGS = ["<?php", "<?PHP", "<?=", "<%@", "<%!", "<jsp:"];
const BLOCK_BYTES = 1024 * 1024;
/** An opening that lies across two blocks. */
const OVERLAP_BYTES = 8;

function stretches(descriptor: number, size: number): Buffer[] {
  const { endBytes, aroundBytes, stretchesMax } = SCAN_FILES;
  const parts = [part(descriptor, 0, endBytes)];
  let seenTo = endBytes;
  let found = 0;
  for (let at = endBytes; at < size - endBytes && found < stretchesMax; at += BLOCK_BYTES - OVERLAP_BYTES) {
    const block = part(descriptor, at, Math.min(BLOCK_BYTES, size - endBytes - at));
    for (const opening of OPENINGS) {
      const hit = block.indexOf(opening, Math.max(0, seenTo - at));
      if (hit < 0) continue;
      parts.push(part(descriptor, at + hit, aroundBytes));
      seenTo = at + hit + aroundBytes;
      found++;
      break;
    }
  }
  parts.push(part(descriptor, size - endBytes, endBytes));
  return parts.map((one) => Buffer.concat([one, Buffer.from("\n")]));
}
