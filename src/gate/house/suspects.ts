// The crowds under suspicion as the console shows them: sums of the last day's records, in tries and yen. Bounded, in memory.

import type { AttemptRecord } from "../facts.ts";
import type { SuspectCrowd } from "../now.ts";

const SUSPECTS_MAX = 400;
const SHOWN = 20;
const DAY_MS = 86_400_000;

export interface Suspects {
  note(record: AttemptRecord): void;
  list(nowMs: number): readonly SuspectCrowd[];
}

interface Sum {
  kind: string;
  label: string;
  tries: number;
  declines: number;
  stopped: number;
  passed: number;
  suspicion: number;
  feesYen: number;
  savedYen: number;
  sinceMs: number;
  lastMs: number;
}

export function createSuspects(): Suspects {
  const sums = new Map<string, Sum>();
  return {
    note: (record) => {
      const { probability, reasons, proven } = record.judgement;
      if (proven || probability < 0.3) return;
      for (const reason of reasons) {
        if (reason.crowd.startsWith("like-") || reason.weight <= 0) continue;
        const key = `${reason.crowd} ${reason.label}`;
        const sum = sums.get(key) ?? fresh(reason.crowd, reason.label, record.facts.atMs);
        sum.tries = Math.max(sum.tries + 1, reason.tries);
        if (record.reachedGateway) sum.passed += 1;
        else sum.stopped += 1;
        sum.declines = Math.max(sum.declines + (record.outcome === "declined" ? 1 : 0), reason.declines);
        sum.suspicion = sum.suspicion * 0.95 + probability * 0.05;
        sum.feesYen += record.feeYen;
        sum.savedYen += record.savedYen;
        sum.lastMs = record.facts.atMs;
        sums.delete(key);
        sums.set(key, sum);
      }
      const oldest = sums.keys().next();
      if (sums.size > SUSPECTS_MAX && oldest.done !== true) sums.delete(oldest.value);
    },
    list: (nowMs) =>
      [...sums.values()]
        .filter((sum) => nowMs - sum.lastMs < DAY_MS)
        .sort((a, b) => b.feesYen + b.savedYen - (a.feesYen + a.savedYen))
        .slice(0, SHOWN)
        .map(({ kind, label, tries, declines, stopped, passed, suspicion, feesYen, savedYen, sinceMs }) => ({
          kind,
          label,
          share: Math.min(1, suspicion),
          tries,
          declines,
          stopped,
          passed,
          feesYen,
          savedYen,
          sinceMs,
        })),
  };
}

function fresh(kind: string, label: string, atMs: number): Sum {
  return {
    kind,
    label,
    tries: 0,
    declines: 0,
    stopped: 0,
    passed: 0,
    suspicion: 0.7,
    feesYen: 0,
    savedYen: 0,
    sinceMs: atMs,
    lastMs: atMs,
  };
}
