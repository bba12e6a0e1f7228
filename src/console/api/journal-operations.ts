// The journal through the API: its newest entries, or those of one kind or time. Nothing is changed here, and nothing is proved:
// proving is `misemori journal verify`.

import { z } from "zod";
import type { JournalEntries, JournalEntry } from "../../journal/index.ts";
import { operation, type Operation } from "./operations.ts";

export type JournalReader = Pick<JournalEntries, "last" | "read">;

const PAGE = 1_000;
/** One question looks at no more entries than this; the answer says where to go on. */
const SCANNED_MAX = 20_000;
/** Signatures over the record: thousands of them would hide what people did. Asked for by name they are shown. */
const SIGNATURES = "journal.checkpoint";

const query = z.strictObject({
  /** Entries older than this one. */
  beforeSeq: z.coerce.number().int().min(1).optional(),
  /** "incident" takes "incident.opened" and all others of it; a whole name takes itself. */
  kind: z
    .string()
    .regex(/^[a-z][a-z.-]{0,79}$/)
    .optional(),
  fromMs: z.coerce.number().int().min(0).optional(),
  toMs: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
type Query = z.output<typeof query>;

const answer = z.object({
  entries: z.array(
    z.object({
      seq: z.int().min(1),
      atMs: z.number(),
      kind: z.string(),
      by: z.string(),
      facts: z.record(z.string(), z.unknown()),
      hash: z.string(),
    }),
  ),
  /** Ask on with this as `beforeSeq`; null when the first entry was reached. */
  nextBeforeSeq: z.int().nullable(),
});

export function journalOperations({
  journalEntries,
}: {
  readonly journalEntries: JournalReader;
}): readonly Operation[] {
  return [
    operation({
      id: "listJournal",
      method: "get",
      path: "/v1/journal",
      who: "journal:read",
      summary:
        "Entries of the journal, newest first, by kind and time; signatures over it only when asked for",
      query,
      answer,
      run: ({ query: asked }) => newestOf(journalEntries, asked),
    }),
  ];
}

async function newestOf(
  entries: JournalReader,
  asked: Query,
): Promise<{ entries: z.input<typeof answer>["entries"]; nextBeforeSeq: number | null }> {
  const last = (await entries.last())?.seq ?? 0;
  const found: z.input<typeof answer>["entries"] = [];
  let before = Math.min(asked.beforeSeq ?? last + 1, last + 1);
  const stopAt = Math.max(1, before - SCANNED_MAX);
  while (before > stopAt && found.length < asked.limit) {
    const fromSeq = Math.max(stopAt, before - PAGE);
    const page = await entries.read({ fromSeq, limit: before - fromSeq });
    for (const entry of page.toReversed()) {
      if (found.length === asked.limit) break;
      before = entry.seq;
      if (isAskedFor(entry, asked)) found.push(shown(entry));
    }
    if (found.length < asked.limit) before = fromSeq;
  }
  return { entries: found, nextBeforeSeq: before > 1 ? before : null };
}

function isAskedFor({ kind, atMs }: JournalEntry, asked: Query): boolean {
  const isKind =
    asked.kind === undefined ? kind !== SIGNATURES : kind === asked.kind || kind.startsWith(`${asked.kind}.`);
  return isKind && atMs >= (asked.fromMs ?? 0) && atMs < (asked.toMs ?? Infinity);
}

function shown({
  seq,
  atMs,
  kind,
  by,
  facts,
  hash,
}: JournalEntry): z.input<typeof answer>["entries"][number] {
  return { seq, atMs, kind, by, facts: factsOf(facts), hash };
}

function factsOf(text: string): Record<string, unknown> {
  try {
    const facts: unknown = JSON.parse(text);
    return typeof facts === "object" && facts !== null ? { ...facts } : { facts };
  } catch {
    return { facts: text };
  }
}
