// What the forms of an incident send: only what was changed, no clock started by the way, and one key for one act.

import assert from "node:assert/strict";
import { test } from "node:test";
import { speechIn } from "../ground/speech.ts";
import type { IncidentWhole } from "./asks.ts";
import type { Question } from "./question.ts";
import { questionFor, type Wish } from "./questions.ts";

const KNOWN = Date.parse("2026-05-01T10:00:30+09:00");
const VIEW = {
  type: "card-leak",
  timeZone: "Asia/Tokyo",
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
} as unknown as IncidentWhole;

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
  assert.deepEqual(now.body(asFilled(now)), { clock: { knownAtMs: KNOWN - 30_000 } });
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

test("a package is handed over under its own name and hash, a paper under the name that is typed", () => {
  const bag = { bag: "card.tar", sha256: "ab".repeat(32) };
  const kept = ask({ ask: "handed", bag, key: "k" });
  assert.deepEqual(kept.body({ ...asFilled(kept), to: "県警", receiver: "山田", why: "捜査" }), {
    key: "k",
    what: "card.tar",
    sha256: bag.sha256,
    to: "県警",
    through: "in-person",
    why: "捜査",
    handedAtMs: KNOWN - 30_000,
    words: { caller: "山田", contact: "", words: "" },
  });
  const paper = ask({ ask: "handed", key: "k" });
  const given = { ...asFilled(paper), thing: "報告書", to: "甲社", why: "調査", at: "2026-04-30T09:00" };
  const sent = paper.body(given) as Record<string, unknown>;
  assert.deepEqual([sent["what"], sent["sha256"]], ["報告書", null]);
  assert.equal(sent["handedAtMs"], Date.parse("2026-04-30T09:00+09:00"), "read as the shop's time");
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
