// The inquiry desk: keeps questions and answers with their words sealed, lets those who are named read them, and says which
// published answer fits. Nothing here sends anything.

import { createHash } from "node:crypto";
import { newId, type Clock, type Language, type Random } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import type { IncidentId, IncidentView } from "../incidents/contract.ts";
import { no, type Answer } from "../incidents/record.ts";
import type { NoticePaper } from "../notices/contract.ts";
import type { InquiryRecords } from "../ports.ts";
import type { Vault } from "../vault/contract.ts";
import {
  INQUIRY_LIMITS,
  type InquiryChannel,
  type InquiryEntry,
  type InquiryId,
  type InquiryRow,
  type InquiryState,
  type InquiryWords,
  type SuggestedAnswer,
} from "./contract.ts";
import { suggestAnswer } from "./suggest.ts";

export interface AskedWish {
  readonly channel: InquiryChannel;
  readonly person: string | null;
  readonly atMs: number | null;
  readonly name: string;
  readonly contact: string;
  readonly words: string;
  /** A further question of the same inquiry; null: a new one. */
  readonly inquiry: InquiryId | null;
  /** The click's own: the same key twice is one inquiry. */
  readonly key: string | null;
}

export interface AnswerWish {
  readonly channel: InquiryChannel;
  readonly atMs: number | null;
  readonly words: string;
  readonly done: string;
}

export type InquiryCounts = Readonly<Record<InquiryState, number>>;

export interface InquiryPage {
  readonly counts: InquiryCounts;
  readonly inquiries: readonly InquiryRow[];
}

export interface InquiryView extends InquiryRow {
  readonly said: readonly (Pick<InquiryEntry, "seq" | "atMs" | "by" | "kind" | "channel"> & InquiryWords)[];
}

export interface InquiryDesk {
  ask(incident: IncidentId, by: string, wish: AskedWish): Promise<Answer<InquiryRow>>;
  /** Whether the click of this key has made its inquiry. */
  has(incident: IncidentId, key: string): Promise<boolean>;
  answer(incident: IncidentId, by: string, inquiry: InquiryId, wish: AnswerWish): Promise<Answer<InquiryRow>>;
  /** In the order of ids, after `after`. */
  list(
    incident: IncidentId,
    query: { readonly state: InquiryState | null; readonly after: string; readonly limit: number },
  ): Promise<Answer<InquiryPage>>;
  /** With words, for those named; each reading is journalled first. The suggestion is for what was asked last. */
  show(
    incident: IncidentId,
    by: string,
    inquiry: InquiryId,
    language: Language,
  ): Promise<Answer<InquiryView & { readonly suggestion: SuggestedAnswer | null }>>;
  /** The same of many, for handing on. */
  export(
    incident: IncidentId,
    by: string,
    query: { readonly after: string; readonly limit: number },
  ): Promise<Answer<{ readonly inquiries: readonly InquiryView[] }>>;
}

export interface InquiryDeps {
  readonly records: InquiryRecords;
  readonly vault: Pick<Vault, "create" | "sealWords" | "openWords">;
  readonly view: (incident: IncidentId) => Promise<IncidentView | null>;
  /** The questions and answers that were published; null while there are none. */
  readonly qaOf: (incident: IncidentId, language: Language) => Promise<NoticePaper | null>;
  readonly journal: {
    write(kind: string, by: string, facts: Readonly<Record<string, unknown>>): Promise<unknown>;
  };
  readonly clock: Clock;
  readonly random: Random;
}

const WRITE_TRIES_MAX = 20;

export function createInquiryDesk(deps: InquiryDeps): InquiryDesk {
  return {
    ask: async (incident, by, wish) => {
      const found = await known(deps, incident);
      if (!found.ok) return found;
      const { open, answered } = await deps.records.counts(incident);
      const max = wish.channel === "web" ? INQUIRY_LIMITS.fromWebMax : INQUIRY_LIMITS.inquiriesMax;
      if (wish.inquiry === null && open + answered >= max) return no("incident.inquiries-full");
      const inquiry = wish.inquiry ?? newInquiry(deps, incident, wish.key);
      const words = { name: wish.name, contact: wish.contact, words: wish.words, done: "" };
      const { channel, person, atMs } = wish;
      const entry = { kind: "asked", channel, person, atMs, by } as const;
      return add(deps, { incident, inquiry, isNew: wish.inquiry === null }, entry, words);
    },
    has: async (incident, key) =>
      (await deps.records.read(incident, newInquiry(deps, incident, key))).length > 0,
    answer: async (incident, by, inquiry, { channel, atMs, words, done }) => {
      const found = await known(deps, incident);
      if (!found.ok) return found;
      const entry = { kind: "answered", channel, person: null, atMs, by } as const;
      return add(deps, { incident, inquiry, isNew: false }, entry, { name: "", contact: "", words, done });
    },
    list: async (incident, query) => {
      if ((await deps.view(incident)) === null) return no("incident.unknown");
      const [counts, inquiries] = await Promise.all([
        deps.records.counts(incident),
        deps.records.list(incident, { ...query, limit: Math.min(query.limit, INQUIRY_LIMITS.pageMax) }),
      ]);
      return { ok: true, value: { counts, inquiries } };
    },
    show: async (incident, by, inquiry, language) => {
      const named = await namedOn(deps, incident, by);
      if (!named.ok) return named;
      const entries = await deps.records.read(incident, inquiry);
      if (entries.length === 0) return no("incident.inquiry-unknown");
      const view = await opened(deps, entries);
      if (view === null) return no("incident.destroyed");
      await deps.journal.write("inquiry.words-read", by, { incident, inquiry, count: 1 });
      const qa = await deps.qaOf(incident, language);
      const asked = view.said.findLast(({ kind }) => kind === "asked")?.words ?? "";
      return { ok: true, value: { ...view, suggestion: qa === null ? null : suggestAnswer(asked, qa) } };
    },
    export: async (incident, by, { after, limit }) => {
      const named = await namedOn(deps, incident, by);
      if (!named.ok) return named;
      const rows = await deps.records.list(incident, {
        state: null,
        after,
        limit: Math.min(limit, INQUIRY_LIMITS.pageMax),
      });
      const inquiries: InquiryView[] = [];
      for (const { inquiry } of rows) {
        const view = await opened(deps, await deps.records.read(incident, inquiry));
        if (view === null) return no("incident.destroyed");
        inquiries.push(view);
      }
      await deps.journal.write("inquiry.words-read", by, { incident, after, count: inquiries.length });
      return { ok: true, value: { inquiries } };
    },
  };
}

/** From the click, so that the same one meets what it has made. */
function newInquiry({ clock, random }: InquiryDeps, incident: IncidentId, key: string | null): InquiryId {
  if (key === null) return newId("inquiry", clock.nowMs(), random);
  return `inquiry_${createHash("sha256").update(`${incident}\n${key}`).digest("hex").slice(0, 26)}`;
}

async function known(deps: InquiryDeps, incident: IncidentId): Promise<Answer<IncidentView>> {
  const view = await deps.view(incident);
  if (view === null) return no("incident.unknown");
  return view.state === "key-destroyed" ? no("incident.destroyed") : { ok: true, value: view };
}

async function namedOn(deps: InquiryDeps, incident: IncidentId, by: string): Promise<Answer<IncidentView>> {
  const found = await known(deps, incident);
  if (found.ok && !found.value.named.includes(by)) return no("incident.not-named");
  return found;
}

/** Appends behind the last entry; who loses a race looks again. A new inquiry that is there already is this click's own. */
async function add(
  deps: InquiryDeps,
  {
    incident,
    inquiry,
    isNew,
  }: { readonly incident: IncidentId; readonly inquiry: InquiryId; readonly isNew: boolean },
  said: Pick<InquiryEntry, "kind" | "channel" | "person" | "by"> & { readonly atMs: number | null },
  words: InquiryWords,
): Promise<Answer<InquiryRow>> {
  const { records, vault, clock } = deps;
  for (let tries = 0; tries < WRITE_TRIES_MAX; tries++) {
    const before = await records.read(incident, inquiry);
    if (isNew && before.length > 0) return { ok: true, value: rowOf(before) };
    if (!isNew && before.length === 0) return no("incident.inquiry-unknown");
    if (before.length >= INQUIRY_LIMITS.entriesMax) return no("incident.inquiries-full");
    const seq = before.length + 1;
    // The first words of an incident may be a customer's.
    await vault.create(incident);
    const sealed = await vault.sealWords(incident, placeOf(inquiry, seq), JSON.stringify(tidy(words)));
    const nowMs = clock.nowMs();
    const atMs = Math.min(said.atMs ?? nowMs, nowMs);
    const entry: InquiryEntry = { ...said, incident, inquiry, seq, atMs, sealed };
    if (!(await records.append(entry))) continue;
    const { kind, channel, by } = said;
    await deps.journal.write(`inquiry.${kind}`, by, { incident, inquiry, entry: seq, channel });
    return { ok: true, value: rowOf([...before, entry]) };
  }
  return no("incident.busy");
}

/** People do write card numbers into questions: none is kept, not even sealed. */
function tidy({ name, contact, words, done }: InquiryWords): InquiryWords {
  const { shortCharsMax, wordsCharsMax } = INQUIRY_LIMITS;
  return {
    name: tidyText(name, shortCharsMax),
    contact: tidyText(contact, shortCharsMax),
    words: tidyText(words, wordsCharsMax),
    done: tidyText(done, wordsCharsMax),
  };
}

function tidyText(text: string, charsMax: number): string {
  return maskText(text.trim().slice(0, charsMax));
}

/** The picture its entries give; at least one. */
export function rowOf(entries: readonly InquiryEntry[]): InquiryRow {
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError("an inquiry without entries");
  return {
    inquiry: first.inquiry,
    state: last.kind === "asked" ? "open" : "answered",
    channel: first.channel,
    person: first.person,
    askedAtMs: first.atMs,
    changedAtMs: last.atMs,
    changedBy: last.by,
    entries: entries.length,
  };
}

/** Null when the key is gone. */
async function opened({ vault }: InquiryDeps, entries: readonly InquiryEntry[]): Promise<InquiryView | null> {
  const said: InquiryView["said"][number][] = [];
  for (const { incident, inquiry, seq, atMs, by, kind, channel, sealed } of entries) {
    const text = await vault.openWords(incident, placeOf(inquiry, seq), sealed);
    if (text === null) return null;
    said.push({ seq, atMs, by, kind, channel, ...(JSON.parse(text) as InquiryWords) });
  }
  return { ...rowOf(entries), said };
}

function placeOf(inquiry: InquiryId, seq: number): string {
  return `${inquiry}/${seq}`;
}
