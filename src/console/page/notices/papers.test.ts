// What the notice pages make of the board: papers by reader, what to do next, addresses that name a paper, and facts still missing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyFacts } from "../../../desk/index.ts";
import { isLate, missingFacts, SECTIONS } from "./missing.ts";
import { DELAY_FIELDS, differing, FIELDS, textAt, withText } from "./facts-fields.ts";
import {
  groupPapers,
  keyIn,
  nameOf,
  paperSearch,
  searchOf,
  boardSearch,
  stepsOf,
  toMend,
  type Board,
  type Outgoing,
  type PaperRow,
} from "./papers.ts";
import {
  batchPath,
  channelsOf,
  classCounts,
  conditionsOf,
  needsReason,
  reachedBy,
  settledOf,
} from "./sending-order.ts";

const CLEAN: PaperRow = {
  key: { kind: "email", class: "confirmed", language: "ja", report: 1 },
  version: 2,
  changedAtMs: 5,
  by: "owner:花子",
  isStale: false,
  errors: 0,
  advice: 1,
  marks: { liability: 0, dropped: 0 },
};
const BOARD: Board = {
  factsSha256: "f".repeat(64),
  scopeRunId: "run",
  counts: { confirmed: 98, possible: 0, notAffected: 7 },
  isStale: false,
  addressees: null,
  reports: [1],
  papers: [CLEAN],
};
const IDLE: Outgoing = { sendings: [], ready: [] };
const READY: Outgoing["ready"][number] = {
  report: 1,
  channel: "email",
  people: 105,
  withAddress: 100,
  errors: 0,
  isTried: true,
  missing: [],
};
const SENDING: Outgoing["sendings"][number] = {
  report: 1,
  channel: "email",
  id: "dispatch_1",
  state: "running",
  by: "owner:花子",
  createdAtMs: 1,
  scopeRunId: "run",
  isStale: false,
  people: 10,
  counts: { waiting: 1, claimed: 1, sent: 4, refused: 2, bounced: 1, unknown: 1 },
  perSecond: 3,
  trouble: null,
  batches: [],
};

test("papers stand under their readers, and one the board does not know is shown as unwritten", () => {
  const groups = groupPapers([CLEAN], "ja", 1);
  assert.deepEqual(
    groups.map(({ audience, rows }) => [audience, rows.map(({ key, version }) => `${key.kind} ${version}`)]),
    [
      ["confirmed", ["email 2", "letter 0"]],
      ["possible", ["email 0", "letter 0"]],
      ["notAffected", ["email 0", "letter 0"]],
      ["everybody", ["page 0", "hold-page 0", "qa 0", "desk-script 0"]],
    ],
  );
  assert.equal(groupPapers([CLEAN], "en", 1)[0]?.rows[0]?.version, 0, "another language is another paper");
  assert.equal(groupPapers([CLEAN], "ja", 2)[0]?.rows[0]?.version, 0, "another report is another paper");
});

function now(board: Board, outgoing: Outgoing | undefined): string | undefined {
  return stepsOf(board, outgoing, 1, "ja").find(({ state }) => state === "now")?.step;
}

test("facts come first, then the papers, then the trial, then the sending", () => {
  assert.equal(now({ ...BOARD, factsSha256: null, papers: [] }, IDLE), "facts");
  assert.equal(now({ ...BOARD, isStale: true }, IDLE), "facts");
  const wrong = { ...CLEAN, errors: 2 };
  assert.equal(now({ ...BOARD, papers: [wrong] }, IDLE), "papers");
  assert.equal(stepsOf({ ...BOARD, papers: [wrong] }, IDLE, 1, "ja")[1]?.count, 1);
  assert.equal(now(BOARD, undefined), "trial", "what is not known yet is not done");
  assert.equal(now(BOARD, { ...IDLE, ready: [READY] }), "send");
  assert.equal(now(BOARD, { sendings: [SENDING], ready: [] }), "send");
  assert.equal(now(BOARD, { sendings: [{ ...SENDING, state: "done" }], ready: [] }), undefined);
});

test("only papers somebody would get are to be mended", () => {
  const forNobody = { ...CLEAN, key: { ...CLEAN.key, class: "possible" }, errors: 3 };
  const english = { ...CLEAN, key: { ...CLEAN.key, language: "en" as const }, errors: 3 };
  const stale = { ...CLEAN, isStale: true };
  assert.deepEqual(toMend({ ...BOARD, papers: [forNobody, english, stale] }, 1, "ja"), [stale]);
  assert.equal(toMend({ counts: null, papers: [forNobody] }, 1, "ja").length, 1, "before there is a scope");
});

test("an address always names a paper, and a paper its address", () => {
  for (const [given, name] of [
    [{}, "1.email.confirmed.ja"],
    [{ kind: "qa", class: "confirmed", language: "en", report: 2 }, "2.qa.everybody.en"],
    [{ kind: "letter", class: "notAffected", report: "2" }, "1.letter.notAffected.ja"],
    [{ kind: "../x", class: "all", language: "fr", report: 100 }, "1.email.confirmed.ja"],
  ] as const) {
    const key = keyIn(paperSearch(given));
    assert.equal(nameOf(key), name);
    assert.deepEqual(keyIn(paperSearch({ ...searchOf(key) })), key);
  }
  assert.deepEqual(boardSearch({ report: 3, language: "en" }), { report: 3, language: "en" });
  assert.deepEqual(boardSearch({ report: -1, language: "xx" }), {});
});

const SHOP = { name: "丸井", url: "", telephone: "", timeZone: "Asia/Tokyo" };
const FACTS = emptyFacts(SHOP, Date.UTC(2026, 10, 22));

test("every field of the form goes into the facts and out again, and empty ones are unknown", () => {
  for (const [path, kind] of [...Object.values(FIELDS).flat(), ...DELAY_FIELDS]) {
    const text = kind === "day" ? "2026-11-20" : "書いたこと";
    const filled = withText(FACTS, path, kind, text);
    assert.equal(textAt(filled, path), text, path);
    assert.deepEqual(differing(filled, FACTS), [path]);
    const emptied = withText(filled, path, kind, "");
    if (path !== "today") assert.equal(textAt(emptied, path), "", path);
    if (path !== "today" && path !== "shop.name") assert.deepEqual(emptied, { ...FACTS, ...emptied });
  }
  assert.equal(withText(FACTS, "misused", "long", "").misused, null);
  assert.equal(withText(FACTS, "today", "day", "").today, FACTS.today, "a notice has a date");
  assert.equal(withText(withText(FACTS, "delay.why", "long", "x"), "delay.why", "long", "").delay, null);
});

test("the form says what the checks will miss, and falls silent when it is there", () => {
  const fields = (facts: typeof FACTS): readonly string[] => missingFacts(facts).map(({ field }) => field);
  assert.ok(fields(FACTS).includes("days.hint") && fields(FACTS).includes("offers.reissue"));
  assert.ok(!fields({ ...FACTS, type: "email-leak" }).includes("offers.reissue"), "no card, no new card");
  assert.ok(missingFacts(FACTS).every(({ section }) => SECTIONS.includes(section)));
  const half = { ...FACTS, safe: [{ what: "住所", how: "" }] };
  assert.ok(fields(half).includes("safe"), "a claim without how it is known is none");
  const late = { ...FACTS, days: { ...FACTS.days, hint: "2026-09-01" } };
  assert.ok(isLate(late) && fields(late).includes("delay.why"));
  const full = {
    ...late,
    days: { ...late.days, cardsStopped: "2026-09-01", commissionTold: "2026-09-03" },
    delay: { why: "調査", decidedBy: "店主" },
    window: { from: "2026-08-01", to: null },
    cause: "書き換え",
    counts: { confirmed: 0, possible: 0, notAffected: 1 },
    safe: [{ what: "住所", how: "記録" }],
    measures: [{ what: "停止", state: "done" as const, day: "2026-09-01" }],
    offers: { reissue: "shop" as const, more: "なし" },
    desk: { ...FACTS.desk, telephone: "03", hours: "9-17" },
  };
  assert.deepEqual(fields(full), []);
  const leaked = { ...full, counts: { confirmed: 1, possible: 0, notAffected: 0 } };
  assert.deepEqual(fields(leaked), ["items.confirmed"]);
});

test("channels of the newest report come first, earlier sendings stand apart", () => {
  const second = { ...READY, report: 2, channel: "letter" as const };
  const { now: channels, earlier } = channelsOf({ sendings: [SENDING], ready: [second] });
  assert.deepEqual(
    channels.map(({ report, channel, sending }) => [report, channel, sending]),
    [[2, "letter", undefined]],
  );
  assert.deepEqual(earlier, [SENDING]);
  assert.deepEqual(channelsOf({ sendings: [], ready: [] }), { now: [], earlier: [] });
});

test("a reason is asked for errors or a missing trial; what else is missing cannot be talked away", () => {
  assert.equal(needsReason(READY), false);
  assert.equal(needsReason({ ...READY, errors: 1 }), true);
  assert.equal(needsReason({ ...READY, isTried: false }), true);
  assert.ok(conditionsOf({ channel: "email" }).includes("mail-server"));
  assert.ok(!conditionsOf({ channel: "letter" }).includes("mail-server"));
});

test("letters go to those whom no mail reached, or to everybody with an address when that is asked for", () => {
  const letters = { ...READY, channel: "letter" as const, people: 40, withAddress: 90 };
  assert.deepEqual([reachedBy(letters, false), reachedBy(letters, true)], [40, 90]);
  assert.equal(reachedBy({ ...letters, withAddress: 3 }, false), 3);
  assert.equal(reachedBy(READY, true), 100, "a mail needs its address whatever is asked");
});

test("progress counts who needs nothing more, and classes with nobody are not offered", () => {
  assert.equal(settledOf(SENDING), 7);
  assert.deepEqual(classCounts(BOARD), [
    { of: "confirmed", people: 98 },
    { of: "notAffected", people: 7 },
  ]);
  assert.deepEqual(classCounts({ counts: null }), []);
  assert.equal(
    batchPath("/v1/incidents/i", "letters/1 a.pdf"),
    "/v1/incidents/i/sendings/letters/letters%2F1%20a.pdf",
  );
});
