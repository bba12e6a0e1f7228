// The key of the card hashes in a file of its own: made once, whole or not at all, readable by its owner alone, and destroyed
// when asked. Where that file lies is the caller's matter.

import { chmod, link, mkdir, open, readFile, stat, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MisemoriError, say, type Language, type Random } from "../../kernel/index.ts";
import type { HashKeyStore } from "../ports.ts";
import { filesWords } from "./words.ts";

const KEY_BYTES = 32;

export function openKeyFile(file: string, random: Random, language: Language): HashKeyStore {
  return {
    async key() {
      return (await readKey(file, language)) ?? (await makeKey(file, random, language));
    },
    async forget() {
      try {
        const { size } = await stat(file);
        const handle = await open(file, "r+");
        try {
          // Written over before it is unlinked. Copies (backups, snapshots, a disk that moves blocks) are out of reach.
          await handle.write(random.bytes(Math.min(size, 4_096)), 0, undefined, 0);
          await handle.truncate(0);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await unlink(file);
        await syncFolder(dirname(file));
        return true;
      } catch (error) {
        if (isCode(error, "ENOENT")) return false;
        throw trouble("keyUndeletable", file, language, error);
      }
    },
  };
}

/** Undefined when there is none. */
async function readKey(file: string, language: Language): Promise<Uint8Array | undefined> {
  let text;
  try {
    text = (await readFile(file, "utf8")).trim();
    const { mode } = await stat(file);
    if (process.platform !== "win32" && (mode & 0o077) !== 0) throw trouble("keyOpen", file, language);
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error instanceof MisemoriError ? error : trouble("keyUnreadable", file, language, error);
  }
  if (!/^[0-9a-f]{64}$/.test(text)) throw trouble("keyDamaged", file, language);
  return Buffer.from(text, "hex");
}

/** Written beside and linked into place: whoever comes second gets the first one's key, and nobody half a key. */
async function makeKey(file: string, random: Random, language: Language): Promise<Uint8Array> {
  const folder = dirname(file);
  const beside = join(folder, `.card-hash-${Buffer.from(random.bytes(8)).toString("hex")}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(beside, "wx", 0o600);
    try {
      await handle.write(`${Buffer.from(random.bytes(KEY_BYTES)).toString("hex")}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Whatever the umask took away or a folder's default rights gave.
    await chmod(beside, 0o600);
    try {
      await link(beside, file);
    } catch (error) {
      if (!isCode(error, "EEXIST")) throw error;
    } finally {
      await unlink(beside);
    }
    await syncFolder(folder);
  } catch (error) {
    throw trouble("keyUnwritable", file, language, error);
  }
  const key = await readKey(file, language);
  if (key === undefined) throw trouble("keyUnreadable", file, language);
  return key;
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

type KeyWord = "keyOpen" | "keyUnreadable" | "keyDamaged" | "keyUnwritable" | "keyUndeletable";

function trouble(word: KeyWord, file: string, language: Language, cause?: unknown): MisemoriError {
  const values = { file };
  return new MisemoriError(
    `scrub.${word}`,
    say(filesWords, language, word, values),
    say(filesWords, language, `${word}Hint`, values),
    cause,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
