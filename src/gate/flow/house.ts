// What a gate worker asks of the house behind it (records, ledger, holds), and the board of shared numbers that lets it
// decide most things without asking.

import type { BaitTouch } from "../baits/index.ts";
import type { CspSight } from "../csp/index.ts";
import type { AttemptId, AttemptOutcome, AttemptRecord } from "../facts.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import type { LookUp } from "../lookup/contract.ts";
import type { Reservation } from "../budget/reserve.ts";
import type { Hold } from "../ports.ts";

export interface ShownEnd {
  readonly outcome: AttemptOutcome;
  readonly declineCode: string | null;
  readonly orderRef: string | null;
}

export interface House {
  /** Durable before it resolves. A rejection or a time-out means: no. */
  reserve(attemptId: AttemptId, feeYen: number): Promise<Reservation>;
  giveBack(attemptId: AttemptId, feeYen: number): void;
  /** Durable before it resolves: a held order must be known as held before the shop hears of it. */
  createHold(hold: Hold): Promise<void>;
  /** What the shop made of a held try: its order, or nothing to hold because it failed. */
  endHold(id: Hold["id"], orderRef: string | null, outcome: AttemptOutcome): void;
  /** Written within RECORD_DELAY_MS. */
  record(record: AttemptRecord): void;
  /** A payment agency's webhook that came in by the shop's own address. */
  hook(request: ArrivedRequest, body: Uint8Array): Promise<Reply>;
  /** A one-time link into the stopped shop; true for exactly one caller. */
  redeem(token: string): Promise<boolean>;
  /** What a person entered on the look-up page; answered by the desk behind the house. */
  lookUp: LookUp;
  /** The end of this try will be shown by the page (path) that the shop sent its visitor to. */
  expect(visitorId: string, id: AttemptId, page: string): void;
  /** A page told this visitor how his try ended. */
  shown(visitorId: string, page: string, end: ShownEnd): void;
  /** Somebody touched a bait. */
  baited(touch: BaitTouch): void;
  /** Buyers' browsers told what the policy kept out. */
  keptOut(sight: CspSight): void;
  /** A late end became known. */
  settle(id: AttemptId, outcome: AttemptOutcome, declineCode: string | null, orderRef: string | null): void;
}

/** Shared numbers, one writer (the house), any readers. */
export const BOARD_INTS = 4;
const AT = { cardsPaused: 0, usedPermille: 1 } as const;

export interface Board {
  cardsPaused(): boolean;
  /** Used share of the fuller budget window, 0–1. */
  usedShare(): number;
  post(now: { readonly cardsPaused?: boolean; readonly usedShare?: number }): void;
}

export function openBoard(memory: SharedArrayBuffer): Board {
  const ints = new Int32Array(memory, 0, BOARD_INTS);
  return {
    cardsPaused: () => Atomics.load(ints, AT.cardsPaused) === 1,
    usedShare: () => Atomics.load(ints, AT.usedPermille) / 1000,
    post: (now) => {
      if (now.cardsPaused !== undefined) Atomics.store(ints, AT.cardsPaused, now.cardsPaused ? 1 : 0);
      if (now.usedShare !== undefined) Atomics.store(ints, AT.usedPermille, Math.round(now.usedShare * 1000));
    },
  };
}
