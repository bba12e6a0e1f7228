// The outbox in memory.

import type { Outbox, OutboxMessage } from "../../desk/ports.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { listLimit } from "../store.ts";

export function memoryOutbox(): Outbox {
  const byKey = new Map<string, OutboxMessage>();
  return {
    put: async (message) => {
      if (byKey.has(message.key)) return false;
      byKey.set(message.key, { ...message });
      return true;
    },
    claim: async (nowMs) => {
      const due = [...byKey.values()]
        .filter((message) => message.state === "waiting" && message.nextTryAtMs <= nowMs)
        .sort(
          (a, b) =>
            a.nextTryAtMs - b.nextTryAtMs || a.createdAtMs - b.createdAtMs || (a.key < b.key ? -1 : 1),
        )[0];
      if (due === undefined) return undefined;
      const claimed: OutboxMessage = { ...due, state: "claimed", tries: due.tries + 1 };
      byKey.set(due.key, claimed);
      return { ...claimed };
    },
    settle: async (key, result) => {
      const message = byKey.get(key);
      if (message === undefined) return;
      byKey.set(key, {
        ...message,
        state: result.state,
        lastError: result.error,
        nextTryAtMs: result.nextTryAtMs,
      });
    },
    recover: async () => {
      const lost: OutboxMessage[] = [];
      for (const message of byKey.values()) {
        if (message.state !== "claimed") continue;
        const unknown: OutboxMessage = { ...message, state: "unknown" };
        byKey.set(message.key, unknown);
        lost.push(copyOf(unknown));
      }
      return lost;
    },
    list: async ({ limit }) =>
      copiesOf(
        [...byKey.values()]
          .sort((a, b) => b.createdAtMs - a.createdAtMs || (a.key < b.key ? 1 : -1))
          .slice(0, listLimit(limit)),
      ),
    under: async (prefix, limit) =>
      copiesOf(
        [...byKey.values()]
          .filter((message) => message.key.startsWith(prefix))
          .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.key < b.key ? -1 : 1))
          .slice(0, listLimit(limit)),
      ),
    giveUp: async (key, error) => {
      const message = byKey.get(key);
      if (message?.state !== "waiting") return false;
      byKey.set(key, { ...message, state: "failed", lastError: error });
      return true;
    },
  };
}
