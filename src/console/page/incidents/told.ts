// Incidents in words: steps, dates, acts and what stands in the timeline. Pure; what the desk has words for is said in the desk's.

import { clockWords } from "../../../desk/clocks/words.ts";
import { incidentWords } from "../../../desk/incidents/words.ts";
import type { IncidentView, RunningClock } from "../../../desk/index.ts";
import { say } from "../../../kernel/words.ts";
import type { Speech } from "../ground/speech.ts";
import { pageWords, type PageWord } from "../words/index.ts";

type Fact = IncidentView["timeline"][number]["fact"];
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

/** "2026年5月8日(金) 14:00"; an end at midnight is the end of the day before, as people say it. */
export function tellMoment(speech: Speech, atMs: number): string {
  const locale = speech.language === "ja" ? "ja-JP" : "en-GB";
  const day = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: speech.language === "ja" ? "long" : "short",
    day: "numeric",
    weekday: "short",
  });
  const at = new Date(atMs);
  if (at.getHours() === 0 && at.getMinutes() === 0) return `${day.format(atMs - MINUTE_MS)} 24:00`;
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return `${day.format(atMs)} ${clock.format(atMs)}`;
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
export function tellFact(speech: Speech, fact: Fact, view: IncidentView): string {
  const { t } = speech;
  const known = `line.${fact.kind}` as PageWord;
  if (!Object.hasOwn(pageWords, known)) return fact.kind;
  return t(known, valuesOf(speech, fact, view));
}

function valuesOf(speech: Speech, fact: Fact, view: IncidentView): Readonly<Record<string, string | number>> {
  switch (fact.kind) {
    case "opened":
      return {
        type: deskWord(speech, "type", fact.type),
        source: deskWord(speech, "source", fact.source),
        channel: deskWord(speech, "channel", fact.channel),
      };
    case "hint":
      return {
        source: deskWord(speech, "source", fact.source),
        channel: deskWord(speech, "channel", fact.channel),
      };
    case "named":
    case "unnamed":
      return { person: speech.who(fact.person) };
    case "act":
      return { act: deskWord(speech, "act", fact.act), target: fact.target, why: fact.why };
    case "demand":
      return { from: fact.demand.from, what: fact.demand.what, due: tellMoment(speech, fact.demand.dueAtMs) };
    case "clock":
      return {
        clock: tellClock(speech, { id: fact.mark.clock }, view).what,
        mark: speech.t(`mark.${fact.mark.mark}`),
        why: fact.mark.why,
      };
    case "closed":
      return { days: fact.keepDays, why: fact.why };
    case "reopened":
      return { why: fact.why };
    case "act-done":
    case "act-failed":
    case "act-undo":
    case "act-undone":
      return { act: actOf(speech, fact.key, view), why: "why" in fact ? fact.why : "" };
    case "cost":
      return {
        what: deskWord(speech, "cost", fact.what),
        from: fact.from,
        yen: speech.yen(fact.yen),
        state: deskWord(speech, "cost.state", fact.state),
      };
    case "evidence":
      return { bag: fact.bag };
    case "scope":
      return {
        confirmed: speech.count(fact.classes.confirmed),
        possible: speech.count(fact.classes.possible),
      };
    case "sending":
      return {
        what: deskWord(speech, "sending", fact.step),
        channel: deskWord(speech, "sending.channel", fact.channel),
        report: fact.report,
        people: speech.count(fact.people),
        reason:
          fact.reason === ""
            ? ""
            : t("line.sending.reason", { reason: deskWord(speech, "sending.reason", fact.reason) }),
      };
    case "facts":
    case "window":
    case "note":
    case "key-destroyed":
      return {};
  }
}

function actOf(speech: Speech, key: string, { acts }: IncidentView): string {
  const act = acts.find((one) => one.key === key)?.act;
  return act === undefined ? "" : deskWord(speech, "act", act);
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
