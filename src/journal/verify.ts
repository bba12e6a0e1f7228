// Checks a journal, stored or exported: finds any edit, deletion, reorder, insertion and gap; with the newest exported
// checkpoint also a cut-off tail and a chain that was rewritten from end to end.

import { FIRST_PREVIOUS, createMerkle, hashOfEntry, type Merkle } from "./chain.ts";
import {
  CHECKPOINT_KIND,
  faultOfCheckpoint,
  faultOfSignature,
  keysById,
  readCheckpoint,
} from "./checkpoint.ts";
import { pagesOf } from "./export.ts";
import type { JournalEntries, JournalEntry } from "./ports.ts";

export interface JournalVerdict {
  /** Entries seen before the check ended. */
  readonly entries: number;
  readonly ok: boolean;
  /** Number of the first entry that is wrong or missing. */
  readonly firstBad: number | null;
  readonly why: string | null;
  /** Up to here entries are covered by signed checkpoints; null when no key was given or nothing was signed. */
  readonly signedUpTo: number | null;
  /** The newest checkpoint: keep it outside of this machine. */
  readonly checkpoint: JournalEntry | null;
  /** Where the wall clock went back: no fault in the chain, but a person should know. At most 100. */
  readonly clockJumps: readonly { readonly seq: number; readonly backMs: number }[];
}

export interface VerifyOptions {
  /** PEM of every key that may have signed. None: signatures are not looked at. */
  readonly publicKeys?: readonly string[];
  /** A checkpoint kept elsewhere, as it was exported. */
  readonly checkpoint?: JournalEntry;
  /** Told now and then how many entries were looked at. */
  readonly onProgress?: (entries: number) => void;
}

export const CLOCK_JUMPS_MAX = 100;
/** With a key, so many entries without a checkpoint mean that checkpoints were taken out (twice what the writer allows, plus one append). */
const UNSIGNED_MAX = 2_500;
const PROGRESS_ENTRIES = 10_000;

/** All that a check must know of what lies before an entry. Plain data, so that another thread can be told. */
export interface Place {
  /** Of the last entry before; 0 at the beginning. */
  readonly seq: number;
  readonly hash: string;
  /** Null at the beginning. */
  readonly atMs: number | null;
  /** Of the tree over entries 1 … `seq`. */
  readonly edge: readonly string[];
}

/** Entries behind `after`, up to and with `toSeq`; null: to the end, however long the journal has become. */
export interface JournalRange {
  readonly after: Place;
  readonly toSeq: number | null;
}

export interface RangeVerdict {
  readonly verdict: JournalVerdict;
  /** How far the check came. */
  readonly end: Place;
}

export const WHOLE_JOURNAL: JournalRange = {
  after: { seq: 0, hash: FIRST_PREVIOUS, atMs: null, edge: [] },
  toSeq: null,
};

/** `source` is the store's port or entries read from an export (`undefined` for a line that could not be read). */
export async function verifyJournal(
  source: JournalEntries | AsyncIterable<JournalEntry | undefined>,
  options: VerifyOptions = {},
): Promise<JournalVerdict> {
  return (await verifyRange(source, WHOLE_JOURNAL, options)).verdict;
}

/**
 * What `after` says is taken for true here; whoever cuts a journal into ranges (ranges.ts) compares it with where the
 * range before ended. A range that does not begin the journal must begin with a checkpoint over all before it.
 */
export async function verifyRange(
  source: JournalEntries | AsyncIterable<JournalEntry | undefined>,
  { after, toSeq }: JournalRange,
  options: VerifyOptions,
): Promise<RangeVerdict> {
  const publicKeys = keysById(options.publicKeys ?? []);
  const walk = walkFrom(after);
  const end = (firstBad: number | null, why: string | null): RangeVerdict => ({
    verdict: verdictOf(walk, firstBad, why, publicKeys.size > 0),
    end: placeOf(walk),
  });
  const kept = options.checkpoint;
  const unsound = kept === undefined ? undefined : faultOfKept(kept, publicKeys);
  if (unsound !== undefined) return end(null, unsound);
  // Page by page: a promise per entry would cost more than checking it.
  for await (const page of "read" in source ? pagesOf(source, after.seq + 1, toSeq) : pagesFrom(source)) {
    for (const entry of page) {
      const fault = faultOf(entry, walk, publicKeys, kept);
      if (fault !== undefined || entry === undefined) return end(walk.seq + 1, fault ?? null);
      step(walk, entry);
    }
    if (walk.seq % PROGRESS_ENTRIES < page.length) options.onProgress?.(walk.seq);
  }
  if (toSeq === null && kept !== undefined && kept.seq > walk.seq) {
    return end(walk.seq + 1, `the journal ends before entry ${kept.seq}, which your checkpoint proves`);
  }
  return end(null, null);
}

interface Walk {
  seq: number;
  hash: string;
  atMs: number;
  readonly whole: Merkle;
  /** Null once a checkpoint over the whole journal came: none over a piece may follow. */
  piece: Merkle | null;
  pieceFromSeq: number;
  checkpoint: JournalEntry | null;
  readonly clockJumps: { seq: number; backMs: number }[];
}

function walkFrom({ seq, hash, atMs, edge }: Place): Walk {
  return {
    seq,
    hash,
    atMs: atMs ?? Number.NEGATIVE_INFINITY,
    whole: createMerkle({ edge, leaves: seq }),
    piece: seq === 0 ? createMerkle() : null,
    pieceFromSeq: 1,
    checkpoint: null,
    clockJumps: [],
  };
}

function placeOf({ seq, hash, atMs, whole }: Walk): Place {
  return { seq, hash, atMs: seq === 0 ? null : atMs, edge: whole.edge() };
}

function verdictOf(walk: Walk, firstBad: number | null, why: string | null, signed: boolean): JournalVerdict {
  const { seq, checkpoint, clockJumps } = walk;
  const signedUpTo = signed && checkpoint !== null ? checkpoint.seq : null;
  return { entries: seq, ok: why === null, firstBad, why, signedUpTo, checkpoint, clockJumps };
}

const PAGE_FROM_LINES = 1_000;

async function* pagesFrom<T>(source: AsyncIterable<T>): AsyncGenerator<readonly T[]> {
  let page: T[] = [];
  for await (const one of source) {
    page.push(one);
    if (page.length < PAGE_FROM_LINES) continue;
    yield page;
    page = [];
  }
  yield page;
}

function faultOf(
  entry: JournalEntry | undefined,
  walk: Walk,
  publicKeys: ReadonlyMap<string, string>,
  kept: JournalEntry | undefined,
): string | undefined {
  if (entry === undefined) return "the line cannot be read";
  if (entry.seq !== walk.seq + 1) return `entry ${walk.seq + 1} is missing, entry ${entry.seq} stands there`;
  if (entry.previous !== walk.hash) return "it does not follow the entry before it";
  if (hashOfEntry(entry) !== entry.hash) return "its content does not fit its hash";
  if (kept?.seq === entry.seq && kept.hash !== entry.hash)
    return "it is not the entry your checkpoint proves";
  if (entry.kind === CHECKPOINT_KIND) return faultOfCheckpoint(entry, walk, publicKeys);
  const unsigned = walk.seq - (walk.checkpoint?.seq ?? 0);
  if (publicKeys.size > 0 && unsigned >= UNSIGNED_MAX) return "no signed checkpoint came for too long";
  return undefined;
}

function step(walk: Walk, entry: JournalEntry): void {
  if (entry.atMs < walk.atMs && walk.clockJumps.length < CLOCK_JUMPS_MAX) {
    walk.clockJumps.push({ seq: entry.seq, backMs: walk.atMs - entry.atMs });
  }
  if (entry.kind === CHECKPOINT_KIND) {
    walk.checkpoint = entry;
    walk.piece = readCheckpoint(entry)?.version === 1 ? createMerkle() : null;
    walk.pieceFromSeq = entry.seq;
  }
  walk.whole.add(entry.hash);
  walk.piece?.add(entry.hash);
  walk.seq = entry.seq;
  walk.hash = entry.hash;
  walk.atMs = entry.atMs;
}

/** A checkpoint that was kept elsewhere must itself be whole before it may judge. */
function faultOfKept(kept: JournalEntry, publicKeys: ReadonlyMap<string, string>): string | undefined {
  const facts = readCheckpoint(kept);
  if (kept.kind !== CHECKPOINT_KIND || facts === undefined || hashOfEntry(kept) !== kept.hash) {
    return "the checkpoint you gave is damaged";
  }
  return publicKeys.size === 0 ? undefined : faultOfSignature(facts, publicKeys);
}
