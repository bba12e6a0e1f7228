// Planted canaries in memory.

import type { CanaryRecords, PlantedCanary } from "../../canary/ports.ts";
import { addressTaken } from "../canary-rule.ts";

export function memoryCanaries(): CanaryRecords {
  let kept: ReadonlyMap<string, PlantedCanary> = new Map();
  return {
    plant: async (canaries) => {
      const next = new Map(kept);
      for (const canary of canaries) {
        if (next.has(canary.id)) continue;
        if ([...next.values()].some(({ address }) => address === canary.address)) throw addressTaken();
        next.set(canary.id, { ...canary });
      }
      kept = next;
    },
    list: async () =>
      [...kept.values()].sort((a, b) => a.plantedAtMs - b.plantedAtMs || (a.id < b.id ? -1 : 1)),
    find: async (addresses) => [...kept.values()].filter(({ address }) => addresses.includes(address)),
    retire: async (id, atMs) => {
      const canary = kept.get(id);
      if (canary === undefined) return false;
      kept = new Map(kept).set(id, { ...canary, retiredAtMs: canary.retiredAtMs ?? atMs });
      return true;
    },
  };
}
