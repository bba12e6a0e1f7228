// The hash that stands for a whole bag, and the time stamp over it that is added after the bag was made.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MisemoriError } from "../../kernel/index.ts";
import { STAMP_NAME, TAG_MANIFEST_NAME } from "./bag.ts";
import type { PreserveRequest } from "./contract.ts";

/** A stamp has some 5 KiB. */
const STAMP_BYTES_MAX = 256 * 1024;

/** The hash that names a bag on a receipt, without checking the bag: of the file, or of a folder's tag manifest. */
export async function hashOfBag(path: string): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const stat = await lstat(path).catch(() => null);
  if (stat === null) throw new MisemoriError("evidence.missing", `${path} is not there`, "check the name");
  if (stat.isDirectory()) {
    const text = await readFile(join(path, TAG_MANIFEST_NAME)).catch(() => null);
    if (text === null) throw new MisemoriError("evidence.missing", `${path} is no bag`, "check the name");
    return { sha256: createHash("sha256").update(text).digest("hex"), bytes: text.length };
  }
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}

/**
 * Stamps a finished bag: a folder's tag manifest (the stamp lies beside it), an archive's bytes (the stamp lies beside the
 * archive, so that a sealed one stays as it was handed over). Resolves to the stamp's file or why there is none; throws
 * "evidence.there" when it has one already.
 */
export async function stampBag(
  path: string,
  stamp: NonNullable<PreserveRequest["stamp"]>,
): Promise<{ readonly file: string; readonly sha256: string } | { readonly failed: string }> {
  const { sha256 } = await hashOfBag(path);
  const isFolder = (await lstat(path)).isDirectory();
  const file = isFolder ? join(path, STAMP_NAME) : besideName(path);
  if ((await lstat(file).catch(() => null)) !== null) {
    throw new MisemoriError("evidence.there", `${file} is there already`, "move it away to stamp anew");
  }
  const answer = await stamp(Buffer.from(sha256, "hex"));
  if ("failed" in answer) return answer;
  await writeFile(file, answer, { flag: "wx", mode: 0o600, flush: true });
  return { file, sha256 };
}

/** The stamp beside an archive, or null. One too long to be a stamp is cut and will not be believed. */
export async function stampBeside(path: string): Promise<Buffer | null> {
  try {
    const parts: Buffer[] = [];
    const stream = createReadStream(besideName(path), { end: STAMP_BYTES_MAX - 1 });
    for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function besideName(path: string): string {
  return `${path}.tsr`;
}
