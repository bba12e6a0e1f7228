// Counts days as Japanese deadlines do: calendar or working days in the shop's own time zone, public holidays and the
// year's turn included. Which deadline counts how is said in rules.ts.

import holidayJp from "@holiday-jp/holiday_jp";

/** How a span of days is counted; each part is an assumption a lawyer may change. */
export interface DayCount {
  readonly days: number;
  readonly kind: "calendar" | "working";
  /** "same": the day it became known is day 1 (PPC practice). "next": counting begins the day after (Civil Code art. 140). */
  readonly firstDay: "same" | "next";
  /** Does an end on a closed day move to the next open one (Civil Code art. 142)? */
  readonly movesToOpenDay: boolean;
}

/** Saturday, Sunday, a public holiday, or 29 December to 3 January, when authorities and banks are closed. */
export function isClosedDay(day: Temporal.PlainDate): boolean {
  const yearsTurn = (day.month === 12 && day.day >= 29) || (day.month === 1 && day.day <= 3);
  return day.dayOfWeek >= 6 || yearsTurn || day.toString() in holidayJp.holidays;
}

/** The last day of the span. Public holidays are known until 2050 (later ones by law's present wording). */
export function lastDay(from: Temporal.PlainDate, count: DayCount): Temporal.PlainDate {
  let day = count.firstDay === "same" ? from.subtract({ days: 1 }) : from;
  if (count.kind === "calendar") day = day.add({ days: count.days });
  else for (let open = 0; open < count.days;) if (!isClosedDay((day = day.add({ days: 1 })))) open += 1;
  while (count.movesToOpenDay && isClosedDay(day)) day = day.add({ days: 1 });
  return day;
}

/** The instant at which a day is over in a zone: a thing due on a day may be done until then. */
export function endOfDayMs(day: Temporal.PlainDate, timeZone: string): number {
  return day.add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds;
}

export function dayOf(atMs: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate();
}
