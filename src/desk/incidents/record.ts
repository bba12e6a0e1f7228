// The one way an entry gets into an incident: look at it, decide, seal people's words, append behind the last entry, write the
// journal. Who loses a race looks again and decides anew. What may be decided is desk.ts and acts.ts.

import { canonicalSha256, type Clock } from "../../kernel/index.ts";
import type { IncidentRecords } from "../ports.ts";
import type { Vault } from "../vault/contract.ts";
import {
  INCIDENT_LIMITS,
  type IncidentEntry,
  type IncidentFact,
  type IncidentId,
  type IncidentView,
  type SealedWords,
} from "./contract.ts";
import { foldIncident, type FoldGround } from "./fold.ts";
import { inLine } from "./in-line.ts";
import { journalFacts } from "./journal-facts.ts";

/** Why a command was not taken. Each has its sentence at the console. */
export type IncidentFault =
  | "incident.unknown"
  | "incident.closed"
  | "incident.not-closed"
  | "incident.destroyed"
  | "incident.clocks-open"
  | "incident.not-named"
  | "incident.last-named"
  | "incident.full"
  | "incident.many"
  | "incident.entry-unknown"
  | "incident.clock-unknown"
  | "incident.demand-taken"
  | "incident.window-wrong"
  | "incident.act-away"
  | "incident.act-unknown"
  | "incident.key-used"
  | "incident.no-way-back"
  | "incident.busy"
  | "incident.inquiry-unknown"
  | "incident.inquiries-full"
  | "incident.paper-changed"
  | "incident.paper-unknown"
  | "incident.paper-hole"
  | "incident.paper-empty"
  | "incident.addressees-missing"
  | "incident.person-unknown"
  | "incident.sending-unknown"
  | "incident.sending-missing"
  | "incident.sending-reason"
  | "incident.sending-stale"
  | "incident.sending-decided"
  | "incident.sending-trial"
  | "incident.mailbox-unset"
  | "incident.mailbox-unreadable"
  | "incident.letters-unknown";

export interface Refused {
  readonly ok: false;
  readonly fault: IncidentFault;
  /** For the sentence. */
  readonly values: Readonly<Record<string, string | number>>;
}
export type Answer<T> = { readonly ok: true; readonly value: T } | Refused;

export function no(fault: IncidentFault, values: Refused["values"] = {}): Refused {
  return { ok: false, fault, values };
}

/** What a command wants written; "nothing" when it is so already. */
export type Decision = Refused | "nothing" | { readonly fact: IncidentFact; readonly words?: SealedWords };

/** Where it is written down that an entry was made. Durable when it resolves. */
export interface IncidentJournal {
  write(kind: string, by: string, facts: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** The newest entry of each incident that the journal's tail holds, and the moment from which on it holds all. */
  newest(): Promise<{ readonly sinceMs: number; readonly seqOf: ReadonlyMap<string, number> }>;
}

export interface RecordDeps {
  readonly records: IncidentRecords;
  readonly vault: Pick<Vault, "create" | "sealWords" | "openWords" | "destroy">;
  readonly journal: IncidentJournal;
  readonly clock: Clock;
  readonly ground: () => Omit<FoldGround, "nowMs">;
  /** An entry was added. */
  readonly onChange: (id: IncidentId) => void;
  readonly onTrouble: (error: unknown) => void;
}

export interface IncidentRecord {
  /** The shop's own. */
  timeZone(): string;
  view(id: IncidentId): Promise<IncidentView | null>;
  entries(id: IncidentId): Promise<readonly IncidentEntry[]>;
  ids(): Promise<readonly IncidentId[]>;
  /** Adds at most one entry; resolves to the picture with it. `decide` is asked again after a lost race. */
  add(
    id: IncidentId,
    by: string,
    decide: (view: IncidentView | null) => Decision | Promise<Decision>,
  ): Promise<Answer<IncidentView>>;
  /** Writes into the journal what a kill or a full disk kept out of it. Resolves to their number. */
  catchUp(): Promise<number>;
}

/** Several people and this guard's own acts at once: each round one of them gets through. */
const TRIES_MAX = 50;
/** Room for the ends of acts, closing and the key's end, when people's entries have filled the rest. */
const RESERVED_ENTRIES = 500;
const OF_ITSELF: ReadonlySet<string> = new Set([
  "act-done",
  "act-failed",
  "act-undo",
  "act-undone",
  "evidence",
  "closed",
  "key-destroyed",
  "sending",
]);

export function openIncidentRecord(deps: RecordDeps): IncidentRecord {
  const { records, clock } = deps;
  const lines = new Map<IncidentId, Promise<unknown>>();
  let owesJournal = false;

  const viewOf = (entries: readonly IncidentEntry[]): IncidentView | null =>
    foldIncident(entries, { ...deps.ground(), nowMs: clock.nowMs() });

  const journalise = async (entry: IncidentEntry): Promise<void> => {
    try {
      await deps.journal.write(`incident.${entry.fact.kind}`, entry.by, journalFacts(entry));
    } catch (error) {
      // The entry stands; the journal gets it with the next look (catchUp).
      owesJournal = true;
      deps.onTrouble(error);
    }
  };

  const addNow: IncidentRecord["add"] = async (id, by, decide) => {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const entries = await records.read(id);
      const view = viewOf(entries);
      const decision = await decide(view);
      if (decision !== "nothing" && "ok" in decision) return decision;
      if (decision === "nothing") return view === null ? no("incident.unknown") : { ok: true, value: view };
      const { fact, words } = decision;
      const reserved = OF_ITSELF.has(fact.kind) ? 0 : RESERVED_ENTRIES;
      if (entries.length >= INCIDENT_LIMITS.entriesMax - reserved) return no("incident.full");
      const seq = entries.length + 1;
      const sealed = words === undefined ? null : await sealWords(deps.vault, id, seq, words);
      const entry: IncidentEntry = { incident: id, seq, atMs: clock.nowMs(), by, fact, sealed };
      if (!(await records.append(entry))) continue;
      await journalise(entry);
      deps.onChange(id);
      const after = viewOf([...entries, entry]);
      return after === null ? no("incident.unknown") : { ok: true, value: after };
    }
    return no("incident.busy");
  };

  return {
    timeZone: () => deps.ground().timeZone,
    view: async (id) => viewOf(await records.read(id)),
    entries: (id) => records.read(id),
    ids: () => records.list({ limit: INCIDENT_LIMITS.openMax }),
    // One after the other within this process, so that deciding and what it does (destroying a key) are one step.
    add: (id, by, decide) => inLine(lines, id, () => addNow(id, by, decide)),
    catchUp: async () => {
      if (!owesJournal) return 0;
      const written = await catchUp(deps);
      owesJournal = false;
      return written;
    },
  };
}

/** The same at a start, when nobody knows whether the last process died between an entry and the journal. */
export async function catchUp(deps: Pick<RecordDeps, "records" | "journal">): Promise<number> {
  const { sinceMs, seqOf } = await deps.journal.newest();
  let written = 0;
  for (const id of await deps.records.list({ limit: INCIDENT_LIMITS.openMax })) {
    const known = seqOf.get(id) ?? 0;
    for (const entry of await deps.records.read(id)) {
      if (entry.seq <= known || entry.atMs < sinceMs) continue;
      await deps.journal.write(`incident.${entry.fact.kind}`, entry.by, journalFacts(entry));
      written += 1;
    }
  }
  return written;
}

/** Proves an entry: what the journal holds of it. */
export function hashOfEntry(entry: IncidentEntry): string {
  return canonicalSha256(entry);
}

export function placeOfWords(id: IncidentId, seq: number): string {
  return `${id}/${seq}`;
}

async function sealWords(
  vault: RecordDeps["vault"],
  id: IncidentId,
  seq: number,
  words: SealedWords,
): Promise<string | null> {
  if (words.caller === "" && words.contact === "" && words.words === "") return null;
  // Here and not at opening alone: the first words may come long after.
  await vault.create(id);
  return vault.sealWords(id, placeOfWords(id, seq), JSON.stringify(words));
}
