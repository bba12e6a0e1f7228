// What a period is called unless the owner names it: the week of the shop's own calendar. Pure.

/** "2026-W47". */
export function weekOf(nowMs: number, zone: string): string {
  const day = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  return `${day.yearOfWeek ?? day.year}-W${String(day.weekOfYear ?? 1).padStart(2, "0")}`;
}
