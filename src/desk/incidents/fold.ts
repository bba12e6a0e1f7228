// Folds an incident's entries into the picture one page shows. Pure: the same entries at the same moment give the same
// picture. What should be done next is next.ts.

import type { Area } from "../../kernel/index.ts";
import { clocksAt, type ClockMark, type Demand } from "../clocks/clocks.ts";
import type { ClockFacts } from "../clocks/rules.ts";
import type {
  ActName,
  ActView,
  CostView,
  FactKind,
  HandedView,
  IncidentEntry,
  IncidentFact,
  IncidentView,
} from "./contract.ts";
import { nextSteps } from "./next.ts";

/** What the picture depends on beside the entries. */
export interface FoldGround {
  readonly nowMs: number;
  /** The shop's own: days end at its midnight. */
  readonly timeZone: string;
  /** The responsibility sheet. */
  readonly ownerOf: (area: Area) => string;
  /** Acts that one click can do on this guard. */
  readonly available: ReadonlySet<ActName>;
}

export type FactOf<K extends FactKind> = Extract<IncidentFact, { readonly kind: K }>;
type Change<T> = { -readonly [K in keyof T]: T[K] };

/** What the entries have told so far. */
interface Told {
  readonly opened: IncidentEntry & { readonly fact: FactOf<"opened"> };
  type: IncidentView["type"];
  hintAtMs: number;
  clock: Partial<Omit<ClockFacts, "type" | "hintAtMs">>;
  people: number | null;
  window: IncidentView["window"];
  readonly named: Set<string>;
  readonly acts: Map<string, Change<ActView>>;
  readonly demands: Map<string, Demand>;
  readonly marks: ClockMark[];
  readonly costs: Map<string, CostView>;
  readonly evidence: IncidentView["evidence"][number][];
  readonly handed: HandedView[];
  scope: IncidentView["scope"];
  closed: { readonly atMs: number; readonly keepDays: number } | null;
  destroyed: boolean;
}

const DAY_MS = 24 * 3_600_000;

/** Null when there is nothing, or the first entry opens no incident. Facts this version does not know stay in the timeline. */
export function foldIncident(entries: readonly IncidentEntry[], ground: FoldGround): IncidentView | null {
  const [first, ...rest] = entries;
  if (first === undefined || first.fact.kind !== "opened") return null;
  const told = toldBy({ ...first, fact: first.fact });
  for (const entry of rest) take(told, entry);
  const facts = clockFactsOf(told);
  const { nowMs, timeZone } = ground;
  const { opened, closed } = told;
  const { title, source, channel, alert } = opened.fact;
  const view: Omit<IncidentView, "next"> = {
    id: opened.incident,
    type: told.type,
    title,
    state: told.destroyed ? "key-destroyed" : closed === null ? "open" : "closed",
    openedAtMs: opened.atMs,
    openedBy: opened.by,
    changedAtMs: entries.at(-1)?.atMs ?? opened.atMs,
    alert,
    source,
    channel,
    window: told.window,
    clockFacts: facts,
    clocks: clocksAt(facts, [...told.demands.values()], told.marks, { nowMs, timeZone }),
    named: [...told.named],
    acts: [...told.acts.values()].map((act) => Object.assign({}, act)),
    scope: told.scope,
    evidence: told.evidence,
    handed: told.handed,
    costs: [...told.costs.values()],
    money: moneyOf([...told.costs.values()]),
    destroyAtMs: closed === null ? null : closed.atMs + closed.keepDays * DAY_MS,
    timeline: entries.map(({ seq, atMs, by, fact, sealed }) => {
      return { seq, atMs, by, fact, hasWords: sealed !== null };
    }),
  };
  return { ...view, next: nextSteps(view, ground) };
}

/** Who may read what is sealed, as journals name them; nobody when the entries open no incident. */
export function namedOn(entries: readonly IncidentEntry[]): readonly string[] {
  const [first, ...rest] = entries;
  if (first === undefined || first.fact.kind !== "opened") return [];
  const told = toldBy({ ...first, fact: first.fact });
  for (const entry of rest) take(told, entry);
  return [...told.named];
}

/** The demands of others, as they were written down. */
export function demandsOf(view: Pick<IncidentView, "timeline">): readonly Demand[] {
  return view.timeline.flatMap(({ fact }) => (fact.kind === "demand" ? [fact.demand] : []));
}

function toldBy(opened: Told["opened"]): Told {
  const { type, hintAtMs } = opened.fact;
  return {
    opened,
    type,
    hintAtMs,
    clock: {},
    people: null,
    window: null,
    named: new Set([opened.by]),
    acts: new Map(),
    demands: new Map(),
    marks: [],
    costs: new Map(),
    evidence: [],
    handed: [],
    scope: null,
    closed: null,
    destroyed: false,
  };
}

/** What nobody has said yet is taken as the worse: an attacker's work, and cards at risk where the type says cards. */
function clockFactsOf({ type, hintAtMs, clock, people }: Told): ClockFacts {
  return {
    type,
    hintAtMs,
    knownAtMs: null,
    propertyRisk: type === "card-leak",
    onPurpose: true,
    sensitive: false,
    encrypted: false,
    europeans: false,
    ...clock,
    people,
  };
}

function moneyOf(costs: readonly CostView[]): IncidentView["money"] {
  const sum = (...states: readonly CostView["state"][]): number =>
    costs.filter(({ state }) => states.includes(state)).reduce((total, { yen }) => total + yen, 0);
  return { spentYen: sum("billed", "paid"), agreedYen: sum("chosen") };
}

function take(told: Told, entry: IncidentEntry): void {
  const { kind } = entry.fact;
  if (!Object.hasOwn(TAKERS, kind)) return;
  (TAKERS[kind] as (told: Told, fact: IncidentFact, entry: IncidentEntry) => void)(told, entry.fact, entry);
}

const TAKERS: {
  readonly [K in FactKind]: (told: Told, fact: FactOf<K>, entry: IncidentEntry) => void;
} = {
  opened: () => undefined,
  note: () => undefined,
  // What is written of the notices is read off the timeline (notices/papers), as only those who write them need it.
  paper: () => undefined,
  "notice-facts": () => undefined,
  hint: (told, { hintAtMs }) => {
    // The clocks of a hint run from the first one, whenever it is written down.
    told.hintAtMs = Math.min(told.hintAtMs, hintAtMs);
  },
  facts: (told, { type, clock }) => {
    if (type !== undefined) told.type = type;
    told.clock = { ...told.clock, ...clock };
    if (clock?.people !== undefined) told.people = clock.people;
  },
  window: (told, { fromMs, toMs, how }) => {
    told.window = { fromMs, toMs, how };
  },
  named: (told, { person }) => void told.named.add(person),
  unnamed: (told, { person }) => void told.named.delete(person),
  act: (told, { key, act, why, target }, { by, atMs }) => {
    if (told.acts.has(key)) return;
    told.acts.set(key, { key, act, target, why, by, atMs, state: "begun", endedAtMs: null, outcome: "" });
  },
  "act-done": (told, { key, outcome }, { atMs }) => move(told, key, "begun", "done", atMs, outcome),
  "act-failed": (told, { key, reason }, { atMs }) => {
    // An undoing that failed leaves the act as it was: done.
    const state = told.acts.get(key)?.state === "undoing" ? "done" : "failed";
    move(told, key, state === "done" ? "undoing" : "begun", state, atMs, reason);
  },
  "act-undo": (told, { key }) => move(told, key, "done", "undoing", null, null),
  "act-undone": (told, { key, outcome, keptFor }, { atMs }) => {
    move(told, key, "undoing", "undone", atMs, outcome);
    const act = told.acts.get(key);
    if (keptFor !== undefined && act?.endedAtMs === atMs) act.keptFor = keptFor;
  },
  demand: (told, { demand }) => {
    if (!told.demands.has(demand.id)) told.demands.set(demand.id, demand);
  },
  clock: (told, { mark }, { atMs, by }) => void told.marks.push({ ...mark, atMs, by }),
  cost: (told, { costId, what, from, yen, state }, { atMs, by }) =>
    void told.costs.set(costId, { costId, what, from, yen, state, atMs, by }),
  evidence: (told, { bag, sha256, bytes }, { atMs }) => void told.evidence.push({ bag, sha256, bytes, atMs }),
  handed: (told, { kind: _kind, ...line }, { seq, by, sealed }) =>
    void told.handed.push({ ...line, seq, by, hasWords: sealed !== null }),
  scope: (told, { runId, classes, people, vaultName }, { atMs }) => {
    told.scope = { runId, atMs, classes, people, vaultName };
    told.people = classes.confirmed + classes.possible;
  },
  // What goes out is read from the timeline by notices/outgoing.
  sending: () => undefined,
  closed: (told, { keepDays }, { atMs }) => {
    told.closed = { atMs, keepDays };
  },
  reopened: (told) => {
    told.closed = null;
  },
  "key-destroyed": (told) => {
    told.destroyed = true;
  },
};

/** An act goes on only from the state it is in: what came twice, or late, changes nothing. */
function move(
  told: Told,
  key: string,
  from: ActView["state"],
  to: ActView["state"],
  endedAtMs: number | null,
  outcome: string | null,
): void {
  const act = told.acts.get(key);
  if (act?.state !== from) return;
  act.state = to;
  act.endedAtMs = endedAtMs;
  if (outcome !== null) act.outcome = outcome;
}
