// One entry of a manifest as a line of text: a JSON list, paths as text where they are UTF-8 and as base64 where they are not.

import type { ApprovedEntry, EntryType } from "./contract.ts";

const TYPES: readonly EntryType[] = ["file", "folder", "link", "special"];

export function lineOfEntry(entry: ApprovedEntry): string {
  const { path, type, size, mode, uid, gid, mtimeMs, ctimeMs, inode, sha256, link, text } = entry;
  const kept = text === null ? null : [text.offset, text.length, text.check];
  const list = [
    bytesText(path),
    TYPES.indexOf(type),
    size,
    mode,
    uid,
    gid,
    mtimeMs,
    ctimeMs,
    inode,
    sha256,
    link === null ? null : bytesText(link),
    kept,
  ];
  return `${JSON.stringify(list)}\n`;
}

type Bytes = string | readonly [string];
type Kept = readonly [number, number, string] | null;
type Line = readonly [
  Bytes,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  string | null,
  Bytes | null,
  Kept,
];

/** `line` stands in a signed manifest: its shape was this program's. */
export function entryOfLine(line: string): ApprovedEntry {
  const [path, type, size, mode, uid, gid, mtimeMs, ctimeMs, inode, sha256, link, kept] = JSON.parse(
    line,
  ) as Line;
  return {
    path: bytesOf(path),
    type: TYPES[type] ?? "special",
    size,
    mode,
    uid,
    gid,
    mtimeMs,
    ctimeMs,
    inode,
    sha256,
    link: link === null ? null : bytesOf(link),
    text: kept === null ? null : { offset: kept[0], length: kept[1], check: kept[2] },
  };
}

function bytesText(bytes: Buffer): Bytes {
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") && !Buffer.from(text).equals(bytes) ? [bytes.toString("base64")] : text;
}

function bytesOf(bytes: Bytes): Buffer {
  return typeof bytes === "string" ? Buffer.from(bytes) : Buffer.from(bytes[0], "base64");
}
