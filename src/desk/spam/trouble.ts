// The refusals of spam reports, with their codes.

import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import { spamWords, type SpamWord } from "./words.ts";

type Problem = "unreadable" | "columns" | "many" | "noMails" | "badTime" | "badWho" | "forgotten";

export function spamTrouble(
  language: Language,
  problem: Problem,
  values: Readonly<Record<string, string | number>>,
  cause?: unknown,
): MisemoriError {
  const hint = say(spamWords, language, `${problem}Hint` as SpamWord, values);
  return new MisemoriError(`spam.${problem}`, say(spamWords, language, problem, values), hint, cause);
}

/** A file that cannot be read, said as such; errors of our own stay as they are. */
export function fileTrouble(error: unknown, path: string, language: Language): unknown {
  if (error instanceof MisemoriError || !(error instanceof Error) || !("code" in error)) return error;
  return spamTrouble(language, "unreadable", { path, reason: String(error.code) }, error);
}
