// Inquiries as CSV for a spreadsheet: one line per thing said, safe to open.

import { safeCell } from "../csv-cell.ts";
import type { InquiryView } from "./desk.ts";

const COLUMNS = [
  "inquiry",
  "state",
  "channel",
  "person",
  "at",
  "by",
  "kind",
  "name",
  "contact",
  "words",
  "done",
] as const;

/** UTF-8 with BOM (Excel reads Japanese then), CRLF; times in ISO 8601. */
export function inquiriesCsv(inquiries: readonly InquiryView[]): string {
  const rows = inquiries.flatMap(({ inquiry, state, person, said }) =>
    said.map(({ channel, atMs, by, kind, name, contact, words, done }) => {
      const at = new Date(atMs).toISOString();
      return [inquiry, state, channel, person ?? "", at, by, kind, name, contact, words, done];
    }),
  );
  return `\ufeff${[COLUMNS, ...rows].map((row) => `${row.map(safeCell).join(",")}\r\n`).join("")}`;
}
