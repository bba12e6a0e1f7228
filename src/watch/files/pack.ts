// Keeps approved texts packed beside the manifest, so that a change can be shown line by line. Card data is masked before
// anything is kept; only whole texts of people's size are, and all together no more than a limit.

import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { hash } from "node:crypto";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { maskText } from "../../scrub/index.ts";
import { FILE_LIMITS, type TextPlace } from "./contract.ts";

export interface TextPack {
  /** Null: no text, too long, or the pack is full. */
  keep(bytes: Buffer): TextPlace | null;
  /** `isKept` false: as if nothing had been added. */
  close(isKept: boolean): void;
}

/** Adds to the pack at `path`, which is made when it is not there. */
export function openTextPack(path: string): TextPack {
  const descriptor = openSync(path, "a", 0o600);
  const sizeBefore = fstatSync(descriptor).size;
  let size = sizeBefore;
  return {
    keep: (bytes) => {
      const text = textOf(bytes);
      if (text === null || size >= FILE_LIMITS.packBytesMax) return null;
      const packed = zstdCompressSync(Buffer.from(maskText(text)));
      writeSync(descriptor, packed);
      const place = { offset: size, length: packed.length, check: checkOf(packed) };
      size += packed.length;
      return place;
    },
    close: (isKept) => {
      if (!isKept) ftruncateSync(descriptor, sizeBefore);
      fsyncSync(descriptor);
      closeSync(descriptor);
      if (!isKept && sizeBefore === 0) rmSync(path, { force: true });
    },
  };
}

/** Null: the pack is gone or holds something else there. Already masked. */
export function readKeptText(path: string, place: TextPlace): string | null {
  if (place.length > FILE_LIMITS.textBytesMax * 2) return null;
  let descriptor: number;
  try {
    descriptor = openSync(path, "r");
  } catch {
    return null;
  }
  try {
    const packed = Buffer.alloc(place.length);
    readSync(descriptor, packed, 0, place.length, place.offset);
    if (checkOf(packed) !== place.check) return null;
    // Masking may lengthen a text a little; three times is beyond anything.
    return zstdDecompressSync(packed, { maxOutputLength: FILE_LIMITS.textBytesMax * 12 }).toString("utf8");
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

function checkOf(packed: Buffer): string {
  return hash("sha256", packed).slice(0, 32);
}

/** UTF-8, else Shift_JIS or EUC-JP as Japanese shops' older programs have it; null: no text, or too long. */
export function textOf(bytes: Buffer): string | null {
  if (bytes.length === 0 || bytes.length > FILE_LIMITS.textBytesMax || bytes.includes(0)) return null;
  for (const charset of ["utf-8", "shift_jis", "euc-jp"]) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return null;
}
