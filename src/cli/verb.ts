// What every verb gets, and the checks of arguments that several verbs share.

import { resolve } from "node:path";
import { readConfig, sayProblem, type ConfigReading, type LoadedConfig } from "../config/index.ts";
import { maskText } from "../scrub/index.ts";
import type { CliDeps } from "./ports.ts";
import { EXIT, type Voice } from "./voice.ts";

export interface Verb {
  readonly deps: CliDeps;
  readonly voice: Voice;
  /** Absolute path of the configuration file. */
  readonly configFile: string;
}

/** A verb's end: its exit code. */
export type VerbEnd = Promise<number>;

export function readVerbConfig({ deps, voice, configFile }: Verb): Promise<ConfigReading> {
  return readConfig(configFile, { env: deps.env, language: voice.language });
}

/** The configuration, or the exit code after having said what is wrong with it. */
export async function needConfig(verb: Verb): Promise<LoadedConfig | number> {
  const reading = await readVerbConfig(verb);
  return reading.ok ? reading.loaded : sayBroken(verb, reading);
}

/** All mistakes at once: a list for people, one object for machines. */
export function sayBroken({ deps, voice }: Verb, reading: ConfigReading & { readonly ok: false }): number {
  const said = reading.problems.map((problem) => withoutCards(sayProblem(problem, voice.language)));
  const count = said.filter((problem) => problem.severity === "error").length;
  const file = maskText(reading.file);
  const message = voice.tell("configBad", { file, count });
  if (voice.json) {
    const first = said.find((problem) => problem.severity === "error");
    const hint = first === undefined ? "" : `${first.message} ${first.hint}`;
    const error = { code: "config.refused", message, hint };
    deps.out(`${JSON.stringify({ ok: false, file, problems: said, error })}\n`);
    return EXIT.usage;
  }
  deps.err(`✗ ${message}\n`);
  for (const problem of said) deps.err(`${problemText(problem)}\n`);
  return EXIT.usage;
}

/** A card number pasted into the file must not go on to a terminal's or a service's log. */
function withoutCards(problem: ReturnType<typeof sayProblem>): ReturnType<typeof sayProblem> {
  const { path, message, hint } = problem;
  return { ...problem, path: maskText(path), message: maskText(message), hint: maskText(hint) };
}

export function problemText(problem: ReturnType<typeof sayProblem>): string {
  const place = problem.line === null ? "" : `${problem.line}:${problem.column ?? 1} `;
  const mark = problem.severity === "error" ? "✗" : "!";
  const hint = problem.hint === "" ? "" : `\n      → ${problem.hint}`;
  return `  ${mark} ${place}${problem.path === "" ? "" : `${problem.path}: `}${problem.message}${hint}`;
}

/** A whole number in a range, or the exit code after having said so. */
export function numberFrom(
  text: string,
  name: string,
  [min, max]: readonly [number, number],
  voice: Voice,
): number | { readonly exit: number } {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  const message = voice.tell("badNumber", { name, min, max });
  return {
    exit: voice.fail({ code: "usage.number", message, hint: voice.tell("badNumber.hint") }, EXIT.usage),
  };
}

export function urlFrom(text: string, name: string, voice: Voice): URL | { readonly exit: number } {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return new URL(text);
  const message = voice.tell("badUrl", { name });
  return { exit: voice.fail({ code: "usage.url", message, hint: voice.tell("badUrl.hint") }, EXIT.usage) };
}

/** Loopback, or one of the owner's own addresses: nothing else is ever attacked. */
export function isOwnTarget(url: URL, ownTargets: readonly string[]): boolean {
  const host = url.hostname.toLowerCase();
  if (host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host)) return true;
  return ownTargets.some((own) => URL.canParse(own) && new URL(own).origin === url.origin);
}

export function refuseTarget(url: URL, voice: Voice): number {
  const message = voice.tell("foreignTarget", { url: url.origin });
  return voice.fail({ code: "target.foreign", message, hint: voice.tell("foreignTarget.hint") }, EXIT.usage);
}

export function pathFrom(deps: CliDeps, path: string): string {
  return resolve(deps.folder, path);
}
