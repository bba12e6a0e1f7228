// What was sent to whom, in SQLite: one row per dispatch and person makes a second sending impossible, one transaction per turn
// makes it cheap.

import type { Dispatch, Dispatches, DispatchId, SendEnd, SendRow, SendState } from "../../desk/ports.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { noSends } from "../dispatch-counts.ts";
import { listLimit } from "../store.ts";
import type { Database } from "./database.ts";

const DISPATCH = "id, created_at_ms AS createdAtMs, by, state, scope_run_id AS scopeRunId";
const ROW = `person_id AS personId, class, state, tries, next_try_at_ms AS nextTryAtMs, note,
  settled_at_ms AS settledAtMs`;

export function sqliteDispatches(database: Database): Dispatches {
  const { sql } = database;
  return {
    put: ({ id, createdAtMs, by, state, scopeRunId }) =>
      database.write(() => {
        const put = sql("INSERT INTO dispatches VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        return put.run(id, createdAtMs, by, state, scopeRunId).changes === 1;
      }),
    get: (id) =>
      database.read(() =>
        copyOf(sql(`SELECT ${DISPATCH} FROM dispatches WHERE id = ?`).get(id) as Dispatch | undefined),
      ),
    setState: (id, state) =>
      database.write(() => sql("UPDATE dispatches SET state = ? WHERE id = ?").run(state, id).changes === 1),
    turn: (id, ended, next, nowMs) => database.write(() => turn(database, id, ended, next, nowMs)),
    recover: (id, nowMs) =>
      database.write(() => {
        const lost = sql(
          "UPDATE sends SET state = 'unknown', settled_at_ms = ? WHERE dispatch = ? AND state = 'claimed'",
        );
        return Number(lost.run(nowMs, id).changes);
      }),
    decide: (id, personId, from, to, nowMs, note) =>
      database.write(() => {
        const decide = sql(
          `UPDATE sends SET state = ?, next_try_at_ms = ?, settled_at_ms = ?, note = coalesce(?, note)
           WHERE dispatch = ? AND person_id = ? AND state = ?`,
        );
        return (
          decide.run(to, nowMs, to === "waiting" ? null : nowMs, note ?? null, id, personId, from).changes ===
          1
        );
      }),
    counts: (id) =>
      database.read(() => {
        const rows = sql("SELECT state, count(*) AS count FROM sends WHERE dispatch = ? GROUP BY state").all(
          id,
        );
        const counts = noSends();
        for (const { state, count } of rows as { state: SendState; count: number }[]) counts[state] = count;
        return counts;
      }),
    nextDueMs: (id) =>
      database.read(() => {
        const due = sql(
          "SELECT min(next_try_at_ms) AS due FROM sends WHERE dispatch = ? AND state = 'waiting'",
        );
        return (due.get(id) as { due: number | null }).due;
      }),
    rows: (id, { state, after, limit }) =>
      database.read(() => {
        const rows = sql(
          `SELECT ${ROW} FROM sends WHERE dispatch = ? AND state = ? AND person_id > ? ORDER BY person_id LIMIT ?`,
        ).all(id, state, after, listLimit(limit));
        return copiesOf(rows as SendRow[]);
      }),
  };
}

/** Inside one transaction. */
function turn(
  { sql }: Database,
  id: DispatchId,
  ended: readonly SendEnd[],
  next: Parameters<Dispatches["turn"]>[2],
  nowMs: number,
): readonly SendRow[] {
  const end = sql(
    `UPDATE sends SET state = ?, next_try_at_ms = ?, note = ?, settled_at_ms = ?
     WHERE dispatch = ? AND person_id = ? AND state = 'claimed'`,
  );
  for (const { personId, state, nextTryAtMs, note } of ended)
    end.run(state, nextTryAtMs, note, state === "waiting" ? null : nowMs, id, personId);
  const running = sql("SELECT 1 FROM dispatches WHERE id = ? AND state = 'running'").get(id);
  if (running === undefined) return [];
  const claim = sql(
    `INSERT INTO sends VALUES (?, ?, ?, 'claimed', 1, ?, coalesce(?, ''), NULL) ON CONFLICT (dispatch, person_id) DO UPDATE
       SET state = 'claimed', tries = tries + 1, note = coalesce(?, note) WHERE state = 'waiting' AND next_try_at_ms <= ? RETURNING ${ROW}`,
  );
  return next.flatMap(({ personId, class: of, note = null }) => {
    const row = claim.get(id, personId, of, nowMs, note, note, nowMs) as SendRow | undefined;
    return row === undefined ? [] : [copyOf(row)];
  });
}
