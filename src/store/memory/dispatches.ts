// What was sent to whom, in memory.

import type { Dispatch, Dispatches, SendRow } from "../../desk/ports.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { noSends } from "../dispatch-counts.ts";
import { listLimit } from "../store.ts";

interface Kept {
  dispatch: Dispatch;
  readonly rows: Map<string, SendRow>;
}

export function memoryDispatches(): Dispatches {
  const byId = new Map<string, Kept>();
  const rowsOf = (id: string): Map<string, SendRow> => byId.get(id)?.rows ?? new Map();
  return {
    put: async (dispatch) => {
      if (byId.has(dispatch.id)) return false;
      byId.set(dispatch.id, { dispatch: { ...dispatch }, rows: new Map() });
      return true;
    },
    get: async (id) => copyOf(byId.get(id)?.dispatch),
    setState: async (id, state) => {
      const kept = byId.get(id);
      if (kept === undefined) return false;
      kept.dispatch = { ...kept.dispatch, state };
      return true;
    },
    turn: async (id, ended, next, nowMs) => {
      const kept = byId.get(id);
      if (kept === undefined) return [];
      for (const { personId, ...end } of ended) {
        const row = kept.rows.get(personId);
        if (row?.state === "claimed")
          kept.rows.set(personId, { ...row, ...end, settledAtMs: end.state === "waiting" ? null : nowMs });
      }
      if (kept.dispatch.state !== "running") return [];
      return next.flatMap((person) => claim(kept.rows, person, nowMs));
    },
    recover: async (id, nowMs) => {
      const lost = [...rowsOf(id).values()].filter(({ state }) => state === "claimed");
      for (const row of lost) rowsOf(id).set(row.personId, { ...row, state: "unknown", settledAtMs: nowMs });
      return lost.length;
    },
    decide: async (id, personId, from, to, nowMs, note) => {
      const row = rowsOf(id).get(personId);
      if (row?.state !== from) return false;
      const settledAtMs = to === "waiting" ? null : nowMs;
      rowsOf(id).set(personId, {
        ...row,
        state: to,
        nextTryAtMs: nowMs,
        settledAtMs,
        note: note ?? row.note,
      });
      return true;
    },
    counts: async (id) => {
      const counts = noSends();
      for (const { state } of rowsOf(id).values()) counts[state]++;
      return counts;
    },
    nextDueMs: async (id) => {
      const due = [...rowsOf(id).values()]
        .filter(({ state }) => state === "waiting")
        .map((row) => row.nextTryAtMs);
      return due.length === 0 ? null : Math.min(...due);
    },
    rows: async (id, { state, after, limit }) =>
      copiesOf(
        [...rowsOf(id).values()]
          .filter((row) => row.state === state && row.personId > after)
          .toSorted((a, b) => (a.personId < b.personId ? -1 : 1))
          .slice(0, listLimit(limit)),
      ),
  };
}

function claim(
  rows: Map<string, SendRow>,
  { note, ...person }: Parameters<Dispatches["turn"]>[2][number],
  nowMs: number,
): readonly SendRow[] {
  const before = rows.get(person.personId);
  if (before !== undefined && (before.state !== "waiting" || before.nextTryAtMs > nowMs)) return [];
  const row: SendRow =
    before === undefined
      ? { ...person, state: "claimed", tries: 1, nextTryAtMs: nowMs, note: note ?? "", settledAtMs: null }
      : { ...before, state: "claimed", tries: before.tries + 1, note: note ?? before.note };
  rows.set(person.personId, row);
  return [{ ...row }];
}
