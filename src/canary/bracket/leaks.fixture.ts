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
  /** How the sender works; without it half send in waves and half in one slow pass, in any order. */
  readonly sending?: "inOrder" | "newestFirst" | "bursts" | "oneDay" | "resold";
  /** When canaries are planted; without it every week, on one day. */
  readonly planting?: "gaps" | "irregular";
  /** Clocks of the mails are off by up to this. */
  readonly skewDays?: number;
  /** Share of the mails that were seen at all. */
  readonly seenShare?: number;
  /** One canary is guessed, and mailed three times within a month. */
  readonly isOneGuessed?: boolean;
  /** Only so small a share of the list is passed on: one prefecture, one age. */
  readonly partMax?: number;
}

/** A random number from `low` up to `high`. */
type Between = (low: number, high: number) => number;

export function madeUpLeaks(seed: number, wishes: MadeUpWishes): MadeUp {
  const {
    leaks,
    systems = 4,
    weeks = 40,
    isSameSystem = false,
    strayPerYear = 0.0005,
    reachMin = 0.2,
  } = wishes;
  const random = seededRandom(seed);
  const between: Between = (low, high) => low + (high - low) * random.unit();
  const plantings = planted(wishes, between);
  const endMs = START_MS + weeks * 7 * DAY_MS;
  const mails: CanaryMail[] = [];
  const truth: MadeUp["truth"][number][] = [];
  const firstSystem = Math.floor(random.unit() * systems);
  for (let leak = 0; leak < leaks; leak++) {
    const system = `s${isSameSystem ? 1 : (firstSystem + leak) % systems}`;
    const takenAtMs = Math.floor(between(START_MS + 14 * DAY_MS, endMs - 42 * DAY_MS));
    const copied = plantings.filter((one) => one.system === system && one.plantedAtMs < takenAtMs);
    const part =
      random.unit() < 0.5 && wishes.partMax === undefined ? 1 : between(reachMin, wishes.partMax ?? 1);
    const passedOn = copied.filter(() => random.unit() < part);
    const firstMs = takenAtMs + between(1, 30) * DAY_MS;
    const sent = mailed(passedOn, { firstMs, endMs, reachMin }, wishes.sending, between);
    if (wishes.sending === "resold") {
      const again = copied.filter(() => random.unit() < between(reachMin, 1));
      const againMs = firstMs + between(60, 150) * DAY_MS;
      sent.push(...mailed(again, { firstMs: againMs, endMs, reachMin }, undefined, between));
    }
    const seen = sent.filter(
      ({ receivedAtMs }) =>
        receivedAtMs < endMs && (wishes.seenShare === undefined || random.unit() < wishes.seenShare),
    );
    mails.push(...seen);
    if (seen.length > 0) truth.push({ system, takenAtMs });
  }
  for (const { canary, plantedAtMs } of plantings)
    if (random.unit() < (strayPerYear * (endMs - plantedAtMs)) / (365 * DAY_MS))
      mails.push({ canary, receivedAtMs: Math.floor(between(plantedAtMs, endMs)) });
  if (wishes.isOneGuessed === true) mails.push(...guessed(plantings, endMs, between));
  const skewMs = (wishes.skewDays ?? 0) * DAY_MS;
  return {
    plantings,
    mails: mails
      .map(({ canary, receivedAtMs }) => ({
        canary,
        receivedAtMs: skewMs === 0 ? receivedAtMs : Math.floor(receivedAtMs + between(-skewMs, skewMs)),
      }))
      .toSorted((a, b) => a.receivedAtMs - b.receivedAtMs),
    truth,
  };
}

function planted(
  { systems = 4, weeks = 40, perWeek = 2, isShared = false, planting }: MadeUpWishes,
  between: Between,
): Planting[] {
  const plantings: Planting[] = [];
  for (let week = 0; week < weeks; week++)
    for (let s = 0; s < systems; s++) {
      if (planting === "gaps" && between(0, 1) < 0.3) continue;
      for (let i = 0; i < perWeek; i++) {
        const days = planting === "irregular" ? between(0, 7 * weeks) : week * 7 + between(0, 1);
        const plantedAtMs = START_MS + Math.floor(days * DAY_MS);
        const canary = `c-${s}-${week}-${i}`;
        plantings.push({ canary, system: `s${s}`, plantedAtMs });
        if (isShared && s > 0) plantings.push({ canary, system: "s0", plantedAtMs });
      }
    }
  return plantings;
}

function mailed(
  list: readonly Planting[],
  {
    firstMs,
    endMs,
    reachMin,
  }: { readonly firstMs: number; readonly endMs: number; readonly reachMin: number },
  sending: MadeUpWishes["sending"],
  between: Between,
): CanaryMail[] {
  if (sending === "inOrder" || sending === "newestFirst") {
    const ordered = list.toSorted((a, b) => a.plantedAtMs - b.plantedAtMs);
    if (sending === "newestFirst") ordered.reverse();
    const lengthMs = between(1, 120) * DAY_MS;
    return ordered.map(({ canary }, i) => ({
      canary,
      receivedAtMs: Math.floor(firstMs + (i / ordered.length) * lengthMs),
    }));
  }
  if (sending === "oneDay") return inWaves(list, [firstMs], between(reachMin, 0.95), between);
  if (sending === "bursts") {
    // Several mails within days, silence for weeks, and again: each burst with a share of its own.
    const starts = Array.from({ length: 1 + Math.floor(between(0, 4)) }, (_, i) =>
      i === 0 ? firstMs : between(firstMs, endMs),
    );
    return starts.flatMap((startMs) => {
      const days = Array.from({ length: 1 + Math.floor(between(0, 6)) }, (_, day) => startMs + day * DAY_MS);
      return inWaves(list, days, between(reachMin / 4, 0.9), between);
    });
  }
  if (between(0, 1) < 0.5) {
    const [count, fraction] = [1 + Math.floor(between(0, 1) * 5), between(reachMin, 0.95)];
    const starts = Array.from({ length: count }, (_, i) => (i === 0 ? firstMs : between(firstMs, endMs)));
    return inWaves(list, starts, fraction, between);
  }
  // Each address once, over up to three months: some have not been reached by the end.
  const lengthMs = between(1, 90) * DAY_MS;
  return list.map(({ canary }) => ({
    canary,
    receivedAtMs: Math.floor(firstMs + between(0, 1) * lengthMs),
  }));
}

function inWaves(
  list: readonly Planting[],
  starts: readonly number[],
  fraction: number,
  between: Between,
): CanaryMail[] {
  return starts.flatMap((startMs) =>
    list
      .filter(() => between(0, 1) < fraction)
      .map(({ canary }) => ({ canary, receivedAtMs: Math.floor(startMs + between(0, 6) * 3_600_000) })),
  );
}

function guessed(plantings: readonly Planting[], endMs: number, between: Between): CanaryMail[] {
  const one = plantings[Math.floor(between(0, plantings.length))];
  if (one === undefined) return [];
  const firstMs = between(one.plantedAtMs, endMs - 30 * DAY_MS);
  return [0, 10, 25].map((day) => ({
    canary: one.canary,
    receivedAtMs: Math.floor(Math.max(one.plantedAtMs, firstMs) + day * DAY_MS),
  }));
}
