// The house behind the workers: writes records, keeps the ledger and the holds, tells the board, and turns records into
// the story of an attack. Runs in the main thread; every write that money or goods hang on is durable before it answers.

import type { Clock, Events } from "../../kernel/index.ts";
import { fullest, type Budget } from "../budget/reserve.ts";
import type { AttemptRecord } from "../facts.ts";
import type { Board, House, ShownEnd } from "../flow/house.ts";
import type { Judge } from "../judge/judge.ts";
import type { LookUp } from "../lookup/contract.ts";
import { closedLookUp } from "../lookup/serve.ts";
import type { AttemptRecords, Holds } from "../ports.ts";
import { createAwaits } from "./awaits.ts";
import type { Episodes } from "./episodes.ts";
import { createHold, endHold, endShownHold } from "./hold-names.ts";
import type { HookDesk } from "./hooks.ts";
import { createPendings } from "./pendings.ts";
import { createStubborn } from "./stubborn.ts";
import type { Suspects } from "./suspects.ts";
import { createUnsolved } from "./unsolved.ts";
import { createRecordWriter } from "./writer.ts";

export interface Keeper {
  readonly house: House;
  /** Once a second: abandoned tries, quiet attacks, the board. */
  tick(): Promise<void>;
  /** Writes what waits; for shutdown. */
  flush(): Promise<void>;
  /** Called (at most every half second) when something that people watch has changed. */
  onChange(listener: () => void): () => void;
  changed(): void;
}

export interface KeeperTools {
  /** Takes agencies' webhooks; given late, as it stands on the gatehouse. */
  readonly hook: HookDesk;
  /** One-time links into the stopped shop. */
  readonly redeem: House["redeem"];
  /** What the look-up page asks; without it there is none. */
  readonly lookUp?: LookUp;
  readonly clock: Clock;
  readonly records: AttemptRecords;
  readonly holds: Holds;
  readonly budget: Budget;
  readonly board: Board;
  readonly judge: Judge;
  readonly episodes: Episodes;
  readonly suspects: Suspects;
  readonly events: Events;
}

const CHANGE_EVERY_MS = 500;
const UNWRITTEN = "attempt records could not be written";

export function keepHouse(tools: KeeperTools): Keeper {
  const { clock, events } = tools;
  const pending = createPendings();
  const awaits = createAwaits(clock);
  const unsolved = createUnsolved();
  const stubborn = createStubborn();
  const change = changes();
  const writer = createRecordWriter(tools.records, () =>
    events.emit({ type: "store.trouble", atMs: clock.nowMs(), what: UNWRITTEN }),
  );
  const tell = (attack: ReturnType<Episodes["tick"]>): void => {
    if (attack !== undefined) events.emit({ type: "attack", attack });
  };
  const inBackground = (work: Promise<unknown>): void => void settled(work, events, clock);
  const house: House = {
    reserve: async (attemptId, feeYen) => {
      const reservation = await tools.budget.reserve(attemptId, feeYen);
      const jumped = reservation.usedShare > tools.board.usedShare() + 0.05;
      if (!reservation.granted || jumped) tell(await showBudget(tools));
      else tools.board.post({ usedShare: reservation.usedShare });
      return reservation;
    },
    giveBack: (attemptId, feeYen) => inBackground(tools.budget.giveBack(attemptId, feeYen)),
    createHold: async (hold) => {
      await createHold(tools, hold);
      change.now();
    },
    endHold: (id, orderRef, outcome) => inBackground(endHold(tools, id, orderRef, outcome)),
    record: (arrived) => {
      const record = onceFor(arrived, pending.note(arrived), house);
      writer.add(record);
      const told = stubborn.seenAs(record);
      tools.suspects.note(told);
      tell(tools.episodes.note(told, clock.nowMs()));
      unsolved.note(record);
      change.now();
    },
    hook: tools.hook,
    redeem: tools.redeem,
    lookUp: tools.lookUp ?? closedLookUp,
    expect: awaits.expect,
    shown: (visitorId, page, end) => {
      const found = awaits.take(visitorId, page, end.outcome);
      const record = pending.find(found?.id ?? "att_none");
      if (record === undefined) return;
      endShown(tools, house, record, end);
      if (record.holdId !== null && found?.isItsPage === true)
        inBackground(endShownHold(tools, record.holdId, end.orderRef, end.outcome));
    },
    baited: ({ origin, ...touch }) => events.emit({ type: "bait.touched", ...origin, ...touch }),
    keptOut: (sight) => events.emit({ type: "csp.kept-out", ...sight }),
    settle: (id, ...end) => {
      pending.drop(id);
      inBackground(writer.flush().then(() => tools.records.settle(id, ...end)));
    },
  };
  return {
    house,
    flush: writer.flush,
    onChange: change.on,
    changed: change.now,
    tick: async () => {
      const nowMs = clock.nowMs();
      endOverdue(tools, house, pending.due(nowMs), unsolved.due(nowMs));
      writer.retry();
      tell(tools.episodes.tick(nowMs));
      tell(await showBudget(tools));
    },
  };
}

/** Tries whose time is over: never finished at the bank, or challenged and never solved. */
function endOverdue(
  tools: KeeperTools,
  house: House,
  abandoned: readonly AttemptRecord[],
  unsolved: readonly AttemptRecord[],
): void {
  const nowMs = tools.clock.nowMs();
  for (const record of abandoned) {
    tools.judge.learn(tools.judge.reopen(record.facts), record.judgement, "abandoned", nowMs);
    house.settle(record.facts.id, "abandoned", null, null);
  }
  for (const record of unsolved)
    tools.judge.learn(tools.judge.reopen(record.facts), record.judgement, "unsolved", nowMs);
}

/** Two requests, one purchase: the fee stands with the first of them, and what the second reserved goes back. */
function onceFor(arrived: AttemptRecord, before: AttemptRecord | undefined, house: House): AttemptRecord {
  if (before === undefined || arrived.facts.card !== null) return arrived;
  house.giveBack(arrived.facts.id, arrived.feeYen);
  return { ...arrived, feeYen: 0 };
}

/** A try whose end the buyer's next page showed: learned, paid back and written like any other. Its hold ends only by its own page. */
function endShown(tools: KeeperTools, house: House, record: AttemptRecord, end: ShownEnd): void {
  const { facts, judgement } = record;
  tools.judge.learn(tools.judge.reopen(facts), judgement, end.outcome, tools.clock.nowMs());
  if (end.outcome === "approved" && judgement.probability < 0.5) house.giveBack(facts.id, record.feeYen);
  house.settle(facts.id, end.outcome, end.declineCode, end.orderRef);
}

/** Puts the ledger's state on the board; what people must hear of it comes back. */
async function showBudget(tools: KeeperTools): Promise<ReturnType<Episodes["tick"]>> {
  const { hour, day } = await tools.budget.meters();
  const usedShare = fullest({ hour, day });
  tools.board.post({ usedShare });
  const left = Math.min(hour.limitYen - hour.spentYen, day.limitYen - day.spentYen);
  return tools.episodes.budget(usedShare, Math.max(0, left), tools.clock.nowMs());
}

async function settled(work: Promise<unknown>, events: Events, clock: Clock): Promise<void> {
  try {
    await work;
  } catch {
    events.emit({
      type: "store.trouble",
      atMs: clock.nowMs(),
      what: "a hold or an outcome could not be written",
    });
  }
}

/** Listeners, told at most every CHANGE_EVERY_MS. */
function changes(): { now(): void; on(listener: () => void): () => void } {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  return {
    now: () => {
      if (listeners.size === 0) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        for (const listener of listeners) listener();
      }, CHANGE_EVERY_MS).unref();
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
