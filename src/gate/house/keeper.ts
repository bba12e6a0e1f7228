// The house behind the workers: writes records, keeps the ledger and the holds, tells the board, and turns records into
// the story of an attack. Runs in the main thread; every write that money or goods hang on is durable before it answers.

import { RECORD_QUEUE_MAX, type Clock, type Events } from "../../kernel/index.ts";
import { fullest, type Budget } from "../budget/reserve.ts";
import type { AttemptRecord } from "../facts.ts";
import type { Board, House } from "../flow/house.ts";
import { createRecorder } from "../flow/recorder.ts";
import type { Judge } from "../judge/judge.ts";
import type { AttemptRecords, Holds } from "../ports.ts";
import type { Episodes } from "./episodes.ts";
import type { HookDesk } from "./hooks.ts";
import { createPendings } from "./pendings.ts";
import type { Suspects } from "./suspects.ts";

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

export function keepHouse(tools: KeeperTools): Keeper {
  const { clock, events } = tools;
  const pending = createPendings();
  const change = changes();
  let writing = Promise.resolve();
  let unwritten: AttemptRecord[] = [];

  const write = (batch: readonly AttemptRecord[]): void => {
    unwritten.push(...batch);
    // A full disk must not fill the memory too: the newest records are kept, the loss is told.
    if (unwritten.length > RECORD_QUEUE_MAX) unwritten = unwritten.slice(-RECORD_QUEUE_MAX);
    writing = writing.then(async () => {
      const now = unwritten;
      if (now.length === 0) return;
      unwritten = [];
      try {
        await tools.records.append(now);
      } catch {
        unwritten = [...now, ...unwritten].slice(-RECORD_QUEUE_MAX);
        events.emit({
          type: "store.trouble",
          atMs: clock.nowMs(),
          what: "attempt records could not be written",
        });
      }
    });
  };
  const recorder = createRecorder(write);
  const tell = (attack: ReturnType<Episodes["tick"]>): void => {
    if (attack !== undefined) events.emit({ type: "attack", attack });
  };
  const showBudget = async (): Promise<void> => {
    const meters = await tools.budget.meters();
    const usedShare = fullest(meters);
    tools.board.post({ usedShare });
    const left = Math.min(
      meters.hour.limitYen - meters.hour.spentYen,
      meters.day.limitYen - meters.day.spentYen,
    );
    tell(tools.episodes.budget(usedShare, Math.max(0, left), clock.nowMs()));
  };

  const house: House = {
    reserve: async (attemptId, feeYen) => {
      const reservation = await tools.budget.reserve(attemptId, feeYen);
      if (!reservation.granted || reservation.usedShare > tools.board.usedShare() + 0.05) await showBudget();
      else tools.board.post({ usedShare: reservation.usedShare });
      return reservation;
    },
    giveBack: (attemptId, feeYen) => void settled(tools.budget.giveBack(attemptId, feeYen), events, clock),
    createHold: async (hold) => {
      await tools.holds.create(hold);
      events.emit({ type: "hold.created", holdId: hold.id, orderRef: hold.orderRef, atMs: hold.createdAtMs });
      change.now();
    },
    endHold: (id, orderRef, outcome) => void settled(endHold(tools, id, orderRef, outcome), events, clock),
    record: (record) => {
      recorder.add(record);
      tools.suspects.note(record);
      tell(tools.episodes.note(record, clock.nowMs()));
      const ended = pending.note(record);
      if (ended !== undefined && !ended.judgement.proven) house.giveBack(ended.facts.id, ended.feeYen);
      change.now();
    },
    hook: tools.hook,
    settle: (id, outcome, declineCode, orderRef) => {
      pending.drop(id);
      const work = async (): Promise<void> => {
        await flush();
        await tools.records.settle(id, outcome, declineCode, orderRef);
      };
      void settled(work(), events, clock);
    },
  };

  const flush = async (): Promise<void> => {
    recorder.flush();
    await writing;
  };
  return {
    house,
    flush,
    onChange: change.on,
    changed: change.now,
    tick: async () => {
      const nowMs = clock.nowMs();
      for (const record of pending.due(nowMs)) {
        tools.judge.learn(tools.judge.reopen(record.facts), record.judgement, "abandoned", nowMs);
        house.settle(record.facts.id, "abandoned", null, null);
      }
      if (unwritten.length > 0) write([]);
      tell(tools.episodes.tick(nowMs));
      await showBudget();
    },
  };
}

/**
 * A held try that failed leaves nothing to hold: its order's name is free again, as the buyer's next try may bear it.
 * One that succeeded gets the name the shop gave it.
 */
async function endHold(
  tools: KeeperTools,
  id: Parameters<House["endHold"]>[0],
  orderRef: string | null,
  outcome: Parameters<House["endHold"]>[2],
): Promise<void> {
  const atMs = tools.clock.nowMs();
  if (outcome !== "declined" && outcome !== "error") {
    if (orderRef === null || (await tools.holds.get(id))?.orderRef === orderRef) return;
    await tools.holds.nameOrder(id, orderRef);
    tools.events.emit({ type: "hold.named", holdId: id, orderRef, atMs });
    return;
  }
  await tools.holds.nameOrder(id, null);
  await tools.holds.decide(id, "cancelled", "misemori", `the try ended as ${outcome}`, atMs);
  tools.events.emit({
    type: "hold.decided",
    holdId: id,
    orderRef,
    decision: "cancelled",
    by: "misemori",
    atMs,
  });
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
