// Proofs as small files: that one entry stands in the journal a checkpoint signs, or that one checkpoint's journal goes on
// from another's. Whoever holds the checkpoint can check them with nothing else of the journal in hand.

import { hashOfEntry } from "./chain.ts";
import {
  CHECKPOINT_KIND,
  faultOfSignature,
  keysById,
  readCheckpoint,
  type WholeCheckpoint,
} from "./checkpoint.ts";
import { entryOfLine, lineOfEntry, pagesOf } from "./export.ts";
import type { JournalEntries, JournalEntry } from "./ports.ts";
import { consistencyPath, inclusionPath, isConsistent, isIncluded, type Path } from "./proof.ts";

const FORM = "misemori-journal-proof-1";
/** An entry of 8 KiB quoted at worst sixfold, and some fifty hashes. */
const PROOF_CHARACTERS_MAX = 128 * 1024;
/** A tree of 2^53 entries is as deep as that. */
const PATH_MAX = 106;

export type JournalProof =
  | { readonly of: "entry"; readonly entry: JournalEntry; readonly size: number; readonly path: Path }
  | { readonly of: "growth"; readonly fromSize: number; readonly size: number; readonly path: Path };

/** Each has its sentence in the command line's words. */
export type ProofFault =
  | "no-checkpoint"
  | "old-checkpoint"
  | "wrong-key"
  | "not-covered"
  | "other-checkpoint"
  | "changed-entry"
  | "not-proven";

export type ProofVerdict =
  | { readonly ok: true; readonly entry: JournalEntry | null; readonly size: number }
  | { readonly ok: false; readonly fault: ProofFault };

/** Proves entry `seq` under `checkpoint`; "not-proven" when the stored journal is no longer the one it signs. */
export async function proveEntry(
  entries: JournalEntries,
  seq: number,
  checkpoint: JournalEntry,
): Promise<JournalProof | ProofFault> {
  const under = wholeOf(checkpoint);
  if (typeof under === "string") return under;
  if (seq < 1 || seq > under.size) return "not-covered";
  const [entry] = await entries.read({ fromSeq: seq, limit: 1 });
  if (entry?.seq !== seq) return "not-proven";
  const path = await inclusionPath(hashesTo(entries, under.size), seq, under.size);
  const proof: JournalProof = { of: "entry", entry, size: under.size, path };
  const verdict = checkProof(proof, checkpoint);
  return verdict.ok ? proof : verdict.fault;
}

/** Proves that `checkpoint`'s journal begins with all of `since`'s. */
export async function proveGrowth(
  entries: JournalEntries,
  since: JournalEntry,
  checkpoint: JournalEntry,
): Promise<JournalProof | ProofFault> {
  const [old, now] = [wholeOf(since), wholeOf(checkpoint)];
  if (typeof old === "string") return old;
  if (typeof now === "string") return now;
  if (old.size > now.size) return "not-covered";
  const path = await consistencyPath(hashesTo(entries, now.size), old.size, now.size);
  const proof: JournalProof = { of: "growth", fromSize: old.size, size: now.size, path };
  const verdict = checkProof(proof, checkpoint, { since });
  return verdict.ok ? proof : verdict.fault;
}

/** `since`: the earlier checkpoint, for a proof of growth. Without keys signatures are not looked at. */
export function checkProof(
  proof: JournalProof,
  checkpoint: JournalEntry,
  { since, publicKeys = [] }: { readonly since?: JournalEntry; readonly publicKeys?: readonly string[] } = {},
): ProofVerdict {
  const keys = keysById(publicKeys);
  const under = wholeOf(checkpoint, keys);
  if (typeof under === "string") return bad(under);
  if (under.size !== proof.size) return bad("other-checkpoint");
  if (proof.of === "entry") {
    const { entry, path, size } = proof;
    if (hashOfEntry(entry) !== entry.hash) return bad("changed-entry");
    const isProven = isIncluded(entry.hash, entry.seq, size, path, under.root);
    return isProven ? { ok: true, entry, size } : bad("not-proven");
  }
  const old = since === undefined ? "no-checkpoint" : wholeOf(since, keys);
  if (typeof old === "string") return bad(old);
  if (old.size !== proof.fromSize) return bad("other-checkpoint");
  return isConsistent(old, under, proof.path)
    ? { ok: true, entry: null, size: under.size }
    : bad("not-proven");
}

/** One line of JSON. */
export function textOfProof(proof: JournalProof): string {
  if (proof.of === "growth") return JSON.stringify({ form: FORM, ...proof });
  const { entry, size, path } = proof;
  return JSON.stringify({ form: FORM, of: "entry", size, path, entry: JSON.parse(lineOfEntry(entry)) });
}

/** Undefined when the text is no proof. */
export function proofOfText(text: string): JournalProof | undefined {
  if (text.length > PROOF_CHARACTERS_MAX) return undefined;
  try {
    const { form, of, size, path, entry, fromSize } = JSON.parse(text) as Partial<Record<string, unknown>>;
    if (form !== FORM || !Number.isSafeInteger(size) || !isPath(path)) return undefined;
    if (of === "entry") {
      const read = entryOfLine(JSON.stringify(entry));
      return read === undefined ? undefined : { of, entry: read, size: Number(size), path };
    }
    if (of !== "growth" || !Number.isSafeInteger(fromSize)) return undefined;
    return { of, fromSize: Number(fromSize), size: Number(size), path };
  } catch {
    return undefined;
  }
}

function wholeOf(
  checkpoint: JournalEntry,
  keys: ReadonlyMap<string, string> = new Map(),
): WholeCheckpoint | ProofFault {
  const facts = checkpoint.kind === CHECKPOINT_KIND ? readCheckpoint(checkpoint) : undefined;
  if (facts === undefined || hashOfEntry(checkpoint) !== checkpoint.hash) return "no-checkpoint";
  // One over a piece only: it has no root that other entries could stand under.
  if (facts.version !== 2) return "old-checkpoint";
  return keys.size > 0 && faultOfSignature(facts, keys) !== undefined ? "wrong-key" : facts;
}

async function* hashesTo(entries: JournalEntries, size: number): AsyncGenerator<readonly string[]> {
  for await (const page of pagesOf(entries, 1, size)) yield page.map(({ hash }) => hash);
}

function isPath(value: unknown): value is Path {
  return (
    Array.isArray(value) &&
    value.length <= PATH_MAX &&
    value.every((hash) => typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash))
  );
}

function bad(fault: ProofFault): ProofVerdict {
  return { ok: false, fault };
}
