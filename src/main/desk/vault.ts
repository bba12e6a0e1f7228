// The vault on the real disk, and the acts that lay a scope into it and read its list of persons back. Who read what stands in the
// journal before the first byte is given out.

import { join } from "node:path";
import type { CliActs, VaultReader, VaultRequest } from "../../cli/index.ts";
import {
  createVault,
  keepScope,
  keptInputs,
  keptLists,
  namedOn,
  vaultDisk,
  type IncidentId,
  type Vault,
} from "../../desk/index.ts";
import {
  fine,
  MisemoriError,
  refuse,
  say,
  systemClock,
  systemRandom,
  type Language,
  type Outcome,
} from "../../kernel/index.ts";
import { lockFile, openSqliteStore } from "../../store/index.ts";
import { writeJournal } from "./evidence.ts";
import { LOCAL_TOKEN_SIGN } from "../keys.ts";
import { MAIN_WORDS } from "../words.ts";

type Acts = Pick<CliActs, "keptScopeInputs" | "keepScope" | "readScopePeople">;

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
    keptScopeInputs: ({ reader, ...request }) =>
      told(async () => {
        const { recordsFolder, incident, language } = request;
        const as = reader === null ? null : await admitted(request, reader);
        const inputs = await keptInputs(openVault(recordsFolder, language), incident);
        if (reader === null) return [];
        const facts = { incident, as, why: reader.why, inputs: inputs.length };
        await writeJournal(recordsFolder, "incident.inputs-read", reader.by, facts);
        return inputs;
      }),
    keepScope: ({ recordsFolder, incident, answer, inputs, by, language }) =>
      told(async () => {
        const kept = await keepScope(openVault(recordsFolder, language), incident, answer, inputs, language);
        const { runId, resultSha256, classes, people } = answer.run;
        const facts = { incident, runId, resultSha256, classes, people, vaultName: kept.vaultName };
        await writeJournal(recordsFolder, "incident.scope-kept", by, facts);
        return kept;
      }),
    readScopePeople: ({ runId, reader, to, onPiece, ...request }) =>
      told(async () => {
        const { recordsFolder, incident, language } = request;
        const as = await admitted(request, reader);
        const vault = openVault(recordsFolder, language);
        const lists = await keptLists(vault, incident);
        const list = lists.find((one) => runId === null || one.runId === runId);
        if (list === undefined) throw noList(language, incident);
        const facts = { incident, runId: list.runId, vaultName: list.name, to, as, why: reader.why };
        await writeJournal(recordsFolder, "incident.people-read", reader.by, facts);
        for await (const piece of vault.get(incident, list.name)) await onPiece(piece);
        return list;
      }),
  };
}

/**
 * The name on the incident under which somebody at the command line reads: the one that is said, else the operator's own. Throws
 * "incident.not-named". A rule with a trace, not a lock: who may read the keys folder can go around it.
 */
async function admitted(
  { recordsFolder, incident, language }: VaultRequest,
  { by, as }: VaultReader,
): Promise<string> {
  const store = await openSqliteStore({ folder: recordsFolder, access: "read" });
  try {
    const named = namedOn(await store.incidents.read(incident));
    const user = by.slice(by.indexOf(":") + 1);
    const wanted =
      as === null
        ? [by, `owner:${user}`, LOCAL_TOKEN_SIGN]
        : [/^(?:owner|api|cli):/.test(as) ? as : `owner:${as}`];
    const found = wanted.find((name) => named.includes(name));
    if (found !== undefined) return found;
    const message = say(MAIN_WORDS, language, "notNamed", { incident, who: as ?? user });
    const hint = say(MAIN_WORDS, language, named.length === 0 ? "notNamed.nobody" : "notNamed.hint", {
      incident,
    });
    throw new MisemoriError("incident.not-named", message, hint);
  } finally {
    await store.close();
  }
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
