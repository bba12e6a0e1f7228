// Makes up shops whose list leaks, for the tests and the bench: several systems, partial lists, senders that mail a fraction, in
// waves or in one slow pass, stray mails, shared canaries. The truth stands beside what can be seen.

import { seededRandom } from "../../kernel/index.ts";
import type { CanaryMail, Planting } from "./contract.ts";

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);

export interface MadeUp {
  readonly plantings: readonly Planting[];
  readonly mails: readonly CanaryMail[];
  readonly truth: readonly { readonly system: string; readonly takenAtMs: number }[];
}

export interface MadeUpWishes {
  /** Each out of another system. */
  readonly leaks: number;
  readonly systems?: number;
  readonly weeks?: number;
  readonly perWeek?: number;
  /** The leaks come from the same system. */
  readonly isSameSystem?: boolean;
  /** Each canary also lies in the first system: the shop's own database. */
  readonly isShared?: boolean;
  /** Stray mails per canary and year. */
  readonly strayPerYear?: number;
  /** Share of canaries the list and the sender reach, at least. */
  readonly reachMin?: number;
}

export function madeUpLeaks(seed: number, wishes: MadeUpWishes): MadeUp {
  const { leaks, systems = 4, weeks = 40, perWeek = 2, isSameSystem = false, isShared = false } = wishes;
  const { strayPerYear = 0.0005, reachMin = 0.2 } = wishes;
  const random = seededRandom(seed);
  const between = (low: number, high: number): number => low + (high - low) * random.unit();
  const plantings: Planting[] = [];
  for (let week = 0; week < weeks; week++)
    for (let s = 0; s < systems; s++)
      for (let i = 0; i < perWeek; i++) {
        const plantedAtMs = START_MS + week * 7 * DAY_MS + Math.floor(between(0, DAY_MS));
        const canary = `c-${s}-${week}-${i}`;
        plantings.push({ canary, system: `s${s}`, plantedAtMs });
        if (isShared && s > 0) plantings.push({ canary, system: "s0", plantedAtMs });
      }
  const endMs = START_MS + weeks * 7 * DAY_MS;
  const mails: CanaryMail[] = [];
  const truth: MadeUp["truth"][number][] = [];
  const firstSystem = Math.floor(random.unit() * systems);
  for (let leak = 0; leak < leaks; leak++) {
    const number = isSameSystem ? 1 : (firstSystem + leak) % systems;
    const system = `s${number}`;
    const takenAtMs = Math.floor(between(START_MS + 14 * DAY_MS, endMs - 42 * DAY_MS));
    const copied = plantings.filter((one) => one.system === system && one.plantedAtMs < takenAtMs);
    const part = random.unit() < 0.5 ? 1 : between(reachMin, 1);
    const passedOn = copied.filter(() => random.unit() < part);
    const firstMs = takenAtMs + between(1, 30) * DAY_MS;
    const sent = random.unit() < 0.5 ? inWaves(passedOn) : inOnePass(passedOn);
    mails.push(...sent.filter((mail) => mail.receivedAtMs < endMs));
    if (sent.some((mail) => mail.receivedAtMs < endMs)) truth.push({ system, takenAtMs });

    function inWaves(list: readonly Planting[]): CanaryMail[] {
      const [count, fraction] = [1 + Math.floor(random.unit() * 5), between(reachMin, 0.95)];
      const starts = Array.from({ length: count }, (_, i) => (i === 0 ? firstMs : between(firstMs, endMs)));
      return starts.flatMap((startMs) =>
        list
          .filter(() => random.unit() < fraction)
          .map(({ canary }) => ({ canary, receivedAtMs: Math.floor(startMs + between(0, 6) * 3_600_000) })),
      );
    }
    /** Each address once, over up to three months: some have not been reached by the end. */
    function inOnePass(list: readonly Planting[]): CanaryMail[] {
      const lengthMs = between(1, 90) * DAY_MS;
      return list.map(({ canary }) => ({
        canary,
        receivedAtMs: Math.floor(firstMs + random.unit() * lengthMs),
      }));
    }
  }
  for (const { canary, plantedAtMs } of plantings)
    if (random.unit() < (strayPerYear * (endMs - plantedAtMs)) / (365 * DAY_MS))
      mails.push({ canary, receivedAtMs: Math.floor(between(plantedAtMs, endMs)) });
  return { plantings, mails: mails.toSorted((a, b) => a.receivedAtMs - b.receivedAtMs), truth };
}
