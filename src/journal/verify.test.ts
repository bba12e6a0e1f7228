// Whatever is done to a stored or exported journal is found, and an untouched one is never accused.

import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import * as fc from "fast-check";
import { manualClock } from "../kernel/index.ts";
import { createMerkle, FIRST_PREVIOUS, hashOfEntry } from "./chain.ts";
import { checkpointFacts, writtenFacts } from "./checkpoint.ts";
import {
  checkpointOfLine,
  entriesOfLines,
  exportJournal,
  freshSigningKey,
  lineOfEntry,
  openJournal,
  verifyInRanges,
  verifyJournal,
  verifyRange,
  type JournalEntry,
  type SigningKey,
} from "./index.ts";
import { keptInMemory } from "./kept-in-memory.fixture.ts";

const sha256 = (hex: string): string => hash("sha256", Buffer.from(hex, "hex"));
const noMask = (text: string): string => text;

/** A journal of `count` writes with checkpoints in between and one at the end. */
async function journalWith(count: number, signingKey: SigningKey): Promise<JournalEntry[]> {
  const entries = keptInMemory();
  const clock = manualClock();
  const journal = await openJournal({ entries, clock, mask: noMask, signingKey, checkpointEntries: 4 });
  for (let n = 0; n < count; n++) {
    clock.advance(1_000);
    await journal.write(n % 2 === 0 ? "cards.paused" : "hold.released", "owner:花子", { n });
  }
  await journal.close();
  return entries.kept;
}

/** The same entries chained and signed anew, as somebody would who owns the database (and perhaps a key). */
function rewritten(entries: readonly JournalEntry[], key: SigningKey): JournalEntry[] {
  let previous = FIRST_PREVIOUS;
  const tree = createMerkle();
  return entries.map((entry, index) => {
    const seq = index + 1;
    let facts = entry.facts;
    if (entry.kind === "journal.checkpoint") {
      facts = writtenFacts(checkpointFacts(tree, key));
    }
    const whole = { ...entry, seq, facts, previous };
    previous = hashOfEntry(whole);
    tree.add(previous);
    return { ...whole, hash: previous };
  });
}

const signingKey = freshSigningKey();
const publicKeys = [signingKey.publicKeyPem];

test("an untouched journal is whole, stored and exported", async () => {
  const kept = await journalWith(23, signingKey);
  const stored = await verifyJournal(keptInMemory(kept), { publicKeys });
  assert.deepEqual(
    [stored.ok, stored.entries, stored.firstBad, stored.signedUpTo],
    [true, kept.length, null, kept.length],
  );
  const lines: string[] = [];
  for await (const line of exportJournal(keptInMemory(kept))) lines.push(line);
  const checkpoint = checkpointOfLine(lineOfEntry(stored.checkpoint!));
  const exported = await verifyJournal(entriesOfLines(lines), { publicKeys, checkpoint });
  assert.deepEqual(exported, stored);
  const empty = await verifyJournal(keptInMemory());
  assert.deepEqual([empty.ok, empty.entries], [true, 0]);
});

const someField = fc.constantFrom<keyof JournalEntry>(
  "seq",
  "atMs",
  "kind",
  "by",
  "facts",
  "previous",
  "hash",
);
const mutation = fc.oneof(
  fc.record({ how: fc.constant("edit" as const), at: fc.nat(), field: someField }),
  fc.record({ how: fc.constant("delete" as const), at: fc.nat() }),
  fc.record({ how: fc.constant("swap" as const), at: fc.nat(), with: fc.nat() }),
  fc.record({ how: fc.constant("repeat" as const), at: fc.nat(), with: fc.nat() }),
  fc.record({ how: fc.constant("cut" as const), at: fc.nat() }),
  fc.record({ how: fc.constant("rewrite" as const), at: fc.nat(), ownKey: fc.boolean() }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(kept: readonly JournalEntry[], m: Mutation): JournalEntry[] {
  const at = m.at % kept.length;
  const out = kept.map((entry) => ({ ...entry }));
  const entry = out[at]!;
  switch (m.how) {
    case "edit": {
      const value = entry[m.field];
      out[at] = { ...entry, [m.field]: typeof value === "number" ? value + 1 : `${value}0` };
      return out;
    }
    case "delete":
      return out.toSpliced(at, 1);
    case "swap":
      [out[at], out[m.with % out.length]] = [out[m.with % out.length]!, entry];
      return out;
    case "repeat":
      return out.toSpliced(m.with % out.length, 0, entry);
    case "cut":
      return out.slice(0, at);
    case "rewrite":
    default:
      out[at] = { ...entry, by: "owner:太郎" };
      return rewritten(out, m.ownKey ? freshSigningKey() : signingKey);
  }
}

test("any single change to a journal is found with the last exported checkpoint", async () => {
  const kept = await journalWith(23, signingKey);
  const checkpoint = kept.at(-1)!;
  assert.equal(checkpoint.kind, "journal.checkpoint");
  await fc.assert(
    fc.asyncProperty(mutation, async (m) => {
      const changed = mutate(kept, m);
      const same = JSON.stringify(changed) === JSON.stringify(kept);
      const verdict = await verifyJournal(keptInMemory(changed), { publicKeys, checkpoint });
      assert.equal(verdict.ok, same, JSON.stringify(m));
      assert.equal(verdict.firstBad === null, same);
      const lines = changed.map(lineOfEntry);
      assert.equal((await verifyJournal(entriesOfLines(lines), { publicKeys, checkpoint })).ok, same);
    }),
    { numRuns: 400 },
  );
});

test("checked in ranges a journal gets the verdict of one walk, whatever was done to it", async () => {
  const kept = await journalWith(60, signingKey);
  const checkpoint = kept.at(-1)!;
  let inParts = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(mutation, { maxLength: 2 }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      async (mutations, parts, isKept) => {
        let changed: readonly JournalEntry[] = kept;
        for (const m of mutations) if (changed.length > 0) changed = mutate(changed, m);
        const options = isKept ? { publicKeys, checkpoint } : { publicKeys };
        const entries = keptInMemory(changed);
        const ranged = await verifyInRanges(entries, options, parts, (range) => {
          if (range.after.seq > 0) inParts += 1;
          return verifyRange(entries, range, options);
        });
        assert.deepEqual(ranged, await verifyJournal(entries, options), JSON.stringify(mutations));
      },
    ),
    { numRuns: 400 },
  );
  assert.ok(inParts > 400, `${inParts} ranges did not begin the journal`);
});

test("a checkpoint that lies about what came before it begins no range that counts", async () => {
  const kept = await journalWith(60, signingKey);
  const at = kept.findIndex((entry, index) => index > 30 && entry.kind === "journal.checkpoint");
  // Everything behind it is chained and signed anew on top of a past that is not there.
  const past = rewritten(kept.with(3, { ...kept[3]!, by: "owner:太郎" }), signingKey);
  const lied = [...kept.slice(0, at), ...past.slice(at)];
  const entries = keptInMemory(lied);
  const verdict = await verifyInRanges(entries, { publicKeys }, 2, (range) =>
    verifyRange(entries, range, { publicKeys }),
  );
  assert.deepEqual([verdict.ok, verdict.firstBad], [false, at + 1]);
});

test("names the first entry that is wrong or missing", async () => {
  const kept = await journalWith(9, signingKey);
  const deleted = await verifyJournal(keptInMemory(kept.toSpliced(4, 1)));
  assert.deepEqual([deleted.firstBad, deleted.entries], [5, 4]);
  const edited = kept.with(6, { ...kept[6]!, facts: "{}" });
  assert.equal((await verifyJournal(keptInMemory(edited))).firstBad, 7);
  const cut = await verifyJournal(keptInMemory(kept.slice(0, -2)), { checkpoint: kept.at(-1)! });
  assert.deepEqual([cut.ok, cut.firstBad], [false, kept.length - 1]);
  // Why the checkpoint has to be kept elsewhere: without it a cut-off tail looks whole.
  assert.equal((await verifyJournal(keptInMemory(kept.slice(0, -2)))).ok, true);
});

test("a chain signed with a stranger's key is refused when the real one is given", async () => {
  const kept = await journalWith(9, signingKey);
  const forged = rewritten(kept, freshSigningKey());
  assert.equal((await verifyJournal(keptInMemory(forged))).ok, true);
  const verdict = await verifyJournal(keptInMemory(forged), { publicKeys });
  assert.match(verdict.why ?? "", /another key/);
  assert.equal(
    (await verifyJournal(keptInMemory(kept), { publicKeys: [freshSigningKey().publicKeyPem, ...publicKeys] }))
      .ok,
    true,
  );
});

test("a chain without its checkpoints is refused once it is too long to be unsigned", async () => {
  const bare = Array.from({ length: 2_600 }, (): JournalEntry => ({
    seq: 0,
    atMs: 0,
    kind: "a.b",
    by: "misemori",
    facts: "{}",
    previous: "",
    hash: "",
  }));
  const chain = rewritten(bare, signingKey);
  assert.equal((await verifyJournal(keptInMemory(chain))).ok, true);
  assert.match((await verifyJournal(keptInMemory(chain), { publicKeys })).why ?? "", /no signed checkpoint/);
});

test("says where the clock went back without calling it a fault", async () => {
  const entries = keptInMemory();
  const clock = manualClock();
  const journal = await openJournal({ entries, clock, mask: noMask });
  await journal.write("a.b", "misemori", {});
  clock.setWall(clock.nowMs() - 3_600_000);
  await journal.write("a.b", "misemori", {});
  const verdict = await verifyJournal(entries);
  assert.deepEqual([verdict.ok, verdict.clockJumps], [true, [{ seq: 2, backMs: 3_600_000 }]]);
});

test("an export with a line that is none, or a damaged checkpoint, is refused", async () => {
  const kept = await journalWith(5, signingKey);
  const good = kept.map(lineOfEntry);
  for (const bad of ["{", "null", "7", '{"seq":"1"}', "x".repeat(70_000)]) {
    const verdict = await verifyJournal(entriesOfLines(good.with(2, bad)));
    assert.deepEqual([verdict.ok, verdict.firstBad], [false, 3], bad.slice(0, 20));
  }
  assert.throws(() => checkpointOfLine("{"), { code: "journal.line" });
  const checkpoint = { ...kept.at(-1)!, facts: "{}" };
  const verdict = await verifyJournal(keptInMemory(kept), { checkpoint });
  assert.deepEqual([verdict.ok, verdict.why], [false, "the checkpoint you gave is damaged"]);
});

test("the Merkle root is that of RFC 6962 for every number of leaves", () => {
  /** The definition itself: split at the largest power of two below the count. */
  const byDefinition = (leaves: readonly string[]): string => {
    if (leaves.length === 0) return sha256("");
    if (leaves.length === 1) return sha256(`00${leaves[0]}`);
    const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
    return sha256(`01${byDefinition(leaves.slice(0, split))}${byDefinition(leaves.slice(split))}`);
  };
  const leaves: string[] = [];
  const tree = createMerkle();
  for (let n = 0; n < 70; n++) {
    assert.equal(tree.root(), byDefinition(leaves), `${n} leaves`);
    const leaf = n.toString(16).padStart(64, "0");
    leaves.push(leaf);
    tree.add(leaf);
  }
});
