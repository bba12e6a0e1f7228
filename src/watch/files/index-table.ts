// The manifest as a table in memory, for the look at one path: 75 bytes an entry, whatever the paths' lengths. Made by the
// running guard's thread; passes over the whole tree read the manifest itself.

import { hash } from "node:crypto";
import type { EntryType } from "./contract.ts";
import type { KnownEntry } from "./differ.ts";
import type { Manifest, ManifestEnd } from "./manifest.ts";

export interface IndexTable {
  readonly end: ManifestEnd;
  find(path: Buffer): KnownEntry | null;
}

const TYPES: readonly EntryType[] = ["file", "folder", "link", "special"];
/** 16 bytes of the path's SHA-256, 32 of the content's, then type (0: free), mode, owner, group and size. */
const ROW_BYTES = 16 + 32 + 1 + 2 + 4 + 4 + 6;
/** Rows of which one in six stays free: a search ends after a few. */
const FILLED_MAX = 5 / 6;

export async function readIntoTable(manifest: Manifest): Promise<IndexTable> {
  const rows = Math.ceil((manifest.entries + 1) / FILLED_MAX);
  const table = Buffer.alloc(rows * ROW_BYTES);
  let end: ManifestEnd = { entries: 0, files: 0, bytes: 0, approvals: [], unread: 0 };
  for await (const batch of manifest.batches()) {
    for (const entry of batch.entries) {
      const key = keyOf(entry.path);
      const at = placeOf(table, rows, key);
      table.set(key, at);
      if (entry.sha256 !== null) table.write(entry.sha256, at + 16, "hex");
      table[at + 48] = TYPES.indexOf(entry.type) + 1;
      table.writeUInt16LE(entry.mode, at + 49);
      table.writeUInt32LE(entry.uid, at + 51);
      table.writeUInt32LE(entry.gid, at + 55);
      table.writeUIntLE(Math.min(entry.size, 2 ** 48 - 1), at + 59, 6);
    }
    end = batch.end ?? end;
  }
  return {
    end,
    find: (path) => {
      const at = placeOf(table, rows, keyOf(path));
      const type = TYPES[(table[at + 48] ?? 0) - 1];
      if (type === undefined) return null;
      return {
        type,
        size: table.readUIntLE(at + 59, 6),
        mode: table.readUInt16LE(at + 49),
        uid: table.readUInt32LE(at + 51),
        gid: table.readUInt32LE(at + 55),
        sha256: type === "file" || type === "link" ? table.toString("hex", at + 16, at + 48) : null,
        link: null,
      };
    },
  };
}

function keyOf(path: Buffer): Buffer {
  return hash("sha256", path, "buffer").subarray(0, 16);
}

/** Of the row with this key, or the free one where it belongs. */
function placeOf(table: Buffer, rows: number, key: Buffer): number {
  let row = key.readUIntLE(0, 6) % rows;
  for (;;) {
    const at = row * ROW_BYTES;
    if (table[at + 48] === 0 || table.compare(key, 0, 16, at, at + 16) === 0) return at;
    row = (row + 1) % rows;
  }
}
