// What the judge learned over a restart: the copy, damaged copies, records since then, fading.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openMemoryStore } from "../../store/index.ts";
import { CELL, DEFAULT_CELLS } from "../judge/cells.ts";
import { judgeBytes, openJudge, type Judge } from "../judge/judge.ts";
import { recordOf, T0_MS } from "./records.test-kit.ts";
import { fadeHonest, loadLearned, replayRecords, saveLearned } from "./remember.ts";

const POLICY = {
  home: "JP",
  costs: {
    feeYen: 20,
    chargebackYen: 3_000,
    averageOrderYen: 6_000,
    marginShare: 0.3,
    holdReviewYen: 150,
    can: { challenge: true, decoy: true, hold: true, stepUp: false },
  },
};
const fresh = (): SharedArrayBuffer => new SharedArrayBuffer(judgeBytes(DEFAULT_CELLS));
const NOW = { nowMs: T0_MS + 60_000, pressure: 1 };

function suspicionOf(judge: Judge): number {
  return judge.judge(judge.open(recordOf().facts, "page"), NOW).probability;
}

function taught(memory: SharedArrayBuffer): Judge {
  const judge = openJudge(memory, DEFAULT_CELLS, POLICY);
  for (let i = 0; i < 12; i++) {
    const record = recordOf({ facts: { atMs: T0_MS + i * 1_000 }, judgement: { probability: 0.2 } });
    judge.learn(judge.open(record.facts, "page"), record.judgement, "declined", T0_MS + i * 1_000);
  }
  return judge;
}

test("a judge that reads its copy knows what it knew, one without does not", async () => {
  const store = openMemoryStore();
  const memory = fresh();
  const knew = suspicionOf(taught(memory));
  await saveLearned(store.learned, memory, T0_MS);
  const copy = fresh();
  assert.equal(await loadLearned(store.learned, copy), T0_MS);
  const knows = suspicionOf(openJudge(copy, DEFAULT_CELLS, POLICY));
  assert.ok(Math.abs(knows - knew) < 0.1, `${knows} ${knew}`);
  assert.ok(suspicionOf(openJudge(fresh(), DEFAULT_CELLS, POLICY)) < knew);
  await store.close();
});

test("no copy, a damaged one, another layout or another size teach nothing and break nothing", async () => {
  const store = openMemoryStore();
  const memory = fresh();
  assert.equal(await loadLearned(store.learned, memory), undefined);
  await store.learned.save("judge-cells", Buffer.from("damaged"), T0_MS);
  assert.equal(await loadLearned(store.learned, memory), undefined);
  await saveLearned(store.learned, new SharedArrayBuffer(4_096), T0_MS);
  assert.equal(await loadLearned(store.learned, memory), undefined);
  assert.ok(new Uint8Array(memory).every((byte) => byte === 0));
  await store.close();
});

test("records made after the copy are learned again at the start", async () => {
  const store = openMemoryStore();
  await store.attempts.append(
    Array.from({ length: 12 }, (_, i) =>
      recordOf({ facts: { atMs: T0_MS + i * 1_000 }, judgement: { probability: 0.2 } }),
    ),
  );
  const judge = openJudge(fresh(), DEFAULT_CELLS, POLICY);
  const before = suspicionOf(judge);
  assert.equal(await replayRecords(store.attempts, judge, T0_MS, T0_MS + 60_000), 12);
  assert.ok(suspicionOf(judge) > before);
  await store.close();
});

test("honest memories fade by half in a week and never below one try", () => {
  const judge = openJudge(fresh(), DEFAULT_CELLS, POLICY);
  const { view } = judge.cells;
  view[CELL.honest] = 1_000_000;
  for (let hour = 0; hour < 7 * 24; hour++) fadeHonest(judge.cells);
  assert.ok(Math.abs((view[CELL.honest] ?? 0) - 500_000) < 1_000);
});
