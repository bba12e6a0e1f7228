// Numbers for Prometheus, read from the gate's own view when they are asked for.

import { Counter, Gauge, Registry } from "prom-client";
import type { Gatehouse } from "../gate/index.ts";

/** Text in Prometheus' exposition format; names are an interface. */
export function createMetrics(gatehouse: Gatehouse): () => Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const attempts = new Counter({
    name: "misemori_attempts_today_total",
    help: "Tries to pay since midnight in the shop's zone, by what became of them",
    labelNames: ["end"],
    registers: [registry],
  });
  const budget = gauge("misemori_budget_yen", "Fee budget: spent and limit", ["window", "part"]);
  const yen = gauge("misemori_today_yen", "Yen since midnight", ["what"]);
  const holds = gauge("misemori_holds_waiting", "Orders on hold");
  const attack = gauge("misemori_attack", "1 while an attack goes on");
  const cards = gauge("misemori_cards_paused", "1 while card payment is paused by hand");
  const workers = gauge("misemori_workers_running", "Gate workers running");
  const rss = gauge("misemori_resident_bytes", "Resident memory of the guard");
  return async () => {
    const now = await gatehouse.now();
    attempts.reset();
    attempts.inc({ end: "stopped" }, now.today.stopped);
    attempts.inc({ end: "approved" }, now.today.approved);
    attempts.inc({ end: "declined" }, now.today.declined);
    for (const window of ["hour", "day"] as const) {
      budget.set({ window, part: "spent" }, now.budget[window].spentYen);
      budget.set({ window, part: "limit" }, now.budget[window].limitYen);
    }
    yen.set({ what: "fees" }, now.today.feesYen);
    yen.set({ what: "saved" }, now.today.savedYen);
    yen.set({ what: "sales" }, now.today.salesYen);
    holds.set(now.holdsWaiting);
    attack.set(now.attack === null ? 0 : 1);
    cards.set(now.cards.state === "paused" ? 1 : 0);
    workers.set(now.workers.running);
    rss.set(process.memoryUsage.rss());
    return registry.metrics();
  };
}
