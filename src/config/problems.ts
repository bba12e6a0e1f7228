// What is wrong with a configuration, as values: where, which sentence, what it speaks of. Saying it is words.ts's part.

import { say, type Language } from "../kernel/index.ts";
import { configWords } from "./words.ts";

export type ProblemKey = Extract<keyof typeof configWords, `problem.${string}`>;

/** One thing wrong. Values never hold a secret: only names, limits and allowed words. */
export interface ConfigProblem {
  /** "error" refuses the file, "warning" is shown and lived with. */
  readonly severity: "error" | "warning";
  /** Dotted path as a person writes it, e.g. "alerts.email.to[0]"; "" for the whole file. */
  readonly path: string;
  /** 1-based; null when the problem has no place in the text. */
  readonly line: number | null;
  readonly column: number | null;
  readonly key: ProblemKey;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface SaidProblem {
  readonly severity: "error" | "warning";
  readonly path: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly code: string;
  /** What is wrong. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/** A problem in a person's words. */
export function sayProblem(problem: ConfigProblem, language: Language): SaidProblem {
  const hintKey = problem.key.replace("problem.", "hint.") as keyof typeof configWords;
  const { meant } = problem.values;
  const didYouMean =
    typeof meant === "string" && meant !== "" ? say(configWords, language, "didYouMean", { meant }) : "";
  return {
    severity: problem.severity,
    path: problem.path,
    line: problem.line,
    column: problem.column,
    code: problem.key.replace("problem.", "config."),
    message: say(configWords, language, problem.key, problem.values),
    hint: [didYouMean, say(configWords, language, hintKey, problem.values)].filter((s) => s !== "").join(" "),
  };
}

/** One line for a log or the `config.refused` event: "misemori.yaml:12:3 gate.listen: …". */
export function problemLine(problem: ConfigProblem, file: string, language: Language): string {
  const said = sayProblem(problem, language);
  const place = said.line === null ? file : `${file}:${said.line}:${said.column ?? 1}`;
  const path = said.path === "" ? "" : ` ${said.path}`;
  return `${place}${path}: ${said.message} ${said.hint}`.trimEnd();
}
