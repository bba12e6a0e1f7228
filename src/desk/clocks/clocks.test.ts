// Facts about the clocks of an incident: days as Japanese deadlines count them, reminders, demands, and marks by people.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { clocksAt, type ClockMark, type Demand, type RunningClock } from "./clocks.ts";
import { endOfDayMs, isClosedDay, lastDay, type DayCount } from "./days.ts";
import type { ClockFacts } from "./rules.ts";

const JST = "Asia/Tokyo";
const at = (text: string, zone = JST): number =>
  Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
const shown = (ms: number | null | undefined, zone = JST): string =>
  ms === null || ms === undefined
    ? "–"
    : Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDateTime().toString();

const CARD_LEAK: ClockFacts = {
  type: "card-leak",
  hintAtMs: at("2026-05-01T10:00"),
  knownAtMs: at("2026-05-01T10:00"),
  people: 491,
  propertyRisk: true,
  onPurpose: true,
  sensitive: false,
  encrypted: false,
  europeans: false,
};

function mark(text: string, kind: ClockMark["mark"]): ClockMark {
  return { clock: "acquirer", mark: kind, atMs: at(text), by: "花子", why: "理由" };
}

function clock(
  facts: ClockFacts,
  id: RunningClock["id"],
  now = "2026-05-01T10:00",
  marks: readonly ClockMark[] = [],
  demands: readonly Demand[] = [],
): RunningClock | undefined {
  return clocksAt(facts, demands, marks, { nowMs: at(now), timeZone: JST }).find((one) => one.id === id);
}

function finalFor(facts: Partial<ClockFacts>): RunningClock | undefined {
  return clock({ ...CARD_LEAK, ...facts }, "ppc-final");
}

function remindersAt(now: string, marks: readonly ClockMark[] = []): unknown {
  return clock(CARD_LEAK, "acquirer", now, marks)?.reminders;
}

describe("days", () => {
  test("knows weekends, public holidays, days between holidays and the turn of the year as closed", () => {
    for (const day of ["2026-11-22", "2026-11-23", "2026-09-22", "2026-12-29", "2027-01-03"])
      assert.ok(isClosedDay(Temporal.PlainDate.from(day)), day);
    for (const day of ["2026-11-24", "2026-12-28", "2027-01-04"])
      assert.ok(!isClosedDay(Temporal.PlainDate.from(day)), day);
  });

  test("counts the day of knowing as day 1 or not, as it is told", () => {
    const count: DayCount = { days: 5, kind: "calendar", firstDay: "same", movesToOpenDay: false };
    const friday = Temporal.PlainDate.from("2026-11-20");
    assert.equal(lastDay(friday, count).toString(), "2026-11-24");
    assert.equal(lastDay(friday, { ...count, firstDay: "next" }).toString(), "2026-11-25");
  });

  test("skips closed days when working days are counted", () => {
    const count: DayCount = { days: 3, kind: "working", firstDay: "next", movesToOpenDay: true };
    // Friday; Saturday, Sunday and Monday (Labour Thanksgiving) are closed.
    assert.equal(lastDay(Temporal.PlainDate.from("2026-11-20"), count).toString(), "2026-11-26");
  });

  test("never ends on a closed day when ends move, and moves by nine days at most", () => {
    const start = fc
      .integer({ min: 0, max: 8_000 })
      .map((n) => Temporal.PlainDate.from("2026-01-01").add({ days: n }));
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 90 }), (day, days) => {
        const plain: DayCount = { days, kind: "calendar", firstDay: "same", movesToOpenDay: false };
        const moved = lastDay(day, { ...plain, movesToOpenDay: true });
        const away = lastDay(day, plain).until(moved).days;
        return !isClosedDay(moved) && away >= 0 && away <= 9;
      }),
    );
  });

  test("lets a day end at midnight of the shop's own zone, also when its clocks change", () => {
    const day = Temporal.PlainDate.from("2026-11-01");
    assert.equal(shown(endOfDayMs(day, JST)), "2026-11-02T00:00:00");
    assert.equal(shown(endOfDayMs(day, "America/New_York"), "America/New_York"), "2026-11-02T00:00:00");
  });
});

describe("clocks", () => {
  test("gives the commission's preliminary report five days with the day of knowing, holidays counted", () => {
    assert.equal(shown(clock(CARD_LEAK, "ppc-preliminary")?.dueAtMs), "2026-05-06T00:00:00");
  });

  test("gives the final report 60 days when data was taken on purpose and 30 otherwise", () => {
    assert.equal(shown(clock(CARD_LEAK, "ppc-final")?.dueAtMs), "2026-06-30T00:00:00");
    const lost = { ...CARD_LEAK, onPurpose: false };
    // 30 May is a Saturday.
    assert.equal(shown(clock(lost, "ppc-final")?.dueAtMs), "2026-06-02T00:00:00");
  });

  test("moves an end in the closed days of the year's turn to the first open day", () => {
    const late = { ...CARD_LEAK, knownAtMs: at("2026-11-01T09:00") };
    assert.equal(shown(clock(late, "ppc-final")?.dueAtMs), "2027-01-05T00:00:00");
  });

  test("asks no report for strongly encrypted data, for card testing, or for few addresses lost by mistake", () => {
    assert.equal(finalFor({ encrypted: true }), undefined);
    assert.equal(finalFor({ type: "card-testing" }), undefined);
    assert.equal(
      finalFor({ type: "email-leak", propertyRisk: false, onPurpose: false, people: 1_000 }),
      undefined,
    );
    assert.notEqual(
      finalFor({ type: "email-leak", propertyRisk: false, onPurpose: false, people: 1_001 }),
      undefined,
    );
  });

  test("waits while nobody has said when the leak became known, and runs the hint's clocks meanwhile", () => {
    const hint = { ...CARD_LEAK, knownAtMs: null };
    assert.equal(clock(hint, "ppc-final")?.state, "waiting");
    assert.equal(clock(hint, "acquirer")?.state, "running");
  });

  test("counts 72 hours for Europe through a weekend, and only when a buyer lives there", () => {
    assert.equal(clock(CARD_LEAK, "gdpr-authority"), undefined);
    const europe = { ...CARD_LEAK, europeans: true };
    assert.equal(shown(clock(europe, "gdpr-authority")?.dueAtMs), "2026-05-04T10:00:00");
  });

  test("holds a mall's demand to the minute", () => {
    const demand: Demand = {
      id: "demand_1",
      from: "モール",
      what: "回答書をFAXで",
      receivedAtMs: at("2026-05-01T10:00"),
      dueAtMs: at("2026-05-08T14:00"),
      orElse: "出店停止",
    };
    assert.equal(clock(CARD_LEAK, "demand_1", "2026-05-08T13:59", [], [demand])?.state, "running");
    assert.equal(clock(CARD_LEAK, "demand_1", "2026-05-08T14:00", [], [demand])?.state, "overdue");
  });

  test("reminds at half, at four fifths and at the end of the time, and no more once it is done", () => {
    assert.deepEqual(remindersAt("2026-05-01T21:59"), []);
    assert.deepEqual(remindersAt("2026-05-01T22:00"), [0.5]);
    assert.deepEqual(remindersAt("2026-05-02T05:12"), [0.5, 0.8]);
    assert.deepEqual(remindersAt("2026-05-02T10:00"), [0.5, 0.8, 1]);
    const done = {
      clock: "acquirer",
      mark: "done",
      atMs: at("2026-05-01T11:00"),
      by: "花子",
      why: "電話",
    } as const;
    assert.deepEqual(remindersAt("2026-05-02T10:00", [done]), []);
  });

  test("tells what was done late from what was done in time, and keeps who said that a clock does not apply", () => {
    assert.equal(
      clock(CARD_LEAK, "acquirer", "2026-06-01T00:00", [mark("2026-05-02T09:59", "done")])?.state,
      "done",
    );
    assert.equal(
      clock(CARD_LEAK, "acquirer", "2026-06-01T00:00", [mark("2026-05-02T10:01", "done")])?.state,
      "done-late",
    );
    const waved = clock(CARD_LEAK, "acquirer", "2026-06-01T00:00", [
      mark("2026-05-02T10:01", "not-applicable"),
    ]);
    assert.deepEqual([waved?.state, waved?.mark?.by], ["not-applicable", "花子"]);
  });

  test("puts what is overdue first, then what is due next, and what is settled last", () => {
    const marks = [
      { clock: "police", mark: "done", atMs: at("2026-05-01T12:00"), by: "花子", why: "相談" },
    ] as const;
    const order = clocksAt(CARD_LEAK, [], marks, { nowMs: at("2026-05-03T00:00"), timeZone: JST });
    assert.equal(order[0]?.id, "acquirer");
    assert.equal(order.at(-1)?.id, "police");
    const due = order.slice(0, -1).map((one) => one.dueAtMs ?? 0);
    assert.deepEqual(
      due,
      due.toSorted((a, b) => a - b),
    );
  });
});
