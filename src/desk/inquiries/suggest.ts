// Which of the published answers fits a question: by the pairs of signs they share, which needs no dictionary and works for
// Japanese and English alike. A rare pair counts more than one that stands in every entry.

import type { NoticePaper } from "../notices/contract.ts";
import { blockText } from "../notices/text.ts";
import type { SuggestedAnswer } from "./contract.ts";

/** Less than this is chance: then nothing is suggested. */
const LIKENESS_MIN = 0.12;
/** Signs compared of a question; the rest repeats. */
const CHARS_MAX = 2_000;
const SHARED_MAX = 5;

interface Entry {
  readonly question: string;
  readonly answer: string;
  readonly pairs: ReadonlySet<string>;
}

/** Null when none of the entries is like it. */
export function suggestAnswer(asked: string, qa: NoticePaper): SuggestedAnswer | null {
  const entries = entriesOf(qa);
  const mine = pairsOf(asked);
  const weight = (pair: string): number => 1 / (1 + entries.filter(({ pairs }) => pairs.has(pair)).length);
  const whole = sum([...mine].map(weight));
  if (whole === 0) return null;
  const weighed = entries.map((entry) => ({
    entry,
    // Shared part of the question; long entries share more by chance, which the root takes back.
    likeness:
      sum([...mine].filter((pair) => entry.pairs.has(pair)).map(weight)) /
      (whole * Math.max(1, (entry.pairs.size / Math.max(20, mine.size)) ** 0.25)),
  }));
  const best = weighed.toSorted((a, b) => b.likeness - a.likeness)[0];
  if (best === undefined || best.likeness < LIKENESS_MIN) return null;
  const { question, answer } = best.entry;
  const likeness = Math.round(Math.min(1, best.likeness) * 100) / 100;
  return { question, answer, likeness, shared: sharedPieces(asked, `${question}\n${answer}`) };
}

/** A heading and what stands below it. */
function entriesOf({ blocks }: NoticePaper): readonly Entry[] {
  const entries: { question: string; answer: string[] }[] = [];
  for (const block of blocks) {
    if (block.kind === "heading") entries.push({ question: block.text, answer: [] });
    else entries.at(-1)?.answer.push(blockText(block));
  }
  return entries
    .filter(({ answer }) => answer.length > 0)
    .map(({ question, answer }) => {
      const text = answer.join("\n");
      // The question's own words stand twice: they say what the entry is about.
      return { question, answer: text, pairs: new Set([...pairsOf(question), ...pairsOf(text)]) };
    });
}

function plain(text: string): string {
  return text
    .slice(0, CHARS_MAX)
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function pairsOf(text: string): ReadonlySet<string> {
  const signs = Array.from(plain(text));
  const pairs = signs.slice(0, -1).map((sign, i) => `${sign}${signs[i + 1] ?? ""}`);
  // Pairs of hiragana alone are endings (です, ます, した), pairs of digits are dates and telephones.
  return new Set(pairs.filter((pair) => !pair.includes(" ") && !/^(?:[ぁ-ん]{2}|\d{2})$/u.test(pair)));
}

/** The longest runs of signs that stand in both, at least two long. */
function sharedPieces(asked: string, entry: string): readonly string[] {
  const signs = Array.from(plain(asked));
  const there = plain(entry);
  const pieces: string[] = [];
  for (let from = 0; from < signs.length;) {
    let length = 0;
    while (from + length < signs.length && there.includes(signs.slice(from, from + length + 1).join("")))
      length += 1;
    const piece = signs
      .slice(from, from + length)
      .join("")
      .trim();
    if (piece.length >= 2 && !/^[ぁ-ん ]+$/u.test(piece)) pieces.push(piece);
    from += Math.max(1, length);
  }
  return [...new Set(pieces)].toSorted((a, b) => b.length - a.length).slice(0, SHARED_MAX);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
