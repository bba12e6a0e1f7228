// A day and two readings of the clock become a window; an end before its beginning is the next day's. Pure.

const DAY_MS = 24 * 3_600_000;

/** "2026-11-24", "20:00", "22:00" in the reader's own zone; null for a field that is not filled in. */
export function windowTimes(
  day: string,
  from: string,
  to: string,
): { readonly fromMs: number; readonly toMs: number } | null {
  const fromMs = Date.parse(`${day}T${from}`);
  const toMs = Date.parse(`${day}T${to}`);
  if (day === "" || from === "" || to === "" || Number.isNaN(fromMs) || Number.isNaN(toMs)) return null;
  return { fromMs, toMs: toMs > fromMs ? toMs : toMs + DAY_MS };
}

/** Today as a date field writes it. */
export function dayText(atMs: number): string {
  const offsetMs = new Date(atMs).getTimezoneOffset() * 60_000;
  return new Date(atMs - offsetMs).toISOString().slice(0, 10);
}
