// The incident desk: what people may write into an incident and read of it. Each command adds one entry or says why not
// (commands.ts); acts are acts.ts, what is due when nobody writes is watch.ts.

import { createHash } from "node:crypto";
import { newId, type Random } from "../../kernel/index.ts";
import type { IncidentType } from "../clocks/rules.ts";
import * as commands from "./commands.ts";
import {
  INCIDENT_LIMITS,
  type HintChannel,
  type HintSource,
  type IncidentEntry,
  type IncidentFact,
  type IncidentId,
  type IncidentView,
  type SealedWords,
} from "./contract.ts";
import {
  hashOfEntry,
  no,
  placeOfWords,
  type Answer,
  type Decision,
  type IncidentRecord,
  type RecordDeps,
} from "./record.ts";

export interface OpenWish {
  readonly type: IncidentType;
  readonly title: string;
  readonly hintAtMs: number;
  readonly source: HintSource;
  readonly channel: HintChannel;
  /** One alert opens one incident, whoever clicks. */
  readonly alert: string | null;
  /** What the caller said, sealed with the first entry. */
  readonly words: SealedWords;
  /** The click's own: the same key opens one incident. */
  readonly key: string | null;
}

type Command<W> = (id: IncidentId, by: string, wish: W) => Promise<Answer<IncidentView>>;

export interface IncidentDesk {
  open(by: string, wish: OpenWish): Promise<Answer<IncidentView>>;
  hint: Command<commands.HintWish>;
  note: Command<{ readonly words: string }>;
  facts: Command<commands.Wish<"facts">>;
  window: Command<commands.Wish<"window">>;
  /** Only who is named may name others, and the last one stays. */
  name: Command<commands.NameWish>;
  unname: Command<commands.NameWish>;
  demand: Command<commands.DemandWish>;
  markClock: Command<commands.Wish<"clock">>;
  /** The same `costId` again is the same line in another state. */
  cost: Command<commands.CostWish>;
  evidence: Command<commands.Wish<"evidence">>;
  /** Who received what, when, how and why; the same key twice is one line. */
  handed: Command<commands.HandedWish>;
  scope: Command<commands.Wish<"scope">>;
  /** Refused while a clock set by law, contract or demand runs unmarked. */
  close: Command<commands.Wish<"closed">>;
  reopen: Command<commands.Wish<"reopened">>;
  /** The shop's own: an incident's moments are told in it, wherever the reader is. */
  timeZone(): string;
  get(id: IncidentId): Promise<IncidentView | null>;
  /** Newest first, at most INCIDENT_LIMITS.openMax. */
  list(): Promise<readonly IncidentView[]>;
  /** What was sealed with an entry, for those who are named; each reading goes into the journal. */
  words(id: IncidentId, by: string, seq: number): Promise<Answer<SealedWords>>;
  /** Everything as it was written, with the hash that the journal holds; sealed words stay sealed. */
  entries(id: IncidentId): Promise<readonly WrittenEntry[]>;
}

export type WrittenEntry = IncidentEntry & { readonly sha256: string };

export type DeskDeps = Pick<RecordDeps, "vault" | "journal" | "clock"> & {
  readonly record: IncidentRecord;
  readonly random: Random;
};

const NO_WORDS: SealedWords = { caller: "", contact: "", words: "" };

export function createIncidentDesk(deps: DeskDeps): IncidentDesk {
  const { record, clock, random } = deps;
  const idOf = <P extends string>(prefix: P): `${P}_${string}` => newId(prefix, clock.nowMs(), random);
  const command =
    <W>(when: "open" | "kept", decide: (view: IncidentView, wish: W, by: string) => Decision): Command<W> =>
    (id, by, wish) =>
      record.add(id, by, (view) => {
        const fault = commands.faultOfState(view, when);
        if (fault !== undefined || view === null) return fault ?? no("incident.unknown");
        return decide(view, wish, by);
      });
  return {
    open: (by, wish) => openIncident(deps, by, wish),
    hint: command("kept", commands.addHint),
    note: command("kept", commands.addNote),
    facts: command("open", commands.addFacts),
    window: command("open", commands.setWindow),
    name: command("kept", commands.addName),
    unname: command("kept", commands.dropName),
    demand: command("open", (view, wish) => commands.addDemand(view, wish, () => idOf("demand"))),
    markClock: command("open", commands.markClock),
    cost: command("kept", (view, wish) => commands.addCost(view, wish, () => idOf("cost"))),
    evidence: command("kept", commands.addEvidence),
    handed: command("kept", (view, wish) => commands.addHanded(view, wish, () => idOf("handed"))),
    scope: command("kept", commands.addScope),
    close: command("open", commands.close),
    reopen: command("kept", (view, wish) => commands.reopen(view, wish, clock.nowMs())),
    timeZone: () => record.timeZone(),
    get: (id) => record.view(id),
    list: async () => {
      const views = await Promise.all((await record.ids()).map((id) => record.view(id)));
      return views.filter((view) => view !== null);
    },
    words: (id, by, seq) => readWords(deps, id, by, seq),
    entries: async (id) =>
      (await record.entries(id)).map((entry) => Object.assign({ sha256: hashOfEntry(entry) }, entry)),
  };
}

async function openIncident(deps: DeskDeps, by: string, wish: OpenWish): Promise<Answer<IncidentView>> {
  const { record, vault } = deps;
  if (await hasTooMany(record)) return no("incident.many");
  const id = openingId(deps, wish);
  return record.add(id, by, async (view) => {
    if (view !== null) return "nothing";
    // A scope may want to lay persons down before anybody wrote a word.
    await vault.create(id);
    const { type, hintAtMs, source, channel, alert } = wish;
    const title = commands.tidy(wish.title, INCIDENT_LIMITS.titleCharsMax);
    const fact: IncidentFact = { kind: "opened", type, title, hintAtMs, source, channel, alert };
    return { fact, words: commands.tidyWords(wish.words) };
  });
}

/** From the alert or the click, so that the same of them finds the incident it has opened already. */
function openingId({ clock, random }: DeskDeps, { alert, key }: OpenWish): IncidentId {
  const from = alert ?? key;
  if (from === null) return newId("incident", clock.nowMs(), random);
  return `incident_${createHash("sha256").update(from).digest("hex").slice(0, 26)}`;
}

/** Looked at only when the list is full: nobody has a thousand open incidents but by mistake. */
async function hasTooMany(record: IncidentRecord): Promise<boolean> {
  const ids = await record.ids();
  if (ids.length < INCIDENT_LIMITS.openMax) return false;
  const views = await Promise.all(ids.map((id) => record.view(id)));
  return views.every((view) => view?.state === "open");
}

async function readWords(
  { record, vault, journal }: DeskDeps,
  id: IncidentId,
  by: string,
  seq: number,
): Promise<Answer<SealedWords>> {
  const view = await record.view(id);
  if (view === null) return no("incident.unknown");
  if (!view.named.includes(by)) return no("incident.not-named");
  const entry = (await record.entries(id)).find((one) => one.seq === seq);
  if (entry === undefined) return no("incident.entry-unknown");
  if (entry.sealed === null) return { ok: true, value: NO_WORDS };
  const text = await vault.openWords(id, placeOfWords(id, seq), entry.sealed);
  if (text === null) return no("incident.destroyed");
  // On record before it is shown: nobody reads unseen.
  await journal.write("incident.words-read", by, { incident: id, seq });
  return { ok: true, value: { ...NO_WORDS, ...(JSON.parse(text) as Partial<SealedWords>) } };
}
