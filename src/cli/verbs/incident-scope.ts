// `incident scope`: turns options into a question, has it answered, and lays out classes, reasons, columns and doubts. The list of
// persons goes to a file of its own, readable by its owner alone, only when asked for.

import { globSync } from "node:fs";
import { open, readFile, rm } from "node:fs/promises";
import {
  peopleCsv,
  type InputKind,
  type ScopeAnswer,
  type ScopeInput,
  type ScopeRequest,
} from "../../desk/index.ts";
import { say } from "../../kernel/index.ts";
import { withPassword } from "../database-address.ts";
import { incidentScopeWords, type IncidentScopeWord } from "../incident-scope-words.ts";
import { scopeText, setupText } from "../scope-text.ts";
import { clean } from "../text.ts";
import { pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { questionFrom, type ScopeOptions } from "./incident-question.ts";

/** Files a pattern may come to: a log a day for 27 years. */
const FILES_MAX = 10_000;

export async function scopeIncident(verb: Verb, options: ScopeOptions): VerbEnd {
  const { deps, voice } = verb;
  const asked = questionFrom(options, voice);
  if (typeof asked === "number") return asked;
  const inputs = inputsFrom(verb, options);
  if (typeof inputs === "number") return inputs;
  const hasFiles = inputs.some(({ kind }) => kind === "orders" || kind === "customers");
  if (!hasFiles && options.ordersDb === undefined) return fail(voice, "usage.people", "noPeople", {});
  const earlier = options.compare === undefined ? undefined : await earlierRun(verb, options.compare);
  if (typeof earlier === "number") return earlier;
  const database =
    options.ordersDb === undefined ? null : await withPassword(verb, options.ordersDb, options);
  if (typeof database === "number") return database;
  const list = options.people === undefined ? undefined : await openList(verb, options.people);
  if (typeof list === "number") return list;
  let isWritten = false;
  try {
    const progress = voice.progress();
    const request: ScopeRequest = {
      ...asked,
      inputs,
      version: deps.version,
      gone: deps.gone,
      onProgress: (done, total, path) => {
        if (deps.terminalColumns !== undefined)
          progress.step(done, total, tell(voice, "progress", { path: clean(path, 60) }));
      },
    };
    const done = await deps.acts.scopeIncident({
      request,
      database,
      earlier: earlier?.run,
      language: voice.language,
    });
    progress.end();
    if (!done.ok) {
      const isAsked = /^(?:scope|shop)\.|^tables\.url$/.test(done.code);
      return voice.fail(done, isAsked ? EXIT.usage : EXIT.failure);
    }
    const { answer, comparison } = done.value;
    if (list !== undefined && !(await isConfirmed(verb, answer, options))) {
      voice.note(tell(voice, "notConfirmed"));
      return EXIT.usage;
    }
    if (list !== undefined) {
      for (const piece of peopleCsv(answer, voice.language)) await list.handle.writeFile(piece);
      await list.handle.sync();
      isWritten = true;
      voice.note(tell(voice, "peopleWritten", { file: clean(list.file) }));
    }
    voice.result(
      { ...answer.run, comparison, peopleFile: list?.file ?? null },
      scopeText(voice.language, answer.run, comparison),
    );
    return answer.run.people === answer.run.classes.notAffected ? EXIT.fine : EXIT.findings;
  } finally {
    await list?.handle.close();
    if (list !== undefined && !isWritten) await rm(list.file, { force: true });
  }
}

/** Columns were guessed: a person at the terminal looks at them before a list of persons rests on them. */
async function isConfirmed(
  { deps, voice }: Verb,
  { run }: ScopeAnswer,
  { yes, map }: ScopeOptions,
): Promise<boolean> {
  if (yes === true || map.length > 0 || voice.json || deps.ask === undefined) return true;
  voice.note(setupText(voice.language, run));
  const answer = await deps.ask(`${tell(voice, "confirm")} `);
  return /^(?:y|yes|はい)$/i.test(answer.trim());
}

function inputsFrom({ deps, voice }: Verb, options: ScopeOptions): readonly ScopeInput[] | number {
  const given: readonly (readonly [InputKind, readonly string[]])[] = [
    ["orders", options.orders],
    ["customers", options.customers],
    ["log", options.log],
    ["findings", options.findings],
    ["leaked", options.leaked],
  ];
  const inputs: ScopeInput[] = [];
  for (const [kind, paths] of given) {
    for (const path of paths) {
      const whole = pathFrom(deps, path);
      // A name without signs of a pattern is taken as it is, so a missing file is said by its name.
      const found = /[*?[\]{}]/.test(path) ? globSync(whole) : [whole];
      if (found.length === 0 || inputs.length + found.length > FILES_MAX)
        return fail(voice, "usage.path", "noFile", { path: clean(path) });
      for (const one of found.toSorted()) inputs.push({ kind, path: one });
    }
  }
  return inputs;
}

async function earlierRun({ deps, voice }: Verb, file: string): Promise<{ run: unknown } | number> {
  try {
    return { run: JSON.parse(await readFile(pathFrom(deps, file), "utf8")) as unknown };
  } catch {
    return fail(voice, "usage.compare", "badCompare", { file: clean(file) });
  }
}

/** Made anew and for its owner alone, before hours of reading; never over another file. */
async function openList(
  { deps, voice }: Verb,
  path: string,
): Promise<{ file: string; handle: Awaited<ReturnType<typeof open>> } | number> {
  const file = pathFrom(deps, path);
  try {
    return { file, handle: await open(file, "wx", 0o600) };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "error";
    if (reason === "EEXIST") return fail(voice, "file.there", "peopleThere", { file: clean(file) });
    const message = voice.tell("fileUnwritable", { file: clean(file), reason });
    return voice.fail(
      { code: "file.unwritable", message, hint: voice.tell("fileUnwritable.hint") },
      EXIT.usage,
    );
  }
}

function fail(
  voice: Voice,
  code: string,
  word: "noPeople" | "noFile" | "peopleThere" | "badCompare",
  values: Readonly<Record<string, string>>,
): number {
  return voice.fail(
    { code, message: tell(voice, word, values), hint: tell(voice, `${word}Hint`) },
    EXIT.usage,
  );
}

function tell(
  voice: Voice,
  key: IncidentScopeWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(incidentScopeWords, voice.language, key, values);
}
