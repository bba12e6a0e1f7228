// Moments of an incident, told and asked in the shop's own zone wherever the reader sits: a date set in Japan is the same date
// for a lawyer abroad. Pure; no `Temporal`, which not every browser has yet.

import type { Speech } from "../ground/speech.ts";

const MINUTE_MS = 60_000;

/** Ways to tell a moment in one zone; made once for many. */
export interface Moments {
  /** "2026年5月8日(金)" */
  readonly day: (atMs: number) => string;
  /** "14:00" */
  readonly time: (atMs: number) => string;
}

export function momentsIn({ language }: Pick<Speech, "language">, timeZone: string): Moments {
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const day = new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: language === "ja" ? "long" : "short",
    day: "numeric",
    weekday: "short",
    timeZone,
  });
  const time = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  return { day: (atMs) => day.format(atMs), time: (atMs) => time.format(atMs) };
}

/** "2026年5月8日(金) 14:00"; an end at midnight is the end of the day before, as people say it. */
export function tellMoment(speech: Speech, atMs: number, timeZone: string): string {
  const { day, time } = momentsIn(speech, timeZone);
  const clock = time(atMs);
  return clock === "00:00" ? `${day(atMs - MINUTE_MS)} 24:00` : `${day(atMs)} ${clock}`;
}

/** As a date field writes it; empty for what is not known. */
export function momentText(atMs: number | null | undefined, timeZone: string): string {
  if (atMs === null || atMs === undefined) return "";
  return new Date(atMs + offsetMs(atMs, timeZone)).toISOString().slice(0, 16);
}

/** Null for an empty or half-written field. */
export function momentOf(text: string, timeZone: string): number | null {
  const asIfUtcMs = Date.parse(`${text}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) || Number.isNaN(asIfUtcMs)) return null;
  // The offset is known at a moment, not at a reading of the clock: twice is enough, save within the hour a clock jumps over.
  const nearMs = asIfUtcMs - offsetMs(asIfUtcMs, timeZone);
  return asIfUtcMs - offsetMs(nearMs, timeZone);
}

/** "日本標準時", "Japan Standard Time". */
export function zoneName({ language }: Pick<Speech, "language">, atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: "long" }).formatToParts(atMs);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** The reader's clock shows something else than the shop's at this moment. */
export function isElsewhere(atMs: number, timeZone: string): boolean {
  const readerMs = -new Date(atMs).getTimezoneOffset() * MINUTE_MS;
  return readerMs !== offsetMs(atMs, timeZone);
}

/** What the zone's clock is ahead of UTC, to the minute. */
function offsetMs(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(atMs);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const shownMs = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return shownMs - Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
}
