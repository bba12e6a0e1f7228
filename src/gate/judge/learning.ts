// The sequential tests: for every crowd a likelihood ratio that grows with each decline and shrinks with each approval,
// for three guesses of the attacker's share, with Page's floor so that a good past cannot hide a new attack
// (Wald 1945; Page 1954; Jung et al. 2004, 10.1109/SECPRI.2004.1301325). Writes cells, decides nothing.

import type { Judgement } from "../facts.ts";
import { CELL, COUNTS, fading, fixedNats, natsOf, quickExp, type Cells } from "./cells.ts";
import type { Crowds } from "./crowds.ts";
import type { Scratch } from "./evidence.ts";
import { KIND_COUNT, KINDS, SHARES } from "./kinds.ts";
import type { Ending, Rates } from "./rates.ts";

/** A crowd's good past counts this much at most, its bad past that much: both bound how long a change takes to show. */
const FLOOR = fixedNats(-1.5);
const CEILING = fixedNats(14);
const LLRS = [CELL.llr0, CELL.llr1, CELL.llr2] as const;
/** The crowd's arrival rate multiplied by this is what the change-point test looks for (CUSUM, Poisson). */
const BURST = 4;

export interface Lesson {
  readonly outcome: Ending;
  /** Probability of attack at decision time, and the portrait it was decided with. */
  readonly probability: number;
  readonly portraitNats: number;
  /** Did this seat try before without success? Honest retries fail often; they are judged by that. */
  readonly retry: boolean;
}

/**
 * Probability that the try is an attacker's by those crowds alone that hold fewer honest buyers than crowd `k`: what they
 * explain, this one need not explain again. Ten declines of one card range say nothing about the country they came from.
 */
function explainedWithout(view: Int32Array, { places, parts, wholes }: Scratch, k: number): number {
  const honest = honestIn(view, places[k] ?? -1);
  let attack = 0;
  let all = 1;
  for (let j = 0; j < KIND_COUNT; j++) {
    if (j === k || honestIn(view, places[j] ?? -1) >= honest) continue;
    attack += parts[j] ?? 0;
    all += wholes[j] ?? 0;
  }
  return attack / all;
}

function honestIn(view: Int32Array, cell: number): number {
  return cell < 0 ? 0 : (view[cell + CELL.honest] ?? 0);
}

/** Teaches every crowd what became of a try that reached the gateway, just weighed into `scratch`. Returns the probability after the outcome. */
export function learnOutcome(
  cells: Cells,
  scratch: Scratch,
  crowds: Crowds,
  lesson: Lesson,
  rates: Rates,
  nowSec: number,
): number {
  const likely = rates.likelihoods(lesson.outcome, lesson.retry);
  const odds =
    (lesson.probability / Math.max(1e-9, 1 - lesson.probability)) * (likely.attack / likely.honest);
  const after = odds / (1 + odds);
  // An end that is still open, or the shop's own fault, says nothing about the buyer.
  if (likely.attack === likely.honest) return lesson.probability;
  const elsewheres = scratch.elsewhere;
  for (let k = 0; k < KINDS.length; k++) elsewheres[k] = explainedWithout(cells.view, scratch, k);
  for (let k = 0; k < KINDS.length; k++) {
    const kind = KINDS[k];
    if (crowds.keys[k * 2 + 1] === 0 || kind === undefined) continue;
    const elsewhere = elsewheres[k] ?? 0;
    const without = elsewhere * likely.attack + (1 - elsewhere) * likely.honest;
    const cell = cells.claim(k, crowds.keys[k * 2] ?? 0, crowds.keys[k * 2 + 1] ?? 0, nowSec);
    settle(cells.view, cell, kind.halfLifeSec, nowSec);
    const looks = quickExp(lesson.portraitNats * kind.portrait);
    for (let h = 0; h < SHARES.length; h++) {
      const share = SHARES[h] ?? 0;
      const theirs = 1 - (1 - (share * looks) / (share * looks + 1 - share)) * (1 - elsewhere);
      const nats = Math.log((theirs * likely.attack + (1 - theirs) * likely.honest) / without);
      cells.view[cell + (LLRS[h] ?? 0)] = (cells.view[cell + (LLRS[h] ?? 0)] ?? 0) + fixedNats(nats);
    }
    bound(cells.view, cell);
    addCount(cells.view, cell + CELL.tries, 1);
    if (lesson.outcome === "declined" || lesson.outcome === "unproven")
      addCount(cells.view, cell + CELL.declines, 1);
    addCount(cells.view, cell + CELL.attack, after);
    addCount(cells.view, cell + CELL.honest, (1 - after) * (lesson.outcome === "approved" ? 1 : 0.3));
  }
  return after;
}

/**
 * A try that was stopped: its crowds stay under suspicion as long as such tries keep coming. Only refused ones enter the
 * portrait: what was merely challenged has proved nothing yet, and suspicion must not feed on itself.
 */
export function learnStopped(
  cells: Cells,
  crowds: Crowds,
  judgement: Pick<Judgement, "answer" | "probability">,
  nowSec: number,
): void {
  const refused = judgement.answer === "decoy" || judgement.answer === "block";
  for (let k = 0; k < KINDS.length; k++) {
    if (crowds.keys[k * 2 + 1] === 0) continue;
    const cell = cells.claim(k, crowds.keys[k * 2] ?? 0, crowds.keys[k * 2 + 1] ?? 0, nowSec);
    if (judgement.probability > 0.5) cells.view[cell + CELL.touchedSec] = nowSec;
    addCount(cells.view, cell + CELL.tries, 1);
    if (refused) addCount(cells.view, cell + CELL.attack, judgement.probability);
  }
}

/** The change-point statistic of arrivals: grows while a crowd comes BURST times as often as its own past. */
export function noteArrival(cells: Cells, crowds: Crowds, nowSec: number): void {
  const { view } = cells;
  for (let k = 0; k < KINDS.length; k++) {
    if (crowds.keys[k * 2 + 1] === 0 || KINDS[k]?.width === "narrow") continue;
    const cell = cells.find(k, crowds.keys[k * 2] ?? 0, crowds.keys[k * 2 + 1] ?? 0);
    if (cell < 0) continue;
    // Honest counts halve in a week (see sweep): count × ln2 / week is the crowd's own rate per second.
    const perSecond = Math.max(1, (view[cell + CELL.honest] ?? 0) / COUNTS) * (Math.LN2 / (7 * 86_400));
    const before = view[cell + CELL.arrivedSec] ?? 0;
    view[cell + CELL.arrivedSec] = nowSec;
    if (before === 0) continue;
    const gapSec = Math.max(0, nowSec - before);
    const step = Math.log(BURST) - (BURST - 1) * perSecond * gapSec;
    const next = Math.max(0, Math.min(8, natsOf(view[cell + CELL.rate] ?? 0) + step));
    view[cell + CELL.rate] = fixedNats(next);
  }
}

/** Brings a cell's fading fields up to now. Small steps are left to add up, so that nothing is lost to rounding. */
export function settle(view: Int32Array, cell: number, halfLifeSec: number, nowSec: number): void {
  const fade = fading(nowSec - (view[cell + CELL.touchedSec] ?? 0), halfLifeSec);
  if (fade === 1) return;
  view[cell + CELL.touchedSec] = nowSec;
  for (const field of [CELL.llr0, CELL.llr1, CELL.llr2, CELL.tries, CELL.declines, CELL.attack]) {
    view[cell + field] = Math.round((view[cell + field] ?? 0) * fade);
  }
}

/** Adds the same evidence to all three shares of a crowd. */
export function addNats(view: Int32Array, cell: number, nats: number): void {
  for (const llr of LLRS) view[cell + llr] = (view[cell + llr] ?? 0) + fixedNats(nats);
  bound(view, cell);
}

/** Floor and ceiling. The ceiling lowers all three alike: which share explains best must stay known in a long attack. */
function bound(view: Int32Array, cell: number): void {
  const most = Math.max(
    view[cell + CELL.llr0] ?? 0,
    view[cell + CELL.llr1] ?? 0,
    view[cell + CELL.llr2] ?? 0,
  );
  const over = Math.max(0, most - CEILING);
  for (const llr of LLRS) view[cell + llr] = Math.max(FLOOR, (view[cell + llr] ?? 0) - over);
}
export function addCount(view: Int32Array, at: number, count: number): void {
  Atomics.add(view, at, Math.round(count * COUNTS));
}
