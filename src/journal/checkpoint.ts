// Checkpoints: now and then the journal signs the Merkle root over everything from its first entry on. The checkpoint is
// an entry itself; a copy kept elsewhere proves later that nothing before it was rewritten or cut off (proof.ts).

import { canonicalFacts } from "./canonical.ts";
import { createMerkle, edgeFits, type Merkle } from "./chain.ts";
import type { JournalEntry } from "./ports.ts";
import { isSignedBy, keyIdOf, type SigningKey } from "./signing.ts";

export const CHECKPOINT_KIND = "journal.checkpoint";

/** Since version 2: one tree over the whole journal, as RFC 6962 keeps its log. */
export interface WholeCheckpoint {
  readonly version: 2;
  /** Entries it covers: 1 to `size`, all before itself. */
  readonly size: number;
  /** Merkle root of their hashes, hex. */
  readonly root: string;
  /** The tree's whole subtrees, so that a start need not read the past again. Their root is `root`. */
  readonly edge: readonly string[];
  readonly keyId: string;
  readonly signature: string;
}

/** As the first versions wrote it: a tree over the entries since the checkpoint before. Read, no longer written. */
export interface PieceCheckpoint {
  readonly version: 1;
  /** The entries it covers, both included. */
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly root: string;
  readonly keyId: string;
  readonly signature: string;
}

export type CheckpointFacts = WholeCheckpoint | PieceCheckpoint;

/** `tree` holds the hashes of all entries from the first on, in order. */
export function checkpointFacts(tree: Merkle, key: SigningKey): WholeCheckpoint {
  const size = tree.leaves();
  const root = tree.root();
  const signature = key.sign(signedText({ version: 2, size, root }));
  return { version: 2, size, root, edge: tree.edge(), keyId: key.keyId, signature };
}

/** The facts of a checkpoint entry, or undefined when they are not what a checkpoint says. */
export function readCheckpoint(entry: JournalEntry): CheckpointFacts | undefined {
  try {
    const facts = JSON.parse(entry.facts) as Partial<Record<string, unknown>> | null;
    if (facts === null || typeof facts !== "object") return undefined;
    const { root, keyId, signature } = facts;
    if (typeof root !== "string" || typeof keyId !== "string" || typeof signature !== "string")
      return undefined;
    const { version = 1, size, edge, fromSeq, toSeq } = facts;
    if (version === 1 && isSeq(fromSeq) && isSeq(toSeq))
      return { version, fromSeq, toSeq, root, keyId, signature };
    if (version !== 2 || !isSeq(size) || !isEdge(edge, size)) return undefined;
    return { version, size, root, edge, keyId, signature };
  } catch {
    return undefined;
  }
}

/** The tree a checkpoint was made over, to go on with; undefined when its parts contradict each other. */
export function treeOfCheckpoint({ size, edge, root }: WholeCheckpoint): Merkle | undefined {
  const tree = createMerkle({ edge, leaves: size });
  return tree.root() === root ? tree : undefined;
}

/** What stands before a checkpoint: the whole tree, and as long as checkpoints of version 1 may come, the one since the last. */
export interface Since {
  readonly whole: Merkle;
  readonly piece: Merkle | null;
  readonly pieceFromSeq: number;
}

/** Why this checkpoint does not fit the entries before it, or undefined. Without keys the signature is not looked at. */
export function faultOfCheckpoint(
  entry: JournalEntry,
  since: Since,
  publicKeys: ReadonlyMap<string, string>,
): string | undefined {
  const facts = readCheckpoint(entry);
  if (facts === undefined) return "the checkpoint cannot be read";
  if (writtenFacts(facts) !== entry.facts) return "the checkpoint is not written as it should be";
  const fault = facts.version === 2 ? faultOfWhole(facts, entry, since) : faultOfPiece(facts, entry, since);
  if (fault !== undefined) return fault;
  return publicKeys.size === 0 ? undefined : faultOfSignature(facts, publicKeys);
}

function faultOfWhole(facts: WholeCheckpoint, entry: JournalEntry, { whole }: Since): string | undefined {
  if (facts.size !== entry.seq - 1) return "the checkpoint does not cover the entries before it";
  const isRoot = facts.root === whole.root() && facts.edge.join() === whole.edge().join();
  return isRoot ? undefined : "the checkpoint's root does not fit its entries";
}

function faultOfPiece(facts: PieceCheckpoint, entry: JournalEntry, since: Since): string | undefined {
  if (since.piece === null) return "an old kind of checkpoint stands after a new one";
  if (facts.fromSeq !== since.pieceFromSeq || facts.toSeq !== entry.seq - 1)
    return "the checkpoint does not cover the entries since the last one";
  return facts.root === since.piece.root() ? undefined : "the checkpoint's root does not fit its entries";
}

/** Why none of the keys (by their id) signed this, or undefined. */
export function faultOfSignature(
  facts: CheckpointFacts,
  publicKeys: ReadonlyMap<string, string>,
): string | undefined {
  const key = publicKeys.get(facts.keyId);
  if (key === undefined) return "the checkpoint was signed with another key";
  return isSignedBy(key, signedText(facts), facts.signature)
    ? undefined
    : "the checkpoint's signature is wrong";
}

/** Keys by their id; throws when one is no public key. */
export function keysById(publicKeys: readonly string[]): ReadonlyMap<string, string> {
  return new Map(publicKeys.map((pem) => [keyIdOf(pem), pem]));
}

/** The facts as the journal writes them. */
export function writtenFacts(facts: CheckpointFacts): string {
  const { version, ...piece } = facts;
  return canonicalFacts(version === 1 ? piece : facts, (text) => text);
}

type Signed =
  | Pick<WholeCheckpoint, "version" | "size" | "root">
  | Pick<PieceCheckpoint, "version" | "fromSeq" | "toSeq" | "root">;

function signedText(of: Signed): string {
  return JSON.stringify(
    of.version === 2
      ? ["misemori-checkpoint-2", of.size, of.root]
      : ["misemori-checkpoint-1", of.fromSeq, of.toSeq, of.root],
  );
}

function isSeq(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isEdge(value: unknown, size: number): value is readonly string[] {
  return Array.isArray(value) && edgeFits(value as readonly string[], size);
}
