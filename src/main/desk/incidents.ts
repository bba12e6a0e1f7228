// The incident desk on the running guard: its records, journal, acts and the look each minute.

import {
  availableActs,
  catchUp,
  createActDesk,
  createIncidentDesk,
  createIncidentWatch,
  openIncidentRecord,
  type ActDesk,
  type IncidentDesk,
  type IncidentId,
  type IncidentJournal,
  type IncidentRecord,
  type IncidentView,
  type InquiryDesk,
  type LookUpDesk,
  type PaperDesk,
  type OutgoingDesk,
  type Vault,
} from "../../desk/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { Gatehouse } from "../../gate/index.ts";
import type { Journal, JournalEntry } from "../../journal/index.ts";
import type { Area, Clock, Events, Language, Random } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import { actPerformers } from "./act-performers.ts";
import { quietly, runEvery } from "../chores.ts";
import type { Log } from "../log.ts";
import { openLookUps } from "./look-up.ts";
import { openPapers } from "./notices.ts";
import { openOutgoing } from "./outgoing.ts";

const MINUTE_MS = 60_000;
/** How much of the journal's tail is read at a start: what a kill kept out of it is younger than this many entries. */
const TAIL_ENTRIES = 10_000;
const PAGE = 1_000;

export interface Incidents {
  readonly desk: IncidentDesk;
  readonly acts: ActDesk;
  readonly lookUp: LookUpDesk;
  readonly inquiries: InquiryDesk;
  readonly papers: PaperDesk;
  readonly outgoing: OutgoingDesk;
  close(): Promise<void>;
}

export interface IncidentTools {
  readonly store: Store;
  readonly journal: Journal;
  readonly gatehouse: Gatehouse;
  readonly vault: Vault;
  readonly language: Language;
  readonly events: Events;
  readonly clock: Clock;
  readonly random: Random;
  readonly loaded: () => LoadedConfig;
  /** The responsibility sheet. */
  readonly ownerOf: (area: Area) => string;
  readonly log: Log;
}

/** Takes up what the last process left begun: entries owed to the journal at once, acts and reminders beside the guard's start. */
export async function openIncidents(tools: IncidentTools): Promise<Incidents> {
  const { store, clock, random, events, vault, log } = tools;
  const stopping = new AbortController();
  const onTrouble = (error: unknown): void =>
    log("error", "incident.trouble", { error: error instanceof Error ? error.message : String(error) });
  const view = (id: IncidentId): Promise<IncidentView | null> => record.view(id);
  const kept = keptJournal(tools);
  const papers = openPapers({
    ...tools,
    journal: kept,
    gone: stopping.signal,
    record: { view, add: (id, by, decide) => record.add(id, by, decide) },
  });
  const lookUps = openLookUps({ ...tools, view, papers });
  const performers = actPerformers({
    ...tools,
    cards: store.cardSwitch,
    gone: stopping.signal,
    lookUp: lookUps.performer,
  });
  const record = openRecord(tools, kept, performers, {
    onChange: (id) => {
      void quietly(lookUps.desk.look(id), log, "look-up.look-failed");
      void quietly(outgoing.look(id), log, "notice.look-failed");
      void quietly(watch.lookAt(id), log, "incident.look-failed");
    },
    onTrouble,
  });
  const watch = createIncidentWatch({ record, vault, clock, emit: (event) => events.emit(event), onTrouble });
  const outgoing = openOutgoing({
    ...tools,
    record,
    papers,
    journal: kept,
    inquiries: lookUps.inquiries,
    onTrouble,
  });
  const desk = createIncidentDesk({ record, vault, journal: kept, clock, random });
  const acts = createActDesk({
    record,
    performers,
    nowMs: () => clock.nowMs(),
    gone: stopping.signal,
    onTrouble,
  });
  const owed = await catchUp({ records: store.incidents, journal: kept });
  if (owed > 0) log("warn", "incident.journal-caught-up", { entries: owed });
  const begun = [
    quietly(record.ids().then(lookUps.restore), log, "look-up.restore-failed"),
    quietly(acts.recover(), log, "incident.recover-failed"),
    quietly(outgoing.restore(), log, "notice.restore-failed"),
    quietly(watch.look(), log, "incident.look-failed"),
  ];
  const stopWatch = runEvery(log, [{ everyMs: MINUTE_MS, name: "incident.look", run: watch.look }]);
  return {
    desk,
    acts,
    lookUp: lookUps.desk,
    inquiries: lookUps.inquiries,
    papers,
    outgoing,
    close: async () => {
      stopWatch();
      stopping.abort();
      await Promise.all([outgoing.close(), ...begun, acts.settled()]);
      await lookUps.close();
    },
  };
}

function openRecord(
  { store, vault, clock, loaded, ownerOf }: IncidentTools,
  journal: IncidentJournal,
  performers: ReturnType<typeof actPerformers>,
  listeners: Pick<Parameters<typeof openIncidentRecord>[0], "onChange" | "onTrouble">,
): IncidentRecord {
  return openIncidentRecord({
    ...listeners,
    records: store.incidents,
    vault,
    journal,
    clock,
    ground: () => ({
      timeZone: loaded().config.shop.timezone,
      ownerOf,
      available: availableActs(performers),
    }),
  });
}

function keptJournal({ journal, store }: IncidentTools): IncidentJournal {
  return {
    write: (kind, by, facts) => journal.write(kind, by, facts),
    newest: () => newestOf(store.journal),
  };
}

/** The newest entry of each incident in the journal's tail, and from when on the tail holds everything. */
async function newestOf(entries: Store["journal"]): ReturnType<IncidentJournal["newest"]> {
  const seqOf = new Map<string, number>();
  const last = (await entries.last())?.seq ?? 0;
  const firstSeq = Math.max(1, last - TAIL_ENTRIES + 1);
  let sinceMs = 0;
  for (let fromSeq = firstSeq; fromSeq <= last; fromSeq += PAGE) {
    const page = await entries.read({ fromSeq, limit: PAGE });
    if (fromSeq === firstSeq && firstSeq > 1) sinceMs = page[0]?.atMs ?? 0;
    for (const entry of page) note(seqOf, entry);
  }
  return { sinceMs, seqOf };
}

function note(seqOf: Map<string, number>, { kind, facts }: JournalEntry): void {
  if (!kind.startsWith("incident.")) return;
  const { incident, seq, sha256 } = JSON.parse(facts) as Readonly<Record<string, unknown>>;
  // Readings of words name an entry too, but were not its writing.
  if (typeof incident !== "string" || typeof seq !== "number" || typeof sha256 !== "string") return;
  seqOf.set(incident, Math.max(seqOf.get(incident) ?? 0, seq));
}
