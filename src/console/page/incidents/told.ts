// Incidents in words: steps, dates, acts and what stands in the timeline. Pure; what the desk has words for is said in the desk's.

import { clockWords } from "../../../desk/clocks/words.ts";
import { incidentWords } from "../../../desk/incidents/words.ts";
import type { IncidentView, RunningClock } from "../../../desk/index.ts";
import { say } from "../../../kernel/words.ts";
import type { Speech } from "../ground/speech.ts";
import { pageWords, type PageWord } from "../words/index.ts";
import type { IncidentWhole } from "./asks.ts";
import { tellMoment } from "./moments.ts";

type Fact = IncidentView["timeline"][number]["fact"];
type FactOf<K extends Fact["kind"]> = Extract<Fact, { readonly kind: K }>;
type DeskKey = keyof typeof incidentWords;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;

/** A word of the desk's; what this page does not know (a later version's) is shown as it came. */
export function deskWord(speech: Speech, group: string, name: string): string {
  const key = group === "" ? name : `${group}.${name}`;
  return Object.hasOwn(incidentWords, key) ? say(incidentWords, speech.language, key as DeskKey) : name;
}

/** A demand is told with who asks what: there may be several. Without the whole picture it stays unnamed. */
export function tellStep(
  speech: Speech,
  { step, clock }: IncidentView["next"][number],
  view?: Pick<IncidentView, "timeline">,
): string {
  const key = `next.${step}`;
  if (!Object.hasOwn(incidentWords, key)) return step;
  const what = deskWord(speech, "cost", "forensic");
  const told = say(incidentWords, speech.language, key as DeskKey, { what });
  if (step !== "answer-demand" || clock === null || view === undefined) return told;
  return `${told} ${tellClock(speech, { id: clock }, view).what}`;
}

/** "あと3日4時間", "2時間過ぎています". */
export function tellLeft(speech: Speech, dueAtMs: number, nowMs: number): string {
  const leftMs = dueAtMs - nowMs;
  return speech.t(leftMs >= 0 ? "due.left" : "due.over", { span: tellSpan(speech, Math.abs(leftMs)) });
}

function tellSpan({ t, count }: Speech, ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
  if (days >= 3) return t("span.days", { days: count(days) });
  if (days >= 1) return t("span.days-hours", { days, hours });
  if (hours >= 1) return t("span.hours", { hours });
  return t("span.minutes", { minutes: Math.max(1, Math.floor(ms / MINUTE_MS)) });
}

/** What is asked, and what happens when it is missed; a demand in the words of whoever set it. */
export function tellClock(
  speech: Speech,
  { id }: Pick<RunningClock, "id">,
  view: Pick<IncidentView, "timeline">,
): { readonly what: string; readonly missed: string } {
  if (Object.hasOwn(clockWords, id)) {
    const key = id as keyof typeof clockWords;
    return {
      what: say(clockWords, speech.language, key),
      missed: say(clockWords, speech.language, `${key}.missed` as keyof typeof clockWords),
    };
  }
  const demand = view.timeline.flatMap(({ fact }) => (fact.kind === "demand" ? [fact.demand] : []));
  const own = demand.find((one) => one.id === id);
  if (own === undefined) return { what: id, missed: "" };
  return { what: speech.t("demand.line", { from: own.from, what: own.what }), missed: own.orElse };
}

/** How much a person is needed: red only for a binding date that has passed, ochre when little is left. */
export function toneOf({ state, force, gone }: RunningClock): "need" | "hand" | "calm" | "done" {
  if (state === "done" || state === "done-late" || state === "not-applicable") return "done";
  if (state === "overdue") return force === "advice" ? "hand" : "need";
  return (gone ?? 0) >= 0.8 ? "hand" : "calm";
}

/** One line of the timeline. */
export function tellFact(speech: Speech, fact: Fact, view: IncidentWhole): string {
  const known = `line.${fact.kind}` as PageWord;
  if (!Object.hasOwn(pageWords, known) || !Object.hasOwn(VALUES, fact.kind)) return fact.kind;
  const valuesOf = VALUES[fact.kind] as (speech: Speech, fact: Fact, view: IncidentWhole) => Values;
  return speech.t(known, valuesOf(speech, fact, view)).trimEnd();
}

type Values = Readonly<Record<string, string | number>>;

const hintValues = (speech: Speech, { source, channel }: FactOf<"opened" | "hint">): Values => {
  return { source: deskWord(speech, "source", source), channel: deskWord(speech, "channel", channel) };
};
const personValues = ({ who }: Speech, { person }: FactOf<"named" | "unnamed">): Values => {
  return { person: who(person) };
};
type ActEnd = FactOf<"act-done" | "act-failed" | "act-undo" | "act-undone">;
const actValues = (speech: Speech, fact: ActEnd, { acts }: IncidentWhole): Values => {
  const act = acts.find(({ key }) => key === fact.key)?.act;
  const why = "why" in fact ? fact.why : "";
  return { act: act === undefined ? "" : deskWord(speech, "act", act), why };
};

/** What each line names. */
const VALUES: {
  readonly [K in Fact["kind"]]: (speech: Speech, fact: FactOf<K>, view: IncidentWhole) => Values;
} = {
  opened: (speech, fact) => ({ type: deskWord(speech, "type", fact.type), ...hintValues(speech, fact) }),
  hint: hintValues,
  facts: (speech, fact, { timeZone }) => ({ facts: tellKnown(speech, fact, timeZone) }),
  window: (speech, { fromMs, toMs, how }, { timeZone }) => {
    return {
      from: momentOrNone(speech, fromMs, timeZone),
      to: momentOrNone(speech, toMs, timeZone),
      how,
    };
  },
  named: personValues,
  unnamed: personValues,
  act: (speech, { act, target, why }) => {
    return { act: `${deskWord(speech, "act", act)} ${target}`.trimEnd(), why };
  },
  "act-done": actValues,
  "act-failed": actValues,
  "act-undo": actValues,
  "act-undone": actValues,
  demand: (speech, { demand: { from, what, dueAtMs } }, { timeZone }) => {
    return { from, what, due: tellMoment(speech, dueAtMs, timeZone) };
  },
  clock: (speech, { mark: { clock, mark, why } }, view) => {
    return { clock: tellClock(speech, { id: clock }, view).what, mark: speech.t(`mark.${mark}`), why };
  },
  note: () => ({}),
  cost: (speech, { what, from, yen, state }) => {
    return {
      what: deskWord(speech, "cost", what),
      from,
      yen: speech.yen(yen),
      state: deskWord(speech, "cost.state", state),
    };
  },
  evidence: (_speech, { bag }) => ({ bag }),
  handed: (speech, { what, to, through, why }) => {
    return { what, to, through: deskWord(speech, "through", through), why };
  },
  scope: ({ count }, { classes }) => {
    return { confirmed: count(classes.confirmed), possible: count(classes.possible) };
  },
  paper: (speech, { paper, version, askedBy, marks }) => {
    return {
      paper: paperName(speech, paper),
      version,
      asked: askedBy === "" ? "" : speech.t("paper.asked", { who: askedBy }),
      marks: marksOf(speech, marks),
    };
  },
  "notice-facts": () => ({}),
  sending: (speech, { step, channel, report, people, reason }) => {
    const why = deskWord(speech, "sending.reason", reason);
    return {
      what: deskWord(speech, "sending", step),
      channel: deskWord(speech, "sending.channel", channel),
      report,
      people: speech.count(people),
      reason: reason === "" ? "" : speech.t("line.sending.reason", { reason: why }),
    };
  },
  closed: (_speech, { keepDays, why }) => ({ days: keepDays, why }),
  reopened: (_speech, { why }) => ({ why }),
  "key-destroyed": () => ({}),
};

/** Only what was stated. */
function tellKnown(speech: Speech, { type, clock = {} }: FactOf<"facts">, timeZone: string): string {
  const { t } = speech;
  const { knownAtMs, people, ...ticks } = clock;
  const stated = [
    ...(type === undefined ? [] : [[t("report.type"), deskWord(speech, "type", type)]]),
    ...(knownAtMs === undefined ? [] : [[t("field.known"), momentOrNone(speech, knownAtMs, timeZone)]]),
    ...(people === undefined
      ? []
      : [[t("field.people"), people === null ? t("window.unknown") : speech.count(people)]]),
    ...Object.entries(ticks).map(([name, value]) => {
      const key = `field.${name}` as PageWord;
      return [Object.hasOwn(pageWords, key) ? t(key) : name, t(value ? "yes" : "no")];
    }),
  ];
  return stated.map((pair) => pair.join(": ")).join(" / ");
}

function momentOrNone(speech: Speech, atMs: number | null, timeZone: string): string {
  return atMs === null ? speech.t("window.unknown") : tellMoment(speech, atMs, timeZone);
}

function paperName(speech: Speech, { kind, class: of, language, report }: FactOf<"paper">["paper"]): string {
  return say(incidentWords, speech.language, "paper.name", {
    paper: deskWord(speech, "paper", kind),
    whom: of === null ? "" : deskWord(speech, "paper.for", of),
    language: deskWord(speech, "paper.in", language),
    report,
  });
}

function marksOf({ t, count }: Speech, { liability, dropped }: FactOf<"paper">["marks"]): string {
  const said = [
    liability === 0 ? "" : t("paper.liability", { count: count(liability) }),
    dropped === 0 ? "" : t("paper.dropped", { count: count(dropped) }),
  ];
  return said.join("");
}

/** Bytes as people say them: "1.2 MB". */
export function tellBytes({ language }: Speech, bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: units[step] ?? "byte",
    maximumFractionDigits: 1,
  }).format(bytes / 1_000 ** step);
}
