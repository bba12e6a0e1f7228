// Whether mail came in the order in which the canaries had joined: then the newest are silent because their turn has not come, and
// say little about when the copy was taken.

import { firstMail } from "./doing.ts";
import type { Evidence, SystemCopy } from "./evidence.ts";

/** Before any mail: so many senders work through a list from its start. Our assumption. */
const IN_ORDER_PRIOR = 0.05;
/** How much an inverted pair speaks against order, from strict to hardly (clocks differ, mail is delayed, two senders mix). */
const LOOSENESS = [0.05, 0.5, 0.9] as const;
/** Pairs are counted among at most so many canaries, evenly chosen. */
const COMPARED_MAX = 300;
/** No order is as sure as this: mail also comes in order because it was sent as people joined. */
const ODDS_MAX = 1e6;

/** Sent in order, and long silent since: still this likely (against having finished) to go on, or to have been stopped midway. */
const STOPPED = 0.02;
const DAY_MS = 86_400_000;

/** How likely the sender works in order and has not come to the end, from the order in which the first mails came. */
export function inOrderPrior(evidence: Evidence, { members }: SystemCopy): number {
  const hit = members
    .map(({ canary, plantedAtMs }) => ({ plantedAtMs, mailMs: firstMail(evidence, canary) }))
    .filter(({ plantedAtMs, mailMs }) => Number.isFinite(mailMs) && mailMs > plantedAtMs);
  const step = Math.max(1, hit.length / COMPARED_MAX);
  const compared = hit.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  let inverted = 0;
  for (const [i, one] of compared.entries())
    for (const other of compared.slice(i + 1))
      if (other.plantedAtMs > one.plantedAtMs && other.mailMs < one.mailMs) inverted++;
  const orders =
    logFactorial(compared.length) -
    tied(compared.map(({ plantedAtMs }) => plantedAtMs)) -
    tied(compared.map(({ mailMs }) => mailMs));
  // Mallows' model: each inverted pair takes a factor; over all orders it sums to the product below.
  const odds = LOOSENESS.map((loose) => {
    let all = 0;
    for (let i = 1; i <= compared.length; i++) all += Math.log((1 - loose ** i) / (1 - loose));
    return Math.exp(Math.min(50, Math.max(0, orders) + inverted * Math.log(loose) - all)) / LOOSENESS.length;
  }).reduce((sum, one) => sum + one, 0);
  const told = IN_ORDER_PRIOR * Math.min(ODDS_MAX, odds);
  const times = hit.map(({ mailMs }) => mailMs);
  return (told / (told + 1 - IN_ORDER_PRIOR)) * unfinished(times, evidence.untilMs);
}

/** Whoever had gone on at the same pace (thought of in days: many send some every day) would have been heard since. */
function unfinished(mailsMs: readonly number[], untilMs: number): number {
  const lastMs = mailsMs.reduce((latest, at) => Math.max(latest, at), 0);
  const firstMs = mailsMs.reduce((earliest, at) => Math.min(earliest, at), lastMs);
  const paceMs = Math.max(DAY_MS, (lastMs - firstMs) / Math.max(1, mailsMs.length));
  const goesOn = STOPPED + (1 - STOPPED) * Math.exp(-(untilMs - lastMs) / paceMs);
  return goesOn / (1 + goesOn);
}

/** Log of the orders that cannot be told apart because times are equal. */
function tied(times: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const at of times) counts.set(at, (counts.get(at) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + logFactorial(count), 0);
}

function logFactorial(count: number): number {
  let sum = 0;
  for (let i = 2; i <= count; i++) sum += Math.log(i);
  return sum;
}
