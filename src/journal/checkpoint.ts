// Checkpoints: now and then the journal signs a Merkle root over everything since the last one. The checkpoint is an
// entry itself; a copy of the newest kept elsewhere proves later that nothing before it was rewritten or cut off.

import { canonicalFacts } from "./canonical.ts";
import type { Merkle } from "./chain.ts";
import type { JournalEntry } from "./ports.ts";
import { isSignedBy, keyIdOf, type SigningKey } from "./signing.ts";

export const CHECKPOINT_KIND = "journal.checkpoint";

export interface CheckpointFacts {
  /** The entries it covers, both included. */
  readonly fromSeq: number;
  readonly toSeq: number;
  /** Merkle root of their hashes, hex. */
  readonly root: string;
  readonly keyId: string;
  readonly signature: string;
}

/** `tree` holds the hashes of the entries from `fromSeq` on, in order. */
export function checkpointFacts(fromSeq: number, tree: Merkle, key: SigningKey): CheckpointFacts {
  const toSeq = fromSeq + tree.leaves() - 1;
  const root = tree.root();
  return { fromSeq, toSeq, root, keyId: key.keyId, signature: key.sign(signedText(fromSeq, toSeq, root)) };
}

/** The facts of a checkpoint entry, or undefined when they are not what a checkpoint says. */
export function readCheckpoint(entry: JournalEntry): CheckpointFacts | undefined {
  try {
    const facts = JSON.parse(entry.facts) as Partial<CheckpointFacts> | null;
    if (facts === null || typeof facts !== "object") return undefined;
    const { fromSeq, toSeq, root, keyId, signature } = facts;
    if (!Number.isSafeInteger(fromSeq) || !Number.isSafeInteger(toSeq)) return undefined;
    if (typeof root !== "string" || typeof keyId !== "string" || typeof signature !== "string")
      return undefined;
    return { fromSeq: Number(fromSeq), toSeq: Number(toSeq), root, keyId, signature };
  } catch {
    return undefined;
  }
}

/** Why this checkpoint does not fit the entries before it, or undefined. Without keys the signature is not looked at. */
export function faultOfCheckpoint(
  entry: JournalEntry,
  since: { readonly fromSeq: number; readonly tree: Merkle },
  publicKeys: readonly string[],
): string | undefined {
  const facts = readCheckpoint(entry);
  if (facts === undefined) return "the checkpoint cannot be read";
  if (canonicalFacts(facts, (text) => text) !== entry.facts)
    return "the checkpoint is not written as it should be";
  if (facts.fromSeq !== since.fromSeq || facts.toSeq !== entry.seq - 1) {
    return "the checkpoint does not cover the entries since the last one";
  }
  if (facts.root !== since.tree.root()) return "the checkpoint's root does not fit its entries";
  return publicKeys.length === 0 ? undefined : faultOfSignature(facts, publicKeys);
}

/** Why none of the keys signed this, or undefined. */
export function faultOfSignature(facts: CheckpointFacts, publicKeys: readonly string[]): string | undefined {
  const key = publicKeys.find((pem) => keyIdOf(pem) === facts.keyId);
  if (key === undefined) return "the checkpoint was signed with another key";
  const text = signedText(facts.fromSeq, facts.toSeq, facts.root);
  return isSignedBy(key, text, facts.signature) ? undefined : "the checkpoint's signature is wrong";
}

function signedText(fromSeq: number, toSeq: number, root: string): string {
  return JSON.stringify(["misemori-checkpoint-1", fromSeq, toSeq, root]);
}
