// Walks what became of a notice's persons, page by page: a million rows take no memory.

import type { Dispatches, DispatchId, SendRow, SendState } from "../ports.ts";

const ROWS_PER_READ = 1_000;

/** Rows in this state, in the order of their persons. What changes behind the walk is not met again. */
export async function* rowsIn(
  dispatches: Dispatches,
  id: DispatchId,
  state: SendState,
): AsyncGenerator<SendRow> {
  for (let after = ""; ;) {
    const rows = await dispatches.rows(id, { state, after, limit: ROWS_PER_READ });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < ROWS_PER_READ) return;
    after = last.personId;
  }
}
