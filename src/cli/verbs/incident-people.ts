// `incident people`: reads the list of persons back from an incident's vault, for those named on the incident. Whoever runs the
// command line says in whose name; the reading is said, and stands in the journal before the first line is shown.

import { open, rm } from "node:fs/promises";
import type { Command } from "commander";
import { isIncidentId } from "../../desk/index.ts";
import { say } from "../../kernel/index.ts";
import { incidentPeopleWords, type IncidentPeopleWord } from "../incident-people-words.ts";
import { incidentScopeWords } from "../incident-scope-words.ts";
import type { VaultReader, VaultRequest } from "../vault-ports.ts";
import { clean } from "../text.ts";
import { needConfig, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { byOf } from "./incident.ts";

interface PeopleOptions {
  readonly incident?: string;
  readonly run?: string;
  readonly out?: string;
  readonly as?: string;
  readonly why?: string;
}

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

/** `people`, put under the `incident` command. */
export function addPeople(incident: Command, does: Does, voice: Voice): void {
  const t = (key: IncidentPeopleWord): string => say(incidentPeopleWords, voice.language, key);
  incident
    .command("people")
    .description(t("verb.people"))
    .helpOption("-h, --help", voice.tell("option.help"))
    .option("--incident <id>", t("option.people-incident"))
    .option("--run <id>", t("option.run"))
    .option("--out <file>", t("option.out"))
    .option("--as <name>", t("option.as"))
    .option("--why <text>", t("option.why"))
    .action(does(readPeople));
}

/** Which vault a verb means, or the exit code after having said what is wrong. */
export async function vaultFrom(verb: Verb, id: string): Promise<VaultRequest | number> {
  const { voice } = verb;
  if (!isIncidentId(id)) return bad(voice, "badIncident", { id: clean(id, 80) });
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  return { recordsFolder: loaded.recordsFolder, incident: id, language: voice.language };
}

/** A file for personal data that could not be made: there already, or not allowed. */
export function unwritable(voice: Voice, file: string, error: unknown): number {
  const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
  if (reason === "EEXIST") {
    const message = say(incidentScopeWords, voice.language, "peopleThere", { file: clean(file) });
    const hint = say(incidentScopeWords, voice.language, "peopleThereHint");
    return voice.fail({ code: "file.there", message, hint }, EXIT.usage);
  }
  const message = voice.tell("fileUnwritable", { file: clean(file), reason });
  return voice.fail(
    { code: "file.unwritable", message, hint: voice.tell("fileUnwritable.hint") },
    EXIT.usage,
  );
}

async function readPeople(verb: Verb, options: PeopleOptions): VerbEnd {
  const { deps, voice } = verb;
  if (options.incident === undefined) return bad(voice, "needIncident");
  if (voice.json && options.out === undefined) return bad(voice, "jsonNeedsOut");
  const vault = await vaultFrom(verb, options.incident);
  if (typeof vault === "number") return vault;
  const why = options.why?.trim() ?? "";
  if (why === "") return bad(voice, "needWhy");
  const file = options.out === undefined ? undefined : pathFrom(deps, options.out);
  const reader: VaultReader = { by: byOf(), as: options.as ?? null, why };
  const request = { ...vault, runId: options.run ?? null, reader };
  voice.note(tell(voice, "asOperator", { by: clean(reader.by) }));
  if (file !== undefined) return intoFile(verb, file, request);
  const decoder = new TextDecoder();
  const done = await deps.acts.readScopePeople({
    ...request,
    to: "terminal",
    onPiece: async (bytes) => {
      if (!deps.gone.aborted) deps.out(decoder.decode(bytes, { stream: true }));
    },
  });
  return done.ok ? EXIT.fine : voice.fail(done, exitOf(done.code));
}

/** Not being named is put right by whoever typed the command. */
export function exitOf(code: string): number {
  return code === "incident.not-named" ? EXIT.usage : EXIT.failure;
}

/** Made anew for its owner alone, and gone again when it is not whole. */
async function intoFile(
  { deps, voice }: Verb,
  file: string,
  request: VaultRequest & { readonly runId: string | null; readonly reader: VaultReader },
): VerbEnd {
  let handle;
  try {
    handle = await open(file, "wx", 0o600);
  } catch (error) {
    return unwritable(voice, file, error);
  }
  let isWhole = false;
  try {
    const onPiece = (bytes: Uint8Array): Promise<void> => handle.writeFile(bytes);
    const done = await deps.acts.readScopePeople({ ...request, to: "file", onPiece });
    if (!done.ok) return voice.fail(done, exitOf(done.code));
    await handle.sync();
    isWhole = true;
    const { name, runId, bytes } = done.value;
    const said = tell(voice, "written", { file: clean(file) });
    voice.result({ incident: request.incident, runId, vaultName: name, bytes, file }, said);
    return EXIT.fine;
  } finally {
    await handle.close();
    if (!isWhole) await rm(file, { force: true });
  }
}

function bad(
  voice: Voice,
  word: "badIncident" | "needIncident" | "jsonNeedsOut" | "needWhy",
  values: Readonly<Record<string, string>> = {},
): number {
  const [message, hint] = [tell(voice, word, values), tell(voice, `${word}Hint`)];
  return voice.fail({ code: "usage.vault", message, hint }, EXIT.usage);
}

function tell(voice: Voice, key: IncidentPeopleWord, values: Readonly<Record<string, string>> = {}): string {
  return say(incidentPeopleWords, voice.language, key, values);
}
