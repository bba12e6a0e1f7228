// One leak, weighed against none, while other leaks are held as they are: for every system and every stretch between two changes
// of what its copy would hold, how well a copy taken then explains who got mail and who did not. Exact over times and the grids.
//
// The model. Leaks of a system happen at any time with the same small rate. A copy taken at t holds the canaries planted in that
// system before t. Each of them hears nothing, or hears in some waves, as its sender does (senders.ts); what sender it is is
// integrated over. Mail from before t is not this leak's. A canary also hears by chance, with a small rate that is itself not
// known. Where several things may have mailed a canary, the mail is the others' first and this leak's only where they were silent:
// that keeps all chances summing to one without counting a mail twice.

import { doingOf, firstWave, type Doing } from "./doing.ts";
import type { Evidence, SystemCopy } from "./evidence.ts";
import { inOrderPrior } from "./in-order.ts";
import { allSenders, byChance, type Sender } from "./senders.ts";
import { addLogs, momentsOf, walkCopy, walkInOrder } from "./walk.ts";

const YEAR_MS = 365.25 * 86_400_000;
/** Leaks per system and year before anything is known: one system in twenty. Our assumption; a wrong one moves little after two hits. */
const LEAKS_PER_YEAR = 0.05;
/** Canaries reached by chance per year (an address guessed, mistyped, harvested from a screen), and how likely each rate is. Unguessable addresses: rare. */
const CHANCE_RATES = [
  { perYear: 0.0005, prior: 0.88 },
  { perYear: 0.005, prior: 0.1 },
  { perYear: 0.02, prior: 0.02 },
] as const;

/** A stretch of time with the belief (summing to 1 over all systems) that the copy was taken in it. */
export interface Cell {
  readonly fromMs: number;
  readonly toMs: number;
  readonly belief: number;
}

export interface OneLeak {
  /** That there is such a leak at all, given the others. */
  readonly exists: number;
  readonly systems: readonly {
    readonly system: string;
    readonly belief: number;
    readonly cells: readonly Cell[];
  }[];
  readonly doing: Doing;
}

/** `within`: only copies of that system, taken before then, are thought of. */
export function weighOneLeak(
  evidence: Evidence,
  others: Doing,
  within?: { readonly system: string; readonly untilMs: number },
): OneLeak {
  const chances = CHANCE_RATES.map(({ perYear, prior }) => chanceAlone(evidence, others, perYear, prior));
  const base = Math.max(...chances.map(({ log }) => log));
  const weighed = evidence.copies.map((copy) => {
    const untilMs =
      within === undefined ? evidence.untilMs : copy.system === within.system ? within.untilMs : 0;
    return weighCopy(evidence, copy, chances, { base, untilMs });
  });
  const none = chances.reduce((sum, { log }) => sum + Math.exp(log - base), 0);
  const top = weighed.reduce((max, { log }) => Math.max(max, log), -1e300);
  const total = weighed.reduce((sum, { weights, log }) => sum + sumOf(weights) * Math.exp(log - top), 0);
  // Divided the way round that cannot overflow.
  const exists = total === 0 ? 0 : 1 / (1 + (none / total) * Math.exp(Math.max(-700, Math.min(700, -top))));
  const believed = weighed.map(({ cells, senders, weights, log }) => {
    const scale = total === 0 ? 0 : Math.exp(log - top) / total;
    return { cells, senders, beliefs: weights.map((weight) => weight * scale) };
  });
  const systems = evidence.copies.map(({ system }, i) => {
    const { cells, senders, beliefs } = believed[i] ?? {
      cells: [],
      senders: [],
      beliefs: new Float64Array(),
    };
    const told = cells.map(({ fromMs, toMs }, c) => ({
      fromMs,
      toMs,
      belief: sumOf(beliefs.subarray(c * senders.length, (c + 1) * senders.length)),
    }));
    return { system, belief: told.reduce((sum, cell) => sum + cell.belief, 0), cells: told };
  });
  return { exists, systems, doing: doingOf(evidence, believed) };
}

/** Believed the one way with `share`, the other way with the rest. Both of the same evidence. */
export function mixed(one: OneLeak, other: OneLeak, share: number): OneLeak {
  const mix = (a: number, b: number): number => a * share + b * (1 - share);
  return {
    exists: mix(one.exists, other.exists),
    doing: one.doing,
    systems: one.systems.map(({ system, belief, cells }, i) => ({
      system,
      belief: mix(belief, other.systems[i]?.belief ?? 0),
      cells: cells.map(({ fromMs, toMs, belief: held }, c) => ({
        fromMs,
        toMs,
        belief: mix(held, other.systems[i]?.cells[c]?.belief ?? 0),
      })),
    })),
  };
}

/** Log of how well these leaks and chance explain all mails, canary by canary. */
export function explained(evidence: Evidence, doing: Doing): number {
  const logs = CHANCE_RATES.map(({ perYear, prior }) => chanceAlone(evidence, doing, perYear, prior).log);
  return logs.reduce(addLogs, Number.NEGATIVE_INFINITY);
}

/** Chance and the other leaks, without the new one: what each hit canary's mail is worth. */
interface ChanceAlone {
  /** Log of prior times likelihood. */
  readonly log: number;
  /** Per canary: chance of silence over chance of what was seen. */
  readonly ratio: Float64Array;
}

function chanceAlone(evidence: Evidence, others: Doing, perYear: number, prior: number): ChanceAlone {
  let log = Math.log(prior);
  const ratio = new Float64Array(evidence.canaries.length).fill(1);
  for (const [i, { plantedAtMs, waves }] of evidence.canaries.entries()) {
    const stray = 1 - Math.exp(-perYear * Math.max(1 / 365, (evidence.untilMs - plantedAtMs) / YEAR_MS));
    const silent = (others.silent[i] ?? 1) * (1 - stray);
    if (waves.length === 0) log += Math.log(Math.max(silent, Number.MIN_VALUE));
    else {
      const byStray = (others.silent[i] ?? 1) * stray * byChance(waves, evidence.waveHits);
      const seen = Math.max((others.seen[i] ?? 0) + byStray, 1e-300);
      log += Math.log(seen);
      ratio[i] = silent / seen;
    }
  }
  return { log, ratio };
}

interface WeighedCopy {
  readonly cells: readonly { readonly fromMs: number; readonly toMs: number }[];
  readonly senders: readonly Sender[];
  /** Per cell and sender, relative to exp(log). */
  readonly weights: Float64Array;
  readonly log: number;
}

/** The times at which what a copy would hold or explain changes: plantings, first mails, ends of waves. */
function cellsOf(
  evidence: Evidence,
  { members, waves }: SystemCopy,
): { readonly fromMs: number; readonly toMs: number }[] {
  const times = new Set<number>(waves.map(({ endMs }) => endMs));
  for (const { canary, plantedAtMs } of members) {
    times.add(plantedAtMs);
    const first = evidence.canaries[canary]?.firstMailMs ?? Number.POSITIVE_INFINITY;
    if (Number.isFinite(first)) times.add(first);
  }
  const begin = members[0]?.plantedAtMs ?? evidence.untilMs;
  times.add(evidence.untilMs);
  const sorted = [...times].filter((at) => at >= begin && at <= evidence.untilMs).sort((a, b) => a - b);
  return sorted.slice(1).map((toMs, i) => ({ fromMs: sorted[i] ?? begin, toMs }));
}

function weighCopy(
  evidence: Evidence,
  copy: SystemCopy,
  chances: readonly ChanceAlone[],
  { base, untilMs }: { readonly base: number; readonly untilMs: number },
): WeighedCopy {
  const cells = cellsOf(evidence, copy).filter(({ fromMs }) => fromMs < untilMs);
  const coming = cells.map(({ fromMs }) => firstWave(copy, fromMs));
  const senders = allSenders(
    copy.waves.map(({ hits }) => hits),
    inOrderPrior(evidence, copy),
  );
  const logs = new Float64Array(cells.length * senders.length).fill(Number.NEGATIVE_INFINITY);
  // A leak's first wave falls on one of the days with mail as well, as a stray mail does.
  const days = Math.max(1, evidence.waveHits.length);
  const moments = momentsOf(evidence, copy);
  for (const [s, sender] of senders.entries()) {
    const own = copy.heard.map((waves) => (waves.length === 0 ? 0 : sender.own(waves)));
    for (const chance of chances) {
      const walk = (sender.isInOrder ? walkInOrder : walkCopy)(copy, moments, sender, {
        own,
        ratio: chance.ratio,
      });
      for (const [c, { fromMs, toMs }] of cells.entries()) {
        const rate = Math.log((LEAKS_PER_YEAR * (toMs - fromMs)) / YEAR_MS / days) + Math.log(sender.prior);
        const at = c * senders.length + s;
        logs[at] = addLogs(logs[at] ?? 0, chance.log - base + rate + walk(fromMs, coming[c] ?? 0));
      }
    }
  }
  const log = logs.reduce((max, one) => Math.max(max, one), Number.NEGATIVE_INFINITY);
  return {
    cells,
    senders,
    weights: logs.map((one) => (log === Number.NEGATIVE_INFINITY ? 0 : Math.exp(one - log))),
    log,
  };
}

function sumOf(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
