// The responsibility sheet as the desk uses it: who answers for an area, in which order, and who may be called when. Pure.

import type { Area } from "../../kernel/index.ts";
import type { Channel } from "../ports.ts";
import type { TurnRole } from "./duty.ts";

/** Minutes of the day; `from` after `to` goes over midnight. */
export interface DayRange {
  readonly fromMinute: number;
  readonly toMinute: number;
}

export interface Person {
  readonly name: string;
  /** Ways to tell him, the preferred one first; only those that are configured. */
  readonly channels: readonly Channel[];
  /** Channels that reach him alone: only there may a message carry his one-tap link. */
  readonly alone: readonly Channel[];
  /** When he is told of urgent matters only; null: never quiet. */
  readonly quiet: DayRange | null;
  /** When he works at all (vendors): outside of it he is called for nothing. Null: always. */
  readonly hours: (DayRange & { readonly weekdaysOnly: boolean }) | null;
}

export interface AreaDuty {
  readonly owner: string;
  readonly deputy: string | null;
  /** Only when he takes alerts. */
  readonly vendor: string | null;
  readonly answerWithinMs: number;
}

export interface Sheet {
  /** Everybody who may be called, the last one included. */
  readonly people: readonly Person[];
  readonly areas: Readonly<Partial<Record<Area, AreaDuty>>>;
  /** `alerts.owner`: who has what nobody else has. */
  readonly last: string;
  /** False without a written sheet: then an alert stays with its owner, who is told of it once. */
  readonly moves: boolean;
  /** Where machines get a copy of everything a person is told. */
  readonly copies: readonly Channel[];
  readonly timezone: string;
}

export interface ChainLink {
  readonly person: Person;
  readonly role: TurnRole;
}

const ANSWER_DEFAULT_MS = 15 * 60_000;
const DAY_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;

/** Without a written sheet: one person, told by everything that is configured, and nothing moves. */
export function sheetOfOne(name: string, channels: readonly Channel[], timezone: string): Sheet {
  const person: Person = { name, channels, alone: [], quiet: null, hours: null };
  return { people: [person], areas: {}, last: name, moves: false, copies: [], timezone };
}

/** Everybody an alert of this area can come to, in order, each once. Never empty. */
export function chainOf(sheet: Sheet, area: Area): readonly ChainLink[] {
  const duty = sheet.areas[area];
  const wanted: [string | null | undefined, TurnRole][] = [
    [duty?.owner, "owner"],
    [duty?.deputy, "deputy"],
    [duty?.vendor, "vendor"],
    [sheet.last, "last"],
  ];
  const chain: ChainLink[] = [];
  for (const [name, role] of wanted) {
    const person = sheet.people.find((one) => one.name === name);
    if (person !== undefined && !chain.some((link) => link.person === person)) chain.push({ person, role });
  }
  return chain.length > 0 ? chain : [{ person: nobodyKnown(sheet.last), role: "last" }];
}

export function answerWithinMs(sheet: Sheet, area: Area): number {
  return sheet.areas[area]?.answerWithinMs ?? ANSWER_DEFAULT_MS;
}

/** "owner:花子", "link:花子" and "花子" are the same person; whoever is not in the sheet is told by way of its last. */
export function personOf(sheet: Sheet, by: string): Person {
  const name = bareName(by);
  const known = (wanted: string): Person | undefined => sheet.people.find((one) => one.name === wanted);
  return known(name) ?? known(sheet.last) ?? nobodyKnown(sheet.last);
}

export function bareName(by: string): string {
  return by.replace(/^[a-z]+:/, "");
}

/** When this person may be told: `nowMs` itself when it is now. */
export function callableAtMs(person: Person, urgent: boolean, nowMs: number, timezone: string): number {
  let atMs = nowMs;
  // Quiet hours and working hours may each push it on; a week holds every combination of both.
  for (let i = 0; i < 16; i++) {
    const quietEndMs = urgent ? atMs : afterQuietMs(person.quiet, atMs, timezone);
    const openMs = withinHoursMs(person.hours, quietEndMs, timezone);
    if (openMs === atMs) return atMs;
    atMs = openMs;
  }
  return atMs;
}

function afterQuietMs(quiet: DayRange | null, atMs: number, timezone: string): number {
  if (quiet === null || !holds(quiet, minuteOf(atMs, timezone))) return atMs;
  return nextMinuteMs(quiet.toMinute, atMs, timezone);
}

function withinHoursMs(hours: Person["hours"], atMs: number, timezone: string): number {
  if (hours === null) return atMs;
  let openMs = atMs;
  for (let day = 0; day < 4; day++) {
    const zoned = zonedOf(openMs, timezone);
    const works = !hours.weekdaysOnly || zoned.dayOfWeek <= 5;
    if (works && holds(hours, minuteOf(openMs, timezone))) return openMs;
    openMs = nextMinuteMs(hours.fromMinute, openMs, timezone);
  }
  return openMs;
}

function holds({ fromMinute, toMinute }: DayRange, minute: number): boolean {
  return fromMinute <= toMinute
    ? minute >= fromMinute && minute < toMinute
    : minute >= fromMinute || minute < toMinute;
}

/** The next time after `atMs` at which the day's clock shows this minute. */
function nextMinuteMs(minute: number, atMs: number, timezone: string): number {
  const zoned = zonedOf(atMs, timezone);
  const at = { hour: Math.floor((minute % DAY_MINUTES) / 60), minute: minute % 60 };
  const today = zoned.with({ ...at, second: 0, millisecond: 0 }).epochMilliseconds;
  if (today > atMs) return today;
  const tomorrow = zoned.add({ days: 1 }).with({ ...at, second: 0, millisecond: 0 }).epochMilliseconds;
  return Math.max(tomorrow, atMs + MINUTE_MS);
}

function minuteOf(atMs: number, timezone: string): number {
  const zoned = zonedOf(atMs, timezone);
  return zoned.hour * 60 + zoned.minute;
}

function zonedOf(atMs: number, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(atMs)).toZonedDateTimeISO(timezone);
}

/** A configuration that names nobody who exists: the alert then stands in the console only. */
function nobodyKnown(name: string): Person {
  return { name, channels: [], alone: [], quiet: null, hours: null };
}
