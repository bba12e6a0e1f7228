// The few things the vault does to a disk, each durable by itself: a crash between two of them is what keys.ts has to survive,
// and what its tests stage.

import { chmod, mkdir, open, rename, rm, stat, unlink } from "node:fs/promises";
import { randomFillSync } from "node:crypto";
import { isCode } from "./trouble.ts";

export interface VaultDisk {
  folder(path: string): Promise<void>;
  /** A new file (0600), on the disk when it resolves. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Random bytes over the content, on the disk, then cut to nothing. Harmless when it is gone. */
  overwrite(path: string): Promise<void>;
  unlink(path: string): Promise<void>;
  removeFolder(path: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
}

export function vaultDisk(): VaultDisk {
  return {
    folder: async (path) => {
      await mkdir(path, { recursive: true, mode: 0o700 });
    },
    write: async (path, bytes) => {
      const handle = await open(path, "wx", 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      // Whatever a folder's default rights gave.
      await chmod(path, 0o600);
    },
    rename,
    overwrite,
    unlink: async (path) => {
      await unlink(path).catch(unlessGone);
    },
    removeFolder: (path) => rm(path, { recursive: true, force: true }),
    syncFolder,
  };
}

async function overwrite(path: string): Promise<void> {
  try {
    const { size } = await stat(path);
    const handle = await open(path, "r+");
    try {
      // Keys are some hundred bytes; a disk that moves blocks keeps the old ones all the same (THREATS.md).
      await handle.write(randomFillSync(Buffer.alloc(Math.min(size, 4_096))), 0, undefined, 0);
      await handle.sync();
      await handle.truncate(0);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    unlessGone(error);
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows has no such thing.
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unlessGone(error: unknown): void {
  if (!isCode(error, "ENOENT")) throw error;
}
