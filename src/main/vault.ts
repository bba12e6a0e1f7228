// The vault on the real disk, and the acts that lay a scope into it and read its list of persons back. Who read what stands in the
// journal before the first byte is given out.

import { join } from "node:path";
import type { CliActs } from "../cli/index.ts";
import {
  createVault,
  keepNotice,
  keepScope,
  keptInputs,
  keptLists,
  vaultDisk,
  type IncidentId,
  type Vault,
} from "../desk/index.ts";
import {
  fine,
  MisemoriError,
  refuse,
  say,
  systemClock,
  systemRandom,
  type Language,
  type Outcome,
} from "../kernel/index.ts";
import { lockFile } from "../store/index.ts";
import { writeJournal } from "./evidence.ts";
import { plantedIn } from "./planted.ts";
import { MAIN_WORDS } from "./words.ts";

type Acts = Pick<CliActs, "keptScopeInputs" | "keepScope" | "readScopePeople" | "keepNotice">;

/** The vault of a records folder; the guard and the command line may both have it open. */
export function openVault(recordsFolder: string, language: Language): Vault {
  return createVault({
    folder: recordsFolder,
    random: systemRandom(),
    clock: systemClock(),
    language,
    disk: vaultDisk(),
    lock: () => lockFile(join(recordsFolder, "keys", "vault.lock")),
  });
}

export function createVaultActs(): Acts {
  return {
    keptScopeInputs: ({ recordsFolder, incident, language }) =>
      told(() => keptInputs(openVault(recordsFolder, language), incident)),
    keepScope: ({ recordsFolder, incident, answer, inputs, by, language }) =>
      told(async () => {
        const kept = await keepScope(openVault(recordsFolder, language), incident, answer, inputs, language);
        const { runId, resultSha256, classes, people } = answer.run;
        const facts = { incident, runId, resultSha256, classes, people, vaultName: kept.vaultName };
        await writeJournal(recordsFolder, "incident.scope-kept", by, facts);
        return kept;
      }),
    keepNotice: ({ recordsFolder, incident, facts, by, language, gone }) =>
      told(async () => {
        const kept = await keepNotice(openVault(recordsFolder, language), incident, facts, {
          language,
          gone,
          isPlanted: await plantedIn(recordsFolder),
        });
        await writeJournal(recordsFolder, "incident.notice-kept", by, { incident, ...kept });
        return kept;
      }),
    readScopePeople: ({ recordsFolder, incident, runId, by, to, language, onPiece }) =>
      told(async () => {
        const vault = openVault(recordsFolder, language);
        const lists = await keptLists(vault, incident);
        const list = lists.find((one) => runId === null || one.runId === runId);
        if (list === undefined) throw noList(language, incident);
        const facts = { incident, runId: list.runId, vaultName: list.name, to };
        await writeJournal(recordsFolder, "incident.people-read", by, facts);
        for await (const piece of vault.get(incident, list.name)) await onPiece(piece);
        return list;
      }),
  };
}

function noList(language: Language, incident: IncidentId): MisemoriError {
  const message = say(MAIN_WORDS, language, "noPeopleList", { incident });
  return new MisemoriError(
    "vault.missing",
    message,
    say(MAIN_WORDS, language, "noPeopleListHint", { incident }),
  );
}

/** Trouble of our own as a value. */
export async function told<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return fine(await work());
  } catch (error) {
    if (error instanceof MisemoriError) return refuse(error.code, error.message, error.hint);
    throw error;
  }
}
