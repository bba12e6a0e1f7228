// Counts a played scenario: what reached the gateway (by the gateway's own counts), what it cost, who was turned away.

import type { Attack } from "./attack-parts.ts";
import type { Buyer, VisitResult } from "./buyer.ts";
import type { Played } from "./player.ts";
import { waldBound, type ErrorRates } from "./wald.ts";

export interface AttackerFigures {
  readonly name: string;
  /** Tries made (a try that was challenged and sent on counts once). */
  readonly attempts: number;
  /** Tries for which the gateway was called, by its own count. */
  readonly reachedGateway: number;
  /** Wald's bound times the crowds that separate this attack; null where none does or it is not stated. */
  readonly boundAttempts: number | null;
  /** Gateway fees of those tries. */
  readonly yen: number;
  /** From the first try to the start of a row of failures after which at most 1 in 100 got through; null: never stopped. */
  readonly stoppedAfterSeconds: number | null;
  /** Most of its tries on their way at once. */
  readonly inFlight: number;
  /** Methods used (an adaptive attacker changes when stopped), else 1. */
  readonly methods: number;
  /** The honest world of the same play. */
  readonly honest: HonestFigures;
}

export interface HonestFigures {
  readonly buyers: number;
  /** Wanted to buy, were refused (decoy, block, pause, limit, failed challenge) and did not complete. */
  readonly turnedAway: number;
  readonly challenged: number;
  readonly completed: number;
  /** Went away by themselves after a real decline. */
  readonly gaveUp: number;
  /** Share of first card tries that were declined, 0–1. */
  readonly firstTryDeclines: number;
}

export interface GatewayCounts {
  readonly total: number;
  readonly byTag?: Readonly<Record<string, number>>;
}

export function tallyAttack(
  attack: Attack,
  played: Played,
  counts: GatewayCounts,
  terms: { readonly feeYen: number; readonly rates: ErrorRates },
  honest: HonestFigures,
): AttackerFigures {
  const first = new Map<number, { atMs: number; tag: string }>();
  for (const { paying, sentAtMs } of played.tries) {
    if (paying.side === "attacker" && !first.has(paying.who)) {
      first.set(paying.who, { atMs: sentAtMs, tag: paying.tag });
    }
  }
  const tries = [...first.values()].sort((a, b) => a.atMs - b.atMs);
  const { byTag } = counts;
  const honestTries = played.tries.length - tries.length;
  const reached = tries.map(({ tag }) => (byTag?.[tag] ?? 0) > 0);
  const reachedGateway =
    byTag === undefined ? Math.max(0, counts.total - honestTries) : reached.filter(Boolean).length;
  const crowds = attack.crowdsUsed();
  const bound = waldBound(terms.rates);
  return {
    name: attack.name,
    attempts: tries.length,
    reachedGateway,
    boundAttempts: attack.separatedBy === null ? null : Math.round(bound * crowds * 10) / 10,
    yen: reachedGateway * terms.feeYen,
    stoppedAfterSeconds: byTag === undefined ? null : stoppedAfter(tries, reached),
    inFlight: played.attackersInFlight,
    methods: attack.separatedBy === null ? crowds : 1,
    honest,
  };
}

/** This many tries in a row (or 1 in 100 of all) must fail before an attack may be called stopped. */
const FAILED_IN_A_ROW_MIN = 20;
const LEAK_SHARE_MAX = 0.01;

/**
 * Seconds from the first try to the first one that begins a row of failures after which at most 1 % got through;
 * null when that never came.
 */
export function stoppedAfter(
  tries: readonly { readonly atMs: number }[],
  reached: readonly boolean[],
): number | null {
  const startMs = tries[0]?.atMs;
  if (startMs === undefined) return null;
  const rowMin = Math.max(FAILED_IN_A_ROW_MIN, Math.ceil(tries.length * LEAK_SHARE_MAX));
  let best: number | null = null;
  let through = 0;
  let row = 0;
  for (let i = tries.length - 1; i >= 0; i--) {
    row = reached[i] === true ? 0 : row + 1;
    if (reached[i] === true) through += 1;
    const remaining = tries.length - i;
    if (row >= rowMin && through <= remaining * LEAK_SHARE_MAX) {
      best = Math.round((tries[i]?.atMs ?? startMs) - startMs) / 1_000;
    }
  }
  return best;
}

export function tallyHonest(buyers: readonly Buyer[], counts: GatewayCounts): HonestFigures {
  const came = buyers.filter((buyer) => buyer.visits.length > 0);
  const firstTries = came.flatMap(({ visits }) => visits.flatMap(({ tries }) => tries.slice(0, 1)));
  return {
    buyers: came.length,
    turnedAway: came.filter((buyer) => buyer.visits.some((visit) => wasTurnedAway(visit, counts))).length,
    challenged: came.filter(({ visits }) => visits.some((visit) => visit.challenged)).length,
    completed: came.filter(({ visits }) => visits.every((visit) => visit.completed)).length,
    gaveUp: came.filter(({ visits }) => visits.some((visit) => visit.gaveUp && !wasTurnedAway(visit, counts)))
      .length,
    firstTryDeclines:
      firstTries.length === 0
        ? 0
        : Math.round(
            (firstTries.filter(({ ending }) => ending === "declined").length / firstTries.length) * 1_000,
          ) / 1_000,
  };
}

/** A decoy looks like a decline to the buyer: the gateway's own count tells that his try never came there. */
export function wasTurnedAway(visit: VisitResult, counts: GatewayCounts): boolean {
  if (visit.completed || !visit.ended) return false;
  if (visit.refused > 0 || visit.challengeFailed) return true;
  if (visit.tries.length === 0) return !visit.gaveUp;
  const sent = new Map<string, number>();
  for (const { tag } of visit.tries) sent.set(tag, (sent.get(tag) ?? 0) + 1);
  const { byTag } = counts;
  return byTag !== undefined && [...sent].some(([tag, times]) => (byTag[tag] ?? 0) < times);
}

/** Adds up the honest figures of several plays (the same people, met by one attack after the other). */
export function sumHonest(all: readonly HonestFigures[]): HonestFigures {
  const sum = (field: Exclude<keyof HonestFigures, "firstTryDeclines">): number =>
    all.reduce((total, figures) => total + figures[field], 0);
  const shares = all.reduce((total, figures) => total + figures.firstTryDeclines, 0);
  return {
    buyers: sum("buyers"),
    turnedAway: sum("turnedAway"),
    challenged: sum("challenged"),
    completed: sum("completed"),
    gaveUp: sum("gaveUp"),
    firstTryDeclines: all.length === 0 ? 0 : Math.round((shares / all.length) * 1_000) / 1_000,
  };
}
