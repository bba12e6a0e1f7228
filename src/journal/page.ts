// The journal as a page for people: day by day, who did what through which channel, and who received which evidence.
// Pure and streamed: text in order, no script, nothing fetched; a browser prints it to PDF.

import { createHash } from "node:crypto";
import { say, strangersHtml, type Language } from "../kernel/index.ts";
import { CHECKPOINT_KIND } from "./checkpoint.ts";
import { pagesOf } from "./export.ts";
import { PAGE_STYLE } from "./page-style.ts";
import type { JournalEntries, JournalEntry } from "./ports.ts";
import { journalWords } from "./words.ts";

export interface JournalPageFacts {
  readonly language: Language;
  /** The shop's name. */
  readonly name: string;
  readonly madeAtMs: number;
  readonly version: string;
  readonly fromSeq: number;
}

type Word = keyof typeof journalWords;

/** Days are the shop's: Japan has one time zone and no summer time. */
const ZONE = "Asia/Tokyo";
/** Facts of one entry that a reader takes in; the rest is in the JSON Lines. */
const FACTS_SHOWN = 8;
const FACT_CHARACTERS_MAX = 300;

/** Without and within an incident. */
const HAND_OVERS: ReadonlySet<string> = new Set(["evidence.handed-over", "incident.handed"]);

interface Tools {
  readonly t: (key: Word, values?: Readonly<Record<string, string | number>>) => string;
  readonly language: Language;
  readonly day: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
}

/** The whole page in pieces, in order. */
export async function* journalPage(entries: JournalEntries, facts: JournalPageFacts): AsyncGenerator<string> {
  const tools = toolsOf(facts.language);
  yield head(facts, tools);
  let day = "";
  let [days, shown, signatures] = [0, 0, 0];
  let last: JournalEntry | undefined;
  for await (const page of pagesOf(entries, facts.fromSeq)) {
    let text = "";
    for (const entry of page) {
      last = entry;
      if (entry.kind === CHECKPOINT_KIND) {
        signatures += 1;
        continue;
      }
      const ofDay = tools.day.format(entry.atMs);
      if (ofDay !== day) {
        text += `${day === "" ? "" : TABLE_END}${dayHead(ofDay, tools)}`;
        day = ofDay;
        days += 1;
      }
      text += row(entry, tools);
      shown += 1;
    }
    yield text;
  }
  if (day !== "") yield TABLE_END;
  yield foot({ days, shown, signatures, last }, tools);
}

const TABLE_END = "</tbody></table></section>\n";

function toolsOf(language: Language): Tools {
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  return {
    language,
    t: (key, values) => strangersHtml(say(journalWords, language, key, values)),
    day: new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: ZONE }),
    time: new Intl.DateTimeFormat(locale, { timeStyle: "medium", hourCycle: "h23", timeZone: ZONE }),
  };
}

function head({ language, name, madeAtMs, version }: JournalPageFacts, { t, day, time }: Tools): string {
  const style = createHash("sha256").update(PAGE_STYLE).digest("base64");
  const date = `${day.format(madeAtMs)} ${time.format(madeAtMs)}`;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>${t("title", { name })}</title><style>${PAGE_STYLE}</style></head><body><main>
<header><h1>${t("title", { name })}</h1><p>${t("made", { date, version })}</p></header>
`;
}

function dayHead(day: string, { t }: Tools): string {
  return `<section><h2>${strangersHtml(day)}</h2><table><thead><tr><th scope="col">${t("when")}</th><th scope="col">${t("who")}</th><th scope="col">${t("what")}</th></tr></thead><tbody>
`;
}

function row(entry: JournalEntry, tools: Tools): string {
  const { t, time } = tools;
  const facts = factsOf(entry, tools);
  const isHandOver = HAND_OVERS.has(entry.kind);
  const known = `kind.${entry.kind}`;
  const what = known in journalWords ? t(known as Word) : `<code>${strangersHtml(entry.kind)}</code>`;
  const to = isHandOver
    ? `<p class="given"><strong>${t("given")}</strong> ${t("givenTo", { to: facts["to"] ?? "?", why: facts["why"] ?? "?" })}</p>`
    : "";
  const rest = Object.entries(facts)
    .filter(([key]) => !isHandOver || (key !== "to" && key !== "why"))
    .slice(0, FACTS_SHOWN)
    .map(([key, value]) => `<div><dt>${factName(key, t)}</dt><dd>${strangersHtml(value)}</dd></div>`);
  const list = rest.length === 0 ? "" : `<dl>${rest.join("")}</dl>`;
  const at = new Date(entry.atMs).toISOString();
  return `<tr${isHandOver ? ' class="handed"' : ""}><td><time datetime="${at}">${time.format(entry.atMs)}</time><small>#${entry.seq}</small></td><td>${whoText(entry.by, tools)}</td><td><b>${what}</b>${to}${list}</td></tr>
`;
}

function factName(key: string, t: Tools["t"]): string {
  const known = `fact.${key}`;
  return known in journalWords ? t(known as Word) : strangersHtml(key);
}

/** "owner:花子" is a person at the console; the part before the colon says through what. */
function whoText(by: string, { t }: Tools): string {
  const [channel = "", ...name] = by.split(":");
  const known = `by.${channel}`;
  const through = known in journalWords ? t(known as Word) : strangersHtml(channel);
  return name.length === 0 ? through : `${strangersHtml(name.join(":"))}<small>${through}</small>`;
}

/** Names of facts that are moments. */
const MOMENT = /AtMs$|^(?:from|to|until)Ms$/;

function factsOf(entry: JournalEntry, { day, time }: Tools): Record<string, string> {
  try {
    const facts = JSON.parse(entry.facts) as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(facts)
        .filter(([, value]) => value !== null && value !== "")
        .map(([key, value]) => {
          const isMoment = typeof value === "number" && MOMENT.test(key);
          const other = typeof value === "string" ? value : JSON.stringify(value);
          const text = isMoment ? `${day.format(value)} ${time.format(value)}` : other;
          return [key, text.slice(0, FACT_CHARACTERS_MAX)];
        }),
    );
  } catch {
    return { facts: entry.facts.slice(0, FACT_CHARACTERS_MAX) };
  }
}

interface Figures {
  readonly days: number;
  readonly shown: number;
  readonly signatures: number;
  readonly last: JournalEntry | undefined;
}

function foot({ days, shown, signatures, last }: Figures, { t }: Tools): string {
  const none = shown === 0 ? `<p>${t("none")}</p>` : "";
  const proof = last === undefined ? "" : `<p class="proof">${t("whole", { proof: last.hash })}</p>`;
  return `${none}<footer><p>${t("days", { days, entries: shown })} · ${t("checkpoints", { count: signatures })}</p>${proof}</footer></main></body></html>
`;
}
