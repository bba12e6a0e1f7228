// How often the stretch in which a copy was taken holds the truth, how narrow it is, how often the system is named rightly, and
// what it costs in CPU time; and of leaks told with so many percent, how many hold. The model's noise rates were tuned on leaks of
// this same simulated kind, with other seeds. Run: node bench/bracket.ts [runs] [first seed] [part of a case's name]   (seeded; minutes)

import { bracket } from "../src/canary/bracket/bracket.ts";
import { madeUpLeaks, type MadeUpWishes } from "../src/canary/bracket/leaks.fixture.ts";

const RUNS = Number(process.argv[2] ?? 100);
const FIRST_SEED = Number(process.argv[3] ?? 1);
const ONLY = process.argv[4] ?? "";
const DAY_MS = 86_400_000;
const CASES: readonly (readonly [string, MadeUpWishes])[] = [
  ["no leak", { leaks: 0 }],
  ["no leak, a stray mail to one canary in a hundred and year", { leaks: 0, strayPerYear: 0.01 }],
  ["one leak", { leaks: 1 }],
  ["one leak, one canary a week", { leaks: 1, perWeek: 1 }],
  ["one leak, a tenth of the list reached at the least", { leaks: 1, reachMin: 0.05 }],
  ["one leak, every canary also in the shop's database", { leaks: 1, isShared: true }],
  ["two leaks, two systems", { leaks: 2 }],
  ["two leaks, one system", { leaks: 2, isSameSystem: true }],
  ["two leaks, one system, in bursts", { leaks: 2, isSameSystem: true, sending: "bursts" }],
  ["three leaks", { leaks: 3 }],
  ["no leak, one address guessed and mailed three times", { leaks: 0, isOneGuessed: true }],
  ["one leak, and one address guessed", { leaks: 1, isOneGuessed: true }],
  ["one leak, sent in order of joining", { leaks: 1, sending: "inOrder" }],
  ["one leak, newest first", { leaks: 1, sending: "newestFirst" }],
  ["one leak, in bursts", { leaks: 1, sending: "bursts" }],
  ["one leak, all on one day", { leaks: 1, sending: "oneDay" }],
  ["one leak, sold again months later", { leaks: 1, sending: "resold" }],
  ["one leak, cut to one prefecture", { leaks: 1, perWeek: 4, reachMin: 0.05, partMax: 0.2 }],
  ["one leak, one canary a week and three weeks in ten left out", { leaks: 1, perWeek: 1, planting: "gaps" }],
  ["one leak, planted at any time", { leaks: 1, planting: "irregular" }],
  ["one leak, clocks off by up to two days", { leaks: 1, skewDays: 2 }],
  ["one leak, half of the mail seen", { leaks: 1, seenShare: 0.5 }],
  ["two leaks, every canary also in the shop's database", { leaks: 2, isShared: true }],
  ["two leaks, forty systems", { leaks: 2, systems: 40, perWeek: 1 }],
];

console.log(
  "case | leaks that mailed | found | too many | system right | truth inside | width in days: median, nine in ten",
);
const told: { readonly probability: number; readonly holds: boolean }[] = [];
for (const [name, wishes] of CASES.filter(([title]) => title.includes(ONLY))) {
  let [leaks, found, extra, right, inside] = [0, 0, 0, 0, 0];
  const widths: number[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    const made = madeUpLeaks(seed, wishes);
    const left = bracket(made.plantings, made.mails).leaks;
    for (const { probability, system, fromMs, toMs } of left)
      told.push({
        probability,
        holds: made.truth.some(
          (one) => one.system === system && fromMs <= one.takenAtMs && one.takenAtMs <= toMs,
        ),
      });
    leaks += made.truth.length;
    extra += Math.max(0, left.length - made.truth.length);
    for (const { isRight, isInside, days } of pairs(made.truth, left)) {
      found++;
      if (isRight) right++;
      if (isInside) inside++;
      widths.push(days);
    }
  }
  const sorted = widths.sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * sorted.length)] ?? 0).toFixed(1);
  const share = (count: number): string => (found === 0 ? "–" : `${((100 * count) / found).toFixed(1)} %`);
  console.log(
    `${name} | ${leaks} | ${found} | ${extra} | ${share(right)} | ${share(inside)} | ${at(0.5)}, ${at(0.9)}`,
  );
}
console.log("\ntold with | leaks, extra ones too | told on average | hold");
for (const [from, to] of [
  [0, 0.8],
  [0.8, 0.9],
  [0.9, 0.95],
  [0.95, 0.98],
  [0.98, 0.995],
  [0.995, 1.01],
] as const) {
  const some = told.filter(({ probability }) => probability >= from && probability < to);
  const percent = (sum: number): string =>
    some.length === 0 ? "–" : `${((100 * sum) / some.length).toFixed(1)} %`;
  const mean = percent(some.reduce((sum, { probability }) => sum + probability, 0));
  const range = `${100 * from} to ${Math.min(100, 100 * to)} %`;
  console.log(`${range} | ${some.length} | ${mean} | ${percent(some.filter(({ holds }) => holds).length)}`);
}
const large = madeUpLeaks(1, { leaks: 2, systems: 5, weeks: 50, perWeek: 4 });
const flood = Array.from({ length: 10_000 }, (_, i) => large.mails[i % large.mails.length]).filter(
  (mail) => mail !== undefined,
);
const before = process.cpuUsage().user;
const { counts } = bracket(large.plantings, flood);
console.log(
  `${counts.canaries} canaries, ${counts.mails} mails: ${((process.cpuUsage().user - before) / 1e6).toFixed(2)} s of CPU`,
);

/** Each reported leak held against the true one that fits it best, each true one used once. */
function pairs(
  truth: ReturnType<typeof madeUpLeaks>["truth"],
  leaks: ReturnType<typeof bracket>["leaks"],
): { readonly isRight: boolean; readonly isInside: boolean; readonly days: number }[] {
  const all = leaks.flatMap((leak) =>
    truth.map((one) => {
      const isRight = one.system === leak.system;
      const offMs = Math.max(0, leak.fromMs - one.takenAtMs, one.takenAtMs - leak.toMs);
      const days = (leak.toMs - leak.fromMs) / DAY_MS;
      return {
        leak,
        one,
        isRight,
        isInside: isRight && offMs === 0,
        days,
        far: (isRight ? 0 : 1e15) + offMs,
      };
    }),
  );
  const used = new Set<object>();
  return all
    .sort((a, b) => a.far - b.far)
    .filter(({ leak, one }) => {
      if (used.has(leak) || used.has(one)) return false;
      used.add(leak).add(one);
      return true;
    });
}
