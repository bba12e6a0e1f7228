// What the forms of an incident send: only what was changed, no clock started by the way, and one key for one act.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { IncidentView } from "../../../desk/index.ts";
import { speechIn } from "../ground/speech.ts";
import { momentOf, momentText } from "./field-kinds.ts";
import type { Question } from "./question.ts";
import { questionFor, type Wish } from "./questions.ts";

const KNOWN = new Date(2026, 4, 1, 10, 0, 30).getTime();
const VIEW = {
  type: "card-leak",
  timeline: [],
  window: null,
  clockFacts: {
    knownAtMs: null,
    people: 491,
    propertyRisk: true,
    onPurpose: true,
    sensitive: false,
    encrypted: false,
    europeans: false,
  },
} as unknown as IncidentView;

function ask(wish: Wish, view = VIEW): Question {
  return questionFor(speechIn("ja"), view, wish, KNOWN);
}
function asFilled({ fields }: Question): Record<string, string> {
  return Object.fromEntries(fields.map(({ name, value }) => [name, value]));
}

test("facts left as they were state nothing, and a changed one states itself alone", () => {
  const question = ask({ ask: "facts" });
  const given = asFilled(question);
  assert.deepEqual(question.body(given), { clock: {} });
  assert.deepEqual(question.body({ ...given, europeans: "yes" }), { clock: { europeans: true } });
  assert.deepEqual(question.body({ ...given, people: "" }), { clock: { people: null } });
  assert.deepEqual(question.body({ ...given, type: "backdoor" }), { type: "backdoor", clock: {} });
});

test("the law's clock starts only when its moment is asked for or typed", () => {
  assert.equal(asFilled(ask({ ask: "facts" }))["known"], "");
  const now = ask({ ask: "facts", isKnownNow: true });
  assert.deepEqual(now.body(asFilled(now)), { clock: { knownAtMs: new Date(2026, 4, 1, 10, 0).getTime() } });
  const known = { ...VIEW, clockFacts: { ...VIEW.clockFacts, knownAtMs: KNOWN } };
  const again = ask({ ask: "facts", isKnownNow: true }, known);
  assert.deepEqual(again.body(asFilled(again)), { clock: {} }, "its seconds are not lost by looking at it");
});

test("an act carries the key it was asked with, a reason, and a target only where one is needed", () => {
  const pause = ask({ ask: "act", act: "pause-cards", key: "k1" });
  assert.deepEqual(
    pause.fields.map(({ name }) => name),
    ["why"],
  );
  assert.deepEqual(pause.body({ why: "念のため" }), {
    act: "pause-cards",
    key: "k1",
    why: "念のため",
    target: "",
  });
  const block = ask({ ask: "act", act: "block-origin", key: "k2" });
  assert.deepEqual(
    block.fields.map(({ name, missing }) => [name, missing !== undefined]),
    [
      ["target", true],
      ["why", true],
    ],
  );
});

test("moments go into a date field and out again to the minute; no date is none", () => {
  assert.equal(momentText(KNOWN), "2026-05-01T10:00");
  assert.equal(momentOf(momentText(KNOWN)), KNOWN - 30_000);
  assert.equal(momentOf(""), null);
  assert.equal(momentOf("きのう"), null);
});

test("a cost that stands there is put as the same line again, a new one as none", () => {
  const cost = {
    costId: "cost_1",
    what: "紙代",
    from: "甲",
    yen: 100,
    state: "quote",
    atMs: 0,
    by: "",
  } as const;
  const change = ask({ ask: "cost", cost });
  assert.deepEqual(change.body({ ...asFilled(change), state: "chosen" }), {
    costId: "cost_1",
    what: "紙代",
    from: "甲",
    yen: 100,
    state: "chosen",
  });
  const fresh = ask({ ask: "cost", what: "forensic" });
  assert.deepEqual(fresh.body({ ...asFilled(fresh), yen: "5" }), {
    costId: null,
    what: "forensic",
    from: "",
    yen: 5,
    state: "quote",
  });
});
