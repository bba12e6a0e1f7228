// A proof file convinces whoever holds the checkpoint, of exactly one entry or one journal's growth, and nobody of more.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { manualClock } from "../kernel/index.ts";
import { freshSigningKey, openJournal, type JournalEntry } from "./index.ts";
import { keptInMemory } from "./kept-in-memory.fixture.ts";
import {
  checkProof,
  proofOfText,
  proveEntry,
  proveGrowth,
  textOfProof,
  type JournalProof,
} from "./proof-file.ts";

const signingKey = freshSigningKey();
const publicKeys = [signingKey.publicKeyPem];

async function journalOf(count: number, by = "owner:花子"): Promise<JournalEntry[]> {
  const entries = keptInMemory();
  const tools = { entries, clock: manualClock(), mask: (text: string) => text, signingKey };
  const journal = await openJournal({ ...tools, checkpointEntries: 5 });
  for (let n = 0; n < count; n++) await journal.write("hold.released", by, { n });
  await journal.close();
  return entries.kept;
}

function made(proof: JournalProof | string): JournalProof {
  assert.ok(typeof proof !== "string", JSON.stringify(proof));
  // Through its file and back.
  const read = proofOfText(textOfProof(proof));
  assert.deepEqual(read, proof);
  return proof;
}

const isCheckpoint = ({ kind }: JournalEntry): boolean => kind === "journal.checkpoint";

test("every entry under a checkpoint is proven to whoever holds it, without the journal", async () => {
  const kept = await journalOf(40);
  for (const checkpoint of kept.filter(isCheckpoint)) {
    for (let seq = 1; seq < checkpoint.seq; seq++) {
      const proof = made(await proveEntry(keptInMemory(kept), seq, checkpoint));
      const verdict = checkProof(proof, checkpoint, { publicKeys });
      assert.deepEqual(verdict, { ok: true, entry: kept[seq - 1], size: checkpoint.seq - 1 });
    }
    assert.equal(await proveEntry(keptInMemory(kept), checkpoint.seq, checkpoint), "not-covered");
  }
});

test("two checkpoints kept apart are proven to be of one journal", async () => {
  const kept = await journalOf(40);
  const [first, , middle] = kept.filter(isCheckpoint);
  const last = kept.at(-1);
  assert.ok(first !== undefined && middle !== undefined && last !== undefined);
  const proof = made(await proveGrowth(keptInMemory(kept), first, last));
  assert.equal(checkProof(proof, last, { since: first, publicKeys }).ok, true);
  assert.deepEqual(checkProof(proof, last, { since: middle }), { ok: false, fault: "other-checkpoint" });
  assert.deepEqual(checkProof(proof, last), { ok: false, fault: "no-checkpoint" });
  assert.equal(await proveGrowth(keptInMemory(kept), last, first), "not-covered");
  // The same number of entries, another past.
  const stranger = (await journalOf(40, "owner:太郎")).find(isCheckpoint);
  assert.ok(stranger !== undefined);
  assert.equal(await proveGrowth(keptInMemory(kept), stranger, last), "not-proven");
});

test("nothing of a proof can be changed, and a rewritten journal proves nothing", async () => {
  const kept = await journalOf(30);
  const checkpoint = kept.at(-1);
  assert.ok(checkpoint !== undefined);
  const proof = made(await proveEntry(keptInMemory(kept), 7, checkpoint));
  const text = textOfProof(proof);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
      const read = proofOfText(text.slice(0, at) + character + text.slice(at + 1));
      if (read === undefined) return;
      const verdict = checkProof(read, checkpoint);
      if (verdict.ok) assert.deepEqual(verdict.entry, kept[6]);
    }),
    { numRuns: 2_000 },
  );
  const rewritten = kept.with(6, { ...kept[6]!, by: "owner:太郎" });
  assert.equal(await proveEntry(keptInMemory(rewritten), 7, checkpoint), "changed-entry");
  assert.equal(await proveEntry(keptInMemory(kept.slice(0, 10)), 7, checkpoint), "not-proven");
  const forged = { ...checkpoint, facts: checkpoint.facts.replace('"size":', '"size": ') };
  assert.deepEqual(checkProof(proof, forged), { ok: false, fault: "no-checkpoint" });
  const strangers = { publicKeys: [freshSigningKey().publicKeyPem] };
  assert.deepEqual(checkProof(proof, checkpoint, strangers), { ok: false, fault: "wrong-key" });
  for (const none of ["", "null", "7", "{}", "[]", "x".repeat(200_000)])
    assert.equal(proofOfText(none), undefined);
});
