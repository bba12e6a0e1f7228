// Facts about what an incident says should be done next: the right order, the right owner, and nothing that cannot be done.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { IncidentFact } from "./contract.ts";
import { entriesOf, GROUND, OPENED, pictureOf } from "./entries.fixture.ts";
import { foldIncident } from "./fold.ts";
import { START_MS } from "./stage.fixture.ts";
import { incidentWords } from "./words.ts";

const HOUR_MS = 3_600_000;

function stepsOf(next: readonly { readonly step: string }[]): string[] {
  return next.map(({ step }) => step);
}

describe("what to do next", () => {
  test("begins with stopping the harm and keeping the evidence, then calls, and ends with letters", () => {
    assert.deepEqual(stepsOf(pictureOf().next), [
      "pause-cards",
      "preserve-evidence",
      "call-acquirer",
      "say-known",
      "ask-forensic",
      "scope",
      "ask-police",
      "tell-ipa",
    ]);
    const known = pictureOf({ kind: "facts", clock: { knownAtMs: START_MS } });
    assert.deepEqual(stepsOf(known.next).slice(2), [
      "call-acquirer",
      "ask-forensic",
      "scope",
      "report-preliminary",
      "ask-police",
      "tell-ipa",
      "tell-persons",
      "report-final",
    ]);
  });

  test("puts what is due within a day before the rest, the next due first", () => {
    const demand = {
      id: "demand_1",
      from: "モール",
      what: "回答書",
      receivedAtMs: START_MS,
      dueAtMs: START_MS + 5 * HOUR_MS,
      orElse: "出店停止",
    } as const;
    const { next } = pictureOf({ kind: "demand", demand });
    assert.deepEqual(stepsOf(next).slice(1, 4), ["preserve-evidence", "answer-demand", "call-acquirer"]);
    assert.deepEqual([next[2]?.clock, next[2]?.dueAtMs], ["demand_1", START_MS + 5 * HOUR_MS]);
  });

  test("never lets what is only advised push ahead, however late it is", () => {
    const late = foldIncident(entriesOf(OPENED), { ...GROUND, nowMs: START_MS + 90 * 24 * HOUR_MS });
    assert.deepEqual(stepsOf(late?.next ?? []).slice(2, 6), [
      "call-acquirer",
      "say-known",
      "ask-forensic",
      "scope",
    ]);
  });

  test("names the owner of each step and offers only acts that this guard can do", () => {
    const [pause, preserve] = pictureOf().next;
    assert.deepEqual([pause?.owner, pause?.act], ["payments", "pause-cards"]);
    assert.deepEqual([preserve?.owner, preserve?.act], ["server", "preserve-evidence"]);
    const bare = foldIncident(entriesOf({ ...OPENED, type: "backdoor" }), {
      ...GROUND,
      available: new Set(),
    });
    assert.deepEqual(
      bare?.next.slice(0, 2).map(({ step, act }) => [step, act]),
      [
        ["pause-cards", null],
        ["preserve-evidence", null],
      ],
    );
  });

  test("tells to open again and to close when all else is done, and nothing once it is closed", () => {
    const testing: IncidentFact = { ...OPENED, type: "card-testing" };
    const done = [
      { kind: "act", key: "k", act: "pause-cards", why: "", target: "" },
      { kind: "act-done", key: "k", outcome: "paused" },
      { kind: "evidence", bag: "b.tar", sha256: "0", bytes: 1 },
      ...(["police", "ipa"] as const).map((clock) => {
        return { kind: "clock", mark: { clock, mark: "done", why: "電話" } } as const;
      }),
    ] as const satisfies IncidentFact[];
    assert.deepEqual(stepsOf(foldIncident(entriesOf(testing, ...done), GROUND)?.next ?? []), [
      "resume-cards",
      "close",
    ]);
    const closed = entriesOf(testing, ...done, { kind: "closed", keepDays: 30, why: "済み" });
    const view = foldIncident(closed, GROUND);
    assert.deepEqual(view?.next, []);
    assert.equal(view?.destroyAtMs, (closed.at(-1)?.atMs ?? 0) + 30 * 24 * HOUR_MS);
  });

  test("says to speak at once when the press was first, until the persons are told", () => {
    const press = { kind: "hint", source: "press", channel: "telephone", hintAtMs: START_MS } as const;
    const leaked = { kind: "facts", clock: { knownAtMs: START_MS } } as const;
    const steps = stepsOf(pictureOf(press, leaked).next);
    assert.deepEqual(steps.slice(0, 3), ["pause-cards", "preserve-evidence", "speak-first"]);
    assert.ok("next.speak-first" in incidentWords);
    const mark = { clock: "persons", mark: "done", why: "書状" } as const;
    const told = pictureOf(press, leaked, { kind: "clock", mark });
    assert.ok(!stepsOf(told.next).includes("speak-first"));
    const testing = foldIncident(entriesOf({ ...OPENED, type: "card-testing", source: "press" }), GROUND);
    assert.ok(!stepsOf(testing?.next ?? []).includes("speak-first"), "nobody's data is out");
  });

  test("has a sentence for every step, whatever the type of the incident", () => {
    const types = [
      "card-leak",
      "personal-leak",
      "email-leak",
      "card-testing",
      "backdoor",
      "suspected",
    ] as const;
    const known = {
      kind: "facts",
      clock: { knownAtMs: START_MS, europeans: true, propertyRisk: true },
    } as const;
    for (const type of types) {
      const both = [entriesOf({ ...OPENED, type }), entriesOf({ ...OPENED, type }, known)];
      const steps = both.flatMap((entries) => stepsOf(foldIncident(entries, GROUND)?.next ?? []));
      assert.ok(steps.length > 4, type);
      for (const step of steps) assert.ok(`next.${step}` in incidentWords, step);
    }
  });
});
