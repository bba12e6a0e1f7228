// What all access logs together say about the page asked for: which days they cover, who read it, how much of it went out, and
// whose records the requests name.

import type { LogCover, Reason, ScopeQuestion } from "./contract.ts";
import { orderKey } from "./card-places.ts";
import type { Page } from "./access-line.ts";
import type { Origins } from "./origins.ts";
import type { LogReading } from "./access-logs.ts";
import { dayAfter, dayText, type DayNumber, type DayReader } from "./days.ts";
import { judgeRecord, type ReadsSeen } from "./judge.ts";
import { keyOfEmail, keyOfMember, type Finding } from "./people.ts";

export interface Reads {
  readonly seen: ReadsSeen;
  readonly cover: LogCover;
  /** By key of order, member or e-mail. */
  readonly proofs: ReadonlyMap<string, readonly Finding[]>;
  /** "address day" of everyone who opened the page. */
  readonly visits: ReadonlySet<string>;
}

export interface LogPart {
  /** First 12 digits of the file's hash. */
  readonly source: string;
  readonly reading: LogReading;
}

/** Days listed one by one at most: a hundred years. */
const DAYS_MAX = 36_525;

export function sumReads(
  parts: readonly LogPart[],
  wish: {
    readonly question: ScopeQuestion;
    readonly page: Page | null;
    readonly days: DayReader;
    readonly origins: Origins;
    /** "address day" that the guard's own records give to the intruder. */
    readonly intruderVisits: ReadonlySet<string>;
  },
  window: { readonly from: DayNumber; readonly to: DayNumber },
): Reads {
  const { question, page, days, origins, intruderVisits } = wish;
  const proofs = new Map<string, Finding[]>();
  const visits = new Set<string>();
  const linesRead = new Set<number>();
  const sums = { reads: 0, readBytesMax: 0 };
  for (const { source, reading } of parts) {
    for (const entry of reading.entries) {
      const day = days.ofEpochMs(entry.atMs);
      const counts =
        question.statuses.includes(entry.status) &&
        entry.method !== "HEAD" &&
        (origins.isEveryone ||
          origins.hasAddress(entry.address) ||
          intruderVisits.has(visitKey(entry.address, day))) &&
        day >= window.from &&
        day <= window.to;
      const places = counts ? page?.match(entry.target) : undefined;
      if (places === undefined) continue;
      sums.reads += entry.count;
      if (entry.status === 200) sums.readBytesMax = Math.max(sums.readBytesMax, entry.bytes);
      visits.add(visitKey(entry.address, day));
      if (places.line !== undefined && /^\d{1,12}$/.test(places.line)) linesRead.add(Number(places.line));
      const detail = `${new Date(entry.atMs).toISOString()} ${entry.address} ${entry.status}`;
      for (const key of keysOf(places)) {
        const known = proofs.get(key) ?? [];
        proofs.set(key, [...known, judgeRecord(detail, source, question)].slice(0, 1_000));
      }
    }
  }
  const cover = coverOf(parts, window, question);
  const seen = { ...sums, linesRead, gap: gapOf(parts, cover, question) };
  return { seen, cover: { ...cover, ...sums }, proofs, visits };
}

export function visitKey(address: string, day: DayNumber): string {
  return `${address.trim().toLowerCase()} ${day}`;
}

function keysOf(places: Readonly<Partial<Record<"order" | "member" | "email" | "line", string>>>): string[] {
  const keys = [
    places.order === undefined ? undefined : orderKey(places.order),
    places.member === undefined ? undefined : keyOfMember(places.member),
    places.email === undefined ? undefined : keyOfEmail(places.email),
  ];
  return keys.filter((key) => key !== undefined);
}

function coverOf(
  parts: readonly LogPart[],
  window: { readonly from: DayNumber; readonly to: DayNumber },
  question: ScopeQuestion,
): Omit<LogCover, "reads" | "readBytesMax"> {
  const days = new Set(parts.flatMap(({ reading }) => [...reading.days]));
  const sorted = [...days].toSorted((a, b) => a - b);
  const [firstDay, lastDay] = [sorted[0], sorted.at(-1)];
  const from = question.fromDay === null ? firstDay : window.from;
  const to = question.toDay === null ? lastDay : window.to;
  return {
    firstDay: firstDay === undefined ? null : dayText(firstDay),
    lastDay: lastDay === undefined ? null : dayText(lastDay),
    missing: from === undefined || to === undefined ? [] : rangesMissing(days, from, to),
    lines: parts.reduce((sum, { reading }) => sum + reading.lines, 0),
  };
}

function rangesMissing(days: ReadonlySet<DayNumber>, from: DayNumber, to: DayNumber): string[] {
  const ranges: string[] = [];
  let start: DayNumber | undefined;
  let last = from;
  let day = from;
  for (let i = 0; i < DAYS_MAX && day <= to; i++, day = dayAfter(day)) {
    if (!days.has(day)) {
      start ??= day;
      last = day;
    } else if (start !== undefined) {
      ranges.push(rangeText(start, last));
      start = undefined;
    }
  }
  if (start !== undefined) ranges.push(rangeText(start, last));
  return ranges;
}

function rangeText(from: DayNumber, to: DayNumber): string {
  return from === to ? dayText(from) : `${dayText(from)}/${dayText(to)}`;
}

/** Why "nobody read it" cannot be said. An open window has no end at which the logs could be complete. */
function gapOf(
  parts: readonly LogPart[],
  cover: Pick<LogCover, "missing">,
  question: ScopeQuestion,
): Reason | null {
  const isOpen = question.fromDay === null || question.toDay === null;
  const isCut = parts.some(({ reading }) => reading.troubles.includes("cut-off"));
  if (isOpen || isCut || cover.missing.length > 0) return "log-days-missing";
  return parts.some(({ reading }) => reading.doubtful > 0) ? "log-lines-unreadable" : null;
}
