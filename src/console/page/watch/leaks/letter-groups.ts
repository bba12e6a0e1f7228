// One row for a mailing that came to many canaries: the same sender, words and outcome at one place. Pure.

import type { Letter } from "./asks.ts";

export interface LetterGroup {
  /** The newest of them. */
  readonly letter: Letter;
  readonly canaries: number;
  readonly times: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** In order. */
  readonly periods: readonly string[];
}

/** `letters`: newest first, as groups are then. */
export function groupLetters(letters: readonly Letter[]): readonly LetterGroup[] {
  const groups = Map.groupBy(letters, ({ system, outcome, said, canary }) =>
    [system, outcome, said, canary === ""].join("\0"),
  );
  return [...groups.values()].flatMap((members) => {
    const [letter] = members;
    if (letter === undefined) return [];
    return {
      letter,
      canaries: new Set(members.map(({ canary }) => canary)).size,
      times: members.reduce((sum, { times }) => sum + times, 0),
      firstAtMs: Math.min(...members.map(({ firstAtMs }) => firstAtMs)),
      lastAtMs: Math.max(...members.map(({ lastAtMs }) => lastAtMs)),
      periods: [...new Set(members.map(({ period }) => period))].filter((period) => period !== "").toSorted(),
    };
  });
}
