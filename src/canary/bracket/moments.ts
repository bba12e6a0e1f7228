// Reads the times people and programs write into tables: ISO 8601, slashes, dots, Japanese, digits only, mail headers, epoch.

/** RFC 5322 dates as mail systems write them: day and month in English. */
const HEADER =
  /^(?:[a-z]{3},\s*)?(\d{1,2})\s+([a-z]{3})\s+(\d{4})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s*([+-]\d{4}|gmt|utc|z)(?:\s*\([^)]{0,20}\))?$/i;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;
/** From 2001 on, as seconds and as milliseconds. */
const EPOCH = /^1\d{9}(?:\d{3})?$/;
/** Longer is no time; the expressions below are not tried on it. */
const LENGTH_MAX = 60;

/**
 * Epoch ms; undefined when it cannot be read, which day-first and month-first dates with slashes cannot. A bare day stands for its
 * start (planted: nothing earlier) or its end (mail: nothing later). `zone` (IANA) is for times that name none.
 */
export function momentOf(text: string, zone: string, day: "start" | "end"): number | undefined {
  const plain = text.normalize("NFKC").trim();
  if (plain.length > LENGTH_MAX) return undefined;
  if (EPOCH.test(plain)) return Number(plain.length === 10 ? `${plain}000` : plain);
  const iso = isoOf(plain);
  if (!/^\d{4}-\d{2}-\d{2}/.test(iso)) return undefined;
  try {
    if (/^.{10}$/.test(iso)) {
      const date = Temporal.PlainDate.from(iso);
      const start = (day === "start" ? date : date.add({ days: 1 })).toZonedDateTime(zone).epochMilliseconds;
      return day === "start" ? start : start - 1;
    }
    if (/(?:Z|[+-]\d{2}:?\d{2})$/i.test(iso)) return Temporal.Instant.from(iso).epochMilliseconds;
    return Temporal.PlainDateTime.from(iso).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

function isoOf(plain: string): string {
  const header = HEADER.exec(plain);
  if (header !== null) {
    const [, day = "", month = "", year = "", time = "", zone = ""] = header;
    const number = String(MONTHS.findIndex((name) => name === month.toLowerCase()) + 1).padStart(2, "0");
    const offset = /^[+-]/.test(zone) ? zone : "Z";
    return `${year}-${number}-${day.padStart(2, "0")}T${time.padStart(time.length > 5 ? 8 : 5, "0")}${offset}`;
  }
  const dashed = plain
    .replace(/^(\d{4})(\d{2})(\d{2})(?=$|[ T])/, "$1-$2-$3")
    .replace(/^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日/, "$1-$2-$3")
    .replace(/^(\d{4})[/.](\d{1,2})[/.](\d{1,2})/, "$1-$2-$3")
    .replace(/\s*\([月火水木金土日]\)/, "")
    .replace(/(\d{1,2})\s*時\s*(\d{1,2})\s*分(?:\s*(\d{1,2})\s*秒)?$/, (_, hour, minute, second = "0") =>
      [hour, minute, second].map((part) => String(part).padStart(2, "0")).join(":"),
    );
  return dashed
    .replace(/^(\d{4})-(\d)(?=-)/, "$1-0$2")
    .replace(/^(\d{4}-\d{2})-(\d)(?!\d)/, "$1-0$2")
    .replace(/^(\d{4}-\d{2}-\d{2})\s*(?=\d{2}:)/, "$1T")
    .replace(/^(\d{4}-\d{2}-\d{2})[ T](\d):/, "$1T0$2:")
    .replace(/\s+(?=(?:Z|[+-]\d{2}:?\d{2})$)/i, "");
}
