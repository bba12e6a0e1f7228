// The budget's ledger in memory: the same rule, slots in a map.

import type { BudgetLedger } from "../../gate/ports.ts";
import { yen } from "../../kernel/index.ts";
import { BUDGET_WINDOW_MS_MAX, faultOf, grantOf, LEASE_KEPT_MS, slotOf } from "../budget-rule.ts";

export function memoryBudget(): BudgetLedger {
  const slots = new Map<number, number>();
  const leases = new Map<string, { atMs: number; slot: number; grantedYen: number; givenBack: boolean }>();
  let latestMs = Number.NEGATIVE_INFINITY;
  const spentSince = (fromMs: number): number => {
    let sum = 0;
    for (const [lastMs, amount] of slots) if (lastMs >= fromMs) sum += amount;
    return sum;
  };
  const forgetOld = (): void => {
    for (const lastMs of slots.keys()) if (lastMs < latestMs - BUDGET_WINDOW_MS_MAX) slots.delete(lastMs);
    for (const [id, lease] of leases) {
      // Leases stand in order of time, as time never goes back here.
      if (lease.atMs >= latestMs - LEASE_KEPT_MS) break;
      leases.delete(id);
    }
  };
  return {
    lease: async (request) => {
      if (faultOf(request) !== undefined) {
        return { grantedYen: yen(0), leftYen: yen(0), trouble: "budget.request" };
      }
      latestMs = Math.max(latestMs, request.atMs);
      forgetOld();
      const grant = grantOf(request, (windowMs) => spentSince(latestMs - windowMs));
      if (grant.grantedYen === 0) return grant;
      if (leases.has(request.leaseId)) {
        return { grantedYen: yen(0), leftYen: yen(0), trouble: "budget.lease-id" };
      }
      const slot = slotOf(request, latestMs);
      leases.set(request.leaseId, { atMs: latestMs, slot, grantedYen: grant.grantedYen, givenBack: false });
      slots.set(slot, (slots.get(slot) ?? 0) + grant.grantedYen);
      return grant;
    },
    giveBack: async (leaseId, unspentYen) => {
      const lease = leases.get(leaseId);
      if (lease === undefined || lease.givenBack) return;
      lease.givenBack = true;
      const back = Math.min(lease.grantedYen, Math.max(0, yen(unspentYen)));
      const inSlot = slots.get(lease.slot);
      if (inSlot !== undefined) slots.set(lease.slot, inSlot - back);
    },
    spent: async ({ atMs, windowMs }) => yen(spentSince(Math.max(latestMs, atMs) - windowMs)),
  };
}
