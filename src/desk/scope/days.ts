// Dates as shops write them, turned into days of the shop's own zone. Ambiguous writings (6/12/2019) are not guessed.

/** A day as 20191206: compares and prints without objects. */
export type DayNumber = number;

export interface DayReader {
  /** The day a date in a CSV falls on in the shop's zone; undefined when it cannot be read without guessing. */
  readonly ofText: (text: string) => DayNumber | undefined;
  readonly ofEpochMs: (epochMs: number) => DayNumber;
}

const WRITTEN =
  /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?:\s{0,3}[(（][日月火水木金土][)）])?(?:[T ]{1,3}(\d{1,2})[:時](\d{1,2})(?:[:分](\d{1,2})秒?(?:\.\d{1,9})?)?分?)?\s{0,3}(Z|UTC|[+-]\d{2}:?\d{2})?$/;
const DIGITS = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?()$/;
/** Zones change their offset at quarter hours at the earliest, so one answer serves fifteen minutes. */
const QUARTER_MS = 900_000;
/** Quarters remembered: three years' worth; then it starts over. */
const QUARTERS_MAX = 100_000;

/** Throws RangeError for a zone that does not exist. `csvZone` is the zone of dates that name none. */
export function createDayReader(zone: string, csvZone: string): DayReader {
  const ofEpochMs = dayOfEpoch(zone);
  Temporal.Now.zonedDateTimeISO(csvZone);
  return {
    ofEpochMs,
    ofText: (text) => {
      const trimmed = text.trim();
      if (trimmed.length > 60) return undefined;
      const found = WRITTEN.exec(trimmed) ?? DIGITS.exec(trimmed);
      if (found === null) return undefined;
      const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
      const [hour, minute, second] = [Number(found[4] ?? 0), Number(found[5] ?? 0), Number(found[6] ?? 0)];
      if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 60) return undefined;
      const offset = found[7] ?? "";
      // A bare day is the shop's day whatever the zone of its times.
      if (found[4] === undefined || (offset === "" && zone === csvZone)) return numberOf(year, month, day);
      const utcMs = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59));
      if (offset !== "") return ofEpochMs(utcMs - offsetMs(offset));
      const local = Temporal.PlainDateTime.from({ year, month, day, hour, minute });
      return ofEpochMs(local.toZonedDateTime(csvZone).epochMilliseconds);
    },
  };
}

/** 20191206 for "2019-12-06"; undefined for anything else. */
export function dayFrom(text: string): DayNumber | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (found === null) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return isDay(year, month, day) ? numberOf(year, month, day) : undefined;
}

export function dayText(day: DayNumber): string {
  const digits = String(day).padStart(8, "0");
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}

export function dayAfter(day: DayNumber): DayNumber {
  const date = new Date(
    Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, (day % 100) + 1),
  );
  return numberOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/** Milliseconds of "+0900", "-03:30", "Z" or "UTC". */
export function offsetMs(offset: string): number {
  const found = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  if (found === null) return 0;
  return (found[1] === "-" ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) * 60_000;
}

function dayOfEpoch(zone: string): (epochMs: number) => DayNumber {
  const quarters = new Map<number, DayNumber>();
  return (epochMs) => {
    const quarter = Math.floor(epochMs / QUARTER_MS);
    const known = quarters.get(quarter);
    if (known !== undefined) return known;
    const at = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER_MS).toZonedDateTimeISO(zone);
    const day = numberOf(at.year, at.month, at.day);
    if (quarters.size >= QUARTERS_MAX) quarters.clear();
    quarters.set(quarter, day);
    return day;
  };
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function numberOf(year: number, month: number, day: number): DayNumber {
  return year * 10_000 + month * 100 + day;
}
