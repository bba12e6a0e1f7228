// The chain: how an entry is hashed, and how many hashes become one Merkle root. Pure; verify.ts and journal.ts build on it.

import { hash } from "node:crypto";
import type { JournalEntry } from "./ports.ts";

/** What stands as `previous` in the first entry. */
export const FIRST_PREVIOUS = "0".repeat(64);

/** Hex SHA-256 over a JSON list of all other fields: no two different entries have the same text. */
export function hashOfEntry(entry: Omit<JournalEntry, "hash">): string {
  return hash(
    "sha256",
    JSON.stringify([
      "misemori-journal-1",
      entry.seq,
      entry.atMs,
      entry.kind,
      entry.by,
      entry.facts,
      entry.previous,
    ]),
  );
}

/** A Merkle tree that only remembers its right edge: leaves go in one by one, memory grows with their logarithm. */
export interface Merkle {
  readonly leaves: () => number;
  /** A hex leaf. */
  readonly add: (leaf: string) => void;
  /** Hex root over all leaves so far; the hash of nothing when there are none. */
  readonly root: () => string;
  readonly copy: () => Merkle;
}

interface Subtree {
  readonly height: number;
  readonly node: string;
}

/**
 * Built as RFC 6962 §2.1 builds it: leaves and nodes are told apart by a first byte, so that no node can pass for a leaf.
 */
export function createMerkle(from?: { readonly edge: readonly Subtree[]; readonly leaves: number }): Merkle {
  // Whole subtrees from left to right, each smaller than the one before.
  const edge = [...(from?.edge ?? [])];
  let leaves = from?.leaves ?? 0;
  return {
    leaves: () => leaves,
    copy: () => createMerkle({ edge, leaves }),
    add: (leaf) => {
      leaves += 1;
      let height = 0;
      let node = hash("sha256", Buffer.from(`00${leaf}`, "hex"));
      for (let left = edge.at(-1); left?.height === height; left = edge.at(-1)) {
        edge.pop();
        node = nodeOf(left.node, node);
        height += 1;
      }
      edge.push({ height, node });
    },
    root: () => {
      let root: string | undefined;
      for (const { node } of edge.toReversed()) root = root === undefined ? node : nodeOf(node, root);
      return root ?? hash("sha256", "");
    },
  };
}

function nodeOf(left: string, right: string): string {
  return hash("sha256", Buffer.from(`01${left}${right}`, "hex"));
}
