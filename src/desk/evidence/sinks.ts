// Where a bag goes: a folder, or one streamed archive (tar, compressed and sealed on the way), so that nothing is written
// twice. Both are built under another name and named at the end: what has the bag's name is whole.

import { createHash, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { mkdir, open, rename, utimes, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createZstdCompress } from "node:zlib";
import { MisemoriError, seal } from "../../kernel/index.ts";
import { TAR_END, tarHeader, tarPadding, type TarEntry } from "./tar-write.ts";
import { codeOf } from "./walk.ts";

export interface BagSink {
  /** `content` gives exactly `entry.bytes` bytes. */
  readonly add: (entry: TarEntry, content: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Durable under its own name afterwards; resolves to the archive's SHA-256, null for a folder. */
  readonly finish: () => Promise<string | null>;
  readonly abandon: () => Promise<void>;
}

/** Blocks of nothing but zeros become holes: a sparse file stays as small as it was. */
const HOLE_BYTES = 64 * 1024;
const ZEROS = Buffer.alloc(HOLE_BYTES);

export function folderSink(workFolder: string, out: string): BagSink {
  const root = join(workFolder, "bag");
  return {
    add: async ({ name, bytes, mtimeMs }, content) => {
      const path = join(root, name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(path, "wx", 0o600);
      try {
        await writeSparse(file, bytes, content);
        await file.sync();
      } catch (error) {
        throw unwritable(path, error);
      } finally {
        await file.close();
      }
      await utimes(path, mtimeMs / 1000, mtimeMs / 1000);
    },
    finish: async () => {
      await rename(root, out);
      await syncFolder(dirname(out));
      return null;
    },
    abandon: async () => undefined,
  };
}

async function writeSparse(
  file: FileHandle,
  bytes: number,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  let at = 0;
  for await (const chunk of content) {
    for (let from = 0; from < chunk.length;) {
      const piece = chunk.subarray(from, from + HOLE_BYTES);
      const isHole = piece.length === HOLE_BYTES && ZEROS.equals(piece);
      // Neighbours that are written go in one write.
      let to = from + piece.length;
      if (!isHole) {
        while (to < chunk.length && !ZEROS.equals(chunk.subarray(to, to + HOLE_BYTES))) to += HOLE_BYTES;
        to = Math.min(to, chunk.length);
        await writeAll(file, chunk.subarray(from, to), at + from);
      }
      from = to;
    }
    at += chunk.length;
  }
  await file.truncate(bytes);
}

async function writeAll(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  for (let from = 0; from < bytes.length;) {
    from += (await file.write(bytes, from, bytes.length - from, at + from)).bytesWritten;
  }
}

export interface ArchiveOptions {
  readonly workFolder: string;
  readonly out: string;
  /** The one folder inside. */
  readonly topFolder: string;
  readonly recipient: KeyObject | null;
}

export async function archiveSink({
  workFolder,
  out,
  topFolder,
  recipient,
}: ArchiveOptions): Promise<BagSink> {
  const path = join(workFolder, "bag.part");
  const file = await open(path, "wx", 0o600);
  const head = new PassThrough({ highWaterMark: 4 * 1024 * 1024 });
  const hash = createHash("sha256");
  const name = out.split("/").at(-1) ?? "";
  const parts: (NodeJS.ReadWriteStream | ((s: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>))[] =
    [];
  if (/\.zst(\.sealed)?$/.test(out)) parts.push(createZstdCompress());
  if (recipient !== null) parts.push((source) => seal(source, recipient, { name, bytes: null }));
  const toFile = async (source: AsyncIterable<Buffer>): Promise<void> => {
    let at = 0;
    for await (const chunk of source) {
      hash.update(chunk);
      await writeAll(file, chunk, at);
      at += chunk.length;
    }
  };
  const running: Promise<void> = pipeline([head, ...parts, toFile]);
  // The failure is thrown where the next piece is written; here it must only not go unheard.
  running.catch(() => undefined);
  const write = async (chunk: Uint8Array): Promise<void> => {
    if (head.destroyed) await running;
    if (!head.write(chunk)) await Promise.race([once(head, "drain"), running]);
  };
  const guarded = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw unwritable(out, error);
    }
  };
  return {
    add: async (entry, content) => {
      await guarded(() => write(tarHeader({ ...entry, name: `${topFolder}/${entry.name}` })));
      for await (const chunk of content) await guarded(() => write(chunk));
      await guarded(() => write(tarPadding(entry.bytes)));
    },
    finish: async () => {
      await guarded(async () => {
        await write(TAR_END);
        head.end();
        await running;
        await file.sync();
        await file.close();
        await rename(path, out);
        await syncFolder(dirname(out));
      });
      return hash.digest("hex");
    },
    abandon: async () => {
      head.destroy();
      await running.catch(() => undefined);
      await file.close().catch(() => undefined);
    },
  };
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().catch(() => undefined);
  await folder.close();
}

function unwritable(path: string, error: unknown): unknown {
  if (error instanceof MisemoriError) return error;
  const code = codeOf(error);
  return new MisemoriError(
    code === "ENOSPC" ? "evidence.full" : "evidence.write",
    code === "ENOSPC" ? `the disk of ${path} is full` : `${path} cannot be written (${code})`,
    "name a place with more room, e.g. another disk; the shop's files are unchanged",
    error,
  );
}
