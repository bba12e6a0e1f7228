// One journal entry in words: what was done, and the facts a reader takes in. Pure.

import { clockWords } from "../../../desk/clocks/words.ts";
import { incidentWords } from "../../../desk/incidents/words.ts";
import { journalWords } from "../../../journal/words.ts";
import { say } from "../../../kernel/words.ts";
import type { Speech } from "../ground/speech.ts";

export interface JournalLine {
  readonly seq: number;
  readonly atMs: number;
  readonly kind: string;
  readonly by: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

/** What can be chosen: the first part of an entry's kind. */
export const GROUPS = [
  "incident",
  "evidence",
  "cards",
  "hold",
  "attack",
  "spam",
  "watch",
  "canary",
  "login",
  "token",
  "config",
  "guard",
  "journal",
] as const;

/** Hashes prove an entry and tell a reader nothing, and a leak's moments stand there as days too; they are in the export. */
const NOT_SHOWN: ReadonlySet<string> = new Set([
  "sha256",
  "resultSha256",
  "seq",
  "key",
  "incident",
  "windowFromMs",
  "windowToMs",
]);
const SHOWN_MAX = 8;
const CHARACTERS_MAX = 200;
/** Facts whose values the desk has words for, with the group these words stand in. */
const WORDED: Readonly<Record<string, string>> = {
  act: "act",
  type: "type",
  source: "source",
  channel: "channel",
  through: "through",
  outcome: "outcome",
  state: "cost.state",
};

export function kindTold({ language }: Speech, kind: string): string {
  const key = `kind.${kind}`;
  return Object.hasOwn(journalWords, key)
    ? say(journalWords, language, key as keyof typeof journalWords)
    : kind;
}

export function factsTold(
  speech: Speech,
  { facts }: Pick<JournalLine, "facts">,
): readonly { readonly name: string; readonly value: string }[] {
  return Object.entries(facts)
    .flatMap(flat)
    .filter(([name, value]) => !NOT_SHOWN.has(name) && value !== null && value !== "")
    .slice(0, SHOWN_MAX)
    .map(([name, value]) => ({ name: factName(speech, name), value: factValue(speech, name, value) }));
}

/** One level of what stands together: "classes" becomes its four counts. */
function flat([name, value]: readonly [string, unknown]): (readonly [string, unknown])[] {
  const isGroup = typeof value === "object" && value !== null && !Array.isArray(value);
  return isGroup ? Object.entries(value) : [[name, value]];
}

function factName({ language }: Speech, name: string): string {
  const key = `fact.${name}`;
  return Object.hasOwn(journalWords, key)
    ? say(journalWords, language, key as keyof typeof journalWords)
    : name;
}

function factValue(speech: Speech, name: string, value: unknown): string {
  if (typeof value === "number") return name.endsWith("Ms") ? speech.time(value) : speech.count(value);
  if (typeof value === "boolean") return speech.t(value ? "yes" : "no");
  if (typeof value !== "string") return JSON.stringify(value).slice(0, CHARACTERS_MAX);
  if (name === "person") return speech.who(value);
  if (name === "clock" && Object.hasOwn(clockWords, value))
    return say(clockWords, speech.language, value as keyof typeof clockWords);
  if (name === "mark" && (value === "done" || value === "not-applicable")) return speech.t(`mark.${value}`);
  const group = WORDED[name];
  const key = `${group ?? ""}.${value}`;
  if (group !== undefined && Object.hasOwn(incidentWords, key))
    return say(incidentWords, speech.language, key as keyof typeof incidentWords);
  return value.slice(0, CHARACTERS_MAX);
}

/** The incident it belongs to, when it names one. */
export function incidentOf({ facts }: Pick<JournalLine, "facts">): string | null {
  const { incident } = facts;
  return typeof incident === "string" && /^incident_[0-9a-z]{1,60}$/.test(incident) ? incident : null;
}

/** The question to the API; a day is the reader's own, from midnight to midnight. */
export function pathFor(asked: {
  readonly kind: string;
  /** "2026-11-22"; empty for all. */
  readonly day: string;
  readonly beforeSeq: number | null;
}): string {
  const query = new URLSearchParams();
  if (asked.kind !== "") query.set("kind", asked.kind);
  const from = new Date(`${asked.day}T00:00`);
  if (asked.day !== "" && !Number.isNaN(from.getTime())) {
    const to = new Date(from);
    to.setDate(to.getDate() + 1);
    query.set("fromMs", String(from.getTime()));
    query.set("toMs", String(to.getTime()));
  }
  if (asked.beforeSeq !== null) query.set("beforeSeq", String(asked.beforeSeq));
  const text = query.toString();
  return text === "" ? "/v1/journal" : `/v1/journal?${text}`;
}
