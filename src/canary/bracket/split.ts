// Two copies of the same system, taken at different times, easily look like one in between. Finds the likeliest way to read a
// system's canaries as two copies, as a place to start weighing from; decides nothing by itself.

import type { Evidence, SystemCopy } from "./evidence.ts";

/** Planting times tried as ends of the first and of the second copy; with more of them, evenly spread ones. */
const CUTS_MAX = 300;

/**
 * The planting time (epoch ms) after which the earlier of two copies was at the latest taken, when canaries before it, between it
 * and the later copy's end, and after that each have a share of hits of their own. Null: one copy explains it as well.
 */
export function earlierCopyEnd(evidence: Evidence, { members }: SystemCopy): number | null {
  const firstMails = members.map(
    ({ canary }) => evidence.canaries[canary]?.firstMailMs ?? Number.POSITIVE_INFINITY,
  );
  const hits = [0];
  for (const at of firstMails) hits.push((hits.at(-1) ?? 0) + (Number.isFinite(at) ? 1 : 0));
  const logs = [0];
  for (let i = 1; i <= members.length + 1; i++) logs.push((logs.at(-1) ?? 0) + Math.log(i));
  /** Log chance of which of members from..to-1 were hit, when all had the same chance and nothing is known of it. */
  const alike = (from: number, to: number): number => {
    const [all, hit] = [to - from, (hits[to] ?? 0) - (hits[from] ?? 0)];
    return (logs[hit] ?? 0) + (logs[all - hit] ?? 0) - (logs[all + 1] ?? 0);
  };
  const cuts = cutsOf(members.map(({ plantedAtMs }) => plantedAtMs));
  const end = lastHit(firstMails) + 1;
  let asOne = Number.NEGATIVE_INFINITY;
  for (const cut of cuts) if (cut >= end) asOne = Math.max(asOne, alike(0, cut));
  let best: { readonly log: number; readonly atMs: number } | null = null;
  let earliestMs = Number.POSITIVE_INFINITY;
  for (const [number, cut] of cuts.entries()) {
    for (let i = number === 0 ? 0 : (cuts[number - 1] ?? 0); i < cut; i++)
      earliestMs = Math.min(earliestMs, firstMails[i] ?? earliestMs);
    const atMs = members[cut - 1]?.plantedAtMs ?? 0;
    if (atMs > earliestMs || cut >= end) break;
    for (const later of cuts.slice(number + 1)) {
      if (later < end) continue;
      const log = alike(0, cut) + alike(cut, later);
      if (best === null || log > best.log) best = { log, atMs: members[cut]?.plantedAtMs ?? atMs };
    }
  }
  return best !== null && best.log > asOne ? best.atMs : null;
}

/** Numbers of members before which a copy may end: where the next one was planted later. */
function cutsOf(plantedAtMs: readonly number[]): number[] {
  const cuts = plantedAtMs.flatMap((at, i) => (i > 0 && at > (plantedAtMs[i - 1] ?? at) ? [i] : []));
  cuts.push(plantedAtMs.length);
  const step = Math.max(1, cuts.length / CUTS_MAX);
  return cuts.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

function lastHit(firstMails: readonly number[]): number {
  return firstMails.findLastIndex((at) => Number.isFinite(at));
}
