// What a file is, by its first bytes: plain bytes, something that can be unpacked and packed again, or something closed.

import { isTarHeader } from "../members/recognise.ts";
import type { FixForm } from "./contract.ts";

/** Enough for a tar header, the farthest sign. */
export const SIGN_BYTES = 512;

interface Sign {
  readonly at: number;
  readonly bytes: string;
  readonly form: FixForm;
}

/** Magic numbers as Latin-1. */
const SIGNS: readonly Sign[] = [
  { at: 0, bytes: "\x1f\x8b\x08", form: "gzip" },
  { at: 0, bytes: "\x28\xb5\x2f\xfd", form: "zstd" },
  { at: 0, bytes: "PK\x03\x04", form: "zip" },
  { at: 0, bytes: "PK\x05\x06", form: "closed" },
  { at: 0, bytes: "BZh", form: "closed" },
  { at: 0, bytes: "\xfd7zXZ\x00", form: "closed" },
  { at: 0, bytes: "7z\xbc\xaf\x27\x1c", form: "closed" },
  { at: 0, bytes: "Rar!\x1a\x07", form: "closed" },
  { at: 0, bytes: "\x04\x22\x4d\x18", form: "closed" },
  { at: 0, bytes: "%PDF-", form: "closed" },
  { at: 0, bytes: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", form: "closed" },
  { at: 0, bytes: "SQLite format 3\x00", form: "sealed" },
  { at: 0, bytes: "\xfebin", form: "sealed" },
  { at: 0, bytes: "\xfe\xfe\x07", form: "sealed" },
  { at: 0, bytes: "LPKSHHRH", form: "sealed" },
  { at: 0, bytes: "PACK\x00\x00", form: "sealed" },
  { at: 0, bytes: "\x89PNG\r\n", form: "sealed" },
  { at: 0, bytes: "\x7fELF", form: "sealed" },
  { at: 0, bytes: "\xca\xfe\xba\xbe", form: "sealed" },
  { at: 0, bytes: "\x00asm", form: "sealed" },
];

export function formOf(head: Uint8Array): FixForm {
  const text = Buffer.from(head).toString("latin1");
  const sign = SIGNS.find(({ at, bytes }) => text.startsWith(bytes, at));
  if (sign !== undefined) return sign.form;
  if (isDatabasePage(Buffer.from(head))) return "sealed";
  return isTarHeader(head) ? "tar" : "plain";
}

/** Tables of InnoDB (page 0: its number, its type, the space's number twice) and PostgreSQL (8 KiB pages of layout 4). */
function isDatabasePage(head: Buffer): boolean {
  if (head.length < 64) return false;
  const isInnoDb =
    head.readUInt32BE(4) === 0 &&
    head.readUInt16BE(24) === 8 &&
    head.readUInt32BE(34) === head.readUInt32BE(38);
  const isPostgres =
    head.readUInt16LE(18) === 0x2004 && head.readUInt16LE(16) <= 0x2000 && head.readUInt16LE(14) <= 0x2000;
  return isInnoDb || isPostgres;
}
