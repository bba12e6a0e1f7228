// What every keeper of the card switch, of what was learned, and of the journal's entries must do.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CardSwitch, LearnedMemory } from "../../gate/ports.ts";
import type { JournalEntries, JournalEntry } from "../../journal/ports.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

export function cardSwitchContract(open: Opening<CardSwitch>): void {
  describe("card switch", () => {
    test("is open before anybody touched it, and then as it was last put", () =>
      withPort(open, async (port, { reopen }) => {
        assert.equal((await port.read()).state, "open");
        const paused = { state: "paused", by: "owner:花子", why: "攻撃", atMs: START_MS } as const;
        await port.write(paused);
        assert.deepEqual(await port.read(), paused);
        assert.deepEqual(await ((await reopen?.()) ?? port).read(), paused);
      }));
  });
}

export function learnedContract(open: Opening<LearnedMemory>): void {
  describe("learned memory", () => {
    test("gives back the last bytes of each name, also over a restart", () =>
      withPort(open, async (port, { reopen }) => {
        assert.equal(await port.load("crowds"), undefined);
        await port.save("crowds", Uint8Array.of(1, 0, 255), START_MS);
        await port.save("crowds", Uint8Array.of(2), START_MS + 1);
        await port.save("empty", new Uint8Array(0), START_MS);
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(await again.load("crowds"), { bytes: Uint8Array.of(2), savedAtMs: START_MS + 1 });
        assert.equal((await again.load("empty"))?.bytes.length, 0);
      }));

    test("keeps its own copy of the bytes", () =>
      withPort(open, async (port) => {
        const bytes = Uint8Array.of(1);
        await port.save("crowds", bytes, START_MS);
        bytes[0] = 9;
        const loaded = await port.load("crowds");
        loaded!.bytes[0] = 8;
        assert.equal((await port.load("crowds"))?.bytes[0], 1);
      }));

    test("refuses what no snapshot should weigh", () =>
      withPort(open, async (port) => {
        await assert.rejects(port.save("crowds", new Uint8Array(65 * 1024 * 1024), START_MS), {
          code: "learned.too-big",
        });
      }));
  });
}

function entryOf(seq: number): JournalEntry {
  return {
    seq,
    atMs: START_MS + seq,
    kind: "cards.paused",
    by: "owner:花子",
    facts: '{"why":"攻撃"}',
    previous: String(seq).padStart(64, "0"),
    hash: String(seq + 1).padStart(64, "0"),
  };
}

export function journalEntriesContract(open: Opening<JournalEntries>): void {
  describe("journal entries", () => {
    test("keeps entries in order and gives them back unchanged", () =>
      withPort(open, async (port, { reopen }) => {
        assert.equal(await port.last(), undefined);
        await port.append([entryOf(1), entryOf(2)]);
        await port.append([entryOf(3)]);
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(await again.last(), entryOf(3));
        assert.deepEqual(await again.read({ fromSeq: 2, limit: 5 }), [entryOf(2), entryOf(3)]);
        assert.deepEqual(await again.read({ fromSeq: 1, limit: 1 }), [entryOf(1)]);
        assert.deepEqual(await again.read({ fromSeq: 4, limit: 5 }), []);
      }));

    test("rejects a number that does not follow, and keeps nothing of that call", () =>
      withPort(open, async (port) => {
        await port.append([entryOf(1)]);
        for (const wrong of [[1], [3], [2, 4], [2, 2]]) {
          await assert.rejects(port.append(wrong.map(entryOf)), { code: "journal.sequence" });
        }
        assert.equal((await port.last())?.seq, 1);
        await port.append([]);
        await port.append([entryOf(2)]);
        assert.equal((await port.last())?.seq, 2);
      }));
  });
}
