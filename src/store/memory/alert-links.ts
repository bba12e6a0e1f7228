// One-tap links of alerts in memory.

import type { AlertLink, AlertLinks } from "../../desk/ports.ts";
import { copyOf } from "../copies.ts";

export function memoryAlertLinks(): AlertLinks {
  const byHash = new Map<string, AlertLink>();
  return {
    put: async (link, nowMs) => {
      for (const [hash, { expiresAtMs }] of byHash) if (expiresAtMs <= nowMs) byHash.delete(hash);
      if (!byHash.has(link.keyHash)) byHash.set(link.keyHash, { ...link });
    },
    find: async (keyHash) => copyOf(byHash.get(keyHash)),
    use: async (keyHash, nowMs) => {
      const link = byHash.get(keyHash);
      if (link === undefined || link.usedAtMs !== null) return false;
      byHash.set(keyHash, { ...link, usedAtMs: nowMs });
      return true;
    },
  };
}
