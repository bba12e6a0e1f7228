// Incidents in memory: entries that are only ever added.

import type { IncidentRecords } from "../../desk/ports.ts";
import { canonicalJson } from "../../kernel/index.ts";
import { listLimit } from "../store.ts";

type Entry = Parameters<IncidentRecords["append"]>[0];

export function memoryIncidents(): IncidentRecords {
  // As text: whoever keeps an object it handed in or got out can change nothing here.
  const kept = new Map<string, string[]>();
  return {
    append: async (entry) => {
      const entries = kept.get(entry.incident) ?? [];
      if (entry.seq !== entries.length + 1) return false;
      kept.set(entry.incident, [...entries, canonicalJson(entry)]);
      return true;
    },
    read: async (id) => (kept.get(id) ?? []).map((text) => JSON.parse(text) as Entry),
    list: async ({ limit }) =>
      [...kept.values()]
        .map(([first = "null"]) => JSON.parse(first) as Entry)
        .toSorted((a, b) => b.atMs - a.atMs || (a.incident < b.incident ? 1 : -1))
        .slice(0, listLimit(limit))
        .map(({ incident }) => incident),
  };
}
