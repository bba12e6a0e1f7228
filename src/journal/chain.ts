// The chain: how an entry is hashed, and how many hashes become one Merkle root. Pure; verify.ts and journal.ts build on it.

import { hash } from "node:crypto";
import type { JournalEntry } from "./ports.ts";

/** What stands as `previous` in the first entry. */
export const FIRST_PREVIOUS = "0".repeat(64);

const HASH_BYTES = 32;

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
  /** Hex roots of the whole subtrees, the largest first: all that is needed to go on from here. */
  readonly edge: () => readonly string[];
  readonly copy: () => Merkle;
}

/**
 * Built as RFC 6962 §2.1 builds it: leaves and nodes are told apart by a first byte, so that no node can pass for a leaf.
 * `from` goes on after `leaves` leaves with their `edge`; the caller knows that they fit (`edgeFits`).
 */
export function createMerkle(from?: { readonly edge: readonly string[]; readonly leaves: number }): Merkle {
  const edge = [...(from?.edge ?? [])];
  let leaves = from?.leaves ?? 0;
  // One place for the bytes of every leaf and node: a million entries would otherwise make two million buffers.
  const leafBytes = Buffer.alloc(1 + HASH_BYTES, 0x00);
  const nodeBytes = Buffer.alloc(1 + 2 * HASH_BYTES, 0x01);
  const leafHash = (leaf: string): string =>
    leafBytes.write(leaf, 1, HASH_BYTES, "hex") === HASH_BYTES && leaf.length === 2 * HASH_BYTES
      ? hash("sha256", leafBytes)
      : leafOf(leaf);
  const nodeHash = (left: string, right: string): string => {
    nodeBytes.write(left, 1, HASH_BYTES, "hex");
    nodeBytes.write(right, 1 + HASH_BYTES, HASH_BYTES, "hex");
    return hash("sha256", nodeBytes);
  };
  return {
    leaves: () => leaves,
    copy: () => createMerkle({ edge, leaves }),
    edge: () => [...edge],
    add: (leaf) => {
      let node = leafHash(leaf);
      // Each whole subtree of the new leaf's size is a set bit of the number of leaves: they grow together.
      for (let bits = leaves; bits % 2 === 1; bits = Math.floor(bits / 2)) {
        node = nodeHash(edge.pop() ?? "", node);
      }
      edge.push(node);
      leaves += 1;
    },
    root: () => {
      let root: string | undefined;
      for (let i = edge.length - 1; i >= 0; i--) {
        const node = edge[i] ?? "";
        root = root === undefined ? node : nodeHash(node, root);
      }
      return root ?? hash("sha256", "");
    },
  };
}

/** A tree of so many leaves has so many whole subtrees. */
export function edgeFits(edge: readonly string[], leaves: number): boolean {
  let ones = 0;
  for (let bits = leaves; bits > 0; bits = Math.floor(bits / 2)) ones += bits % 2;
  return edge.length === ones && edge.every((node) => /^[0-9a-f]{64}$/.test(node));
}

export function leafOf(entryHash: string): string {
  return hash("sha256", Buffer.from(`00${entryHash}`, "hex"));
}

export function nodeOf(left: string, right: string): string {
  return hash("sha256", Buffer.from(`01${left}${right}`, "hex"));
}
