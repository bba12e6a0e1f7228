// Proofs from the Merkle tree (RFC 6962 §2.1): that one entry lies under a checkpoint, and that one checkpoint's journal
// goes on from another's, each with about log₂ n hashes. Who holds a checkpoint needs nothing else of the journal.

import { createMerkle, leafOf, nodeOf, type Merkle } from "./chain.ts";

/** Hex hashes, from the leaf upwards. */
export type Path = readonly string[];

/** Entries from … to, both included, counted from 1: a subtree whose root stands in a path. */
interface Span {
  readonly fromSeq: number;
  readonly toSeq: number;
}

/** Builds the path of entry `seq` in the tree over 1…`size` from one pass over those entries' hashes. */
export async function inclusionPath(
  hashes: AsyncIterable<readonly string[]>,
  seq: number,
  size: number,
): Promise<Path> {
  return rootsOf(hashes, spansOfInclusion(seq, size));
}

/** Builds the path between the trees over 1…`oldSize` and 1…`newSize`. */
export async function consistencyPath(
  hashes: AsyncIterable<readonly string[]>,
  oldSize: number,
  newSize: number,
): Promise<Path> {
  return rootsOf(hashes, spansOfConsistency(oldSize, newSize));
}

/** RFC 9162 §2.1.3.2. */
export function isIncluded(entryHash: string, seq: number, size: number, path: Path, root: string): boolean {
  if (seq < 1 || seq > size) return false;
  let at = seq - 1;
  let last = size - 1;
  let node = leafOf(entryHash);
  for (const other of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      node = nodeOf(other, node);
      for (; at % 2 === 0 && at !== 0; last = half(last)) at = half(at);
    } else node = nodeOf(node, other);
    at = half(at);
    last = half(last);
  }
  return last === 0 && node === root;
}

/** RFC 9162 §2.1.4.2. */
export function isConsistent(
  old: { readonly size: number; readonly root: string },
  now: { readonly size: number; readonly root: string },
  path: Path,
): boolean {
  if (old.size < 1 || old.size > now.size) return false;
  if (old.size === now.size) return path.length === 0 && old.root === now.root;
  const isWhole = Number.isInteger(Math.log2(old.size));
  const [first, ...rest] = isWhole ? [old.root, ...path] : path;
  if (first === undefined) return false;
  let at = old.size - 1;
  let last = now.size - 1;
  for (; at % 2 === 1; last = half(last)) at = half(at);
  let oldNode = first;
  let newNode = first;
  for (const other of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldNode = nodeOf(other, oldNode);
      newNode = nodeOf(other, newNode);
      for (; at % 2 === 0 && at !== 0; last = half(last)) at = half(at);
    } else newNode = nodeOf(newNode, other);
    at = half(at);
    last = half(last);
  }
  return last === 0 && oldNode === old.root && newNode === now.root;
}

function half(n: number): number {
  return Math.floor(n / 2);
}

/** The sibling subtrees on the way from a leaf to the root, from below. */
function spansOfInclusion(seq: number, size: number): Span[] {
  const spans: Span[] = [];
  let from = 1;
  let to = size;
  while (from < to) {
    const middle = from + splitOf(to - from + 1) - 1;
    if (seq <= middle) {
      spans.unshift({ fromSeq: middle + 1, toSeq: to });
      to = middle;
    } else {
      spans.unshift({ fromSeq: from, toSeq: middle });
      from = middle + 1;
    }
  }
  return spans;
}

/** RFC 6962 §2.1.2: what lies between the old tree's end and the new root, from below. */
function spansOfConsistency(oldSize: number, newSize: number): Span[] {
  const spans: Span[] = [];
  let from = 1;
  let to = newSize;
  while (to > oldSize) {
    const middle = from + splitOf(to - from + 1) - 1;
    if (oldSize <= middle) {
      spans.unshift({ fromSeq: middle + 1, toSeq: to });
      to = middle;
    } else {
      spans.unshift({ fromSeq: from, toSeq: middle });
      from = middle + 1;
    }
  }
  // A whole old tree is known to the reader already.
  if (from > 1) spans.unshift({ fromSeq: from, toSeq: to });
  return spans;
}

/** The largest power of two below `count` (≥ 2). */
function splitOf(count: number): number {
  return 2 ** Math.ceil(Math.log2(count) - 1);
}

/** Spans never overlap, so one pass with the open span's tree is enough, whatever the journal's length. */
async function rootsOf(hashes: AsyncIterable<readonly string[]>, spans: readonly Span[]): Promise<Path> {
  const trees = spans.map(() => createMerkle());
  const inOrder = spans
    .map((span, index) => ({ ...span, tree: trees[index] ?? createMerkle() }))
    .sort((a, b) => a.fromSeq - b.fromSeq);
  let seq = 0;
  let open = 0;
  for await (const page of hashes) {
    for (const entryHash of page) {
      seq += 1;
      while ((inOrder[open]?.toSeq ?? Infinity) < seq) open += 1;
      addWithin(inOrder[open], seq, entryHash);
    }
  }
  return trees.map((tree) => tree.root());
}

function addWithin(span: (Span & { readonly tree: Merkle }) | undefined, seq: number, hash: string): void {
  if (span !== undefined && span.fromSeq <= seq) span.tree.add(hash);
}
