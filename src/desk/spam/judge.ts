// From reports and buyers to a judgement a shopkeeper can read: matched, each customer counted once, weighed, and what would make it
// stronger. Pure.

import { dayCountOf, dayTextOf } from "./report-times.ts";
import type { Buyers } from "./buyers.ts";
import type { SpamJudgement, SpamReport, SpamVerdict } from "./contract.ts";
import { chanceOfSoMany, LEAK_AT, WATCH_AT, weigh, type Reporter, type Weighed } from "./weigh.ts";

/** Fewer customers than this are never called a leak: with so few, one odd chance decides. */
export const REPORTERS_MIN = 5;
/** Nobody publishes how often customers of a shop report spam; a shop that has counted its own quiet year knows better. */
export const USUAL_PER_THOUSAND_MONTH = 0.2;
const RECENT_DAYS = 90;
const USUAL_AT = 0.01;
/** More than these would have to come: then it is not worth waiting for them. */
const MORE_MAX = 50;

export interface JudgeSettings {
  readonly nowMs: number;
  readonly zone: string;
  readonly usualPerThousandMonth: number;
}

export function judgeReports(
  reports: readonly SpamReport[],
  buyers: Buyers,
  { nowMs, zone, usualPerThousandMonth }: JudgeSettings,
): SpamJudgement {
  const today = dayCountOf(nowMs, zone);
  const matched = matchedTo(buyers, reports, zone);
  const { reporters } = matched;
  const weighed = weigh(buyers.joinedDays, reporters);
  const seen = reporters.filter(({ reportedDay }) => reportedDay > today - RECENT_DAYS).length;
  const expected = (usualPerThousandMonth * buyers.customers * (RECENT_DAYS / 30)) / 1_000;
  const p = chanceOfSoMany(seen, expected);
  const verdict = verdictOf(reporters.length, weighed.bayesFactor, p);
  const taken = weighed.bayesFactor > 1 ? takenBetween(weighed) : null;
  return {
    verdict,
    reports: reports.length,
    reporters: reporters.length,
    unmatched: matched.unmatched,
    undated: matched.undated,
    early: matched.early,
    customers: buyers.customers,
    dated: buyers.joinedDays.length,
    bayesFactor: rounded(weighed.bayesFactor),
    taken:
      taken === null
        ? null
        : { from: dayTextOf(taken.from), to: dayTextOf(taken.to), likeliest: dayTextOf(taken.likeliest) },
    moreBefore: taken === null ? null : moreNeeded(buyers, reporters, taken.likeliest, today),
    usual: { seen, expected: rounded(expected), p: rounded(p), perThousandMonth: usualPerThousandMonth },
    day: dayTextOf(today),
  };
}

function verdictOf(reporters: number, bayesFactor: number, p: number): SpamVerdict {
  if (reporters < REPORTERS_MIN) return "too-few";
  if (bayesFactor >= LEAK_AT) return "leak";
  return bayesFactor >= WATCH_AT || p <= USUAL_AT ? "watch" : "coincidence";
}

function matchedTo(
  buyers: Buyers,
  reports: readonly SpamReport[],
  zone: string,
): { reporters: Reporter[]; unmatched: number; undated: number; early: number } {
  const first = new Map<number, Reporter>();
  let [unmatched, undated, early] = [0, 0, 0];
  for (const { atMs, address, member } of reports) {
    const keys = [address === "" ? "" : `email:${address}`, member === "" ? "" : `member:${member}`];
    const person = buyers.personOf(keys.filter((key) => key !== ""));
    const joinedDay = person === undefined ? undefined : buyers.joinedOf(person);
    const reportedDay = dayCountOf(atMs, zone);
    if (person === undefined) unmatched += 1;
    else if (joinedDay === undefined) undated += 1;
    else if (reportedDay < joinedDay) early += 1;
    else if (reportedDay < (first.get(person)?.reportedDay ?? Number.POSITIVE_INFINITY))
      first.set(person, { joinedDay, reportedDay });
  }
  return { reporters: [...first.values()], unmatched, undated, early };
}

/** Nine tenths of the evidence lie between; the likeliest is the moment with most. */
function takenBetween({ moments }: Weighed): { from: number; to: number; likeliest: number } {
  const at = (quantile: number): number => {
    let below = 0;
    return moments.find(({ share }) => (below += share) >= quantile)?.day ?? moments.at(-1)?.day ?? 0;
  };
  const likeliest = moments.reduce((best, one) => (one.share > best.share ? one : best), {
    day: 0,
    share: -1,
  });
  return { from: at(0.05), to: at(0.95), likeliest: likeliest.day };
}

/** Plays further reports of today from customers who were there just before the likeliest moment. */
function moreNeeded(
  buyers: Buyers,
  reporters: readonly Reporter[],
  takenDay: number,
  today: number,
): number | null {
  const more: Reporter[] = [];
  for (let count = 0; count <= MORE_MAX; count++) {
    const isEnough = reporters.length + count >= REPORTERS_MIN;
    if (isEnough && weigh(buyers.joinedDays, [...reporters, ...more]).bayesFactor >= LEAK_AT) return count;
    more.push({ joinedDay: takenDay, reportedDay: today });
  }
  return null;
}

/** Three digits are all such a figure can bear. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
