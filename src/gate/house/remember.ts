// What the judge learned, over a restart: a compressed copy of its cells every few seconds, and the records since then
// judged again at the next start. Copies of another layout are left aside: learning anew is safer than misreading.

import { promisify } from "node:util";
import { zstdCompress, zstdDecompressSync } from "node:zlib";
import type { AttemptRecord } from "../facts.ts";
import { CELL, COUNTS, type Cells } from "../judge/cells.ts";
import { passes, type Judge } from "../judge/judge.ts";
import { KINDS } from "../judge/kinds.ts";
import type { AttemptRecords, LearnedMemory } from "../ports.ts";

const NAME = "judge-cells";
/** Records replayed at start: what one busy minute writes. */
const REPLAY_MAX = 1_000;
const CELL_INTS = 16;
/** Beside the loop: ten megabytes take long enough to keep records and leases waiting. */
const compress = promisify(zstdCompress);
/** Honest counts halve in a week, by a small step every hour. */
const HOURLY = 2 ** (-1 / (7 * 24));

export async function saveLearned(
  memory: LearnedMemory,
  judge: SharedArrayBuffer,
  nowMs: number,
): Promise<void> {
  const head = Buffer.from(layout().padEnd(64).slice(0, 64), "latin1");
  const copy = await compress(Buffer.concat([head, Buffer.from(judge.slice(0))]));
  await memory.save(NAME, copy, nowMs);
}

/** Fills `judge` from the last copy; returns when it was made, or undefined when there is none of this layout. */
export async function loadLearned(
  memory: LearnedMemory,
  judge: SharedArrayBuffer,
): Promise<number | undefined> {
  const saved = await memory.load(NAME);
  if (saved === undefined) return undefined;
  const bytes = unpack(saved.bytes, judge.byteLength + 64);
  if (bytes === undefined || bytes.length !== judge.byteLength + 64) return undefined;
  if (bytes.subarray(0, 64).toString("latin1").trimEnd() !== layout()) return undefined;
  new Uint8Array(judge).set(bytes.subarray(64));
  return saved.savedAtMs;
}

/** Teaches the judge what was recorded after the last copy was made. */
export async function replayRecords(
  records: AttemptRecords,
  judge: Judge,
  fromMs: number,
  nowMs: number,
): Promise<number> {
  const missed = await records.list({ fromMs, toMs: nowMs, limit: REPLAY_MAX });
  for (const record of missed.toReversed()) replay(judge, record);
  return missed.length;
}

function replay(judge: Judge, record: AttemptRecord): void {
  const of = judge.open(record.facts, "page");
  if (!passes(record.judgement.answer) && !record.reachedGateway)
    judge.stopped(of, record.judgement, record.facts.atMs);
  else if (record.outcome !== null) judge.learn(of, record.judgement, record.outcome, record.facts.atMs);
}

/** Lets honest memories fade; call once an hour. */
export function fadeHonest(cells: Cells): void {
  const { view } = cells;
  for (let at = CELL.honest; at < view.length; at += CELL_INTS) {
    const count = view[at] ?? 0;
    if (count > COUNTS) view[at] = Math.round(count * HOURLY);
  }
}

function unpack(bytes: Uint8Array, bytesMax: number): Buffer | undefined {
  try {
    return zstdDecompressSync(bytes, { maxOutputLength: bytesMax });
  } catch {
    return undefined;
  }
}

function layout(): string {
  return `misemori cells 1 ${KINDS.length} ${Object.keys(CELL).length}`;
}
