// Facts about the picture of an incident: what the entries tell, whatever their order, and nothing that is not in them.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { IncidentFact, IncidentId } from "./contract.ts";
import { entriesOf, GROUND, pictureOf } from "./entries.fixture.ts";
import { foldIncident } from "./fold.ts";
import {
  NO_WORDS,
  openStage,
  OTHER,
  OWNER,
  START_MS,
  switchPerformer,
  wishOf,
  type Stage,
} from "./stage.fixture.ts";

const HOUR_MS = 3_600_000;
describe("the picture of an incident", () => {
  test("is nothing without an opening", () => {
    assert.equal(foldIncident([], GROUND), null);
    assert.equal(foldIncident(entriesOf({ kind: "note" }), GROUND), null);
  });

  test("keeps what a later version wrote in the timeline and is not disturbed by it", () => {
    const later = { kind: "robot-asked", what: { deep: [1] } } as unknown as IncidentFact;
    const odd = { kind: "act", key: "k", act: "call-robot", why: "", target: "" } as unknown as IncidentFact;
    const view = pictureOf(later, odd, { kind: "act-done", key: "k", outcome: "?" });
    assert.deepEqual(
      view.timeline.map(({ fact }) => fact.kind),
      ["opened", "robot-asked", "act", "act-done"],
    );
    assert.equal(view.acts[0]?.state, "done");
  });

  test("lets the first hint start the clocks, however late it is written down", () => {
    const earlier = START_MS - 30 * HOUR_MS;
    const hint = { kind: "hint", source: "customer", channel: "telephone", hintAtMs: earlier } as const;
    const view = pictureOf(hint);
    assert.equal(view.clockFacts.hintAtMs, earlier);
    assert.equal(view.clocks.find(({ id }) => id === "acquirer")?.state, "overdue");
  });

  test("takes the worse for true until somebody says otherwise", () => {
    assert.deepEqual([pictureOf().clockFacts.onPurpose, pictureOf().clockFacts.propertyRisk], [true, true]);
    const said = pictureOf({ kind: "facts", type: "email-leak", clock: { onPurpose: false } });
    assert.deepEqual(
      [said.type, said.clockFacts.onPurpose, said.clockFacts.propertyRisk],
      ["email-leak", false, false],
    );
  });

  test("counts as people affected what was said or scoped last", () => {
    const scope = {
      kind: "scope",
      runId: "r1",
      resultSha256: "0",
      classes: { confirmed: 98, possible: 2, cannotTell: 5, notAffected: 900 },
      people: 1_005,
      vaultName: null,
    } as const;
    const said = { kind: "facts", clock: { people: 491 } } as const;
    assert.equal(pictureOf(said, scope).clockFacts.people, 100);
    assert.equal(pictureOf(scope, said).clockFacts.people, 491);
  });

  test("counts no quote as money, and each cost line once in its last state", () => {
    const line = { kind: "cost", costId: "c1", what: "forensic", from: "甲社", yen: 2_000_000 } as const;
    const other = { ...line, costId: "c2", from: "乙社", yen: 3_000_000 } as const;
    const quotes = pictureOf({ ...line, state: "quote" }, { ...other, state: "quote" });
    assert.deepEqual(quotes.money, { spentYen: 0, agreedYen: 0 });
    const chosen = pictureOf(
      { ...line, state: "quote" },
      { ...line, state: "chosen" },
      { ...other, state: "paid" },
    );
    assert.deepEqual(chosen.money, { spentYen: 3_000_000, agreedYen: 2_000_000 });
    assert.equal(chosen.costs.length, 2);
  });

  test("leaves an act where it is when an end comes twice or an undoing fails", () => {
    const begin = { kind: "act", key: "k", act: "pause-cards", why: "", target: "" } as const;
    const done = { kind: "act-done", key: "k", outcome: "paused" } as const;
    const undo = { kind: "act-undo", key: "k", why: "" } as const;
    const failed = { kind: "act-failed", key: "k", reason: "x" } as const;
    assert.equal(pictureOf(begin).acts[0]?.state, "begun");
    assert.equal(pictureOf(begin, failed, done).acts[0]?.state, "failed");
    assert.equal(pictureOf(begin, done, failed).acts[0]?.state, "done");
    assert.equal(pictureOf(begin, done, undo, failed).acts[0]?.state, "done");
    assert.equal(pictureOf(done, begin, begin).acts.length, 1);
  });
});

type Command = (stage: Stage, id: IncidentId, n: number) => Promise<{ readonly ok: boolean }>;
const COMMANDS: readonly Command[] = [
  ({ desk }, id) =>
    desk.hint(id, OWNER, { source: "police", channel: "visit", hintAtMs: START_MS - 5, words: NO_WORDS }),
  ({ desk }, id) => desk.note(id, OTHER, { words: "メモ" }),
  ({ desk }, id) => desk.facts(id, OWNER, { clock: { knownAtMs: START_MS, europeans: true } }),
  ({ desk }, id, n) => desk.window(id, OWNER, { fromMs: START_MS - n, toMs: null, how: "調査" }),
  ({ desk }, id) => desk.name(id, OWNER, { person: OTHER }),
  ({ desk }, id) => desk.unname(id, OWNER, { person: OTHER }),
  ({ desk }, id, n) =>
    desk.demand(id, OWNER, {
      id: `demand_${n % 3}`,
      from: "モール",
      what: "回答",
      receivedAtMs: START_MS,
      dueAtMs: START_MS + HOUR_MS,
      orElse: "停止",
    }),
  ({ desk }, id, n) =>
    desk.markClock(id, OWNER, {
      mark: {
        clock: n % 2 === 0 ? "acquirer" : "police",
        mark: n % 3 === 0 ? "not-applicable" : "done",
        why: "電話",
      },
    }),
  ({ desk }, id, n) =>
    desk.cost(id, OWNER, {
      costId: `c${n % 2}`,
      what: "forensic",
      from: "甲社",
      yen: n,
      state: n % 2 === 0 ? "quote" : "paid",
    }),
  ({ desk }, id, n) => desk.evidence(id, OWNER, { bag: `b${n % 2}`, sha256: String(n % 2), bytes: n }),
  ({ desk }, id, n) =>
    desk.handed(id, OWNER, {
      key: `h${n % 3}`,
      what: "報告書",
      sha256: null,
      to: "県警",
      through: "post",
      why: "捜査",
      handedAtMs: START_MS,
      words: NO_WORDS,
    }),
  ({ acts }, id, n) =>
    acts.act(id, OWNER, { act: "pause-cards", key: `k${n % 3}`, why: "念のため", target: "" }),
  ({ acts }, id, n) => acts.undo(id, OTHER, { key: `k${n % 3}`, why: "安全" }),
  ({ desk }, id) => desk.close(id, OWNER, { keepDays: 1, why: "済み" }),
  ({ desk }, id) => desk.reopen(id, OWNER, { why: "続報" }),
  async ({ clock, watch }) => {
    clock.advance(7 * HOUR_MS);
    await watch.look();
    return { ok: true };
  },
];

describe("any commands in any order", () => {
  test("give numbers without gaps, a picture of every prefix, and the same picture again", async () => {
    const run = fc.array(fc.tuple(fc.nat({ max: COMMANDS.length - 1 }), fc.nat({ max: 9 })), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(run, async (steps) => {
        const pause = switchPerformer();
        const stage = openStage({ performers: { "pause-cards": pause } });
        const opened = await stage.desk.open(OWNER, wishOf());
        assert.ok(opened.ok);
        const { id } = opened.value;
        for (const [which, n] of steps) {
          const before = (await stage.record.entries(id)).length;
          const answer = await COMMANDS[which]?.(stage, id, n);
          if (answer?.ok === false) assert.equal((await stage.record.entries(id)).length, before);
        }
        const entries = await stage.record.entries(id);
        assert.deepEqual(
          entries.map(({ seq }) => seq),
          entries.map((_, index) => index + 1),
        );
        for (let length = 1; length <= entries.length; length++) {
          const prefix = entries.slice(0, length);
          const view = foldIncident(prefix, GROUND);
          assert.deepEqual(foldIncident(structuredClone(prefix), GROUND), view);
          assert.equal(view?.timeline.length, length);
          assert.equal(new Set(view?.acts.map(({ key }) => key)).size, view?.acts.length);
          assert.equal(new Set(view?.handed.map(({ key }) => key)).size, view?.handed.length);
        }
        // Whatever happened, the switch stands as the last act on record says.
        const view = await stage.desk.get(id);
        assert.equal(view?.acts.some(({ state }) => state === "done") ?? false, pause.state.on);
        assert.deepEqual(stage.troubles, []);
        assert.equal(
          stage.lines.filter(({ facts }) => "sha256" in facts && facts["seq"]).length,
          entries.length,
        );
      }),
      { numRuns: 60 },
    );
  });
});
