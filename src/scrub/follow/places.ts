// Remembers how far each followed file was read, across restarts: position, inode, and a fingerprint of the bytes before it.
// Never any content.

import { createHash, createHmac, randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

export interface Remembered {
  readonly ino: string;
  /** All before was told. */
  readonly position: number;
  /** Number of the line the position lies in; null: not known. */
  readonly line: number | null;
  readonly print: string;
}

export interface Places {
  /** The file that had the name last first, then older ones that were still read. Empty: nobody remembers. */
  load(path: string): Promise<readonly Remembered[]>;
  save(path: string, places: readonly Remembered[]): Promise<void>;
}

/** How many bytes before a position tell whether it still is the same file's. */
const PRINT_BYTES = 256;

export async function openPlaces(folder: string): Promise<Places> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const nameOf = (path: string): string =>
    join(folder, `follow-${createHash("sha256").update(path).digest("hex").slice(0, 16)}.json`);
  return {
    async load(path) {
      try {
        const kept = JSON.parse(await readFile(nameOf(path), "utf8")) as readonly Remembered[];
        return kept.filter(
          (one) => Number.isSafeInteger(one.position) && one.position >= 0 && /^\d+$/.test(one.ino),
        );
      } catch {
        return [];
      }
    },
    async save(path, places) {
      const fresh = `${nameOf(path)}.new`;
      const file = await open(fresh, "w", 0o600);
      try {
        await file.writeFile(`${JSON.stringify(places)}\n`);
      } finally {
        await file.close();
      }
      await rename(fresh, nameOf(path));
    },
  };
}

/** The key of the fingerprints: made once, readable by its owner only, of no use for anything else. */
export async function openPlaceKey(folder: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "follow.key");
  const fresh = randomBytes(KEY_BYTES);
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(fresh);
    } finally {
      await file.close();
    }
    return fresh;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const kept = await readFile(path);
  // Cut short by a full disk: places made with it are forgotten, nothing worse.
  return kept.length === KEY_BYTES ? kept : fresh;
}

const KEY_BYTES = 32;

/**
 * A keyed hash of the bytes before `position`. Digits and masks all count as the same character: it knows no number, and a
 * card that was hidden meanwhile does not make the file a stranger.
 */
export async function printBefore(file: FileHandle, position: number, key: Uint8Array): Promise<string> {
  const from = Math.max(0, position - PRINT_BYTES);
  const bytes = Buffer.alloc(position - from);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
  const shape = bytes
    .subarray(0, bytesRead)
    .map((byte) => ((byte >= 0x30 && byte <= 0x39) || byte === 0x2a ? 0x30 : byte));
  return createHmac("sha256", key).update(shape).digest("hex").slice(0, 32);
}
