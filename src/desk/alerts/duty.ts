// Who was asked about an alert, in which order, and what he was told: kept with the alert as JSON. Pure; deciding is decide.ts.

import type { Area } from "../../kernel/index.ts";

/** Why an alert came to somebody. */
export type TurnReason =
  /** The sheet's owner of the area, at the beginning. */
  | "raised"
  /** The one before did not answer in time. */
  | "unanswered"
  /** The one before has quiet hours. */
  | "asleep"
  /** No channel of the one before works. */
  | "unreachable"
  /** The one before stands in the sheet no more. */
  | "left"
  /** He took it himself. */
  | "taken";
export type TurnRole = "owner" | "deputy" | "vendor" | "last" | "taker";

export interface Turn {
  /** 1, 2, 3 … within the alert, also over a new opening. */
  readonly number: number;
  readonly person: string;
  readonly role: TurnRole;
  readonly sinceMs: number;
  readonly why: TurnReason;
  /** The stage he saw when he took it: no news to him. */
  readonly stage?: string;
}

/** "news": a stage he had not heard of. "repeat": nobody is left to move on to. */
export type TellKind = "news" | "reminder" | "repeat";

export interface Tell {
  /** Counts up over the alert's whole life; part of the messages' keys. */
  readonly number: number;
  readonly turn: number;
  readonly person: string;
  readonly kind: TellKind;
  readonly stage: string;
  readonly atMs: number;
  /** "under way" until a channel took it or none is left. "none": he could not be reached. */
  readonly reach: "under way" | "sent" | "none";
}

export interface Duty {
  readonly area: Area;
  /** Told in quiet hours too. */
  readonly urgent: boolean;
  /** What there is to know: whoever's turn it is hears of each stage once. */
  readonly stage: string;
  /** Turns and tells with a lower number belong to an earlier opening of the same alert. */
  readonly from: number;
  readonly turns: readonly Turn[];
  readonly tells: readonly Tell[];
}

/** A chain has four people; the rest are people who take it from each other. */
const TURNS_KEPT = 24;
/** News, one reminder and twelve repeats per turn, and a day's cap of further stages. */
const TELLS_KEPT = 60;

const NO_DUTY: Duty = { area: "guard", urgent: false, stage: "", from: 1, turns: [], tells: [] };

/** Alert.duty read back. What this version cannot read counts as not begun. */
export function dutyOf(alert: { readonly duty: string }): Duty {
  try {
    return { ...NO_DUTY, ...(JSON.parse(alert.duty) as Partial<Duty>) };
  } catch {
    return NO_DUTY;
  }
}

export function dutyText(duty: Duty): string {
  const { turns, tells } = duty;
  return JSON.stringify({ ...duty, turns: turns.slice(-TURNS_KEPT), tells: tells.slice(-TELLS_KEPT) });
}

export function withTurn(duty: Duty, turn: Omit<Turn, "number">): Duty {
  const number = Math.max(duty.from - 1, duty.turns.at(-1)?.number ?? 0) + 1;
  return { ...duty, turns: [...duty.turns, { number, ...turn }] };
}

/** The alert is open again: everybody may be asked again, but what was told in the last hour stays told. */
export function openedAgain(duty: Duty): Duty {
  return { ...duty, from: (duty.turns.at(-1)?.number ?? duty.from - 1) + 1, turns: [] };
}

/** What stands in the future was written before the clock was set back: it counts as of now, so that no wait grows. */
export function broughtBack(duty: Duty, nowMs: number): Duty {
  const ahead = duty.turns.some((t) => t.sinceMs > nowMs) || duty.tells.some((t) => t.atMs > nowMs);
  if (!ahead) return duty;
  return {
    ...duty,
    turns: duty.turns.map((turn) => ({ ...turn, sinceMs: Math.min(turn.sinceMs, nowMs) })),
    tells: duty.tells.map((tell) => ({ ...tell, atMs: Math.min(tell.atMs, nowMs) })),
  };
}
