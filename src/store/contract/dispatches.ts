// What every keeper of sent notices must do: a person is claimed once, by one sender, and nothing is forgotten over a restart.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Dispatch, Dispatches, DispatchId, SendEnd } from "../../desk/ports.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

const ID: DispatchId = "incident_1:1:email";
const DISPATCH: Dispatch = {
  id: ID,
  createdAtMs: START_MS,
  by: "owner:花子",
  state: "running",
  scopeRunId: "run-1",
};

function people(...ids: readonly string[]): readonly { personId: string; class: "confirmed" }[] {
  return ids.map((personId) => ({ personId, class: "confirmed" }));
}

function ended(personId: string, state: SendEnd["state"], more: Partial<SendEnd> = {}): SendEnd {
  return { personId, state, nextTryAtMs: START_MS, note: "", ...more };
}

export function dispatchesContract(open: Opening<Dispatches>): void {
  describe("dispatches", () => {
    test("starts a notice once per incident, report and channel", () =>
      withPort(open, async (port, { reopen }) => {
        assert.equal(await port.put(DISPATCH), true);
        assert.equal(await port.put({ ...DISPATCH, by: "owner:太郎" }), false);
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(await again.get(ID), DISPATCH);
        assert.equal(await again.get("incident_1:2:email"), undefined);
        assert.equal(await again.setState("incident_1:2:email", "done"), false);
      }));

    test("claims each person once, whoever asks and however often", () =>
      withPort(open, async (port) => {
        await port.put(DISPATCH);
        const turns = await Promise.all([
          port.turn(ID, [], people("a", "b"), START_MS),
          port.turn(ID, [], people("b", "c"), START_MS),
          port.turn(ID, [], people("a", "a"), START_MS),
        ]);
        assert.deepEqual(
          turns
            .flat()
            .map(({ personId }) => personId)
            .toSorted(),
          ["a", "b", "c"],
        );
      }));

    test("tries again when it is due and never what is sent or refused", () =>
      withPort(open, async (port, { reopen }) => {
        await port.put(DISPATCH);
        await port.turn(ID, [], people("a", "b", "c"), START_MS);
        const later = START_MS + 60_000;
        const ends = [
          ended("a", "sent", { note: "250 2.0.0" }),
          ended("b", "refused", { note: "550 5.1.1" }),
          ended("c", "waiting", { nextTryAtMs: later, note: "450 4.2.0" }),
        ];
        assert.deepEqual(await port.turn(ID, ends, people("a", "b", "c"), START_MS + 1), []);
        assert.equal(await port.nextDueMs(ID), later);
        const again = (await reopen?.()) ?? port;
        const due = await again.turn(ID, [], people("a", "b", "c"), later);
        assert.deepEqual(
          due.map(({ personId, tries, note }) => [personId, tries, note]),
          [["c", 2, "450 4.2.0"]],
        );
        const { sent, refused, claimed } = await again.counts(ID);
        assert.deepEqual([sent, refused, claimed], [1, 1, 1]);
      }));

    test("keeps the note of a claim over a crash, and an earlier one where none is given", () =>
      withPort(open, async (port, { reopen }) => {
        await port.put(DISPATCH);
        await port.turn(ID, [], [{ personId: "a", class: "confirmed", note: "batch-1" }], START_MS);
        const again = (await reopen?.()) ?? port;
        await again.recover(ID, START_MS + 1);
        const [lost] = await again.rows(ID, { state: "unknown", after: "", limit: 10 });
        assert.equal(lost?.note, "batch-1");
        await again.decide(ID, "a", "unknown", "waiting", START_MS + 2);
        const [claimed] = await again.turn(ID, [], people("a"), START_MS + 2);
        assert.deepEqual([claimed?.note, claimed?.tries], ["batch-1", 2]);
      }));

    test("claims nothing while it is paused, and still records what ends", () =>
      withPort(open, async (port) => {
        await port.put(DISPATCH);
        await port.turn(ID, [], people("a"), START_MS);
        assert.equal(await port.setState(ID, "paused"), true);
        assert.deepEqual(await port.turn(ID, [ended("a", "sent")], people("b"), START_MS), []);
        const counts = await port.counts(ID);
        assert.deepEqual([counts.sent, counts.claimed, counts.waiting], [1, 0, 0]);
      }));

    test("after a crash what was on its way is unknown, until a person decides, once", () =>
      withPort(open, async (port, { reopen }) => {
        await port.put(DISPATCH);
        await port.turn(ID, [], people("a", "b"), START_MS);
        await port.turn(ID, [ended("a", "sent")], [], START_MS);
        const again = (await reopen?.()) ?? port;
        assert.equal(await again.recover(ID, START_MS), 1);
        assert.equal(await again.recover(ID, START_MS), 0);
        assert.deepEqual(await again.turn(ID, [], people("a", "b"), START_MS * 2), []);
        const [row] = await again.rows(ID, { state: "unknown", after: "", limit: 10 });
        assert.deepEqual([row?.personId, row?.settledAtMs], ["b", START_MS]);
        // A late word of the old sender changes nothing any more.
        await again.turn(ID, [ended("b", "sent")], [], START_MS);
        assert.equal((await again.counts(ID)).unknown, 1);
        assert.equal(await again.decide(ID, "b", "unknown", "waiting", START_MS, "returned 5.1.1"), true);
        assert.equal(
          (await again.rows(ID, { state: "waiting", after: "", limit: 1 }))[0]?.note,
          "returned 5.1.1",
        );
        assert.equal(await again.decide(ID, "b", "unknown", "sent", START_MS), false);
        assert.deepEqual(
          (await again.turn(ID, [], people("b"), START_MS)).map(({ tries }) => tries),
          [2],
        );
      }));

    test("lists in the order of persons, a page at a time", () =>
      withPort(open, async (port) => {
        await port.put(DISPATCH);
        await port.turn(ID, [], people("c", "a", "b"), START_MS);
        const page = await port.rows(ID, { state: "claimed", after: "a", limit: 1 });
        assert.deepEqual(
          page.map(({ personId }) => personId),
          ["b"],
        );
      }));
  });
}
