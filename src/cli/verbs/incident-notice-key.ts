// Which paper a verb of `incident notice` means, by its options, and where its text goes: a new file, or stdout.

import type { Command } from "commander";
import { NOTICE_CLASSES, PERSON_PAPERS, PUBLIC_PAPERS, type PaperKey } from "../../desk/index.ts";
import { LANGUAGES } from "../../kernel/index.ts";
import { clean } from "../text.ts";
import { numberFrom, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { failNotice, tellNotice } from "./incident-notice-file.ts";
import { toNewFile } from "./new-file.ts";

export interface KeyOptions {
  readonly kind: string;
  readonly class?: string;
  readonly language: string;
  readonly report: string;
}

export function withKey(verb: Command, voice: Voice, kind = "email"): Command {
  return verb
    .option("--kind <kind>", tellNotice(voice, "option.draft.kind"), kind)
    .option("--class <class>", tellNotice(voice, "option.draft.class"))
    .option("--language <ja|en>", tellNotice(voice, "option.language"), "ja")
    .option("--report <n>", tellNotice(voice, "option.report"), "1");
}

/** The paper the options name, or the exit code after having said what is wrong. */
export function keyFrom(voice: Voice, options: KeyOptions): PaperKey | number {
  const report = numberFrom(options.report, "--report", [1, 99], voice);
  if (typeof report !== "number") return report.exit;
  const language = LANGUAGES.find((one) => one === options.language);
  if (language === undefined) return unknown(voice, "badLanguage", options.language, LANGUAGES);
  const paper = PUBLIC_PAPERS.find((one) => one === options.kind);
  if (paper !== undefined) return { kind: paper, class: null, language, report };
  const kind = PERSON_PAPERS.find((one) => one === options.kind);
  if (kind === undefined)
    return unknown(voice, "badKind", options.kind, [...PERSON_PAPERS, ...PUBLIC_PAPERS]);
  const of = NOTICE_CLASSES.find((one) => one === options.class);
  if (of === undefined) return unknown(voice, "badClass", options.class ?? "", NOTICE_CLASSES);
  return { kind, class: of, language, report };
}

function unknown(
  voice: Voice,
  word: "badLanguage" | "badKind" | "badClass",
  given: string,
  names: readonly string[],
): number {
  const value = clean(given, 40);
  const hint = tellNotice(voice, "knownOnes", { names: names.join(" ") });
  return failNotice(voice, word, { class: value, kind: value, language: value }, hint);
}

/** To a new file, or to stdout as it is: it is meant for an editor. */
export function give({ deps, voice, ...verb }: Verb, out: string | undefined, text: string): VerbEnd {
  if (out === undefined) {
    deps.out(text);
    return Promise.resolve(EXIT.fine);
  }
  const file = pathFrom(deps, out);
  return toNewFile({ deps, voice, ...verb }, file, async (write) => {
    await write(text);
    voice.note(tellNotice(voice, "written", { file: clean(file) }));
    return EXIT.fine;
  });
}
