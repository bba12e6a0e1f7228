// Checks a journal, stored or exported: finds any edit, deletion, reorder, insertion and gap; with the newest exported
// checkpoint also a cut-off tail and a chain that was rewritten from end to end.

import { FIRST_PREVIOUS, createMerkle, hashOfEntry, type Merkle } from "./chain.ts";
import { CHECKPOINT_KIND, faultOfCheckpoint, faultOfSignature, readCheckpoint } from "./checkpoint.ts";
import { journalOf } from "./export.ts";
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
}

const CLOCK_JUMPS_MAX = 100;
/** With a key, so many entries without a checkpoint mean that checkpoints were taken out (twice what the writer allows, plus one append). */
const UNSIGNED_MAX = 2_500;

/** `source` is the store's port or entries read from an export (`undefined` for a line that could not be read). */
export async function verifyJournal(
  source: JournalEntries | AsyncIterable<JournalEntry | undefined>,
  options: VerifyOptions = {},
): Promise<JournalVerdict> {
  const walk: Walk = {
    seq: 0,
    hash: FIRST_PREVIOUS,
    atMs: Number.NEGATIVE_INFINITY,
    tree: createMerkle(),
    treeFromSeq: 1,
    checkpoint: null,
    clockJumps: [],
  };
  const publicKeys = options.publicKeys ?? [];
  const end = (firstBad: number | null, why: string | null): JournalVerdict => ({
    entries: walk.seq,
    ok: why === null,
    firstBad,
    why,
    signedUpTo: publicKeys.length > 0 && walk.checkpoint !== null ? walk.checkpoint.seq : null,
    checkpoint: walk.checkpoint,
    clockJumps: walk.clockJumps,
  });
  const kept = options.checkpoint;
  const unsound = kept === undefined ? undefined : faultOfKept(kept, publicKeys);
  if (unsound !== undefined) return end(null, unsound);
  for await (const entry of "read" in source ? journalOf(source) : source) {
    const fault = faultOf(entry, walk, publicKeys, kept);
    if (fault !== undefined || entry === undefined) return end(walk.seq + 1, fault ?? null);
    step(walk, entry);
  }
  if (kept !== undefined && kept.seq > walk.seq) {
    return end(walk.seq + 1, `the journal ends before entry ${kept.seq}, which your checkpoint proves`);
  }
  return end(null, null);
}

interface Walk {
  seq: number;
  hash: string;
  atMs: number;
  tree: Merkle;
  treeFromSeq: number;
  checkpoint: JournalEntry | null;
  readonly clockJumps: { seq: number; backMs: number }[];
}

function faultOf(
  entry: JournalEntry | undefined,
  walk: Walk,
  publicKeys: readonly string[],
  kept: JournalEntry | undefined,
): string | undefined {
  if (entry === undefined) return "the line cannot be read";
  if (entry.seq !== walk.seq + 1) return `entry ${walk.seq + 1} is missing, entry ${entry.seq} stands there`;
  if (entry.previous !== walk.hash) return "it does not follow the entry before it";
  if (hashOfEntry(entry) !== entry.hash) return "its content does not fit its hash";
  if (kept?.seq === entry.seq && kept.hash !== entry.hash)
    return "it is not the entry your checkpoint proves";
  if (entry.kind === CHECKPOINT_KIND) {
    return faultOfCheckpoint(entry, { fromSeq: walk.treeFromSeq, tree: walk.tree }, publicKeys);
  }
  if (publicKeys.length > 0 && walk.tree.leaves() >= UNSIGNED_MAX)
    return "no signed checkpoint came for too long";
  return undefined;
}

function step(walk: Walk, entry: JournalEntry): void {
  if (entry.atMs < walk.atMs && walk.clockJumps.length < CLOCK_JUMPS_MAX) {
    walk.clockJumps.push({ seq: entry.seq, backMs: walk.atMs - entry.atMs });
  }
  if (entry.kind === CHECKPOINT_KIND) {
    walk.checkpoint = entry;
    walk.tree = createMerkle();
    walk.treeFromSeq = entry.seq;
  }
  walk.tree.add(entry.hash);
  walk.seq = entry.seq;
  walk.hash = entry.hash;
  walk.atMs = entry.atMs;
}

/** A checkpoint that was kept elsewhere must itself be whole before it may judge. */
function faultOfKept(kept: JournalEntry, publicKeys: readonly string[]): string | undefined {
  const facts = readCheckpoint(kept);
  if (kept.kind !== CHECKPOINT_KIND || facts === undefined || hashOfEntry(kept) !== kept.hash) {
    return "the checkpoint you gave is damaged";
  }
  return publicKeys.length === 0 ? undefined : faultOfSignature(facts, publicKeys);
}
