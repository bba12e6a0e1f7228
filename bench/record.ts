// How fast the record is on this machine: journal, attempts, budget, and checking a million entries. Prints figures,
// judges none. Run: node bench/record.ts [entries to verify, default 1000000] [attempts to query, default 1000000]

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshSigningKey, openJournal } from "../src/journal/index.ts";
import { systemClock, yen } from "../src/kernel/index.ts";
import { verifyStored } from "../src/main/journal/acts.ts";
import { attemptOf, START_MS } from "../src/store/contract/index.ts";
import { openSqliteStore, type Store } from "../src/store/index.ts";

const [entriesToVerify = 1_000_000, attemptsToQuery = 1_000_000] = process.argv.slice(2).map(Number);

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function print(what: string, figure: number, unit: string): void {
  console.log(`${what.padEnd(52)} ${figure.toFixed(figure < 10 ? 3 : 0).padStart(12)} ${unit}`);
}

async function benchJournal(store: Store, folder: string): Promise<void> {
  const signingKey = freshSigningKey();
  const entries = store.journal;
  const journal = await openJournal({ entries, clock: systemClock(), mask: (text) => text, signingKey });
  const facts = { orderRef: "A-1029", why: "攻撃が続いているため" };
  const write = (): Promise<unknown> => journal.write("cards.paused", "owner:花子", facts);
  const single = await secondsOf(async () => {
    for (let n = 0; n < 1_000; n++) await write();
  });
  print("journal, one durable write after the other", 1_000 / single, "entries/s");
  const grouped = await secondsOf(async () => {
    for (let n = 0; n < 40; n++) await Promise.all(Array.from({ length: 500 }, write));
  });
  print("journal, 500 writers waiting together", 20_000 / grouped, "entries/s");
  const missing = entriesToVerify - ((await store.journal.last())?.seq ?? 0);
  for (let n = 0; n < missing; n += 5_000) await Promise.all(Array.from({ length: 5_000 }, write));
  await journal.close();
  for (const threads of [1, 2]) {
    const cpuBefore = process.cpuUsage();
    const seconds = await secondsOf(async () => {
      const options = { publicKeys: [signingKey.publicKeyPem] };
      const verdict = await verifyStored(store.journal, folder, threads, options);
      print("journal, entries verified", verdict.entries, verdict.ok ? "whole" : `BROKEN: ${verdict.why}`);
    });
    const { user, system } = process.cpuUsage(cpuBefore);
    print(`journal, verifying them, ${threads} thread${threads === 1 ? "" : "s"}`, seconds, "s");
    print("  processor time", (user + system) / 1e6, "s");
  }
}

async function benchBudget(store: Store): Promise<void> {
  const clock = systemClock();
  const windows = [
    { windowMs: 3_600_000, limitYen: yen(1e9), slotMs: 60_000 },
    { windowMs: 86_400_000, limitYen: yen(1e9), slotMs: 60_000 },
  ];
  const seconds = await secondsOf(async () => {
    for (let n = 0; n < 2_000; n++) {
      const leaseId = `bench-${n}`;
      await store.budget.lease({ leaseId, atMs: clock.nowMs(), wantYen: yen(50), stepYen: yen(10), windows });
    }
  });
  print("budget, durable leases", 2_000 / seconds, "leases/s");
}

async function benchAttempts(store: Store): Promise<void> {
  const BATCH = 4_096;
  const dayMs = 86_400_000;
  let slowest = 0;
  let inAppend = 0;
  let made = 0;
  while (made < attemptsToQuery) {
    const records = Array.from({ length: BATCH }, (_, i) => {
      const n = made + i;
      const ip = `10.${(n * 7) % 40}.${(n * 13) % 250}.1`;
      const country = ["JP", "SG", "US", "VN", "??"][n % 5] ?? "JP";
      const answer = n % 3 === 0 ? "pass" : "decoy";
      const atMs = START_MS + Math.floor((n / attemptsToQuery) * dayMs);
      return attemptOf({ n, ip, country, asn: n % 200, answer, atMs });
    });
    const seconds = await secondsOf(() => store.attempts.append(records));
    slowest = Math.max(slowest, seconds);
    inAppend += seconds;
    made += BATCH;
  }
  print(`attempts, appended in batches of ${BATCH}`, made / inAppend, "attempts/s");
  print("attempts, slowest batch", slowest * 1_000, "ms");
  const span = { fromMs: START_MS + 1_234, toMs: START_MS + dayMs - 4_321 };
  const time = async (what: string, work: () => Promise<unknown>): Promise<void> =>
    print(`${what}, ${made} attempts in a day`, (await secondsOf(work)) * 1_000, "ms");
  await time("sums by minute", () => store.attempts.sums({ ...span, bucketMs: 60_000 }));
  for (const by of ["country", "asn", "ip"] as const) {
    await time(`origins by ${by}`, () => store.attempts.origins({ ...span, by, limit: 20 }));
  }
  await time("newest hundred blocked", () => store.attempts.list({ ...span, limit: 100, answer: "decoy" }));
  const seconds = await secondsOf(() =>
    store.attempts.trim({ keepFromMs: START_MS + dayMs / 10, bytesMax: 1e12 }),
  );
  print("trimming a tenth of them", seconds, "s");
}

const folder = mkdtempSync(join(tmpdir(), "misemori-bench-"));
try {
  const store = await openSqliteStore({ folder });
  await benchBudget(store);
  await benchAttempts(store);
  await benchJournal(store, folder);
  await store.close();
} finally {
  rmSync(folder, { recursive: true });
}
