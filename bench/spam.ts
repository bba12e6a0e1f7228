// How often the test of spam reports is wrong by chance, how many reports it takes to see a taken list, and what that costs in CPU time.
// Run: node bench/spam.ts   (seeded; about half a minute on one core)

import { seededRandom, type Random } from "../src/kernel/index.ts";
import { LEAK_AT, weigh, type Reporter } from "../src/desk/spam/weigh.ts";

const DAYS = 1_500;
const START = 18_000;
const CUSTOMERS = 3_000;

function customersOf(size: number, random: Random): Int32Array {
  return Int32Array.from({ length: size }, () => START + Math.floor(random.unit() * DAYS)).sort();
}

/** By chance: anybody who was a customer on that day and has not reported. */
function byChance(joined: Int32Array, count: number, random: Random): Reporter[] {
  const days = Array.from({ length: count }, () => START + 300 + Math.floor(random.unit() * (DAYS - 300)));
  const used = new Set<number>();
  return days
    .sort((a, b) => a - b)
    .flatMap((reportedDay) => {
      const at = Math.floor(random.unit() * joined.length);
      const joinedDay = joined[at] ?? 0;
      if (used.has(at) || joinedDay > reportedDay) return [];
      used.add(at);
      return [{ joinedDay, reportedDay }];
    });
}

/** Reports needed until it is called a leak; `share` of the customers were on the list, `chance` of the reports are coincidence. */
function needed(share: number, chance: number, random: Random): number {
  const joined = customersOf(CUSTOMERS, random);
  const listed = Math.floor(CUSTOMERS * share);
  const reporters: Reporter[] = [];
  while (reporters.length < 100) {
    const pool = random.unit() < chance ? CUSTOMERS : listed;
    const joinedDay = joined[Math.floor(random.unit() * pool)] ?? 0;
    reporters.push({ joinedDay, reportedDay: START + DAYS + reporters.length });
    if (reporters.length >= 5 && weigh(joined, reporters).bayesFactor >= LEAK_AT) return reporters.length;
  }
  return 101;
}

const startedUs = process.cpuUsage().user;
let alarms = 0;
const RUNS = 2_000;
for (let seed = 0; seed < RUNS; seed++) {
  const random = seededRandom(seed + 1);
  const joined = customersOf(1_000, random);
  const reporters = byChance(joined, 30, random);
  if (reporters.some((_, i) => weigh(joined, reporters.slice(0, i + 1)).bayesFactor >= LEAK_AT)) alarms++;
}
console.log(`false alarms, looked at after every one of 30 reports: ${alarms} of ${RUNS} shops`);
console.log("reports needed (median, nine in ten) | customers on the list | of the reports by chance");
for (const share of [0.1, 0.3, 0.5, 0.7])
  for (const chance of [0, 0.2]) {
    const runs = Array.from({ length: 100 }, (_, i) => needed(share, chance, seededRandom(i + 7_000)));
    const sorted = runs.sort((a, b) => a - b);
    const text = (at: number): string => ((sorted[at] ?? 101) > 100 ? ">100" : String(sorted[at]));
    console.log(`${text(50)}, ${text(90)} | ${share * 100} % | ${chance * 100} %`);
  }
console.log(`CPU: ${((process.cpuUsage().user - startedUs) / 1e6).toFixed(1)} s`);
