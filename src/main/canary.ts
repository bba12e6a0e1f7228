// The acts of `misemori canary`: files read with a limit and handed to the canary room.

import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { bracket, canaryTrouble, mailsFrom, plantingsFrom } from "../canary/index.ts";
import type { CliActs } from "../cli/index.ts";
import type { Language } from "../kernel/index.ts";
import { told } from "./vault.ts";

/** A million mails of fifty bytes each, and some room; the text is held in memory once. */
const FILE_BYTES_MAX = 128 * 1024 * 1024;

export function createCanaryActs(): Pick<CliActs, "bracketCanaries"> {
  return {
    bracketCanaries: ({ planted, mailsFile, zone, language }) =>
      told(async () => {
        if (!("file" in planted)) throw new Error("not yet");
        const settings = { zone, language };
        const plantedName = basename(planted.file);
        const mailsName = basename(mailsFile);
        const [plantings, mails] = [
          plantingsFrom(await bytesOf(planted.file, language), { ...settings, name: plantedName }),
          mailsFrom(await bytesOf(mailsFile, language), { ...settings, name: mailsName }),
        ];
        const unreadable = [
          { name: plantedName, count: plantings.unreadable, first: plantings.firstUnreadable },
          { name: mailsName, count: mails.unreadable, first: mails.firstUnreadable },
        ].filter(({ count }) => count > 0);
        return { found: bracket(plantings.rows, mails.rows), unreadable };
      }),
  };
}

async function bytesOf(path: string, language: Language): Promise<Uint8Array> {
  try {
    if ((await stat(path)).size > FILE_BYTES_MAX)
      throw canaryTrouble(language, "tooLarge", { name: basename(path), max: FILE_BYTES_MAX / 1024 / 1024 });
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!/^E[A-Z]+$/.test(code)) throw error;
    throw canaryTrouble(language, "unreadable", { name: basename(path), reason: code }, error);
  }
}
