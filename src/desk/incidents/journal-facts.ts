// What the journal tells of an incident's entry: which one, its hash, and the facts that hold nobody's words. Titles, what a
// demand says and what a cost is for were typed freely and stay in the record.

import { canonicalSha256 } from "../../kernel/index.ts";
import type { FactKind, IncidentEntry, IncidentFact } from "./contract.ts";

const TOLD: Readonly<Record<FactKind, readonly string[]>> = {
  opened: ["type", "source", "channel", "hintAtMs", "alert"],
  hint: ["source", "channel", "hintAtMs"],
  facts: ["type", "clock"],
  window: ["fromMs", "toMs"],
  named: ["person"],
  unnamed: ["person"],
  act: ["key", "act", "why", "target"],
  "act-done": ["key", "outcome"],
  "act-failed": ["key", "reason"],
  "act-undo": ["key", "why"],
  "act-undone": ["key", "outcome", "keptFor"],
  demand: [],
  clock: ["mark"],
  note: [],
  cost: ["costId", "yen", "state"],
  evidence: ["bag", "bytes"],
  handed: ["what", "to", "through", "why", "handedAtMs"],
  scope: ["runId", "resultSha256", "classes", "people"],
  // Who asked, and why, was typed freely.
  paper: ["paper", "version", "scopeRunId", "marks"],
  "notice-facts": ["scopeRunId"],
  sending: ["report", "channel", "step", "scopeRunId", "people", "reason", "errors", "papersSha256"],
  closed: ["keepDays", "why"],
  reopened: ["why"],
  "key-destroyed": [],
};

export function journalFacts(entry: IncidentEntry): Readonly<Record<string, unknown>> {
  const { incident, seq, fact } = entry;
  const names = Object.hasOwn(TOLD, fact.kind) ? TOLD[fact.kind] : [];
  const told = Object.fromEntries(Object.entries(fact).filter(([name]) => names.includes(name)));
  // `sha256` is the entry's own, whatever the fact calls by that name.
  return { ...told, ...namedApart(fact), incident, seq, sha256: canonicalSha256(entry) };
}

function namedApart(fact: IncidentFact): Readonly<Record<string, unknown>> {
  if (fact.kind === "demand") return { demand: fact.demand.id, dueAtMs: fact.demand.dueAtMs };
  if (fact.kind === "paper" || fact.kind === "notice-facts") return { textSha256: fact.sha256 };
  return fact.kind === "evidence" || fact.kind === "handed" ? { bagSha256: fact.sha256 } : {};
}
