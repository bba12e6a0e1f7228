// The journal as JSON Lines, out and in again: for the owner's own copy and for whoever must check it elsewhere.

import { MisemoriError } from "../kernel/index.ts";
import type { JournalEntries, JournalEntry } from "./ports.ts";

const PAGE = 1_000;
/** 8 KiB of facts, quoted at worst sixfold, and the rest of the entry. */
const LINE_CHARACTERS_MAX = 64 * 1024;

/** All entries from `fromSeq` on, in pages; with `toSeq` no more than up to there. */
export async function* pagesOf(
  entries: JournalEntries,
  fromSeq = 1,
  toSeq: number | null = null,
): AsyncGenerator<readonly JournalEntry[]> {
  let next = fromSeq;
  for (;;) {
    const limit = Math.min(PAGE, (toSeq ?? Number.MAX_SAFE_INTEGER) - next + 1);
    if (limit < 1) return;
    const page = await entries.read({ fromSeq: next, limit });
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return;
    next = last.seq + 1;
  }
}

/** One line with its line end per entry. */
export async function* exportJournal(entries: JournalEntries, fromSeq = 1): AsyncGenerator<string> {
  for await (const page of pagesOf(entries, fromSeq)) {
    for (const entry of page) yield `${lineOfEntry(entry)}\n`;
  }
}

export function lineOfEntry(entry: JournalEntry): string {
  const { seq, atMs, kind, by, facts, previous, hash } = entry;
  return JSON.stringify({ seq, at: new Date(atMs).toISOString(), atMs, kind, by, facts, previous, hash });
}

/** The entry in an exported line, or undefined when it is none. */
export function entryOfLine(line: string): JournalEntry | undefined {
  if (line.length > LINE_CHARACTERS_MAX) return undefined;
  try {
    const read = JSON.parse(line) as Partial<Record<keyof JournalEntry, unknown>> | null;
    if (read === null || typeof read !== "object") return undefined;
    const { seq, atMs, kind, by, facts, previous, hash } = read;
    if (typeof seq !== "number" || typeof atMs !== "number") return undefined;
    const texts = [kind, by, facts, previous, hash];
    if (!texts.every((text) => typeof text === "string")) return undefined;
    const [kindText = "", byText = "", factsText = "", previousText = "", hashText = ""] = texts;
    return {
      seq,
      atMs,
      kind: kindText,
      by: byText,
      facts: factsText,
      previous: previousText,
      hash: hashText,
    };
  } catch {
    return undefined;
  }
}

/** For `verifyJournal`: lines of an export as entries; empty lines are passed over. */
export async function* entriesOfLines(
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<JournalEntry | undefined> {
  for await (const line of lines) if (line.trim() !== "") yield entryOfLine(line);
}

/** Reads one exported checkpoint line; throws "journal.line" when it is none. */
export function checkpointOfLine(line: string): JournalEntry {
  const entry = entryOfLine(line);
  if (entry !== undefined) return entry;
  throw new MisemoriError(
    "journal.line",
    "this is not an exported journal entry",
    "give the line as it was exported",
  );
}
