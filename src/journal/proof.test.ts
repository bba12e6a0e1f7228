// Proofs hold for every size and place, nothing else passes for one, and records of the first version stay verifiable.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { manualClock } from "../kernel/index.ts";
import { canonicalFacts } from "./canonical.ts";
import { createMerkle, FIRST_PREVIOUS, hashOfEntry, type Merkle } from "./chain.ts";
import { freshSigningKey, openJournal, verifyJournal, type JournalEntry } from "./index.ts";
import { keptInMemory } from "./kept-in-memory.fixture.ts";
import { consistencyPath, inclusionPath, isConsistent, isIncluded } from "./proof.ts";

const leaf = (n: number): string => n.toString(16).padStart(64, "0");

async function* hashesTo(size: number): AsyncGenerator<string[]> {
  for (let n = 1; n <= size; n += 3) {
    yield Array.from({ length: Math.min(3, size - n + 1) }, (_, i) => leaf(n + i));
  }
}

function rootOf(size: number): string {
  const tree = createMerkle();
  for (let n = 1; n <= size; n++) tree.add(leaf(n));
  return tree.root();
}

test("every entry of every small journal is proven, by no more than log₂ n hashes, and no other entry by its path", async () => {
  for (let size = 1; size <= 33; size++) {
    const root = rootOf(size);
    for (let seq = 1; seq <= size; seq++) {
      const path = await inclusionPath(hashesTo(size), seq, size);
      assert.ok(path.length <= Math.ceil(Math.log2(size)));
      assert.equal(isIncluded(leaf(seq), seq, size, path, root), true, `${seq} of ${size}`);
      assert.equal(isIncluded(leaf(seq + 1), seq, size, path, root), false);
      assert.equal(isIncluded(leaf(seq), (seq % size) + 1, size, path, root), size === 1);
    }
  }
});

test("every earlier checkpoint is proven to be the beginning of every later one, and a changed past is not", async () => {
  for (let newSize = 1; newSize <= 33; newSize++) {
    for (let oldSize = 1; oldSize <= newSize; oldSize++) {
      const path = await consistencyPath(hashesTo(newSize), oldSize, newSize);
      const [old, now] = [
        { size: oldSize, root: rootOf(oldSize) },
        { size: newSize, root: rootOf(newSize) },
      ];
      assert.equal(isConsistent(old, now, path), true, `${oldSize} in ${newSize}`);
      assert.equal(isConsistent({ ...old, root: leaf(7) }, now, path), false);
      assert.equal(isConsistent(old, { ...now, root: leaf(7) }, path), false);
    }
  }
});

test("a path with any hash changed, missing or added proves nothing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), async (size, a, b) => {
      const seq = (a % size) + 1;
      const path = await inclusionPath(hashesTo(size), seq, size);
      const at = b % path.length;
      const root = rootOf(size);
      assert.ok(isIncluded(leaf(seq), seq, size, path, root));
      assert.ok(!isIncluded(leaf(seq), seq, size, path.with(at, leaf(9_999)), root));
      assert.ok(!isIncluded(leaf(seq), seq, size, path.toSpliced(at, 1), root));
      assert.ok(!isIncluded(leaf(seq), seq, size, [...path, leaf(1)], root));
    }),
    { numRuns: 100 },
  );
});

const signingKey = freshSigningKey();
const publicKeys = [signingKey.publicKeyPem];

/** A journal as the first version wrote it: each checkpoint signs only what came since the last one. */
function oldJournal(count: number): JournalEntry[] {
  const entries: JournalEntry[] = [];
  let tree: Merkle = createMerkle();
  let fromSeq = 1;
  const add = (kind: string, facts: string): void => {
    const previous = entries.at(-1)?.hash ?? FIRST_PREVIOUS;
    const whole = { seq: entries.length + 1, atMs: 1_000, kind, by: "misemori", facts, previous };
    entries.push({ ...whole, hash: hashOfEntry(whole) });
    tree.add(entries.at(-1)!.hash);
  };
  for (let n = 1; n <= count; n++) {
    if (n % 4 !== 0) {
      add("a.b", `{"n":${n}}`);
      continue;
    }
    const [toSeq, root] = [entries.length, tree.root()];
    const signature = signingKey.sign(JSON.stringify(["misemori-checkpoint-1", fromSeq, toSeq, root]));
    tree = createMerkle();
    fromSeq = toSeq + 1;
    const facts = { fromSeq: toSeq - tree.leaves(), toSeq, root, keyId: signingKey.keyId, signature };
    add(
      "journal.checkpoint",
      canonicalFacts({ ...facts, fromSeq: n === 4 ? 1 : n - 4 }, (text) => text),
    );
  }
  return entries;
}

test("a record of the first version stays verifiable, and goes on with checkpoints over the whole of it", async () => {
  const old = oldJournal(14);
  const before = await verifyJournal(keptInMemory(old), { publicKeys });
  assert.deepEqual([before.ok, before.why, before.signedUpTo], [true, null, 12]);
  const entries = keptInMemory(old);
  const clock = manualClock();
  const journal = await openJournal({ entries, clock, mask: (text) => text, signingKey });
  await journal.write("a.b", "misemori", {});
  await journal.close();
  const after = await verifyJournal(entries, { publicKeys, checkpoint: old[11]! });
  assert.deepEqual([after.ok, after.why, after.signedUpTo], [true, null, 16]);
  const facts = JSON.parse(entries.kept[15]!.facts) as { size: number; version: number };
  assert.deepEqual([facts.version, facts.size], [2, 15]);
  const edited = entries.kept.with(2, { ...entries.kept[2]!, facts: "{}" });
  assert.equal((await verifyJournal(keptInMemory(edited), { publicKeys })).firstBad, 3);
});
