// `incident scope`: turns options into a question, has it answered, and lays out classes, reasons, columns and doubts. Where the list
// of persons goes is incident-scope-place.ts' matter.

import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { InputKind, ScopeAnswer, ScopeInput, ScopeRequest } from "../../desk/index.ts";
import { say, type Secret } from "../../kernel/index.ts";
import { withPassword } from "../database-address.ts";
import { incidentScopeWords, type IncidentScopeWord } from "../incident-scope-words.ts";
import { scopeText, setupText } from "../scope-text.ts";
import { clean } from "../text.ts";
import { needConfig, pathFrom, readVerbConfig, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { registerWith } from "./incident-desk.ts";
import { questionFrom, type Asked, type ScopeOptions } from "./incident-question.ts";
import { scopePlace, type ScopePlace } from "./incident-scope-place.ts";

/** Files a pattern may come to: a log a day for 27 years. */
const FILES_MAX = 10_000;

export async function scopeIncident(verb: Verb, options: ScopeOptions): VerbEnd {
  const { voice } = verb;
  const asked = questionFrom(options, voice);
  if (typeof asked === "number") return asked;
  const given = inputsFrom(verb, options);
  if (typeof given === "number") return given;
  const earlier = options.compare === undefined ? undefined : await earlierRun(verb, options.compare);
  if (typeof earlier === "number") return earlier;
  const database =
    options.ordersDb === undefined ? null : await withPassword(verb, options.ordersDb, options);
  if (typeof database === "number") return database;
  const ownRecords = options.records === true ? await recordsFolderOf(verb) : null;
  if (typeof ownRecords === "number") return ownRecords;
  const place = await scopePlace(verb, options);
  if (typeof place === "number") return place;
  try {
    const request = { ...asked, inputs: [...given, ...place.inputs], database, ownRecords };
    return await scopeInto(verb, options, request, earlier, place);
  } finally {
    await place.close();
  }
}

interface Rows {
  readonly database: Secret | null;
  readonly ownRecords: string | null;
}

async function scopeInto(
  verb: Verb,
  options: ScopeOptions,
  { inputs, database, ownRecords, ...asked }: Asked & Pick<ScopeRequest, "inputs"> & Rows,
  earlier: { readonly run: unknown } | undefined,
  place: ScopePlace,
): VerbEnd {
  const { deps, voice } = verb;
  const hasFiles = inputs.some(({ kind }) => kind === "orders" || kind === "customers");
  if (!hasFiles && database === null) return fail(voice, "usage.people", "noPeople", {});
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
  const reading = await readVerbConfig(verb);
  const done = await deps.acts.scopeIncident({
    request,
    recordsFolder: reading.ok ? reading.loaded.recordsFolder : null,
    database,
    ownRecords,
    keepIn: place.vault,
    earlier: earlier?.run,
    language: voice.language,
  });
  progress.end();
  if (!done.ok) {
    const isAsked = /^(?:scope|shop)\.|^tables\.url$/.test(done.code);
    return voice.fail(done, isAsked ? EXIT.usage : EXIT.failure);
  }
  const { answer, comparison } = done.value;
  if (place.isNamed && !(await isConfirmed(verb, answer, options))) {
    voice.note(tell(voice, "notConfirmed"));
    return EXIT.usage;
  }
  const kept = await place.keep(answer, inputs);
  if (typeof kept === "number") return kept;
  voice.result({ ...answer.run, comparison, ...kept }, scopeText(voice.language, answer.run, comparison));
  const { runId, resultSha256, classes, people } = answer.run;
  const { incident } = options;
  if (
    incident !== undefined &&
    !(await registerWith(verb, incident, "/scope", {
      runId,
      resultSha256,
      classes,
      people,
      vaultName: vaultNameOf(kept),
    }))
  )
    return EXIT.failure;
  return answer.run.people === answer.run.classes.notAffected ? EXIT.fine : EXIT.findings;
}

async function recordsFolderOf(verb: Verb): Promise<string | number> {
  const loaded = await needConfig(verb);
  return typeof loaded === "number" ? loaded : loaded.recordsFolder;
}

function vaultNameOf(kept: object): string | null {
  return "vaultName" in kept && typeof kept.vaultName === "string" ? kept.vaultName : null;
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

function fail(
  voice: Voice,
  code: string,
  word: "noPeople" | "noFile" | "badCompare",
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
