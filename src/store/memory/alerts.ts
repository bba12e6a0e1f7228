// Alerts in memory, one per cause.

import type { Alert, Alerts } from "../../desk/ports.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { listLimit } from "../store.ts";

export function memoryAlerts(): Alerts {
  const byCause = new Map<string, Alert>();
  const find = (matches: (alert: Alert) => boolean): Alert | undefined => {
    return copyOf([...byCause.values()].find(matches));
  };
  return {
    put: async (alert) => {
      byCause.set(alert.cause, { ...alert });
    },
    findByCause: async (cause) => find((alert) => alert.cause === cause),
    get: async (id) => find((alert) => alert.id === id),
    list: async ({ state, limit }) =>
      copiesOf(
        [...byCause.values()]
          .filter((alert) => state === undefined || alert.state === state)
          .sort((a, b) => b.openedAtMs - a.openedAtMs || (a.id < b.id ? 1 : -1))
          .slice(0, listLimit(limit)),
      ),
    due: async (nowMs, limit) =>
      copiesOf(
        [...byCause.values()]
          .filter(
            ({ nextAtMs, plannedAtMs }) => nextAtMs !== null && (nextAtMs <= nowMs || plannedAtMs > nowMs),
          )
          .sort((a, b) => (a.nextAtMs ?? 0) - (b.nextAtMs ?? 0) || (a.id < b.id ? -1 : 1))
          .slice(0, listLimit(limit)),
      ),
  };
}
