// The gate as people and scripts reach it: the first page's view, the card switch, holds, attempts and late outcomes.

import type { Clock, Events } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import type { Budget } from "../budget/reserve.ts";
import { ANSWERS_THAT_PASS, type AttemptRecord } from "../facts.ts";
import type { Board } from "../flow/house.ts";
import type { Judge } from "../judge/judge.ts";
import type { Gatehouse, NowView, OutcomeReport } from "../now.ts";
import type { AttemptRecords, AttemptSum, CardSwitch, CardSwitchState, Holds } from "../ports.ts";
import type { Site } from "../site/index.ts";
import type { Episodes } from "./episodes.ts";
import { plainText } from "../outcomes/reading.ts";
import { decideHold, isShippable, nameHold } from "./hold-names.ts";
import type { Keeper } from "./keeper.ts";
import type { Suspects } from "./suspects.ts";

export interface GatehouseTools {
  readonly clock: Clock;
  readonly records: AttemptRecords;
  readonly holds: Holds;
  readonly cards: CardSwitch;
  readonly budget: Budget;
  readonly board: Board;
  readonly judge: Judge;
  readonly episodes: Episodes;
  readonly suspects: Suspects;
  readonly keeper: Keeper;
  readonly site: Site;
  readonly events: Events;
  readonly shop: () => {
    readonly name: string;
    readonly timezone: string;
    readonly mode: "judge" | "watch";
  };
  readonly workers: () => { readonly running: number; readonly wanted: number };
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function openGatehouse(tools: GatehouseTools): Gatehouse {
  return {
    now: () => viewNow(tools),
    site: tools.site,
    onChange: (listener) => tools.keeper.onChange(listener),
    switchCards: (to, by, why) => switchCards(tools, to, by, why),
    holds: (query) => tools.holds.list(query),
    hold: (id) => tools.holds.get(id),
    decideHold: async (id, decision, by, written, noOrder = false) => {
      const hold = await decideHold(tools, { id, decision, by, written, noOrder });
      tools.keeper.changed();
      return hold;
    },
    nameHold: async (id, orderRef, by) => {
      const hold = await nameHold(tools, id, orderRef, by);
      tools.keeper.changed();
      return hold;
    },
    shippable: (orderRef) => isShippable(tools, orderRef),
    attempts: (query) => tools.records.list(query),
    reportOutcome: (report) => reportOutcome(tools, report),
  };
}

async function viewNow(tools: GatehouseTools): Promise<NowView> {
  const atMs = tools.clock.nowMs();
  const shop = tools.shop();
  const day = { fromMs: atMs - DAY_MS, toMs: atMs + 1 };
  const midnightMs = midnightOf(atMs, shop.timezone);
  const [perMinute, today, countries, networks, meters, held, cards, site] = await Promise.all([
    tools.records.sums({ fromMs: atMs - 60 * MINUTE_MS, toMs: atMs + 1, bucketMs: MINUTE_MS }),
    tools.records.sums({ fromMs: midnightMs, toMs: atMs + 1, bucketMs: DAY_MS }),
    tools.records.origins({ ...day, by: "country", limit: 30 }),
    tools.records.origins({ ...day, by: "asn", limit: 30 }),
    tools.budget.meters(),
    tools.holds.list({ state: "held", limit: 1000 }),
    tools.cards.read(),
    tools.site.state(),
  ]);
  return {
    atMs,
    shopName: shop.name,
    mode: shop.mode,
    cards,
    site: {
      shop: site.shop,
      originsBlocked: site.blocks.length,
      sessions: site.sessions,
      readable: site.readable,
    },
    attack: tools.episodes.current(atMs),
    perMinute,
    budget: meters,
    today: sumUp(today),
    countries,
    networks,
    crowds: tools.suspects.list(atMs),
    holdsWaiting: held.length,
    workers: tools.workers(),
  };
}

function sumUp(sums: readonly AttemptSum[]): NowView["today"] {
  const total = { attempts: 0, stopped: 0, approved: 0, declined: 0, feesYen: 0, salesYen: 0, savedYen: 0 };
  for (const sum of sums) {
    total.attempts += sum.attempts;
    if (!ANSWERS_THAT_PASS.includes(sum.answer)) total.stopped += sum.attempts;
    total.approved += sum.approved;
    total.declined += sum.declined;
    total.feesYen += sum.feesYen;
    total.salesYen += sum.salesYen;
    total.savedYen += sum.savedYen;
  }
  return total;
}

async function switchCards(
  tools: GatehouseTools,
  to: "open" | "paused",
  by: string,
  written: string,
): Promise<CardSwitchState> {
  const why = maskText(written);
  const before = await tools.cards.read();
  if (before.state === to) return before;
  const state: CardSwitchState = { state: to, by, why, atMs: tools.clock.nowMs() };
  // The board first when closing, last when opening: whatever fails, the safer state holds.
  if (to === "paused") tools.board.post({ cardsPaused: true });
  await tools.cards.write(state);
  tools.board.post({ cardsPaused: to === "paused" });
  const attack = tools.episodes.cards(to === "paused", state.atMs);
  if (attack !== undefined) tools.events.emit({ type: "attack", attack });
  tools.events.emit({ type: "cards.switched", state: to, by, why, atMs: state.atMs });
  tools.keeper.changed();
  return state;
}

async function reportOutcome(
  tools: GatehouseTools,
  told: OutcomeReport,
): Promise<"learned" | "unknown-attempt" | "already-settled"> {
  const report = { ...told, orderRef: plainText(told.orderRef), declineCode: plainText(told.declineCode) };
  await tools.keeper.flush();
  const record = await findAttempt(tools.records, report);
  if (record === undefined) return "unknown-attempt";
  const open = record.outcome === null || record.outcome === "pending" || record.outcome === "abandoned";
  if (!open || !record.reachedGateway) return "already-settled";
  const { facts, judgement } = record;
  const done = await tools.records.settle(
    facts.id,
    report.outcome,
    report.declineCode,
    report.orderRef ?? record.orderRef,
  );
  if (!done) return "already-settled";
  tools.judge.learn(tools.judge.reopen(facts), judgement, report.outcome, tools.clock.nowMs());
  if (report.outcome === "approved" && judgement.probability < 0.5) {
    await tools.budget.giveBack(facts.id, record.feeYen);
  }
  if (record.holdId !== null && (await speaksOf(tools, record.holdId, report)))
    tools.keeper.house.endHold(record.holdId as `hold_${string}`, report.orderRef, report.outcome);
  tools.keeper.changed();
  return "learned";
}

/**
 * A report that names the attempt speaks of its hold. One that names an order does so only when the shop or a person gave
 * the hold that name: by the buyer's claim alone it may be about somebody else's order.
 */
async function speaksOf(tools: GatehouseTools, holdId: string, report: OutcomeReport): Promise<boolean> {
  if (report.attemptId !== null) return true;
  return (await tools.holds.get(holdId))?.orderRef === report.orderRef;
}

async function findAttempt(
  records: AttemptRecords,
  report: OutcomeReport,
): Promise<AttemptRecord | undefined> {
  if (report.attemptId?.startsWith("att_") === true) return records.get(report.attemptId as `att_${string}`);
  return report.orderRef === null ? undefined : records.findByOrder(report.orderRef);
}

/** Unix ms of the last midnight in the shop's zone. */
export function midnightOf(atMs: number, timezone: string): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timezone);
  return zoned.startOfDay().epochMilliseconds;
}
