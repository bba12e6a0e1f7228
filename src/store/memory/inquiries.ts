// Inquiries in memory: entries that are only ever added.

import type { InquiryRecords } from "../../desk/ports.ts";
import { canonicalJson } from "../../kernel/index.ts";
import { listLimit } from "../store.ts";

type Entry = Parameters<InquiryRecords["append"]>[0];
type Row = Awaited<ReturnType<InquiryRecords["list"]>>[number];

export function memoryInquiries(): InquiryRecords {
  // As text: whoever keeps an object it handed in or got out can change nothing here.
  const kept = new Map<string, string[]>();
  const rowsOf = (incident: string): readonly Row[] =>
    [...kept.values()]
      .map((texts) => texts.map((text) => JSON.parse(text) as Entry))
      .filter(([first]) => first?.incident === incident)
      .flatMap(rowOf);
  return {
    append: async (entry) => {
      const place = placeOf(entry.incident, entry.inquiry);
      const entries = kept.get(place) ?? [];
      if (entry.seq !== entries.length + 1) return false;
      kept.set(place, [...entries, canonicalJson(entry)]);
      return true;
    },
    read: async (incident, inquiry) =>
      (kept.get(placeOf(incident, inquiry)) ?? []).map((text) => JSON.parse(text) as Entry),
    list: async (incident, { state, after, limit }) =>
      rowsOf(incident)
        .filter((row) => row.inquiry > after && (state === null || row.state === state))
        .toSorted((a, b) => (a.inquiry < b.inquiry ? -1 : 1))
        .slice(0, listLimit(limit)),
    counts: async (incident) => {
      const rows = rowsOf(incident);
      const open = rows.filter(({ state }) => state === "open").length;
      return { open, answered: rows.length - open };
    },
  };
}

function placeOf(incident: string, inquiry: string): string {
  return `${incident} ${inquiry}`;
}

function rowOf(entries: readonly Entry[]): Row[] {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { inquiry, channel, person, atMs: askedAtMs } = first;
  const { atMs: changedAtMs, by: changedBy, kind } = last;
  const state = kind === "asked" ? "open" : "answered";
  return [{ inquiry, state, channel, person, askedAtMs, changedAtMs, changedBy, entries: entries.length }];
}
