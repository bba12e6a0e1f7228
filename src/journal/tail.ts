// Where the chain ends and what the next checkpoint has to cover, read back from the entries after a start.

import { createMerkle, FIRST_PREVIOUS, type Merkle } from "./chain.ts";
import { CHECKPOINT_KIND, readCheckpoint, treeOfCheckpoint } from "./checkpoint.ts";
import type { JournalEntries, JournalEntry } from "./ports.ts";

export interface Tail {
  /** Of the last entry; 0 when there is none. */
  seq: number;
  hash: string;
  /** Hashes of all entries: what the next checkpoint signs. */
  tree: Merkle;
  /** Entries since the last checkpoint. */
  unsigned: number;
  /** When the last checkpoint was made, or the first entry since none was. */
  signedAtMs: number;
}

const PAGE = 1_000;

/** With `signing` reads back to the last checkpoint that knows its tree, else only the last entry. */
export async function openTail(entries: JournalEntries, signing: boolean): Promise<Tail> {
  const last = await entries.last();
  const tail: Tail = {
    seq: last?.seq ?? 0,
    hash: last?.hash ?? FIRST_PREVIOUS,
    tree: createMerkle(),
    unsigned: 0,
    signedAtMs: last?.atMs ?? 0,
  };
  if (!signing || last === undefined) return tail;
  const checkpoint = await lastCheckpoint(entries, last);
  if (checkpoint !== undefined) tail.signedAtMs = checkpoint.atMs;
  tail.unsigned = last.seq - (checkpoint?.seq ?? 0);
  // A checkpoint of version 1 knows only its own piece: the tree is then built once from the first entry on.
  const facts = checkpoint === undefined ? undefined : readCheckpoint(checkpoint);
  if (facts?.version === 2) tail.tree = treeOfCheckpoint(facts) ?? tail.tree;
  for (let fromSeq = tail.tree.leaves() + 1; fromSeq <= last.seq; fromSeq += PAGE) {
    const limit = Math.min(PAGE, last.seq - fromSeq + 1);
    for (const entry of await entries.read({ fromSeq, limit })) tail.tree.add(entry.hash);
  }
  return tail;
}

async function lastCheckpoint(
  entries: JournalEntries,
  last: JournalEntry,
): Promise<JournalEntry | undefined> {
  for (let toSeq = last.seq; toSeq >= 1; toSeq -= PAGE) {
    const fromSeq = Math.max(1, toSeq - PAGE + 1);
    const page = await entries.read({ fromSeq, limit: toSeq - fromSeq + 1 });
    const found = page.findLast((entry) => entry.kind === CHECKPOINT_KIND);
    if (found !== undefined) return found;
  }
  return undefined;
}
