// Fees of unproven tries are reserved in the durable ledger before the gateway may be called: one lease per try, given
// back when the bank approves it. Fails closed: no ledger, no unproven try.

import { yen } from "../../kernel/index.ts";
import type { AttemptId } from "../facts.ts";
import type { BudgetLedger, BudgetRequest } from "../ports.ts";

export interface BudgetLimits {
  readonly perHourYen: number;
  readonly perDayYen: number;
}

export interface Reservation {
  readonly granted: boolean;
  /** Used share of the fuller window, 0–1. */
  readonly usedShare: number;
}

export interface Budget {
  reserve(attemptId: AttemptId, feeYen: number): Promise<Reservation>;
  /** The bank approved the try: its fee was no attacker's. */
  giveBack(attemptId: AttemptId, feeYen: number): Promise<void>;
  meters(): Promise<{ readonly hour: Meter; readonly day: Meter }>;
}
interface Meter {
  readonly spentYen: number;
  readonly limitYen: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A window counts whole slots: finer slots waste less budget at its trailing edge, coarser ones keep the ledger small. */
const HOUR_SLOT_MS = 60_000;
const DAY_SLOT_MS = 15 * 60_000;

export function openBudget(ledger: BudgetLedger, limits: () => BudgetLimits, nowMs: () => number): Budget {
  const meters = async (): Promise<{ hour: Meter; day: Meter }> => {
    const { perHourYen, perDayYen } = limits();
    const atMs = nowMs();
    const [hour, day] = await Promise.all([
      ledger.spent({ atMs, windowMs: HOUR_MS }),
      ledger.spent({ atMs, windowMs: DAY_MS }),
    ]);
    return { hour: { spentYen: hour, limitYen: perHourYen }, day: { spentYen: day, limitYen: perDayYen } };
  };
  return {
    meters,
    reserve: async (attemptId, feeYen) => {
      const { perHourYen, perDayYen } = limits();
      const request: BudgetRequest = {
        leaseId: attemptId,
        atMs: nowMs(),
        wantYen: yen(feeYen),
        stepYen: yen(Math.max(1, feeYen)),
        windows: [
          { windowMs: HOUR_MS, limitYen: yen(perHourYen), slotMs: HOUR_SLOT_MS },
          { windowMs: DAY_MS, limitYen: yen(perDayYen), slotMs: DAY_SLOT_MS },
        ],
      };
      if (feeYen <= 0) return { granted: true, usedShare: 0 };
      const lease = await ledger.lease(request);
      return { granted: lease.grantedYen >= feeYen, usedShare: fullest(await meters()) };
    },
    giveBack: (attemptId, feeYen) => ledger.giveBack(attemptId, yen(feeYen)),
  };
}

/** The used share of the fuller of the two windows. */
export function fullest(meters: { readonly hour: Meter; readonly day: Meter }): number {
  return Math.max(share(meters.hour), share(meters.day));
}

function share(meter: Meter): number {
  return meter.limitYen <= 0 ? 1 : Math.min(1, meter.spentYen / meter.limitYen);
}
