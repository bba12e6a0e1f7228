// What every keeper of inquiries must do: entries are only ever added, in order, by one writer at a time, and counted truly.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { InquiryRecords } from "../../desk/ports.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

type Entry = Parameters<InquiryRecords["append"]>[0];

function entryOf(inquiry: Entry["inquiry"], seq: number, more: Partial<Entry> = {}): Entry {
  return {
    incident: "incident_a",
    inquiry,
    seq,
    atMs: START_MS + seq,
    by: "owner:花子",
    kind: "asked",
    channel: "telephone",
    person: null,
    sealed: "w1.封",
    ...more,
  };
}

export function inquiriesContract(open: Opening<InquiryRecords>): void {
  describe("inquiry records", () => {
    test("keep entries in order and give them back unchanged, also over a restart", () =>
      withPort(open, async (port, { reopen }) => {
        assert.deepEqual(await port.read("incident_a", "inquiry_1"), []);
        const entries = [
          entryOf("inquiry_1", 1, { person: "p_1", channel: "web", by: "web" }),
          entryOf("inquiry_1", 2, { kind: "answered", channel: "email" }),
        ];
        for (const entry of entries) assert.equal(await port.append(entry), true);
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(await again.read("incident_a", "inquiry_1"), entries);
        assert.deepEqual(await again.list("incident_a", { state: null, after: "", limit: 9 }), [
          {
            inquiry: "inquiry_1",
            state: "answered",
            channel: "web",
            person: "p_1",
            askedAtMs: START_MS + 1,
            changedAtMs: START_MS + 2,
            changedBy: "owner:花子",
            entries: 2,
          },
        ]);
      }));

    test("take no number that does not follow, and let one of several writers through", () =>
      withPort(open, async (port) => {
        assert.equal(await port.append(entryOf("inquiry_1", 2)), false);
        const taken = await Promise.all(
          ["a", "b", "c"].map((by) => port.append(entryOf("inquiry_1", 1, { by }))),
        );
        assert.equal(taken.filter(Boolean).length, 1);
        assert.equal((await port.read("incident_a", "inquiry_1")).length, 1);
      }));

    test("count what is open and what is answered by the newest entry, for each incident alone", () =>
      withPort(open, async (port) => {
        assert.deepEqual(await port.counts("incident_a"), { open: 0, answered: 0 });
        for (const inquiry of ["inquiry_1", "inquiry_2", "inquiry_3"] as const)
          await port.append(entryOf(inquiry, 1));
        await port.append(entryOf("inquiry_4", 1, { incident: "incident_b" }));
        await port.append(entryOf("inquiry_1", 2, { kind: "answered" }));
        await port.append(entryOf("inquiry_2", 2, { kind: "answered" }));
        await port.append(entryOf("inquiry_2", 3));
        assert.deepEqual(await port.counts("incident_a"), { open: 2, answered: 1 });
        assert.deepEqual(await port.counts("incident_b"), { open: 1, answered: 0 });
        const ids = async (
          state: "open" | "answered" | null,
          after: string,
          limit: number,
        ): Promise<string[]> =>
          (await port.list("incident_a", { state, after, limit })).map(({ inquiry }) => inquiry);
        assert.deepEqual(await ids("open", "", 9), ["inquiry_2", "inquiry_3"]);
        assert.deepEqual(await ids("answered", "", 9), ["inquiry_1"]);
        assert.deepEqual(await ids(null, "inquiry_1", 1), ["inquiry_2"]);
      }));
  });
}
