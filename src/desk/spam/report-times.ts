// Times as people and mails write them, turned into moments: never in the future, never from before the years that are read.

import { createDayReader, dayFrom } from "../scope/days.ts";
import { SPAM_LIMITS } from "./contract.ts";

const DAY_MS = 86_400_000;

/** "2026-11-22", "2026-11-22T10:30" in `zone`, or anything a CSV's day column holds. Undefined when it cannot be read, lies ahead or too far back. */
export function momentFrom(text: string, zone: string, nowMs: number): number | undefined {
  const atMs = exactly(text.trim(), zone) ?? dayOnly(text.trim(), zone);
  const earliestMs = Date.UTC(new Date(nowMs).getUTCFullYear() - SPAM_LIMITS.years + 1, 0, 1);
  // A bare day stands for its noon: today's may lie some hours ahead.
  return atMs === undefined || atMs < earliestMs || atMs > nowMs + DAY_MS ? undefined : atMs;
}

/** Whole days since 1970, of the zone's own calendar. */
export function dayCountOf(atMs: number, zone: string): number {
  const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** The same count for a day as scope writes it (20190301). */
export function dayCountFrom(day: number): number {
  return Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) / DAY_MS;
}

export function dayTextOf(dayCount: number): string {
  return new Date(dayCount * DAY_MS).toISOString().slice(0, 10);
}

function exactly(text: string, zone: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) || text.length > 60) return undefined;
  try {
    if (/(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

function dayOnly(text: string, zone: string): number | undefined {
  const day = dayFrom(text) ?? createDayReader(zone, zone).ofText(text);
  if (day === undefined) return undefined;
  const [year, month, date] = [Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100];
  return Temporal.PlainDateTime.from({ year, month, day: date, hour: 12 }).toZonedDateTime(zone)
    .epochMilliseconds;
}
