// What changed between two versions of a paper, line by line, with the words within a changed line. Pure; what changed is found
// by jsdiff.

import { diffArrays, diffWordsWithSpace } from "diff";
import type { Language } from "../../../kernel/words.ts";

export interface DiffPart {
  readonly text: string;
  readonly changed: boolean;
}
export type DiffRow =
  | { readonly kind: "same" | "gone" | "new"; readonly parts: readonly DiffPart[] }
  /** Lines that are the same and say nothing about the change. */
  | { readonly kind: "skipped"; readonly count: number };

/** Lines shown before and after a change, so that it is read where it stands. */
const AROUND = 2;
/** Two texts with nothing in common need that many steps; a longer comparison shows the whole text as replaced. */
const STEPS_MAX = 5_000;

export function diffTexts(before: string, after: string, language: Language): readonly DiffRow[] {
  const changes = diffArrays(before.split("\n"), after.split("\n"), { maxEditLength: STEPS_MAX }) ?? [
    { value: before.split("\n"), added: false, removed: true, count: 0 },
    { value: after.split("\n"), added: true, removed: false, count: 0 },
  ];
  const rows: DiffRow[] = [];
  for (const [index, change] of changes.entries()) {
    const next = changes[index + 1];
    if (change.removed && next?.added === true) rows.push(...replaced(change.value, next.value, language));
    else if (change.removed) rows.push(...change.value.map((text) => plain("gone", text, true)));
    else if (!change.added) rows.push(...change.value.map((text) => plain("same", text, false)));
    else if (changes[index - 1]?.removed !== true)
      rows.push(...change.value.map((text) => plain("new", text, true)));
  }
  return folded(rows);
}

function plain(kind: "same" | "gone" | "new", text: string, changed: boolean): DiffRow {
  return { kind, parts: [{ text, changed }] };
}

/** Line by line as long as both sides have one: the words that moved are marked. */
function replaced(gone: readonly string[], added: readonly string[], language: Language): readonly DiffRow[] {
  const both = Math.min(gone.length, added.length);
  const rows: DiffRow[] = [];
  for (let n = 0; n < both; n++) {
    const [before, after] = wordsOf(gone[n] ?? "", added[n] ?? "", language);
    rows.push({ kind: "gone", parts: before }, { kind: "new", parts: after });
  }
  return [
    ...rows,
    ...gone.slice(both).map((text) => plain("gone", text, true)),
    ...added.slice(both).map((text) => plain("new", text, true)),
  ];
}

function wordsOf(
  before: string,
  after: string,
  language: Language,
): readonly [readonly DiffPart[], readonly DiffPart[]] {
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  const words = diffWordsWithSpace(before, after, { intlSegmenter: segmenter });
  const side = (other: "added" | "removed"): readonly DiffPart[] =>
    words
      .filter((word) => !word[other])
      .map(({ value, added, removed }) => ({ text: value, changed: added || removed }));
  return [side("added"), side("removed")];
}

function folded(rows: readonly DiffRow[]): readonly DiffRow[] {
  const near = rows.map((_, at) =>
    rows.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== "same"),
  );
  const shown: DiffRow[] = [];
  for (const [at, row] of rows.entries()) {
    const last = shown.at(-1);
    if (near[at] === true) shown.push(row);
    else if (last?.kind === "skipped") shown[shown.length - 1] = { kind: "skipped", count: last.count + 1 };
    else shown.push({ kind: "skipped", count: 1 });
  }
  return shown;
}
