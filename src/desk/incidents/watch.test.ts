// Facts about what happens when nobody writes: each reminder once, silence when it is done, and keys destroyed in time.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { manualClock, type EventOf, type MisemoriEvent } from "../../kernel/index.ts";
import { openMemoryStore } from "../../store/index.ts";
import type { IncidentId } from "./contract.ts";
import { OWNER, openStage, START_MS, vaultInMemory, wishOf, type Line, type Stage } from "./stage.fixture.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

async function opened(stage: Stage, more: Parameters<typeof wishOf>[0] = {}): Promise<IncidentId> {
  const answer = await stage.desk.open(OWNER, wishOf(more));
  assert.ok(answer.ok);
  return answer.value.id;
}

function raised(events: readonly MisemoriEvent[], clock: string): EventOf<"alert.raised">[] {
  return events
    .filter((event) => event.type === "alert.raised")
    .filter(({ cause }) => cause.endsWith(`:${clock}`));
}

async function lookEvery(stage: Stage, stepMs: number, untilMs: number): Promise<void> {
  while (stage.clock.nowMs() < untilMs) {
    stage.clock.advance(stepMs);
    await stage.watch.look();
  }
}

describe("reminders", () => {
  test("come once at half, at four fifths and at the end of the time, and no more", async () => {
    const stage = openStage();
    const id = await opened(stage);
    await lookEvery(stage, 20 * MINUTE_MS, START_MS + 30 * HOUR_MS);
    const told = raised(stage.events, "acquirer");
    assert.deepEqual(
      told.map(({ stage: share, urgent, atMs }) => [share, urgent, (atMs - START_MS) / HOUR_MS]),
      [
        ["0.5", true, 12],
        ["0.8", true, 19 + 1 / 3],
        ["1", true, 24],
      ],
    );
    assert.deepEqual(told[0], {
      type: "alert.raised",
      cause: `clock:${id}:acquirer`,
      kind: "clock",
      area: "payments",
      urgent: true,
      stage: "0.5",
      facts: {
        incident: id,
        title: "カード会社からの連絡",
        clock: "acquirer",
        force: "contract",
        dueAtMs: START_MS + DAY_MS,
        share: 0.5,
        overdue: false,
      },
      atMs: START_MS + 12 * HOUR_MS,
    });
  });

  test("for what is only advised are never urgent", async () => {
    const stage = openStage();
    await opened(stage, { type: "card-testing" });
    await lookEvery(stage, HOUR_MS, START_MS + 30 * DAY_MS);
    assert.deepEqual(
      [...raised(stage.events, "police"), ...raised(stage.events, "ipa")].map(({ urgent }) => urgent),
      [false, false, false, false, false, false],
    );
  });

  test("over a restart are said under the same cause and stage, which whoever keeps alerts knows", async () => {
    const records = openMemoryStore().incidents;
    const clock = manualClock(START_MS);
    const first = openStage({ records, clock });
    await opened(first);
    await lookEvery(first, HOUR_MS, START_MS + 13 * HOUR_MS);
    const second = openStage({ records, clock });
    await lookEvery(second, MINUTE_MS, START_MS + 14 * HOUR_MS);
    const before = raised(first.events, "acquirer").map(({ cause, stage }) => [cause, stage]);
    assert.deepEqual(
      raised(second.events, "acquirer").map(({ cause, stage }) => [cause, stage]),
      before,
    );
  });

  test("end when the clock is marked, when it does not apply any more, and when the incident is closed", async () => {
    const stage = openStage();
    const id = await opened(stage);
    await stage.desk.facts(id, OWNER, { clock: { knownAtMs: START_MS, europeans: true } });
    await lookEvery(stage, HOUR_MS, START_MS + 40 * HOUR_MS);
    const settled = (): string[] =>
      stage.events
        .splice(0)
        .flatMap((event) => (event.type === "alert.settled" ? [event.cause.split(":").at(-1) ?? ""] : []));
    settled();
    await stage.desk.markClock(id, OWNER, { mark: { clock: "acquirer", mark: "done", why: "電話" } });
    await stage.watch.lookAt(id);
    assert.deepEqual(settled(), ["acquirer"]);
    await stage.desk.facts(id, OWNER, { clock: { europeans: false } });
    await stage.watch.look();
    assert.deepEqual(settled().toSorted(), ["gdpr-authority", "gdpr-persons"]);
    await stage.desk.facts(id, OWNER, { clock: { encrypted: true } });
    await lookEvery(stage, HOUR_MS, START_MS + 150 * HOUR_MS);
    settled();
    assert.ok((await stage.desk.close(id, OWNER, { keepDays: 9, why: "済み" })).ok);
    await stage.watch.look();
    assert.deepEqual(settled(), ["police"]);
  });

  test("of a demand say from whom and what, and settle at the turn of the year in the shop's own days", async () => {
    const hintAtMs = Date.UTC(2026, 11, 28, 1);
    const stage = openStage({ clock: manualClock(hintAtMs) });
    const id = await opened(stage, { hintAtMs });
    await stage.desk.demand(id, OWNER, {
      id: "demand_1",
      from: "モール",
      what: "回答書をFAXで",
      receivedAtMs: hintAtMs,
      dueAtMs: Date.UTC(2027, 0, 1, 5),
      orElse: "出店停止",
    });
    await stage.desk.facts(id, OWNER, { clock: { knownAtMs: hintAtMs } });
    const view = await stage.desk.get(id);
    const dueOf = (clock: string): string =>
      Temporal.Instant.fromEpochMilliseconds(view?.clocks.find((one) => one.id === clock)?.dueAtMs ?? 0)
        .toZonedDateTimeISO("Asia/Tokyo")
        .toPlainDateTime()
        .toString();
    // The preliminary report counts holidays; three working days skip 29 December to 3 January.
    assert.equal(dueOf("ppc-preliminary"), "2027-01-02T00:00:00");
    assert.equal(dueOf("police"), "2027-01-07T00:00:00");
    await lookEvery(stage, HOUR_MS, Date.UTC(2027, 0, 2));
    const demands = raised(stage.events, "demand_1");
    assert.deepEqual(
      demands.map(({ stage: share, facts }) => [share, facts["clock"], facts["from"], facts["what"]]),
      ["0.5", "0.8", "1"].map((share) => [share, "demand", "モール", "回答書をFAXで"]),
    );
  });
});

async function closed(stage: Stage, keepDays: number): Promise<IncidentId> {
  const words = { caller: "山田太郎", contact: "", words: "" };
  const id = await opened(stage, { type: "card-testing", words });
  assert.ok((await stage.desk.close(id, OWNER, { keepDays, why: "済み" })).ok);
  return id;
}

describe("the keeping time", () => {
  test("runs from closing; then the key is destroyed once, it is on record, and the words open for nobody", async () => {
    const stage = openStage();
    const id = await closed(stage, 2);
    stage.clock.advance(2 * DAY_MS - 1);
    await stage.watch.look();
    assert.ok((await stage.desk.words(id, OWNER, 1)).ok);
    stage.clock.advance(1);
    await Promise.all([stage.watch.look(), stage.watch.look()]);
    await stage.watch.look();
    assert.deepEqual(stage.vault.destroyed, [id]);
    const view = await stage.desk.get(id);
    assert.equal(view?.state, "key-destroyed");
    assert.deepEqual(stage.lines.at(-1)?.kind, "incident.key-destroyed");
    const gone = await stage.desk.words(id, OWNER, 1);
    assert.equal(gone.ok ? null : gone.fault, "incident.destroyed");
    const late = await stage.desk.note(id, OWNER, { words: "続き" });
    assert.equal(late.ok ? null : late.fault, "incident.destroyed");
  });

  test("of an incident opened again does not end", async () => {
    const stage = openStage();
    const id = await closed(stage, 1);
    assert.ok((await stage.desk.reopen(id, OWNER, { why: "続報" })).ok);
    stage.clock.advance(9 * DAY_MS);
    await stage.watch.look();
    assert.deepEqual(stage.vault.destroyed, []);
    assert.ok((await stage.desk.words(id, OWNER, 1)).ok);
  });

  test("that ended while nobody watched, or at a kill between destroying and writing it down, is finished at the next look", async () => {
    const inner = openMemoryStore().incidents;
    const vault = vaultInMemory();
    const clock = manualClock(START_MS);
    const lines: Line[] = [];
    const dying = openStage({
      records: {
        ...inner,
        append: (entry) =>
          entry.fact.kind === "key-destroyed" ? Promise.reject(new Error("killed")) : inner.append(entry),
      },
      vault,
      clock,
      lines,
    });
    const id = await closed(dying, 1);
    clock.advance(5 * DAY_MS);
    await dying.watch.look();
    assert.equal(dying.troubles.length, 1);
    assert.equal((await dying.desk.get(id))?.state, "closed");
    const next = openStage({ records: inner, vault, clock, lines });
    await next.watch.look();
    assert.equal((await next.desk.get(id))?.state, "key-destroyed");
    assert.equal(lines.filter(({ kind }) => kind === "incident.key-destroyed").length, 1);
  });
});
