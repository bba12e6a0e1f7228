// Keeps the original of a file that is fixed, sealed to a public key whose other half is not on this machine, and opens it again
// where that half is. The format is the kernel's; it is written down in docs/scrub.md.

import { createPrivateKey, type KeyObject } from "node:crypto";
import { open, rename, stat, unlink, type FileHandle } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { MisemoriError, seal, unseal } from "../../kernel/index.ts";
import { GivenUp, type FixOptions } from "./contract.ts";
import { syncFolder } from "./journal.ts";
import { bytesOf } from "./reading.ts";

const ORIGINAL_SUFFIX = ".misemori-original";
/** Names tried before giving up: a folder with so many originals of one file needs a person. */
const NAMES_MAX = 100;

/** A name that `keepOriginal` gave. */
export function isKeptOriginal(name: string): boolean {
  return /\.misemori-original(?:\.\d{1,3}|\.part)?$/.test(name);
}

/** Writes the sealed copy beside the file and resolves to its path once it is on disk. Never over another one. */
export async function keepOriginal(
  path: string,
  file: FileHandle,
  recipient: KeyObject,
  options: FixOptions,
): Promise<string> {
  const { size } = await file.stat();
  const partPath = `${path}${ORIGINAL_SUFFIX}.part`;
  await unlink(partPath).catch(() => undefined);
  const target = await open(partPath, "wx", 0o600);
  let kept = false;
  try {
    const about = { name: basename(path), bytes: size };
    for await (const piece of seal(bytesOf(file, 0, size, options), recipient, about)) {
      await target.appendFile(piece);
    }
    await target.sync();
    const final = await freeName(`${path}${ORIGINAL_SUFFIX}`);
    await rename(partPath, final);
    kept = true;
    await syncFolder(dirname(path));
    return final;
  } finally {
    await target.close();
    if (!kept) await unlink(partPath).catch(() => undefined);
  }
}

/** Opens a kept original into a new file (0600), which is gone again when anything is not as it was sealed. */
export async function openOriginalFile(
  path: string,
  privateKeyPem: string,
  outPath: string,
): Promise<{ readonly ok: true; readonly bytes: number } | { readonly ok: false; readonly why: string }> {
  let target: FileHandle | undefined;
  let source: FileHandle | undefined;
  let isWhole = false;
  try {
    const key = createPrivateKey(privateKeyPem);
    source = await open(path, "r");
    target = await open(outPath, "wx", 0o600);
    let bytes = 0;
    for await (const piece of unseal(source.createReadStream({ autoClose: false }), key)) {
      await target.appendFile(piece);
      bytes += piece.length;
    }
    await target.sync();
    isWhole = true;
    return { ok: true, bytes };
  } catch (error) {
    if (error instanceof MisemoriError) return { ok: false, why: error.message };
    return { ok: false, why: error instanceof Error && "code" in error ? String(error.code) : "error" };
  } finally {
    await source?.close();
    await target?.close();
    if (target !== undefined && !isWhole) await unlink(outPath).catch(() => undefined);
  }
}

async function freeName(name: string): Promise<string> {
  for (let n = 1; n <= NAMES_MAX; n++) {
    const candidate = n === 1 ? name : `${name}.${n}`;
    if ((await stat(candidate).catch(() => null)) === null) return candidate;
  }
  throw new GivenUp("original-not-kept", name);
}
