// Where the persons of a scope go: nowhere, into an incident's vault, or into a file of its own that only its owner may read.

import { open, rm } from "node:fs/promises";
import { peopleCsv, type ScopeAnswer, type ScopeInput } from "../../desk/index.ts";
import { say } from "../../kernel/index.ts";
import { incidentPeopleWords, type IncidentPeopleWord } from "../incident-people-words.ts";
import { incidentScopeWords } from "../incident-scope-words.ts";
import type { VaultRequest } from "../vault-ports.ts";
import { clean } from "../text.ts";
import { pathFrom, type Verb } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { byOf } from "./incident.ts";
import { exitOf, unwritable, vaultFrom } from "./incident-people.ts";
import type { ScopeOptions } from "./incident-question.ts";

export interface ScopePlace {
  /** Persons will be kept somewhere: the columns are confirmed first. */
  readonly isNamed: boolean;
  /** The incident's vault, when the persons go there. */
  readonly vault: VaultRequest | null;
  /** What an earlier run left in the vault, when that was asked for. */
  readonly inputs: readonly ScopeInput[];
  /** What the result says of it, or the exit code after having said what went wrong. */
  readonly keep: (answer: ScopeAnswer, inputs: readonly ScopeInput[]) => Promise<object | number>;
  readonly close: () => Promise<void>;
}

/** Checked before hours of reading. */
export async function scopePlace(verb: Verb, options: ScopeOptions): Promise<ScopePlace | number> {
  const { incident, people, fromVault } = options;
  if (incident !== undefined && people !== undefined) return bad(verb.voice, "vaultOrFile");
  if (incident === undefined && fromVault === true) return bad(verb.voice, "needIncident");
  if (incident !== undefined) return vaultPlace(verb, incident, options);
  if (people !== undefined) return filePlace(verb, people);
  return NOWHERE;
}

const NOWHERE: ScopePlace = {
  isNamed: false,
  vault: null,
  inputs: [],
  keep: () => Promise.resolve({ peopleFile: null }),
  close: () => Promise.resolve(),
};

async function vaultPlace(verb: Verb, id: string, options: ScopeOptions): Promise<ScopePlace | number> {
  const { deps, voice } = verb;
  const vault = await vaultFrom(verb, id);
  if (typeof vault === "number") return vault;
  const fromVault = options.fromVault === true;
  const reader = fromVault
    ? { by: byOf(), as: options.as ?? null, why: "incident scope --from-vault" }
    : null;
  const kept = await deps.acts.keptScopeInputs({ ...vault, reader });
  if (!kept.ok) return voice.fail(kept, exitOf(kept.code));
  if (fromVault && kept.value.length === 0) return bad(voice, "nothingKept", { incident: vault.incident });
  return {
    isNamed: true,
    vault,
    inputs: fromVault ? kept.value : [],
    keep: async (answer, inputs) => {
      const done = await deps.acts.keepScope({ ...vault, answer, inputs, by: byOf() });
      if (!done.ok) return voice.fail(done);
      voice.note(tell(voice, "kept", { incident: vault.incident }));
      return { peopleFile: null, incident: vault.incident, vaultName: done.value.vaultName };
    },
    close: () => Promise.resolve(),
  };
}

/** Made anew and for its owner alone; never over another file, and gone when it was not written whole. */
async function filePlace({ deps, voice }: Verb, path: string): Promise<ScopePlace | number> {
  const file = pathFrom(deps, path);
  let list: Awaited<ReturnType<typeof open>>;
  try {
    list = await open(file, "wx", 0o600);
  } catch (error) {
    return unwritable(voice, file, error);
  }
  let isWritten = false;
  return {
    isNamed: true,
    vault: null,
    inputs: [],
    keep: async (answer) => {
      for (const piece of peopleCsv(answer, voice.language)) await list.writeFile(piece);
      await list.sync();
      isWritten = true;
      voice.note(say(incidentScopeWords, voice.language, "peopleWritten", { file: clean(file) }));
      return { peopleFile: file };
    },
    close: async () => {
      await list.close();
      if (!isWritten) await rm(file, { force: true });
    },
  };
}

function bad(
  voice: Voice,
  word: "vaultOrFile" | "needIncident" | "nothingKept",
  values: Readonly<Record<string, string>> = {},
): number {
  const [message, hint] = [tell(voice, word, values), tell(voice, `${word}Hint`, values)];
  return voice.fail({ code: "usage.vault", message, hint }, EXIT.usage);
}

function tell(voice: Voice, key: IncidentPeopleWord, values: Readonly<Record<string, string>> = {}): string {
  return say(incidentPeopleWords, voice.language, key, values);
}
