// Where printed letters are laid: sealed in the incident's vault, or as plain files in a folder the owner names. A file is there
// whole or not at all.

import { mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { MisemoriError, say, type Language } from "../../../kernel/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import type { Vault } from "../../vault/contract.ts";
import { letterWords } from "./words.ts";

export interface LetterSink {
  /** Durable when it resolves; an earlier one of that name is replaced. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** What a person must know before anything is laid there; empty when there is nothing to say. */
  readonly warning: string;
}

export function lettersInVault(vault: Vault, incident: IncidentId): LetterSink {
  return {
    warning: "",
    put: async (name, bytes) => {
      await vault.put(
        incident,
        name,
        (async function* () {
          yield bytes;
        })(),
      );
    },
  };
}

/** Files only their owner may read (0600). Throws "letters.folder" when they cannot be written. */
export function lettersInFolder(folder: string, language: Language): LetterSink {
  return {
    warning: say(letterWords, language, "folderWarning", { folder }),
    put: async (name, bytes) => {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const part = join(folder, `.${name}.part`);
        const handle = await open(part, "w", 0o600);
        try {
          // The part of a process that died may have been made by somebody with other habits.
          await handle.chmod(0o600);
          await handle.writeFile(bytes);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(part, join(folder, name));
        await syncFolder(folder);
      } catch (error) {
        if (!(error instanceof Error) || !("code" in error)) throw error;
        const message = say(letterWords, language, "folder", { folder, reason: String(error.code) });
        const hint = say(letterWords, language, "folderHint");
        throw new MisemoriError("letters.folder", message, hint, error);
      }
    },
  };
}

/** The new name is on disk as well; Windows does it by itself and cannot be asked. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
