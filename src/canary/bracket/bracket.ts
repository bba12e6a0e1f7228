// From what was planted and what arrived: which leaks there were, when each copy was taken and out of which system. Pure and exact
// in time; several leaks are found one after the other, each weighed again given the others (one-leak.ts has the model).

import { BRACKET_LIMITS, type Bracketed, type CanaryMail, type Leak, type Planting } from "./contract.ts";
import { evidenceFrom, type Evidence } from "./evidence.ts";
import { nothing, together, type Doing } from "./doing.ts";
import { explained, mixed, weighOneLeak, type Cell, type OneLeak } from "./one-leak.ts";
import { earlierCopyEnd } from "./split.ts";

/** From here on a leak is listed; below, it is only a suspicion. */
const LISTED_AT = 0.8;
/** Below this, one more leak is not even thought about. */
const DOUBTED_BELOW = 0.05;
/** Share of belief the stretch must hold. Somewhat more than the 95 % that is promised: real senders are not as simple as the model. */
const HELD = 0.975;
/** Each leak is weighed again given the others this often: more changed nothing in any simulated run. */
const ROUNDS = 2;
/**
 * So much better (log of chances) two leaks of one system must explain the mail than one: two that share the canaries of one copy
 * between them each look needed, and explain hardly more.
 */
const TWO_GAIN = 6;
const TOLD_SYSTEM_MIN = 0.001;

export function bracket(plantings: readonly Planting[], mails: readonly CanaryMail[]): Bracketed {
  const evidence = evidenceFrom(plantings, mails);
  const { found, suspicion } = findLeaks(evidence);
  return {
    leaks: found.map((one) => leakFrom(evidence, one)).sort((a, b) => a.fromMs - b.fromMs),
    suspicion,
    counts: {
      canaries: evidence.canaries.length,
      systems: evidence.copies.length,
      mails: evidence.mails,
      hit: evidence.canaries.filter(({ waves }) => waves.length > 0).length,
      unknown: evidence.unknown,
      early: evidence.early,
    },
  };
}

/** One more leak as long as it is sure enough and the ones before stay so. */
function findLeaks(evidence: Evidence): { readonly found: readonly OneLeak[]; readonly suspicion: number } {
  let found: readonly OneLeak[] = [];
  while (found.length < BRACKET_LIMITS.leaksMax) {
    const more = weighOneLeak(evidence, allOf(evidence, found));
    const ways = [
      more.exists < DOUBTED_BELOW ? null : again(evidence, [...found, more]),
      inTwo(evidence, found),
    ];
    const longer = ways.find((way) => way !== null && way.every(({ exists }) => exists >= LISTED_AT)) ?? null;
    if (longer !== null) {
      found = longer;
      continue;
    }
    if (more.exists < DOUBTED_BELOW) return { found, suspicion: more.exists };
    // Perhaps there is one more, perhaps not: what is believed of the others takes both into account.
    const doubted = ways[0] ?? found;
    const share = Math.min(...doubted.map(({ exists }) => exists));
    return {
      found: found.map((one, i) => mixed(doubted[i] ?? one, one, share)),
      suspicion: more.exists,
    };
  }
  return { found, suspicion: 0 };
}

/** The leak that may be two of one system, read as two; null when none can. */
function inTwo(evidence: Evidence, found: readonly OneLeak[]): readonly OneLeak[] | null {
  for (const [i, leak] of found.entries()) {
    const likeliest = leak.systems.toSorted((a, b) => b.belief - a.belief)[0]?.system;
    const copy = evidence.copies.find(({ system }) => system === likeliest);
    const untilMs = copy === undefined ? null : earlierCopyEnd(evidence, copy);
    if (copy === undefined || untilMs === null) continue;
    const rest = found.filter((_, other) => other !== i);
    const earlier = weighOneLeak(evidence, allOf(evidence, rest), { system: copy.system, untilMs });
    const later = weighOneLeak(evidence, allOf(evidence, [...rest, earlier]));
    const two = again(evidence, [...rest, earlier, later]);
    const gain = explained(evidence, allOf(evidence, two)) - explained(evidence, allOf(evidence, found));
    if (gain >= TWO_GAIN && two.every(({ exists }) => exists >= LISTED_AT)) return two;
  }
  return null;
}

function again(evidence: Evidence, leaks: readonly OneLeak[]): readonly OneLeak[] {
  const now = [...leaks];
  for (let round = 0; round < ROUNDS && now.length > 1; round++)
    for (const i of now.keys()) {
      const rest = now.filter((_, other) => other !== i);
      now[i] = weighOneLeak(evidence, allOf(evidence, rest));
    }
  return now;
}

function allOf(evidence: Evidence, leaks: readonly OneLeak[]): Doing {
  return leaks.reduce((all, { doing }) => together(evidence, all, doing), nothing(evidence));
}

function leakFrom(evidence: Evidence, { exists, systems }: OneLeak): Leak {
  const ordered = systems.toSorted((a, b) => b.belief - a.belief);
  const { system, cells } = ordered[0] ?? { system: "", cells: [] };
  const { fromMs, toMs, belief } = shortest(cells);
  const members = (evidence.copies.find((copy) => copy.system === system)?.members ?? []).filter(
    ({ plantedAtMs }) => plantedAtMs < toMs,
  );
  const hit = members.filter(({ canary }) => (evidence.canaries[canary]?.waves.length ?? 0) > 0).length;
  return {
    fromMs,
    toMs,
    system,
    probability: Math.min(1, exists * belief),
    exists,
    systems: ordered
      .filter((one) => one.belief >= TOLD_SYSTEM_MIN)
      .map((one) => ({ system: one.system, probability: Math.min(1, one.belief) })),
    hit,
    silent: members.length - hit,
  };
}

/** The shortest run of cells that holds the asked share of the belief in them all. */
function shortest(cells: readonly Cell[]): Cell {
  const total = cells.reduce((sum, { belief }) => sum + belief, 0);
  let best: Cell = { fromMs: cells[0]?.fromMs ?? 0, toMs: cells.at(-1)?.toMs ?? 0, belief: total };
  let [from, held] = [0, 0];
  for (const { toMs, belief } of cells) {
    held += belief;
    for (
      let first = cells[from];
      first !== undefined && held - first.belief >= HELD * total;
      first = cells[++from]
    )
      held -= first.belief;
    const fromMs = cells[from]?.fromMs ?? 0;
    if (held >= HELD * total && toMs - fromMs < best.toMs - best.fromMs)
      best = { fromMs, toMs, belief: held };
  }
  return best;
}
