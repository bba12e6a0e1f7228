// Alerts and outbox in memory, for tests and drills: the same promises as the store's, without the disk.

import type { Alert, AlertLink, AlertLinks, Alerts, Outbox, OutboxMessage } from "../ports.ts";

export function memoryAlerts(): Alerts {
  const byCause = new Map<string, Alert>();
  const all = (): Alert[] => [...byCause.values()].toSorted((a, b) => b.changedAtMs - a.changedAtMs);
  return {
    put: async (alert) => void byCause.set(alert.cause, alert),
    findByCause: async (cause) => byCause.get(cause),
    get: async (id) => all().find((alert) => alert.id === id),
    list: async ({ state, limit }) =>
      all()
        .filter((a) => state === undefined || a.state === state)
        .slice(0, limit),
    due: async (nowMs, limit) =>
      all()
        .filter(
          ({ nextAtMs, plannedAtMs }) => nextAtMs !== null && (nextAtMs <= nowMs || plannedAtMs > nowMs),
        )
        .toSorted((a, b) => (a.nextAtMs ?? 0) - (b.nextAtMs ?? 0))
        .slice(0, limit),
  };
}

export function memoryAlertLinks(): AlertLinks {
  const byHash = new Map<string, AlertLink>();
  return {
    put: async (link, nowMs) => {
      for (const [hash, { expiresAtMs }] of byHash) if (expiresAtMs <= nowMs) byHash.delete(hash);
      if (!byHash.has(link.keyHash)) byHash.set(link.keyHash, { ...link });
    },
    find: async (keyHash) => byHash.get(keyHash),
    use: async (keyHash, nowMs) => {
      const link = byHash.get(keyHash);
      if (link === undefined || link.usedAtMs !== null) return false;
      byHash.set(keyHash, { ...link, usedAtMs: nowMs });
      return true;
    },
  };
}

/** `kept` is what survives: hand the same map to a second outbox to play a restart. */
export function memoryOutbox(kept = new Map<string, OutboxMessage>()): Outbox {
  return {
    put: async (message) => {
      if (kept.has(message.key)) return false;
      kept.set(message.key, message);
      return true;
    },
    claim: async (nowMs) => {
      const due = [...kept.values()].find((m) => m.state === "waiting" && m.nextTryAtMs <= nowMs);
      if (due === undefined) return undefined;
      const claimed: OutboxMessage = { ...due, state: "claimed", tries: due.tries + 1 };
      kept.set(due.key, claimed);
      return claimed;
    },
    settle: async (key, { state, error, nextTryAtMs }) => {
      const message = kept.get(key);
      if (message !== undefined) kept.set(key, { ...message, state, lastError: error, nextTryAtMs });
    },
    recover: async () => {
      const left = [...kept.values()].filter((m) => m.state === "claimed");
      const unknown = left.map((m): OutboxMessage => Object.assign({}, m, { state: "unknown" }));
      for (const message of unknown) kept.set(message.key, message);
      return unknown;
    },
    list: async ({ limit }) => [...kept.values()].toReversed().slice(0, limit),
    under: async (prefix, limit) =>
      [...kept.values()].filter(({ key }) => key.startsWith(prefix)).slice(0, limit),
    giveUp: async (key, error) => {
      const message = kept.get(key);
      if (message?.state !== "waiting") return false;
      kept.set(key, { ...message, state: "failed", lastError: error });
      return true;
    },
  };
}
