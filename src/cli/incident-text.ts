// An incident for a terminal: one screen that tells what to do next and who does it, what is due, what was done, who is
// affected and what it costs.

import {
  clockWords,
  incidentWords,
  type ActView,
  type IncidentView,
  type RunningClock,
} from "../desk/index.ts";
import { say, sayYen } from "../kernel/index.ts";
import { incidentDeskWords, type IncidentDeskWord } from "./incident-desk-words.ts";
import { clean, table } from "./text.ts";
import type { Voice } from "./voice.ts";
import { dueText } from "./verbs/incident-clocks.ts";
import { sayTime, sayWho } from "./verbs/live.ts";

export interface IncidentRow {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly state: string;
  readonly openedAtMs: number;
  readonly overdue: number;
  readonly next: IncidentView["next"][number] | null;
}

/** Texts wider than a cell of a table: sentences of what came of an act. */
const SENTENCE_MAX = 400;

export function tell(
  voice: Voice,
  key: IncidentDeskWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(incidentDeskWords, voice.language, key, values);
}

/** A word of the desk's own catalogue; what it does not know (a later version's) is shown as it is. */
function word(
  voice: Voice,
  key: string,
  bare: string,
  values: Readonly<Record<string, string>> = {},
): string {
  return Object.hasOwn(incidentWords, key)
    ? say(incidentWords, voice.language, key as keyof typeof incidentWords, values)
    : clean(bare);
}

export function incidentsText(voice: Voice, rows: readonly IncidentRow[], zone: string): string {
  if (rows.length === 0) return tell(voice, "none");
  const titles = (["id", "opened", "title", "state", "nextStep", "owner"] as const).map((key) => {
    return { title: tell(voice, key) };
  });
  return table(
    titles,
    rows.map(({ id, openedAtMs, title, state, next }) => [
      id,
      sayTime(openedAtMs, voice.language, zone),
      title,
      word(voice, `state.${state}`, state),
      next === null ? "–" : stepText(voice, next.step),
      next?.owner ?? "–",
    ]),
  );
}

export function incidentText(voice: Voice, view: IncidentView, zone: string): string {
  const time = (atMs: number): string => sayTime(atMs, voice.language, zone);
  const { scope, named, destroyAtMs } = view;
  const parts = [
    headText(voice, view, time),
    nextText(voice, view, zone),
    view.clocks.length === 0 ? "" : clocksText(voice, view, zone),
    view.acts.length === 0 ? "" : actsText(voice, view.acts, time),
    [
      scope === null ? tell(voice, "peopleUnknown") : tell(voice, "peopleLine", { ...scope.classes }),
      tell(voice, "moneyLine", {
        spent: sayYen(view.money.spentYen, voice.language),
        agreed: sayYen(view.money.agreedYen, voice.language),
      }),
      ...view.evidence.map(({ bag, sha256 }) =>
        tell(voice, "evidenceLine", { bag: clean(bag), proof: sha256 }),
      ),
      ...handedLines(voice, view, time),
      tell(voice, "namedLine", { names: named.map((name) => sayWho(voice, name)).join(", ") }),
      ...(destroyAtMs === null ? [] : [tell(voice, "keptUntil", { at: time(destroyAtMs) })]),
    ].join("\n"),
    view.costs.length === 0 ? "" : costsText(voice, view),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Who received what. */
function handedLines(
  voice: Voice,
  { handed }: IncidentView,
  time: (atMs: number) => string,
): readonly string[] {
  return handed.map(({ what, to, through, why, handedAtMs, sha256 }) =>
    tell(voice, "handedLine", {
      what: clean(what),
      to: clean(to),
      through: word(voice, `through.${through}`, through),
      why: clean(why),
      at: time(handedAtMs),
      proof: sha256 ?? "",
    }).trimEnd(),
  );
}

export function actText(voice: Voice, { act, state, outcome, keptFor }: ActView): string {
  const said = word(voice, `outcome.${outcome}`, clean(outcome, SENTENCE_MAX));
  const line = tell(voice, "actLine", {
    act: word(voice, `act.${act}`, act),
    state: word(voice, `act.state.${state}`, state),
    outcome: said,
  }).trimEnd();
  const isUnderWay = state === "begun" || state === "undoing";
  const others = keptFor === undefined ? "" : `\n${tell(voice, "actKeptFor", { id: clean(keptFor) })}`;
  return isUnderWay ? `${line}\n${tell(voice, "actBegun")}` : `${line}${others}`;
}

function headText(voice: Voice, view: IncidentView, time: (atMs: number) => string): string {
  const { title, type, state, source, channel } = view;
  return [
    tell(voice, "head", {
      title: clean(title),
      type: word(voice, `type.${type}`, type),
      state: word(voice, `state.${state}`, state),
    }),
    `  ${tell(voice, "hintLine", {
      source: word(voice, `source.${source}`, source),
      channel: word(voice, `channel.${channel}`, channel),
      by: sayWho(voice, view.openedBy),
      at: time(view.openedAtMs),
    })}`,
  ].join("\n");
}

function nextText(voice: Voice, { id, next, clocks }: IncidentView, zone: string): string {
  if (next.length === 0) return tell(voice, "nothingNext");
  const lines = next.flatMap(({ step, act, owner, clock }, index) => {
    const running = clocks.find((one) => one.id === clock);
    return [
      tell(voice, "stepLine", { n: index + 1, owner: sayWho(voice, owner), step: stepText(voice, step) }),
      ...(running === undefined ? [] : [tell(voice, "stepDue", { due: dueText(running, zone, voice) })]),
      ...(act === null ? [] : [tell(voice, "stepAct", { id, act })]),
    ];
  });
  return [tell(voice, "nextStep"), ...lines].join("\n");
}

function stepText(voice: Voice, step: string): string {
  return word(voice, `next.${step}`, step, { what: "forensic" });
}

function clocksText(voice: Voice, view: IncidentView, zone: string): string {
  return table(
    (["due", "id", "what"] as const).map((key) => ({ title: tell(voice, key) })),
    view.clocks.map((clock) => [clockDue(voice, clock, zone), clock.id, clockText(voice, view, clock)]),
  );
}

function clockDue(voice: Voice, clock: RunningClock, zone: string): string {
  const settled = clock.state === "done" || clock.state === "done-late" ? "✓" : "–";
  const isSettled = clock.mark !== null;
  return isSettled ? settled : dueText(clock, zone, voice);
}

function clockText(voice: Voice, { timeline }: IncidentView, { id }: RunningClock): string {
  if (Object.hasOwn(clockWords, id)) return say(clockWords, voice.language, id as keyof typeof clockWords);
  const demands = timeline.flatMap(({ fact }) => (fact.kind === "demand" ? [fact.demand] : []));
  const demand = demands.find((one) => one.id === id);
  return demand === undefined ? id : tell(voice, "demandLine", { from: demand.from, what: demand.what });
}

function actsText(voice: Voice, acts: readonly ActView[], time: (atMs: number) => string): string {
  return table(
    (["when", "act", "key", "by", "outcome"] as const).map((key) => ({ title: tell(voice, key) })),
    acts.map((act) => [
      time(act.atMs),
      word(voice, `act.${act.act}`, act.act),
      act.key,
      sayWho(voice, act.by),
      word(voice, `act.state.${act.state}`, act.state),
    ]),
  );
}

function costsText(voice: Voice, { costs }: IncidentView): string {
  return table(
    [
      ...(["id", "what", "from", "state"] as const).map((key) => ({ title: tell(voice, key) })),
      { title: tell(voice, "yen"), align: "right" as const },
    ],
    costs.map(({ costId, what, from, state, yen }) => [
      costId,
      word(voice, `cost.${what}`, what),
      from,
      word(voice, `cost.state.${state}`, state),
      sayYen(yen, voice.language),
    ]),
  );
}
