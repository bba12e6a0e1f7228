// What every keeper of incidents must do: entries are only ever added, in order, and by one writer at a time.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { IncidentRecords } from "../../desk/ports.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

type Entry = Parameters<IncidentRecords["append"]>[0];

function entryOf(incident: Entry["incident"], seq: number, more: Partial<Entry> = {}): Entry {
  return {
    incident,
    seq,
    atMs: START_MS + seq,
    by: "owner:花子",
    fact: { kind: "note" },
    sealed: null,
    ...more,
  };
}

export function incidentsContract(open: Opening<IncidentRecords>): void {
  describe("incident records", () => {
    test("keep entries in order and give them back unchanged, also over a restart", () =>
      withPort(open, async (port, { reopen }) => {
        assert.deepEqual(await port.read("incident_a"), []);
        const fact = { kind: "window", fromMs: null, toMs: 5, how: "調査会社の報告" } as const;
        const entries = [
          entryOf("incident_a", 1, { fact }),
          entryOf("incident_a", 2, { sealed: '{"v":1,"text":"封"}' }),
        ];
        for (const entry of entries) assert.equal(await port.append(entry), true);
        assert.equal(await port.append(entryOf("incident_b", 1)), true);
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(await again.read("incident_a"), entries);
        assert.equal((await again.read("incident_b")).length, 1);
      }));

    test("take no number that does not follow, and nothing twice", () =>
      withPort(open, async (port) => {
        assert.equal(await port.append(entryOf("incident_a", 2)), false);
        assert.equal(await port.append(entryOf("incident_a", 1)), true);
        for (const seq of [0, 1, 3]) assert.equal(await port.append(entryOf("incident_a", seq)), false);
        assert.deepEqual(await port.read("incident_a"), [entryOf("incident_a", 1)]);
      }));

    test("let one of several writers through, and the others know that they were late", () =>
      withPort(open, async (port) => {
        const writers = ["花子", "太郎", "次郎"].map((who) =>
          entryOf("incident_a", 1, { by: `owner:${who}` }),
        );
        const taken = await Promise.all(writers.map((entry) => port.append(entry)));
        assert.equal(taken.filter(Boolean).length, 1);
        const [kept, ...more] = await port.read("incident_a");
        assert.equal(kept?.by, writers[taken.indexOf(true)]?.by);
        assert.deepEqual(more, []);
      }));

    test("list incidents by their first entry, newest first, within the limit", () =>
      withPort(open, async (port) => {
        await port.append(entryOf("incident_old", 1, { atMs: START_MS }));
        await port.append(entryOf("incident_new", 1, { atMs: START_MS + 9 }));
        await port.append(entryOf("incident_old", 2, { atMs: START_MS + 99 }));
        assert.deepEqual(await port.list({ limit: 9 }), ["incident_new", "incident_old"]);
        assert.deepEqual(await port.list({ limit: 1 }), ["incident_new"]);
      }));
  });
}
