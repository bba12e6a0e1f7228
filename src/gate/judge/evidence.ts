// What the crowds' cells say of one try: every crowd is an explanation ("an attack is going on, and this crowd separates
// it"), weighed against all others and against "no attack". Reads cells; what they learn is in learning.ts.

import { CELL, COUNTS, fading, makePlaces, NATS, natsOf, quickExp, type Places } from "./cells.ts";
import type { Crowds } from "./crowds.ts";
import { KIND_COUNT, KINDS, kindIndex, SHARES } from "./kinds.ts";

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
