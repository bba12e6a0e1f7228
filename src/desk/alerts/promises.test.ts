// What holds whatever the sheet, the hours, the clock and the people do: over thousands of made-up ones.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { HOUR_MS, live, MINUTE_MS, NOON_MS, open, settle, sheetOf, type Happened } from "./decide.fixture.ts";
import { withTurn, type Tell } from "./duty.ts";
import { callableAtMs, chainOf, type Person, type Sheet } from "./sheet.ts";

const range = fc.record({ fromMinute: fc.nat(1_439), toMinute: fc.nat(1_439) });
const hours = fc.record({
  fromMinute: fc.nat(1_439),
  toMinute: fc.nat(1_439),
  weekdaysOnly: fc.constant(true),
});
const anybody = (name: string): fc.Arbitrary<Person> =>
  fc.record({
    name: fc.constant(name),
    channels: fc.constantFrom<Person["channels"]>(["email"], ["line", "email"], []),
    alone: fc.constant([]),
    quiet: fc.option(range),
    hours: name === "vendor" ? fc.option(hours) : fc.constant(null),
  });
const anySheet: fc.Arbitrary<Sheet> = fc
  .tuple(
    fc.tuple(anybody("owner"), anybody("deputy"), anybody("vendor"), anybody("last")),
    fc.subarray(["deputy", "vendor", "last"]),
    fc.integer({ min: 1, max: 600 }),
    fc.boolean(),
    fc.constantFrom("Asia/Tokyo", "America/New_York", "Pacific/Auckland"),
  )
  .map(([people, absent, answerMinutes, moves, timezone]) => {
    const there = people.filter(({ name }) => !absent.includes(name));
    const sheet = sheetOf(there, { moves, timezone, last: absent.includes("last") ? "owner" : "last" });
    const payments = Object.assign({}, sheet.areas.payments, { answerWithinMs: answerMinutes * MINUTE_MS });
    return Object.assign({}, sheet, { areas: { payments } });
  });
type Act =
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "due" | "take" | "fail" | "restart" }
  | { readonly kind: "stage"; readonly stage: string; readonly urgent: boolean }
  | { readonly kind: "clock-back"; readonly ms: number };
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ kind: "due" } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(12 * HOUR_MS) }) },
  fc.record({
    kind: fc.constant("stage" as const),
    stage: fc.constantFrom("began", "worse", "worst"),
    urgent: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("clock-back" as const), ms: fc.nat(48 * HOUR_MS) }),
  fc.constantFrom({ kind: "fail" } as const, { kind: "restart" } as const),
  { weight: 1, arbitrary: fc.constant({ kind: "take" } as const) },
);

function withoutReach(tells: readonly Tell[]): readonly Tell[] {
  return tells.map((one): Tell => Object.assign({}, one, { reach: "none" }));
}

test("always exactly one owner, nobody hears a stage twice, quiet hours are kept, and it always comes to rest", () => {
  fc.assert(
    fc.property(anySheet, fc.boolean(), fc.array(anyAct, { maxLength: 60 }), (sheet, urgent, acts) => {
      const happened: Happened[] = [];
      let nowMs = NOON_MS;
      let now = settle(open({ urgent }), sheet, nowMs, happened);
      const names = new Set(chainOf(sheet, "payments").map((link) => link.person.name));
      for (const act of acts) {
        const before = now.matter;
        let next = before;
        if (act.kind === "wait") nowMs += act.ms;
        if (act.kind === "due") nowMs = Math.max(nowMs, now.untilMs ?? nowMs);
        if (act.kind === "clock-back") nowMs -= act.ms;
        if (act.kind === "stage")
          next = { ...next, duty: { ...next.duty, stage: act.stage, urgent: act.urgent } };
        if (act.kind === "fail")
          next = {
            ...next,
            duty: { ...next.duty, tells: withoutReach(next.duty.tells) },
          };
        if (act.kind === "take" && next.state === "open") {
          const { stage } = next.duty;
          const turn = {
            person: "owner:whoever",
            role: "taker",
            why: "taken",
            sinceMs: nowMs,
            stage,
          } as const;
          next = { state: "owned", duty: withTurn(next.duty, turn) };
        }
        const known = before.duty.tells.length;
        now = settle(next, sheet, nowMs, happened);
        // A restart, or a second look at the same moment, does nothing again.
        assert.deepEqual(settle(now.matter, sheet, nowMs).matter, now.matter);
        const { duty: has, state } = now.matter;
        const owner = has.turns.at(-1)?.person ?? "";
        assert.ok(state === "owned" ? owner === "owner:whoever" : names.has(owner), owner);
        for (const tell of has.tells.slice(known)) {
          if (state === "owned") assert.equal(tell.kind, "news");
          const who = sheet.people.find(({ name }) => name === tell.person);
          assert.ok(who !== undefined && who.channels.length > 0);
          assert.equal(
            callableAtMs(who, has.urgent, nowMs, sheet.timezone),
            nowMs,
            `${tell.person} is asleep`,
          );
        }
        if (now.untilMs !== null) assert.ok(now.untilMs > nowMs, "rests until a time that is to come");
      }
      const { tells } = now.matter.duty;
      const news = tells.filter((t) => t.kind === "news").map((t) => `${t.person} ${t.stage}`);
      assert.equal(new Set(news).size, news.length, news.join());
      const reminders = tells.filter((t) => t.kind === "reminder").map((t) => t.turn);
      assert.equal(new Set(reminders).size, reminders.length);
    }),
    { numRuns: 1_500, seed: 20261122 },
  );
});

test("nothing is forgotten: whoever can be reached at all is told in the end, whatever the hours", () => {
  fc.assert(
    fc.property(anySheet, fc.boolean(), (sheet, urgent) => {
      const happened = live(open({ urgent }), sheet, NOON_MS, 8 * 24 * HOUR_MS);
      const people = chainOf(sheet, "payments").map((link) => link.person);
      const first = people[0];
      const can = sheet.moves
        ? people.some((one) => one.channels.length > 0 && one.hours === null)
        : (first?.channels.length ?? 0) > 0;
      if (can)
        assert.ok(
          happened.some((one) => one.includes("news")),
          happened.join("\n"),
        );
    }),
    { numRuns: 1_000, seed: 20261122 },
  );
});
