// Spam reports from a CSV: one row, one report. Columns are known by their headings, in Japanese or English.

import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Language } from "../../kernel/index.ts";
import { csvRows } from "../scope/csv.ts";
import { SPAM_LIMITS, type SpamKind, type SpamReport } from "./contract.ts";
import { momentFrom } from "./report-times.ts";
import { reportFrom } from "./reports.ts";
import { fileTrouble, spamTrouble } from "./trouble.ts";

export interface Intake {
  readonly reports: readonly SpamReport[];
  /** Rows or mails that name nobody or no time, and the first of them (0: none). */
  readonly unreadable: number;
  readonly firstUnreadable: number;
}

export interface IntakeSettings {
  /** IANA name. */
  readonly zone: string;
  readonly nowMs: number;
  readonly language: Language;
}

const HEADS = {
  at: /^(?:at|date|time|receivedat|reportedat|日時|日付|受信日時?|報告日時?|届いた日時?)$/,
  address: /^(?:address|e?-?mail(?:address)?|to|メールアドレス|メール|アドレス|届いたアドレス|宛先)$/,
  member: /^(?:member(?:id)?|customerid|会員番号|会員id|顧客番号|顧客id)$/,
  kind: /^(?:kind|type|category|種類|種別|内容)$/,
} as const;

/** Throws "spam.unreadable", "spam.columns", "spam.many". */
export async function reportsFromCsv(path: string, settings: IntakeSettings): Promise<Intake> {
  const reports: SpamReport[] = [];
  let [unreadable, firstUnreadable] = [0, 0];
  let at: Record<keyof typeof HEADS, number> | undefined;
  try {
    const chunks = createReadStream(path) as AsyncIterable<Buffer>;
    for await (const rows of csvRows(chunks, { allUtf8: false }))
      for (const { cells, bad, line } of rows) {
        if (at === undefined) {
          at = columnsOf(cells, path, settings.language);
          continue;
        }
        const places = at;
        const cell = (name: keyof typeof HEADS): string => cells[places[name]] ?? "";
        const atMs = bad === null ? momentFrom(cell("at"), settings.zone, settings.nowMs) : undefined;
        const said = { address: cell("address"), member: cell("member"), kind: kindOf(cell("kind")) };
        const report = atMs === undefined ? null : reportFrom({ ...said, atMs, source: "csv" });
        if (report !== null) reports.push(report);
        else if (unreadable++ === 0) firstUnreadable = line;
        if (reports.length > SPAM_LIMITS.reportsMax)
          throw spamTrouble(settings.language, "many", { max: SPAM_LIMITS.reportsMax });
      }
  } catch (error) {
    throw fileTrouble(error, path, settings.language);
  }
  return { reports, unreadable, firstUnreadable };
}

function columnsOf(
  cells: readonly string[],
  path: string,
  language: Language,
): Record<keyof typeof HEADS, number> {
  const heads = cells.map((head) => head.normalize("NFKC").toLowerCase().replaceAll(/[\s_]/gu, ""));
  const place = (name: keyof typeof HEADS): number => heads.findIndex((head) => HEADS[name].test(head));
  const at = { at: place("at"), address: place("address"), member: place("member"), kind: place("kind") };
  const lacking = [at.at < 0 ? "at" : "", at.address < 0 && at.member < 0 ? "address | member" : ""];
  if (lacking.some((one) => one !== ""))
    throw spamTrouble(language, "columns", {
      path: basename(path),
      lacking: lacking.filter((one) => one !== "").join(", "),
    });
  return at;
}

/** Words of a person; what is none of the others is plain spam. */
export function kindOf(word: string): SpamKind {
  const text = word.normalize("NFKC").toLowerCase();
  if (/phish|フィッシング|なりすまし|偽|騙|かたる/.test(text)) return "phishing";
  return /tele|phone|call|電話/.test(text) ? "telephone" : "spam";
}
