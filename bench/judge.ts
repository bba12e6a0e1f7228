// Judge decisions per second on one core, and memory at 10 thousand, 1 million and 10 million addresses.
// Run: node bench/judge.ts

import { parseIp, type Ip } from "../src/kernel/index.ts";
import { DEFAULT_CELLS } from "../src/gate/judge/cells.ts";
import { judgeBytes, openJudge, type Case } from "../src/gate/judge/judge.ts";
import type { AttemptFacts } from "../src/gate/facts.ts";

const T0 = Date.UTC(2026, 10, 20, 3);
const policy = {
  home: "JP",
  costs: {
    feeYen: 20,
    chargebackYen: 3000,
    averageOrderYen: 6000,
    marginShare: 0.3,
    holdReviewYen: 150,
    can: { challenge: true, decoy: true, hold: true, stepUp: false },
  },
};

function factsOf(i: number): AttemptFacts {
  const ip = `${20 + ((i >>> 16) % 180)}.${(i >>> 8) & 255}.${i & 255}.7`;
  return {
    id: "att_bench",
    atMs: T0 + i,
    route: "checkout",
    origin: {
      ip: parseIp(ip) as Ip,
      asn: i % 60_000,
      asnName: "",
      country: i % 3 === 0 ? "JP" : "US",
      hosting: false,
    },
    device: { fingerprint: `f${i % 40}`, httpVersion: "1.1", program: false },
    visitor: { id: `v${i}`, firstSeenMs: T0 - 90_000, pages: 3 },
    card: { bin6: String(400_000 + (i % 5000)), key: `k${i}`, kind: "number" },
    amountYen: 1000 + (i % 60) * 100,
    emailShape: `a${i % 12}@gmail.com`,
    emailKey: `e${i}`,
    ticketUses: null,
  };
}

/** CPU time, so that a machine at work on other things tells the same. */
function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const judge = openJudge(new SharedArrayBuffer(judgeBytes(DEFAULT_CELLS)), DEFAULT_CELLS, policy);
for (let i = 0; i < 20_000; i++) {
  const of = judge.open(factsOf(i), "page");
  judge.learn(
    of,
    judge.judge(of, { nowMs: T0 + i, pressure: 1 }),
    i % 11 === 0 ? "declined" : "approved",
    T0 + i,
  );
}
const cases: Case[] = Array.from({ length: 10_000 }, (_, i) => judge.open(factsOf(i * 3), "page"));
const conditions = { nowMs: T0 + 30_000, pressure: 1 };
const rates: number[] = [];
for (let run = 0; run < 9; run++) {
  const start = process.cpuUsage();
  for (let n = 0; n < 1_000_000; n++) judge.judge(cases[n % cases.length] as Case, conditions);
  rates.push(1_000_000 / secondsSince(start));
}
rates.sort((a, b) => a - b);
console.log(
  `decide           ${Math.round(rates[4] ?? 0).toLocaleString("en")} /s and core (median of 9 × 1,000,000, CPU time)`,
);

const start = process.cpuUsage();
for (let i = 0; i < 200_000; i++) {
  const of = judge.open(factsOf(i), "page");
  judge.learn(of, judge.judge(of, conditions), "approved", T0 + i);
}
console.log(
  `open+decide+learn ${Math.round(200_000 / secondsSince(start)).toLocaleString("en")} /s and core (200,000, facts made new)`,
);

for (const addresses of [10_000, 1_000_000, 10_000_000]) {
  for (let i = 0; i < addresses; i++) {
    const of = judge.open(factsOf(i), "page");
    if (i % 4 === 0) judge.stopped(of, judge.judge(of, conditions), T0 + i);
  }
  globalThis.gc?.();
  console.log(
    `${addresses.toLocaleString("en").padStart(10)} addresses: rss ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
}
