// A long journal checked in ranges at the same time, one per core. A signed checkpoint says what lies before it: a range
// may begin there at once, and counts only if the range before it ends exactly so.

import { isDeepStrictEqual } from "node:util";
import { CHECKPOINT_KIND, readCheckpoint } from "./checkpoint.ts";
import type { JournalEntries } from "./ports.ts";
import {
  CLOCK_JUMPS_MAX,
  verifyJournal,
  WHOLE_JOURNAL,
  type JournalRange,
  type JournalVerdict,
  type RangeVerdict,
  type VerifyOptions,
} from "./verify.ts";

/** Checks one range, here or in another thread; `onProgress` is told entry numbers. */
export type CheckRange = (range: JournalRange, onProgress: (seq: number) => void) => Promise<RangeVerdict>;

const PAGE = 1_000;
/** Checkpoints come every 1,500 entries at most (journal.ts); where none stands within this, no range begins. */
const SEARCHED_MAX = 3 * PAGE;

/** The same verdict as `verifyJournal`, whatever was done to the journal. `parts` is how many ranges at most. */
export async function verifyInRanges(
  entries: JournalEntries,
  options: VerifyOptions,
  parts: number,
  check: CheckRange,
): Promise<JournalVerdict> {
  const ranges = await rangesOf(entries, parts);
  const done = ranges.map(() => 0);
  const checked = await Promise.all(
    ranges.map((range, index) =>
      check(range, (seq) => {
        done[index] = seq - range.after.seq;
        options.onProgress?.(done.reduce((sum, one) => sum + one, 0));
      }),
    ),
  );
  let before: JournalVerdict | undefined;
  for (const [index, { verdict, end }] of checked.entries()) {
    const next = ranges[index + 1];
    before = before === undefined ? verdict : behind(before, verdict);
    if (!verdict.ok || next === undefined) return before;
    // The checkpoint said something else than what lies before it: how far all is well, only one walk can say.
    if (!isDeepStrictEqual(next.after, end)) break;
  }
  return verifyJournal(entries, options);
}

function behind(before: JournalVerdict, verdict: JournalVerdict): JournalVerdict {
  const clockJumps = [...before.clockJumps, ...verdict.clockJumps].slice(0, CLOCK_JUMPS_MAX);
  const { checkpoint, signedUpTo } = verdict.checkpoint === null ? before : verdict;
  return { ...verdict, checkpoint, signedUpTo, clockJumps };
}

async function rangesOf(entries: JournalEntries, parts: number): Promise<readonly JournalRange[]> {
  const lastSeq = (await entries.last())?.seq ?? 0;
  const starts = [WHOLE_JOURNAL.after];
  for (let part = 1; part < parts; part++) {
    const fromSeq = Math.floor((lastSeq * part) / parts) + 1;
    const place = await placeBehind(entries, fromSeq);
    if (place !== undefined && place.seq > (starts.at(-1)?.seq ?? 0)) starts.push(place);
  }
  return starts.map((after, index) => ({ after, toSeq: starts[index + 1]?.seq ?? null }));
}

/** What the first checkpoint from `fromSeq` on says of what lies before it. */
async function placeBehind(
  entries: JournalEntries,
  fromSeq: number,
): Promise<JournalRange["after"] | undefined> {
  let before;
  for (let next = Math.max(1, fromSeq - 1); next < fromSeq + SEARCHED_MAX; next += PAGE) {
    for (const entry of await entries.read({ fromSeq: next, limit: PAGE })) {
      const facts = entry.kind === CHECKPOINT_KIND ? readCheckpoint(entry) : undefined;
      if (before !== undefined && facts?.version === 2 && facts.size === before.seq) {
        const { seq, hash, atMs } = before;
        return { seq, hash, atMs, edge: facts.edge };
      }
      before = entry;
    }
  }
  return undefined;
}
