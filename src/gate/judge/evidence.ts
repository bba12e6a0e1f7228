// The sequential tests: for every crowd a likelihood ratio that grows with each decline and shrinks with each approval,
// for three guesses of the attacker's share, with Page's floor so that a good past cannot hide a new attack
// (Wald 1945; Page 1954; Jung et al. 2004, 10.1109/SECPRI.2004.1301325). Reads and writes cells, decides nothing.

import type { Judgement } from "../facts.ts";
import {
  CELL,
  COUNTS,
  fading,
  fixedNats,
  makePlaces,
  NATS,
  natsOf,
  quickExp,
  type Cells,
  type Places,
} from "./cells.ts";
import type { Crowds } from "./crowds.ts";
import { KIND_COUNT, KINDS, kindIndex, SHARES } from "./kinds.ts";
import type { Ending, Rates } from "./rates.ts";

/** A crowd's good past counts this much at most, its bad past that much: both bound how long a change takes to show. */
const FLOOR_NATS = -1.5;
const CEILING_NATS = 14;
/** Prior weights of SHARES: an address is nearly always all honest or all attack, a country is mixed. */
const WEIGHTS = { narrow: [0.1, 0.2, 0.7], middle: [0.25, 0.35, 0.4], wide: [0.4, 0.4, 0.2] } as const;
const SHARE_COUNT = SHARES.length;
/** The table of kinds, flat: read for every crowd of every decision. */
const PRIOR_ODDS = Float64Array.from(KINDS, (kind) => Math.exp(kind.prior));
/** Few kinds differ in how far they trust the portrait: its powers are worked out once per decision. */
const POWERS: readonly number[] = [...new Set(KINDS.map((kind) => kind.portrait))];
const POWER_OF = Uint8Array.from(KINDS, (kind) => POWERS.indexOf(kind.portrait));
const WEIGHTS_PLAIN = Float64Array.from(KINDS.flatMap((kind) => [...WEIGHTS[kind.width]]));
/** A crowd nobody came from yet: its explanation's share of attackers (for looks of 1) and of others. */
const PLAIN_THEIRS = Float64Array.from(KINDS, ({ prior, width }) => {
  return Math.exp(prior) * WEIGHTS[width].reduce((sum, weight, h) => sum + weight * (SHARES[h] ?? 0), 0);
});
const PLAIN_OTHERS = Float64Array.from(KINDS, ({ prior }, k) => Math.exp(prior) - (PLAIN_THEIRS[k] ?? 0));
const HALF_LIVES = Float64Array.from(KINDS, (kind) => kind.halfLifeSec);
const NARROW = Uint8Array.from(KINDS, (kind) => (kind.width === "narrow" ? 1 : 0));
const WIDE = Uint8Array.from(KINDS, (kind) => (kind.width === "wide" ? 1 : 0));
const OWN = Uint8Array.from(KINDS, (kind) => (["seat", "card", "email"].includes(kind.name) ? 1 : 0));
const SHOP = kindIndex("shop");
const VISIT = kindIndex("visit");
/** Only the doubted are asked to solve: that solvers are suspicious is known already, and no explanation of its own. */
const TICKET = kindIndex("ticket");
const LLRS = [CELL.llr0, CELL.llr1, CELL.llr2] as const;

/** The crowd's arrival rate multiplied by this is what the change-point test looks for (CUSUM, Poisson). */
const BURST = 4;
/** A burst alone says little (a sale is a burst too): it may add this many nats, a quarter of its statistic. */
const BURST_NATS_MAX = 1.5;
/** Honest tries the shop must have seen before its own past is a measure. */
export const LEARNED_TRIES = 50;

/** Room for one decision at a time: offsets of the cells, each crowd's part in the suspicion, powers of the portrait. */
export interface Scratch {
  readonly places: Places;
  readonly parts: Float64Array;
  /** Each crowd's whole explanation, attackers and honest tries under it. */
  readonly wholes: Float64Array;
  /** While learning: how far other crowds explain the try. */
  readonly elsewhere: Float64Array;
  readonly looks: Float64Array;
  readonly weighing: Weighing;
}

export function makeScratch(): Scratch {
  return {
    places: makePlaces(),
    parts: new Float64Array(KIND_COUNT),
    wholes: new Float64Array(KIND_COUNT),
    elsewhere: new Float64Array(KIND_COUNT),
    looks: new Float64Array(POWERS.length),
    weighing: { probability: 0, refusable: 0, own: 0 },
  };
}

export interface Weighing {
  /** Probability that the try is an attacker's. */
  probability: number;
  /** The probability by those crowds alone in which no honest buyer was ever seen: only this may lead to a refusal. */
  refusable: number;
  /** The probability by the buyer's own conduct alone (seat, card, e-mail). */
  own: number;
}

/**
 * Weighs all explanations ("this crowd is attacked") against "no attack"; each crowd's evidence counts once. The answer
 * is in `scratch.weighing`. Runs for every decision: no calls that allocate.
 */
export function weigh(
  view: Int32Array,
  scratch: Scratch,
  crowds: Crowds,
  portraitNats: number,
  nowSec: number,
  rare: boolean,
): Weighing {
  const { places, parts, wholes, looks: powers, weighing } = scratch;
  let all = 0;
  let attack = 0;
  let apart = 0;
  let apartAll = 0;
  let own = 0;
  let ownAll = 0;
  const shopHonest = honestTries(view, places);
  const learned = shopHonest >= LEARNED_TRIES;
  for (let p = 0; p < POWERS.length; p++) powers[p] = quickExp(portraitNats * (POWERS[p] ?? 1));
  for (let k = 0; k < KIND_COUNT; k++) {
    const cell = places[k] ?? -1;
    let part = 0;
    let whole = 0;
    if (crowds.keys[k * 2 + 1] !== 0 && k !== TICKET) {
      const looks = powers[POWER_OF[k] ?? 0] ?? 1;
      if (cell < 0) {
        part = (PLAIN_THEIRS[k] ?? 0) * looks;
        whole = part + (PLAIN_OTHERS[k] ?? 0);
      } else {
        const prior = priorIn(view, cell, k, learned, shopHonest);
        const llr0 = view[cell + CELL.llr0] ?? 0;
        const llr1 = view[cell + CELL.llr1] ?? 0;
        const llr2 = view[cell + CELL.llr2] ?? 0;
        const fade = fading(nowSec - (view[cell + CELL.touchedSec] ?? 0), HALF_LIVES[k] ?? 3600) / NATS;
        const at = k * SHARE_COUNT;
        const even0 = quickExp(llr0 * fade);
        const told0 = even0 * (WEIGHTS_PLAIN[at] ?? 0);
        const told1 = (llr1 === llr0 ? even0 : quickExp(llr1 * fade)) * (WEIGHTS_PLAIN[at + 1] ?? 0);
        const told2 = (llr2 === llr0 ? even0 : quickExp(llr2 * fade)) * (WEIGHTS_PLAIN[at + 2] ?? 0);
        const theirs = told0 * SHARES[0] + told1 * SHARES[1] + told2 * SHARES[2];
        part = prior * theirs * looks;
        whole = part + prior * (told0 + told1 + told2 - theirs);
      }
      attack += part;
      all += whole;
      if (mayRefuse(view, cell, k, learned, rare)) {
        apart += part;
        apartAll += whole;
      }
      if (OWN[k] === 1) {
        own += part;
        ownAll += whole;
      }
    }
    parts[k] = part;
    wholes[k] = whole;
  }
  weighing.probability = attack / (1 + all);
  weighing.refusable = apart / (1 + apartAll);
  weighing.own = own / (1 + ownAll);
  return weighing;
}

/**
 * Prior odds of a crowd that is known. One with buyers of its own separates attackers less: the odds shrink with them,
 * an address's (a carrier's, an office's) quickly, a country's slowly, as whole countries do get attacked. A burst of
 * arrivals raises them a little.
 */
function priorIn(view: Int32Array, cell: number, kind: number, learned: boolean, shopHonest: number): number {
  const honestCount = view[cell + CELL.honest] ?? 0;
  const honest = honestCount / COUNTS;
  let prior = PRIOR_ODDS[kind] ?? 0;
  if (NARROW[kind] === 1)
    return honestCount === 0 ? prior : (prior * 3 * setsApart(honest, shopHonest)) / (3 + honest);
  if (honestCount !== 0) prior /= Math.sqrt(1 + honest / 10);
  const rate = learned ? (view[cell + CELL.rate] ?? 0) : 0;
  if (rate !== 0) prior *= quickExp(Math.min(BURST_NATS_MAX, natsOf(rate) / 4));
  return kind === SHOP ? prior : prior * setsApart(honest, shopHonest);
}

/** The share of the shop's buyers outside of the crowd: one that holds nearly all of them separates nothing from the shop. */
function setsApart(honest: number, shopHonest: number): number {
  const inside = honest / (shopHonest + LEARNED_TRIES);
  return inside > 0.98 ? 0.02 : 1 - inside;
}

/** Soft count of honest tries the shop remembers. */
export function honestTries(view: Int32Array, places: Places): number {
  const cell = places[SHOP] ?? -1;
  return cell < 0 ? 0 : (view[cell + CELL.honest] ?? 0) / COUNTS;
}

/** A crowd may carry a refusal when it is not wide by nature and no honest buyers were ever seen in it. */
function mayRefuse(view: Int32Array, cell: number, kind: number, learned: boolean, rare: boolean): boolean {
  if (cell < 0 || WIDE[kind] === 1) return false;
  if (NARROW[kind] !== 1 && !learned && !(rare && kind === VISIT)) return false;
  const honest = (view[cell + CELL.honest] ?? 0) / COUNTS;
  const attack = (view[cell + CELL.attack] ?? 0) / COUNTS;
  return honest <= Math.max(1, attack * 0.02);
}

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
    if (crowds.keys[k * 2 + 1] === 0 || NARROW[k] === 1) continue;
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
const CEILING = fixedNats(CEILING_NATS);
const FLOOR = fixedNats(FLOOR_NATS);

export function addCount(view: Int32Array, at: number, count: number): void {
  Atomics.add(view, at, Math.round(count * COUNTS));
}
