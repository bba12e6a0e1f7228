// What is to happen next with an alert, and when to look again: from the alert, the sheet and the time alone. Pure; doing it
// is desk.ts.

import type { AlertState } from "../ports.ts";
import type { Duty, Tell, TellKind, Turn, TurnReason } from "./duty.ts";
import {
  answerWithinMs,
  bareName,
  callableAtMs,
  chainOf,
  personOf,
  type ChainLink,
  type Person,
  type Sheet,
} from "./sheet.ts";

export interface Matter {
  readonly state: AlertState;
  readonly duty: Duty;
}

export type NextThing =
  | { readonly kind: "hand-over"; readonly to: ChainLink; readonly why: TurnReason }
  /** To the person whose turn it is. `last`: he will not be reminded again. */
  | { readonly kind: "tell"; readonly person: Person; readonly what: TellKind; readonly last: boolean }
  /** Nothing now. Look again then; null: only when somebody or something changes it. */
  | { readonly kind: "rest"; readonly untilMs: number | null };

/** When an open alert moves on by itself unless somebody takes it, and to whom; undefined: it stays. */
export function movesOn(
  matter: Matter,
  sheet: Sheet,
  nowMs: number,
): { readonly atMs: number; readonly to: string } | undefined {
  const turn = matter.duty.turns.at(-1);
  if (matter.state !== "open" || turn === undefined || !sheet.moves) return undefined;
  const first = matter.duty.tells.find((tell) => tell.turn === turn.number);
  const next = nextInChain(matter, turn, sheet, nowMs);
  if (first === undefined || next === undefined) return undefined;
  return { atMs: first.atMs + answerWithinMs(sheet, matter.duty.area), to: next.person.name };
}

/** A stage that is told although the alert is over: the news that it is. */
export const OVER = "ended";
/** When two thirds of the time to answer are gone. */
const REMINDER_SHARE = 2 / 3;
/** The pause before a repeat doubles up to this: twice a day is still heard, more is switched off. */
const REPEAT_MAX_MS = 12 * 3_600_000;
/** Some four days; then it stands in the console only, and the last message says so. */
export const REPEATS_MAX = 12;
/** An alert that closes and opens again within this time (a fault that comes and goes) is not told again at once. */
const AGAIN_MS = 3_600_000;

/** `duty` must hold nothing of the future: see broughtBack. */
export function nextThing(matter: Matter, sheet: Sheet, nowMs: number): NextThing {
  const { state, duty } = matter;
  const turn = duty.turns.at(-1);
  if (state === "closed") return turn === undefined ? REST : whenOver(matter, turn, sheet, nowMs);
  if (state === "owned") return turn === undefined ? REST : (news(matter, turn, sheet, nowMs) ?? REST);
  if (turn === undefined) return handOver(chainOf(sheet, matter.duty.area)[0], "raised");
  return whileOpen(matter, turn, sheet, nowMs);
}

const REST: NextThing = { kind: "rest", untilMs: null };

function rest(untilMs: number): NextThing {
  return { kind: "rest", untilMs };
}

function restAt(times: readonly number[]): NextThing {
  return times.length === 0 ? REST : rest(Math.min(...times));
}

function handOver(to: ChainLink | undefined, why: TurnReason): NextThing {
  return to === undefined ? REST : { kind: "hand-over", to, why };
}

/** Its end is told to whoever heard of it, or would have after his quiet hours, and of nothing else. */
function whenOver(matter: Matter, turn: Turn, sheet: Sheet, nowMs: number): NextThing {
  return matter.duty.stage === OVER ? (news(matter, turn, sheet, nowMs) ?? REST) : REST;
}

/** Tells the present stage to whose turn it is, unless he knows it; undefined when he does. */
function news(matter: Matter, turn: Turn, sheet: Sheet, nowMs: number): NextThing | undefined {
  const person = personOf(sheet, turn.person);
  // Whoever took it may not be in the sheet: then the last one hears of it for him.
  if (knows(matter, turn.person) || knows(matter, person.name)) return undefined;
  if (person.channels.length === 0) return undefined;
  const atMs = tellableMs(matter, person, sheet, nowMs);
  return atMs > nowMs ? rest(atMs) : { kind: "tell", person, what: "news", last: false };
}

/** Has this person heard of the present stage since the alert was opened? */
function knows({ duty }: Matter, person: string): boolean {
  const same = (one: { readonly person: string; readonly stage?: string }): boolean =>
    one.stage === duty.stage && bareName(one.person) === bareName(person);
  return duty.turns.some(same) || duty.tells.some((tell) => tell.turn >= duty.from && same(tell));
}

function tellableMs({ duty }: Matter, person: Person, sheet: Sheet, nowMs: number): number {
  const before = duty.tells.findLast(
    (tell) => tell.turn < duty.from && tell.stage === duty.stage && tell.person === person.name,
  );
  const againMs = before === undefined ? nowMs : Math.max(nowMs, before.atMs + AGAIN_MS);
  return callableAtMs(person, duty.urgent, againMs, sheet.timezone);
}

function whileOpen(matter: Matter, turn: Turn, sheet: Sheet, nowMs: number): NextThing {
  const { duty } = matter;
  const chain = chainOf(sheet, duty.area);
  const person = chain.find((link) => link.person.name === turn.person)?.person;
  const next = nextInChain(matter, turn, sheet, nowMs);
  if (person === undefined) return handOver(next ?? chain[0], "left");
  if (person.channels.length === 0) return handOver(next, "unreachable");
  const mine = duty.tells.filter((tell) => tell.turn === turn.number);
  const first = mine[0];
  const tellMs = tellableMs(matter, person, sheet, nowMs);
  const tell: NextThing = { kind: "tell", person, what: "news", last: false };
  if (first === undefined) {
    if (tellMs <= nowMs) return tell;
    const deputy = awakeDeputy(matter, turn, sheet, nowMs);
    return deputy === undefined ? rest(tellMs) : handOver(deputy, "asleep");
  }
  const isNews = !knows(matter, turn.person);
  if (isNews && tellMs <= nowMs) return tell;
  const pending = isNews ? [tellMs] : [];
  if (!sheet.moves) return restAt(pending);
  const callableMs = callableAtMs(person, duty.urgent, nowMs, sheet.timezone);
  return unanswered(matter, { mine, first, person, callableMs, pending, next }, sheet, nowMs);
}

interface Waiting {
  readonly mine: readonly Tell[];
  readonly first: Tell;
  readonly person: Person;
  readonly callableMs: number;
  /** When a stage he has not heard of will be told; empty: he knows all. */
  readonly pending: readonly number[];
  readonly next: ChainLink | undefined;
}

function unanswered(matter: Matter, waiting: Waiting, sheet: Sheet, nowMs: number): NextThing {
  const { mine, first, person, callableMs, pending, next } = waiting;
  const answerMs = answerWithinMs(sheet, matter.duty.area);
  const moveMs = first.atMs + answerMs;
  if (next !== undefined) {
    if (mine.every((tell) => tell.reach === "none")) return handOver(next, "unreachable");
    if (nowMs >= moveMs) return handOver(next, "unanswered");
  }
  const moves = next === undefined ? [] : [moveMs];
  if (mine.every((tell) => tell.kind !== "reminder")) {
    const remindMs = Math.max(callableMs, first.atMs + answerMs * REMINDER_SHARE);
    if (nowMs < remindMs) return restAt([remindMs, ...moves, ...pending]);
    return { kind: "tell", person, what: "reminder", last: false };
  }
  return next === undefined ? repeat(matter, waiting, sheet, nowMs) : restAt([...moves, ...pending]);
}

/** Nobody is left to move on to. */
function repeat(matter: Matter, waiting: Waiting, sheet: Sheet, nowMs: number): NextThing {
  const { mine, first, person, callableMs, pending } = waiting;
  const done = mine.filter((tell) => tell.kind === "repeat").length;
  if (done >= REPEATS_MAX) return restAt(pending);
  const pauseMs = Math.min(answerWithinMs(sheet, matter.duty.area) * 2 ** done, REPEAT_MAX_MS);
  const atMs = Math.max(callableMs, (mine.at(-1) ?? first).atMs + pauseMs);
  if (nowMs < atMs) return restAt([atMs, ...pending, ...openings(matter, sheet, nowMs)]);
  return { kind: "tell", person, what: "repeat", last: done + 1 === REPEATS_MAX };
}

/** Whoever has not been told yet: the first who may be called now, else the first who will be; a vendor only while he works. */
function nextInChain(matter: Matter, turn: Turn, sheet: Sheet, nowMs: number): ChainLink | undefined {
  const open = untold(matter, turn, sheet).map((link) => ({
    link,
    atMs: callableAtMs(link.person, matter.duty.urgent, nowMs, sheet.timezone),
  }));
  const awake = open.find(({ atMs }) => atMs <= nowMs);
  return (awake ?? open.find(({ link }) => link.person.hours === null))?.link;
}

function awakeDeputy(matter: Matter, turn: Turn, sheet: Sheet, nowMs: number): ChainLink | undefined {
  return untold(matter, turn, sheet).find(
    ({ person, role }) =>
      role === "deputy" && callableAtMs(person, matter.duty.urgent, nowMs, sheet.timezone) <= nowMs,
  );
}

/** When vendors who were left out because they do not work now will. */
function openings(matter: Matter, sheet: Sheet, nowMs: number): readonly number[] {
  const turn = matter.duty.turns.at(-1);
  if (turn === undefined) return [];
  return untold(matter, turn, sheet).map(({ person }) =>
    callableAtMs(person, matter.duty.urgent, nowMs, sheet.timezone),
  );
}

function untold({ duty }: Matter, turn: Turn, sheet: Sheet): readonly ChainLink[] {
  return chainOf(sheet, duty.area).filter(
    ({ person }) =>
      person.name !== turn.person &&
      person.channels.length > 0 &&
      !duty.tells.some((tell) => tell.turn >= duty.from && tell.person === person.name),
  );
}
