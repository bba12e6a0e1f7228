// The budget's ledger in SQLite. Every lease is one transaction that takes the write lock first, so that two processes
// cannot spend the same yen; a lease that cannot be written is not granted.

import type { BudgetLease, BudgetLedger, BudgetRequest } from "../../gate/ports.ts";
import { MisemoriError, yen } from "../../kernel/index.ts";
import { BUDGET_WINDOW_MS_MAX, faultOf, grantOf, LEASE_KEPT_MS, slotOf } from "../budget-rule.ts";
import type { Database } from "./database.ts";

export function sqliteBudget(database: Database): BudgetLedger {
  return {
    lease: async (request) => {
      const fault = faultOf(request);
      if (fault !== undefined) return closed("budget.request");
      try {
        return await database.write(() => lease(database, request));
      } catch (error) {
        // Closed: no record of the money, no money. The store has told its trouble already.
        return closed(error instanceof MisemoriError ? error.code : "store.failed");
      }
    },
    giveBack: (leaseId, unspentYen) =>
      database.write(() => {
        const row = database
          .sql(
            `UPDATE budget_leases SET given_back = 1 WHERE id = ? AND given_back = 0
               RETURNING slot_last_ms AS slot, granted_yen AS granted`,
          )
          .get(leaseId) as { slot: number; granted: number } | undefined;
        if (row === undefined) return;
        const back = Math.min(row.granted, Math.max(0, yen(unspentYen)));
        database.sql("UPDATE budget_slots SET yen = yen - ? WHERE last_ms = ?").run(back, row.slot);
      }),
    spent: (query) =>
      database.read(() => yen(spentSince(database, latestOf(database, query.atMs) - query.windowMs))),
  };
}

function closed(trouble: string): BudgetLease {
  return { grantedYen: yen(0), leftYen: yen(0), trouble };
}

function lease(database: Database, request: BudgetRequest): BudgetLease {
  const nowMs = latestOf(database, request.atMs);
  database
    .sql("INSERT INTO budget_clock VALUES (1, ?) ON CONFLICT DO UPDATE SET latest_ms = excluded.latest_ms")
    .run(nowMs);
  database.sql("DELETE FROM budget_slots WHERE last_ms < ?").run(nowMs - BUDGET_WINDOW_MS_MAX);
  database.sql("DELETE FROM budget_leases WHERE at_ms < ?").run(nowMs - LEASE_KEPT_MS);
  const grant = grantOf(request, (windowMs) => spentSince(database, nowMs - windowMs));
  if (grant.grantedYen === 0) return grant;
  const slot = slotOf(request, nowMs);
  const { changes } = database
    .sql("INSERT INTO budget_leases VALUES (?, ?, ?, ?, 0) ON CONFLICT DO NOTHING")
    .run(request.leaseId, nowMs, slot, grant.grantedYen);
  // The same id twice would let one give-back count for two leases.
  if (changes !== 1) return closed("budget.lease-id");
  database
    .sql("INSERT INTO budget_slots VALUES (?, ?) ON CONFLICT DO UPDATE SET yen = yen + excluded.yen")
    .run(slot, grant.grantedYen);
  return grant;
}

/**
 * Time never goes back for money: a clock set back an hour must not open an hour's budget again. The price: after a
 * clock that once stood far ahead, nothing becomes free until real time has caught up (closed, never open).
 */
function latestOf(database: Database, atMs: number): number {
  const row = database.sql("SELECT latest_ms AS latest FROM budget_clock").get() as
    | { latest: number }
    | undefined;
  return Math.max(atMs, row?.latest ?? atMs);
}

function spentSince(database: Database, fromMs: number): number {
  const row = database.sql("SELECT sum(yen) AS spent FROM budget_slots WHERE last_ms >= ?").get(fromMs) as
    | { spent: number | null }
    | undefined;
  return row?.spent ?? 0;
}
