// The portrait: how much a try looks like the attackers seen lately rather than like the shop's own buyers.
// Likelihood ratios per trait, learned softly, starting from what is known of card testing in general.

import type { AttemptFacts } from "../facts.ts";
import { CELL, COUNTS, quickLog, type Places } from "./cells.ts";
import { abroadOf, visitOf, type Crowds } from "./crowds.ts";
import { kindIndex, type KindName } from "./kinds.ts";

/** Traits and how far each is trusted: kindred traits (network, country) share their weight. */
const TRAITS: readonly { readonly kind: KindName; readonly weight: number }[] = [
  { kind: "visit", weight: 1 },
  { kind: "abroad", weight: 0.6 },
  { kind: "country", weight: 0.4 },
  { kind: "asn", weight: 0.4 },
  { kind: "fingerprint", weight: 0.6 },
  { kind: "email-shape", weight: 0.4 },
  { kind: "amount", weight: 0.5 },
  { kind: "bin", weight: 0.4 },
  { kind: "ticket", weight: 1 },
];
const TRAIT_COUNT = TRAITS.length;
const TRAIT_KINDS = Uint8Array.from(TRAITS, (trait) => kindIndex(trait.kind));
const TRAIT_WEIGHTS = Float64Array.from(TRAITS, (trait) => trait.weight);
const SHOP = kindIndex("shop");
const TICKET = kindIndex("ticket");

/** Tries each prior is worth: about a quarter of an hour of attack, half a day of a small shop's sales. */
const ATTACK_PRIOR_TRIES = 12;
const HONEST_PRIOR_TRIES = 30;
/** Share assumed for a value never seen (a new country, a new client make). */
const UNSEEN = 0.02;
/** No single trait, and no whole portrait, may say more than this (nats). */
const TRAIT_MAX = 3;
const PORTRAIT_MAX = 4;

type Prior = readonly [attack: number, honest: number];
/** Shares among attackers and among buyers. Marks of card testing: FACTS §1 (no browsing before checkout, programs, clouds, rotation abroad). */
const VISIT: Readonly<Record<string, Prior>> = {
  program: [0.3, 0.03],
  "no-visit": [0.25, 0.04],
  "no-page": [0.12, 0.04],
  rushed: [0.12, 0.04],
  "one-page": [0.08, 0.15],
  walked: [0.13, 0.7],
};
const ABROAD: Readonly<Record<string, Prior>> = {
  home: [0.25, 0.88],
  "home-hosting": [0.15, 0.02],
  abroad: [0.3, 0.06],
  "abroad-hosting": [0.25, 0.015],
};
const NEUTRAL: Prior = [UNSEEN, UNSEEN];
/**
 * How many of those asked solve the challenge: one tester in ten and nine buyers in ten at first, then as it was seen.
 * Counted among those asked only, as they were already doubted for all else: testers who all solve make a solution
 * worth nothing, they never make it a reproach.
 */
const ASKED = { attackSolved: 1.2, attackAll: 12, honestSolved: 27, honestAll: 30 } as const;

/** Prior shares per trait for these facts, flat: [attack, honest] × TRAITS. One of few rows, made once for all. */
export function priorsOf(facts: AttemptFacts, home: string): Float64Array {
  const row = ROWS.get(visitOf(facts));
  return row?.get(abroadOf(facts, home)) ?? row?.get("") ?? PLAIN_ROW;
}

function rowOf(visit: Prior, abroad: Prior): Float64Array {
  return Float64Array.from(
    TRAITS.flatMap(({ kind }) => (kind === "visit" ? visit : kind === "abroad" ? abroad : NEUTRAL)),
  );
}
const PLAIN_ROW = rowOf(NEUTRAL, NEUTRAL);
const ROWS: ReadonlyMap<string, ReadonlyMap<string, Float64Array>> = new Map(
  Object.entries(VISIT).map(([visit, prior]) => [
    visit,
    new Map(
      [...Object.entries(ABROAD), ["", NEUTRAL] as const].map(([abroad, p]) => [abroad, rowOf(prior, p)]),
    ),
  ]),
);

/** Shares of those asked who solve, among testers and buyers; `unsolved` and `solved` are cells or -1. */
export interface Solving {
  readonly attack: number;
  readonly honest: number;
}

export function solvingOf(view: Int32Array, solved: number, unsolved: number): Solving {
  const attackSolved = softCount(view, solved, CELL.attack);
  const honestSolved = softCount(view, solved, CELL.honest);
  const attackAll = attackSolved + softCount(view, unsolved, CELL.attack) + ASKED.attackAll;
  const honestAll = honestSolved + softCount(view, unsolved, CELL.honest) + ASKED.honestAll;
  return {
    attack: (attackSolved + ASKED.attackSolved) / attackAll,
    honest: (honestSolved + ASKED.honestSolved) / honestAll,
  };
}

function softCount(view: Int32Array, cell: number, field: number): number {
  return cell < 0 ? 0 : (view[cell + field] ?? 0) / COUNTS;
}

/** Natural-log likelihood ratio attack : honest of the whole portrait. `shares`, if given, receives one value per trait. */
export function portraitOf(
  view: Int32Array,
  places: Places,
  crowds: Crowds,
  priors: Float64Array,
  unsolved: number,
  shares?: Float64Array,
): number {
  const whole = places[SHOP] ?? -1;
  const attackAll = (whole < 0 ? 0 : (view[whole + CELL.attack] ?? 0) / COUNTS) + ATTACK_PRIOR_TRIES;
  const honestAll = (whole < 0 ? 0 : (view[whole + CELL.honest] ?? 0) / COUNTS) + HONEST_PRIOR_TRIES;
  const balance = honestAll / attackAll;
  let sum = 0;
  let solved = 0;
  for (let i = 0; i < TRAIT_COUNT; i++) {
    const kind = TRAIT_KINDS[i] ?? 0;
    if (crowds.keys[kind * 2 + 1] === 0) continue;
    const cell = places[kind] ?? -1;
    const attack = cell < 0 ? 0 : (view[cell + CELL.attack] ?? 0) / COUNTS;
    const honest = cell < 0 ? 0 : (view[cell + CELL.honest] ?? 0) / COUNTS;
    const ratio =
      kind === TICKET
        ? solvedRatio(view, cell, unsolved)
        : ((attack + ATTACK_PRIOR_TRIES * (priors[i * 2] ?? UNSEEN)) * balance) /
          (honest + HONEST_PRIOR_TRIES * (priors[i * 2 + 1] ?? UNSEEN));
    const nats = Math.max(-TRAIT_MAX, Math.min(TRAIT_MAX, quickLog(ratio))) * (TRAIT_WEIGHTS[i] ?? 0);
    if (shares !== undefined) shares[i] = nats;
    if (kind === TICKET) solved = nats;
    else sum += nats;
  }
  // What he did when asked is no look: it counts on top, however like a buyer he looks already.
  return Math.max(-PORTRAIT_MAX, Math.min(PORTRAIT_MAX, sum)) + solved;
}

function solvedRatio(view: Int32Array, solved: number, unsolved: number): number {
  const shares = solvingOf(view, solved, unsolved);
  return shares.attack / shares.honest;
}

export function traitNames(): readonly KindName[] {
  return TRAITS.map((trait) => trait.kind);
}

/** True when the shop has never sold to this sort of visit, by prior alone: enough to refuse a program from the first minute. */
export function rareVisit(facts: AttemptFacts): boolean {
  return (VISIT[visitOf(facts)] ?? NEUTRAL)[1] <= 0.03;
}
