// A zip that is a file: read at any place, written from front to back with a look back for sizes.

import type { FileHandle } from "node:fs/promises";
import type { FixOptions } from "./contract.ts";
import { bytesOf } from "./reading.ts";
import type { ZipBytes } from "./zip.ts";
import type { ZipSink } from "./zip-rewrite.ts";

export function zipInFile(
  file: FileHandle,
  size: number,
  options: Pick<FixOptions, "gone" | "onBytes">,
): ZipBytes {
  return {
    size,
    async read(at, bytes) {
      const buffer = Buffer.alloc(Math.max(0, Math.min(bytes, size - at)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
      return buffer.subarray(0, bytesRead);
    },
    stream: (from, to) => bytesOf(file, from, to, options),
  };
}

export function sinkToFile(file: FileHandle): ZipSink {
  let at = 0;
  const writeAll = async (bytes: Uint8Array, from: number): Promise<void> => {
    for (let done = 0; done < bytes.length;) {
      done += (await file.write(bytes, done, bytes.length - done, from + done)).bytesWritten;
    }
  };
  return {
    async write(bytes) {
      await writeAll(bytes, at);
      at += bytes.length;
    },
    patch: (from, bytes) => writeAll(bytes, from),
    written: () => at,
  };
}
