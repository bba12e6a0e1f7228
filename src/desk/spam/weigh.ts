// Coincidence or leak? If a list was taken on some day, those who report are customers of before that day; by chance they are anybody.
// A test by betting: each report multiplies the evidence, and by chance alone it reaches 100 with at most one shop in a hundred,
// however often one looks. Pure: days are whole numbers, counted from 1970.

/** A customer who reported, by the day of their first order and of their first report. */
export interface Reporter {
  readonly joinedDay: number;
  readonly reportedDay: number;
}

export interface Weighed {
  readonly bayesFactor: number;
  /** Share of the evidence for each moment the list may have been taken (end of that day), oldest first. */
  readonly moments: readonly { readonly day: number; readonly share: number }[];
}

/**
 * Older addresses lie on more lists of strangers, and their owners may get more spam without any fault of the shop. Up to this many
 * times more likely to report, it still counts as coincidence.
 */
export const OLDER_TIMES = 1.5;
/** Among the reports after a leak some come by chance all the same; which share is not known, so these are tried side by side. */
const CHANCE_SHARES = [0.05, 0.2, 0.5];
/** Moments that are tried: the ends of the last 240 months. Evidence is averaged over them, which pays for the looking. */
const MOMENT_DAYS = 365.25 / 12;
const MOMENTS_MAX = 240;
/** Evidence from which it is called a leak: false at most once in a hundred (Ville's inequality). */
export const LEAK_AT = 100;
/** From here on it is worth watching. */
export const WATCH_AT = 10;

/** `joinedDays`: every dated customer's first order, sorted. `reporters` are some of them, in any order. */
export function weigh(joinedDays: Int32Array, reporters: readonly Reporter[]): Weighed {
  const ordered = reporters.toSorted((a, b) => a.reportedDay - b.reportedDay || a.joinedDay - b.joinedDay);
  const last = ordered.at(-1)?.reportedDay ?? 0;
  const moments = momentsOf(joinedDays[0] ?? 0, last).map((day) => ({
    day,
    before: countUpTo(joinedDays, day),
    /** Of those before, how many have reported already and can do so no more. */
    reported: 0,
    logs: CHANCE_SHARES.map(() => 0),
  }));
  let reportedSoFar = 0;
  for (const { joinedDay, reportedDay } of ordered) {
    const all = countUpTo(joinedDays, reportedDay) - reportedSoFar;
    for (const moment of moments) {
      // Nothing was taken yet when this report came.
      if (moment.day < reportedDay) {
        const older = moment.before - moment.reported;
        const newer = all - older;
        const chance = (OLDER_TIMES * older) / (OLDER_TIMES * older + newer);
        const isOlder = joinedDay <= moment.day && older > 0;
        for (const [i, share] of CHANCE_SHARES.entries())
          moment.logs[i] = (moment.logs[i] ?? 0) + Math.log(share + (isOlder ? (1 - share) / chance : 0));
      }
      if (joinedDay <= moment.day) moment.reported += 1;
    }
    reportedSoFar += 1;
  }
  return summedUp(moments);
}

/** Chance of `seen` or more where `expected` are usual (Poisson). */
export function chanceOfSoMany(seen: number, expected: number): number {
  if (seen <= 0) return 1;
  if (expected <= 0) return 0;
  let log = -expected;
  for (let i = 1; i <= seen; i++) log += Math.log(expected / i);
  const exactly = Math.exp(log);
  // Summed away from the middle, each term is smaller than the one before, and no large number is subtracted from another.
  let sum = 0;
  if (seen > expected) {
    let term = exactly;
    for (let i = seen + 1; term > sum * 1e-15; i++) {
      sum += term;
      term *= expected / i;
    }
    return Math.min(1, sum);
  }
  let term = exactly * (seen / expected);
  for (let i = seen - 1; i >= 0 && term > sum * 1e-15; i--) {
    sum += term;
    term *= i / expected;
  }
  return Math.max(0, 1 - sum);
}

/** How many values are at most `limit`; the array is sorted. */
export function countUpTo(sorted: Int32Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ends of months on a grid that does not depend on who reported, up to the last report. */
function momentsOf(firstDay: number, lastDay: number): number[] {
  const last = Math.floor(lastDay / MOMENT_DAYS);
  const first = Math.max(Math.floor(firstDay / MOMENT_DAYS), last - MOMENTS_MAX + 1);
  return Array.from(
    { length: Math.max(1, last - first + 1) },
    (_, i) => Math.floor((first + i + 1) * MOMENT_DAYS) - 1,
  );
}

function summedUp(moments: readonly { readonly day: number; readonly logs: readonly number[] }[]): Weighed {
  const largest = Math.max(0, ...moments.flatMap(({ logs }) => logs));
  const weights = moments.map(({ day, logs }) => ({
    day,
    weight: logs.reduce((sum, log) => sum + Math.exp(log - largest), 0),
  }));
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  // A number that can be written down, however many reports there are.
  const bayesFactor = Math.exp(Math.min(largest, 600)) * (total / (moments.length * CHANCE_SHARES.length));
  return { bayesFactor, moments: weights.map(({ day, weight }) => ({ day, share: weight / total })) };
}
