// Writes a file from its start, leaving holes where the original had (or may have had) them: long runs of zeros take no room.

import type { FileHandle } from "node:fs/promises";

/** File systems keep holes in blocks of this size, mostly. */
const HOLE_BYTES = 4096;

export interface HoleWriter {
  write(bytes: Uint8Array): Promise<void>;
  /** Sets the length, which a hole at the end needs. Answers it. */
  end(): Promise<number>;
}

export function openHoleWriter(file: FileHandle, sparse: boolean): HoleWriter {
  let at = 0;
  const writeAll = async (bytes: Uint8Array, from: number): Promise<void> => {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, from + done);
      done += bytesWritten;
    }
  };
  return {
    async write(bytes) {
      if (!sparse) {
        await writeAll(bytes, at);
        at += bytes.length;
        return;
      }
      for (let done = 0; done < bytes.length;) {
        const piece = bytes.subarray(done, done + HOLE_BYTES - ((at + done) % HOLE_BYTES));
        if (piece.some((byte) => byte !== 0)) await writeAll(piece, at + done);
        done += piece.length;
      }
      at += bytes.length;
    },
    async end() {
      await file.truncate(at);
      return at;
    },
  };
}
