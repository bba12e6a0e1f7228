// Mail that came to canaries, in memory.

import type { CanaryMails, KeptMail } from "../../canary/ports.ts";
import {
  mailDay,
  mailRestKey,
  MAIL_NAMES_MAX,
  MAIL_ROWS_ALL_MAX,
  MAIL_ROWS_MAX,
  MARKS_MAX,
} from "../canary-rule.ts";

export function memoryCanaryMails(): CanaryMails {
  const kept = new Map<string, KeptMail>();
  const names = new Set<string>();
  const marks = new Map<string, string>();
  const rowsOf = new Map<string, number>();
  const countUp = (key: string, atMs: number): boolean => {
    const row = kept.get(key);
    if (row === undefined) return false;
    const [firstAtMs, lastAtMs] = [Math.min(row.firstAtMs, atMs), Math.max(row.lastAtMs, atMs)];
    kept.set(key, { ...row, times: row.times + 1, firstAtMs, lastAtMs });
    return true;
  };
  return {
    keep: async (mails, once) => {
      if (once !== null) {
        if (names.has(once)) return false;
        names.add(once);
        if (names.size > MAIL_NAMES_MAX) names.delete([...names.values().take(1)][0] ?? "");
      }
      for (const mail of mails) {
        const { key, canary, outcome, atMs, facts } = mail;
        if (countUp(key, atMs)) continue;
        const isAllFull = kept.size >= MAIL_ROWS_ALL_MAX;
        const place = `${canary} ${mailDay(atMs)}`;
        const isFull = isAllFull || (rowsOf.get(place) ?? 0) >= MAIL_ROWS_MAX;
        const name = isFull ? mailRestKey(mail, isAllFull) : key;
        if (countUp(name, atMs)) continue;
        rowsOf.set(place, (rowsOf.get(place) ?? 0) + 1);
        kept.set(name, {
          key: name,
          canary,
          outcome,
          firstAtMs: atMs,
          lastAtMs: atMs,
          times: 1,
          facts: isFull ? "" : facts,
        });
      }
      return true;
    },
    isKnown: async (once) => names.has(once),
    mark: async (name) => marks.get(name) ?? null,
    setMark: async (name, text) => {
      marks.set(name, text);
      if (marks.size > MARKS_MAX) marks.delete([...marks.keys().take(1)][0] ?? "");
    },
    list: async (which) =>
      [...kept.values()]
        .filter(({ outcome }) => which === "all" || outcome === "hit")
        .sort((a, b) => a.firstAtMs - b.firstAtMs || (a.key < b.key ? -1 : 1)),
  };
}
