// What other rooms' alerts say: a sentence per known kind, and for a kind without words of its own one that is
// still honest. What the watch tells of files is in watch-parts.ts. Pure.

import { say } from "../../kernel/index.ts";
import { clockWords } from "../clocks/words.ts";
import { kindWords } from "./kind-words.ts";
import { pageParts } from "./page-parts.ts";
import { sayTime, type LetterSettings, type Parts } from "./parts.ts";
import { watchParts } from "./watch-parts.ts";

type Facts = Readonly<Record<string, string | number | boolean | null>>;

export interface Raised {
  readonly kind: string;
  readonly stage: string;
  readonly facts: Facts;
}

const KINDS = [
  "clock",
  "spam",
  "watch",
  "canary",
  "canary-mailbox",
  "decoy",
  "decoy-scan",
  "decoy-card",
  "scrub",
  "sending",
  "postponed",
  "weak-parts",
  "system-old",
] as const;
type Kind = (typeof KINDS)[number];
/** A phone's lock screen shows about this much of a title; a room's own words must not push the rest away. */
const TEXT_MAX = 120;
/** What a room says in sentences, never in a title. */
const SENTENCES_MAX = 400;
/** Facts of a kind without words, at most this many. */
const FACTS_MAX = 8;

export function raisedParts(raised: Raised | undefined, settings: LetterSettings): Parts {
  const { kind = "", stage = "", facts = {} } = raised ?? {};
  const ofFiles = watchParts(kind, facts, settings);
  if (ofFiles !== undefined) return ofFiles;
  const ofPages = pageParts(kind, facts, settings);
  if (ofPages !== undefined) return ofPages;
  const known = KINDS.find((one) => one === kind);
  const values = known === undefined ? {} : valuesOf(known, facts, settings);
  const tell = (key: keyof typeof kindWords, more: Readonly<Record<string, string | number>> = {}): string =>
    say(kindWords, settings.language, key, {
      shop: settings.shopName,
      kind: plain(kind),
      ...values,
      ...more,
    });
  if (known === undefined) {
    return {
      subject: tell("other.subject"),
      lines: [tell("other.what", { stage: plain(stage) }), ...bareFacts(facts), tell("other.do")],
      ending: "",
    };
  }
  if (isLeak(known, facts)) return leakParts(facts, tell);
  const isLate = known === "clock" && typeof facts["share"] === "number" && facts["share"] >= 1;
  const subject = tell(isLate ? "clock.late.subject" : `${known}.subject`);
  return {
    subject,
    lines: [
      tell(isLate ? "clock.late.what" : `${known}.what`),
      ...(known === "clock" ? missedLine(facts, settings) : []),
      ...costOf(facts, tell),
      tell(`${known}.do`),
    ],
    ending: "",
  };
}

function leakParts(facts: Facts, tell: (key: keyof typeof kindWords) => string): Parts {
  const isSure = typeof facts["percent"] === "number";
  return {
    subject: tell(isSure ? "leak.subject" : "leak.perhaps.subject"),
    lines: [
      tell(isSure ? "leak.what" : "leak.perhaps.what"),
      tell("leak.mails"),
      tell(isSure ? "leak.do" : "leak.perhaps.do"),
    ],
    ending: "",
  };
}

function valuesOf(kind: Kind, facts: Facts, settings: LetterSettings): Record<string, string | number> {
  const text = (name: string): string => plain(facts[name]);
  if (kind === "spam") return spamValues(facts);
  if (kind === "decoy" || kind === "decoy-scan" || kind === "decoy-card") return decoyValues(facts, settings);
  if (isLeak(kind, facts)) return leakValues(facts);
  if (kind !== "clock") {
    return {
      what: [text("title"), text("path"), text("system"), text("what")].find((one) => one !== "") ?? "–",
      count: text("count") === "" ? "–" : text("count"),
      message: plain(facts["message"], SENTENCES_MAX),
    };
  }
  const { dueAtMs, share } = facts;
  return {
    clock: clockName(facts, settings),
    incident: [text("title"), text("incidentTitle"), text("incident")].find((one) => one !== "") ?? "–",
    due: typeof dueAtMs === "number" ? sayTime(dueAtMs, settings) : "–",
    gone: typeof share === "number" ? Math.round(share * 100) : "–",
  };
}

function spamValues(facts: Facts): Record<string, string> {
  const [from, to] = [plain(facts["takenFrom"]), plain(facts["takenTo"])];
  const taken = from === "" ? "–" : `${from} – ${to}`;
  return { count: plain(facts["reporters"]), customers: plain(facts["customers"]), taken };
}

function decoyValues(facts: Facts, settings: LetterSettings): Record<string, string | number> {
  const { firstAtMs, act } = facts;
  const did = act === "entered" || act === "tried" || act === "asked" ? act : "took";
  return {
    what: plain(facts["path"]),
    did: say(kindWords, settings.language, `decoy.${did}`),
    from: plain(facts["ips"]),
    origin: plain(facts["origin"]),
    count: plain(facts["count"]),
    card: plain(facts["card"]),
    place: plain(facts["place"]),
    since: typeof firstAtMs === "number" ? sayTime(firstAtMs, settings) : "–",
  };
}

/** Canaries' mail tells when and from where a list was taken; another decoy only that it was touched. */
function isLeak(kind: Kind | undefined, facts: Facts): boolean {
  return kind === "canary" && typeof facts["takenFrom"] === "string";
}

function leakValues(facts: Facts): Record<string, string> {
  const [from, to] = [plain(facts["takenFrom"]), plain(facts["takenTo"])];
  const text = (name: string): string => plain(facts[name]);
  return {
    system: text("system"),
    taken: from === to ? from : `${from} – ${to}`,
    percent: text("percent"),
    mails: text("mails"),
    hit: text("canaries"),
    silent: text("silent"),
    senders: text("senders") === "" ? "–" : text("senders"),
  };
}

/** A rule's name in its own words; a demand of others says who asks for what. */
function clockName(facts: Facts, { language }: LetterSettings): string {
  const id = plain(facts["clock"]);
  if (Object.hasOwn(clockWords, id)) return say(clockWords, language, id as keyof typeof clockWords);
  const what = plain(facts["what"]);
  const from = plain(facts["from"]);
  return what === "" ? id : from === "" ? what : `${from}：${what}`;
}

/** What happens when a date is missed: the rule's own sentence, or the words of whoever set it. */
function missedOf(facts: Facts, { language }: LetterSettings): string {
  const key = `${plain(facts["clock"])}.missed`;
  if (Object.hasOwn(clockWords, key)) return say(clockWords, language, key as keyof typeof clockWords);
  return plain(facts["orElse"]);
}

function missedLine(facts: Facts, settings: LetterSettings): string[] {
  const missed = missedOf(facts, settings);
  return missed === "" ? [] : [say(kindWords, settings.language, "clock.missed", { missed })];
}

function costOf(facts: Facts, tell: (key: "cost", values: Record<string, number>) => string): string[] {
  const { costYen } = facts;
  return typeof costYen === "number" ? [tell("cost", { yen: Math.round(costYen) })] : [];
}

/** Names and values as the room gave them, one a line: nothing is made up about what nobody wrote words for. */
function bareFacts(facts: Facts): string[] {
  return Object.entries(facts)
    .filter(([, value]) => value !== null)
    .slice(0, FACTS_MAX)
    .map(([name, value]) => `${plain(name)}: ${plain(value)}`);
}

/** One line without control characters, cut to a title's length. */
function plain(value: string | number | boolean | null | undefined, charsMax = TEXT_MAX): string {
  const text = String(value ?? "").replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ");
  return text.length > charsMax ? `${text.slice(0, charsMax - 1)}…` : text;
}
