// The manifest as a table, for the look at one path: 75 bytes an entry, whatever the paths' lengths; of a large shop it lies in a
// file. Made by the running guard's thread; passes over the whole tree read the manifest itself.

import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { hash } from "node:crypto";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { MisemoriError } from "../../kernel/index.ts";
import type { EntryType } from "./contract.ts";
import type { KnownEntry } from "./differ.ts";
import type { Manifest, ManifestEnd } from "./manifest.ts";

export interface IndexTable {
  readonly end: ManifestEnd;
  find(path: Buffer): KnownEntry | null;
  close(): void;
}

const TYPES: readonly EntryType[] = ["file", "folder", "link", "special"];
/** Bytes of the path's SHA-256. */
const KEY_BYTES = 16;
/** The key, 32 of the content's, then type (0: free), mode, owner, group and size. */
const ROW_BYTES = KEY_BYTES + 32 + 1 + 2 + 4 + 4 + 6;
/** Rows of which one in six stays free: a search ends after a few. */
const FILLED_MAX = 5 / 6;

/** So many in memory (15 MB); of larger shops the table lies in a file: 90 MB at a million. */
const IN_MEMORY_MAX = 200_000;

interface Rows {
  readonly count: number;
  /** The row's bytes until the next read. */
  read(row: number): Buffer;
  write(row: number, bytes: Buffer): void;
  close(): void;
}

/** `folder`: for the file, which has no name once it is open and is gone with this program. */
export async function readIntoTable(
  manifest: Manifest,
  folder: string,
  inMemoryMax = IN_MEMORY_MAX,
): Promise<IndexTable> {
  const count = Math.ceil((manifest.entries + 1) / FILLED_MAX);
  if (manifest.entries <= inMemoryMax) return await fill(manifest, memoryRows(count));
  let rows: Rows | null = null;
  try {
    rows = fileRows(folder, count);
    return await fill(manifest, rows);
  } catch (error) {
    rows?.close();
    if (error instanceof MisemoriError) throw error;
    // No room on the disk: rather more memory than not to watch.
    return await fill(manifest, memoryRows(count));
  }
}

async function fill(manifest: Manifest, rows: Rows): Promise<IndexTable> {
  let end: ManifestEnd = { entries: 0, files: 0, bytes: 0, approvals: [], unread: 0 };
  // One for all: Buffers of their own for a million rows would be given back late.
  const made = Buffer.alloc(ROW_BYTES);
  const key = Buffer.alloc(KEY_BYTES);
  for await (const batch of manifest.batches()) {
    for (const entry of batch.entries) {
      takeKey(key, entry.path);
      made.fill(0);
      key.copy(made);
      if (entry.sha256 !== null) made.write(entry.sha256, 16, "hex");
      made[48] = TYPES.indexOf(entry.type) + 1;
      made.writeUInt16LE(entry.mode, 49);
      made.writeUInt32LE(entry.uid, 51);
      made.writeUInt32LE(entry.gid, 55);
      made.writeUIntLE(Math.min(entry.size, 2 ** 48 - 1), 59, 6);
      rows.write(placeOf(rows, key).row, made);
    }
    end = batch.end ?? end;
  }
  return {
    end,
    find: (path) => {
      takeKey(key, path);
      const { bytes } = placeOf(rows, key);
      const type = TYPES[(bytes[48] ?? 0) - 1];
      if (type === undefined) return null;
      return {
        type,
        size: bytes.readUIntLE(59, 6),
        mode: bytes.readUInt16LE(49),
        uid: bytes.readUInt32LE(51),
        gid: bytes.readUInt32LE(55),
        sha256: type === "file" || type === "link" ? bytes.toString("hex", 16, 48) : null,
        link: null,
      };
    },
    close: () => rows.close(),
  };
}

function memoryRows(count: number): Rows {
  const table = Buffer.alloc(count * ROW_BYTES);
  return {
    count,
    read: (row) => table.subarray(row * ROW_BYTES, (row + 1) * ROW_BYTES),
    write: (row, bytes) => {
      table.set(bytes, row * ROW_BYTES);
    },
    close: () => undefined,
  };
}

function fileRows(folder: string, count: number): Rows {
  const path = join(folder, `index-${process.pid}-${threadId}`);
  rmSync(path, { force: true });
  const descriptor = openSync(path, "wx+", 0o600);
  const row = Buffer.alloc(ROW_BYTES);
  let isOpen = true;
  try {
    rmSync(path);
    ftruncateSync(descriptor, count * ROW_BYTES);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  return {
    count,
    read: (at) => {
      readSync(descriptor, row, 0, ROW_BYTES, at * ROW_BYTES);
      return row;
    },
    write: (at, bytes) => {
      if (writeSync(descriptor, bytes, 0, ROW_BYTES, at * ROW_BYTES) < ROW_BYTES) throw new Error("no room");
    },
    close: () => {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}

function takeKey(key: Buffer, path: Buffer): void {
  key.write(hash("sha256", path, "hex"), 0, KEY_BYTES, "hex");
}

/** The row with this key, or the free one where it belongs. */
function placeOf(rows: Rows, key: Buffer): { readonly row: number; readonly bytes: Buffer } {
  let row = key.readUIntLE(0, 6) % rows.count;
  for (;;) {
    const bytes = rows.read(row);
    if (bytes[48] === 0 || bytes.compare(key, 0, KEY_BYTES, 0, KEY_BYTES) === 0) return { row, bytes };
    row = (row + 1) % rows.count;
  }
}
