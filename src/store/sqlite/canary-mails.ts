// Mail that came to canaries, as rows that survive everything.

import type { CanaryMails, FreshMail, KeptMail } from "../../canary/ports.ts";
import {
  mailDay,
  mailRestKey,
  MAIL_NAMES_MAX,
  MAIL_ROWS_ALL_MAX,
  MAIL_ROWS_MAX,
  MARKS_MAX,
} from "../canary-rule.ts";
import type { Database } from "./database.ts";

export function sqliteCanaryMails(database: Database): CanaryMails {
  const { sql } = database;
  const countUp = (key: string, atMs: number): boolean =>
    sql(
      `UPDATE canary_mails SET times = times + 1, first_at_ms = min(first_at_ms, ?1), last_at_ms = max(last_at_ms, ?1)
        WHERE key = ?2`,
    ).run(atMs, key).changes !== 0;
  const insert = (key: string, { canary, outcome, atMs }: FreshMail, facts: string): void =>
    void sql("INSERT INTO canary_mails VALUES (?, ?, ?, ?, ?, ?, 1, ?)").run(
      key,
      canary,
      mailDay(atMs),
      outcome,
      atMs,
      atMs,
      facts,
    );
  const count = (text: string, ...values: (string | number)[]): number =>
    (sql(text).get(...values) as { n: number }).n;
  const keepOne = (mail: FreshMail): void => {
    const { key, canary, atMs } = mail;
    if (countUp(key, atMs)) return;
    const isAllFull = count("SELECT count(*) AS n FROM canary_mails") >= MAIL_ROWS_ALL_MAX;
    const ofDay = count(
      "SELECT count(*) AS n FROM canary_mails WHERE canary = ? AND day = ?",
      canary,
      mailDay(atMs),
    );
    if (!isAllFull && ofDay < MAIL_ROWS_MAX) return insert(key, mail, mail.facts);
    const rest = mailRestKey(mail, isAllFull);
    if (!countUp(rest, atMs)) insert(rest, mail, "");
  };
  return {
    keep: (mails, once) =>
      database.write(() => {
        if (once !== null) {
          const { changes } = sql(
            "INSERT INTO canary_mail_names (name) VALUES (?) ON CONFLICT DO NOTHING",
          ).run(once);
          if (changes === 0) return false;
          sql("DELETE FROM canary_mail_names WHERE seq <= (SELECT max(seq) FROM canary_mail_names) - ?").run(
            MAIL_NAMES_MAX,
          );
        }
        for (const mail of mails) keepOne(mail);
        return true;
      }),
    isKnown: (once) =>
      database.read(() => sql("SELECT 1 FROM canary_mail_names WHERE name = ?").get(once) !== undefined),
    ...sqliteMarks(database),
    list: (which) =>
      database.read(() =>
        sql(
          `SELECT key, canary, outcome, first_at_ms AS firstAtMs, last_at_ms AS lastAtMs, times, facts FROM canary_mails
            WHERE outcome = 'hit' OR ?1 = 'all' ORDER BY first_at_ms, key`,
        )
          .all(which)
          .map(mailFrom),
      ),
  };
}

function sqliteMarks({ sql, read, write }: Database): Pick<CanaryMails, "mark" | "setMark"> {
  return {
    mark: (name) =>
      read(() => {
        const row = sql("SELECT text FROM canary_marks WHERE name = ?").get(name);
        return row === undefined ? null : (row as { text: string }).text;
      }),
    setMark: (name, text) =>
      write(() => {
        sql(
          `INSERT INTO canary_marks (name, text) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET text = ?2`,
        ).run(name, text);
        sql("DELETE FROM canary_marks WHERE seq <= (SELECT max(seq) FROM canary_marks) - ?").run(MARKS_MAX);
      }),
  };
}

/** A plain object: rows of the driver have no prototype. */
function mailFrom(row: unknown): KeptMail {
  return { ...(row as KeptMail) };
}
