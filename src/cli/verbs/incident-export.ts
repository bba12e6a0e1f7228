// `incident export`: all entries of an incident as JSON, for whoever examines it later.

import { writeFile } from "node:fs/promises";
import type { WrittenEntry } from "../../desk/index.ts";
import { fine, refuse, type Outcome } from "../../kernel/index.ts";
import type { GuardClient } from "../client.ts";
import { tell } from "../incident-text.ts";
import { clean } from "../text.ts";
import { pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import type { Voice } from "../voice.ts";
import { incidentPath } from "./incident-desk.ts";
import { asking } from "./live.ts";

interface Exported {
  readonly entries: readonly (WrittenEntry & { readonly words?: unknown })[];
}

/** The entries as they were written, with the hashes that the journal holds. Opened words stand beside, never instead. */
export function exportIncident(
  verb: Verb,
  id: string,
  options: { readonly out?: string; readonly words?: boolean },
): VerbEnd {
  const { deps, voice } = verb;
  const file = options.out === undefined ? undefined : pathFrom(deps, options.out);
  return asking<Exported>(
    verb,
    async (guard) => {
      const got = await guard.get<Exported>(incidentPath(id, "/entries"));
      const whole = got.ok && options.words === true ? await withWords(guard, id, got.value) : got;
      return whole.ok && file !== undefined ? writeNew(voice, file, whole.value) : whole;
    },
    (exported) =>
      file === undefined
        ? JSON.stringify(exported, null, 2)
        : tell(voice, "exported", { count: exported.entries.length, file: clean(file) }),
    (exported) => (file === undefined ? exported : { entries: exported.entries.length, file }),
  );
}

async function withWords(guard: GuardClient, id: string, { entries }: Exported): Promise<Outcome<Exported>> {
  const opened: Exported["entries"][number][] = [];
  for (const entry of entries) {
    const words =
      entry.sealed === null ? fine(undefined) : await guard.get(incidentPath(id, `/words/${entry.seq}`));
    if (!words.ok) return words;
    opened.push(words.value === undefined ? entry : { ...entry, words: words.value });
  }
  return fine({ entries: opened });
}

/** JSON Lines under a name that says so, as the console saves them; else one object. */
function textOf(file: string, exported: Exported): string {
  if (!file.endsWith(".jsonl")) return `${JSON.stringify(exported, null, 2)}\n`;
  return exported.entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

/** For its owner alone, and never over another file. */
async function writeNew(voice: Voice, file: string, exported: Exported): Promise<Outcome<Exported>> {
  try {
    await writeFile(file, textOf(file, exported), { flag: "wx", mode: 0o600, flush: true });
    return fine(exported);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
    const message = voice.tell("fileUnwritable", { file: clean(file), reason });
    return refuse("file.unwritable", message, voice.tell("fileUnwritable.hint"));
  }
}
