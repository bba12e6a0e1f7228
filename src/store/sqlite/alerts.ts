// Alerts in SQLite, one per cause.

import type { Alert, Alerts } from "../../desk/ports.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { listLimit } from "../store.ts";
import type { Database } from "./database.ts";

const FIELDS = `id, cause, kind, opened_at_ms AS openedAtMs, changed_at_ms AS changedAtMs, state, owner,
  owned_at_ms AS ownedAtMs, facts, told, duty, next_at_ms AS nextAtMs, planned_at_ms AS plannedAtMs`;

export function sqliteAlerts(database: Database): Alerts {
  const one = (column: "cause" | "id", value: string): Promise<Alert | undefined> =>
    database.read(() => {
      const row = database.sql(`SELECT ${FIELDS} FROM alerts WHERE ${column} = ?`).get(value) as
        | Alert
        | undefined;
      return copyOf(row);
    });
  return {
    put: (alert) =>
      database.write(() => {
        database
          .sql(
            `INSERT INTO alerts (cause, id, kind, opened_at_ms, changed_at_ms, state, owner, owned_at_ms, facts, told,
               duty, next_at_ms, planned_at_ms)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (cause) DO UPDATE SET id = excluded.id, kind = excluded.kind,
               opened_at_ms = excluded.opened_at_ms, changed_at_ms = excluded.changed_at_ms, state = excluded.state,
               owner = excluded.owner, owned_at_ms = excluded.owned_at_ms, facts = excluded.facts, told = excluded.told,
               duty = excluded.duty, next_at_ms = excluded.next_at_ms, planned_at_ms = excluded.planned_at_ms`,
          )
          .run(
            alert.cause,
            alert.id,
            alert.kind,
            alert.openedAtMs,
            alert.changedAtMs,
            alert.state,
            alert.owner,
            alert.ownedAtMs,
            alert.facts,
            alert.told,
            alert.duty,
            alert.nextAtMs,
            alert.plannedAtMs,
          );
      }),
    findByCause: (cause) => one("cause", cause),
    get: (id) => one("id", id),
    list: (query) =>
      database.read(() => {
        const where = query.state === undefined ? "" : "WHERE state = ?";
        const values = query.state === undefined ? [] : [query.state];
        const rows = database
          .sql(`SELECT ${FIELDS} FROM alerts ${where} ORDER BY opened_at_ms DESC, id DESC LIMIT ?`)
          .all(...values, listLimit(query.limit));
        return copiesOf(rows as Alert[]);
      }),
    due: (nowMs, limit) =>
      database.read(() => {
        const rows = database
          .sql(
            `SELECT ${FIELDS} FROM alerts WHERE next_at_ms IS NOT NULL AND (next_at_ms <= ? OR planned_at_ms > ?)
             ORDER BY next_at_ms, id LIMIT ?`,
          )
          .all(nowMs, nowMs, listLimit(limit));
        return copiesOf(rows as Alert[]);
      }),
  };
}
