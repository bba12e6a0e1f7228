// Lays out a scope for people: classes, reasons, what was taken for what, what was not read, who moved. No person's data.

import { basename } from "node:path";
import {
  scopeWords,
  type PersonClass,
  type Reason,
  type ScopeComparison,
  type ScopeRun,
} from "../desk/index.ts";
import { say, type Language } from "../kernel/index.ts";
import { incidentScopeWords, type IncidentScopeWord } from "./incident-scope-words.ts";
import { clean, table } from "./text.ts";

const CLASSES: readonly PersonClass[] = ["confirmed", "possible", "cannotTell", "notAffected"];
const DAYS_SHOWN = 12;
const PAYMENTS_SHOWN = 12;
const TROUBLES_SHOWN = 30;

export function scopeText(language: Language, run: ScopeRun, comparison: ScopeComparison | null): string {
  const t = teller(language);
  const n = (value: number): string => numberText(value, language);
  const reasons = Object.entries(run.reasons).toSorted(([, a], [, b]) => b - a);
  const parts = [
    t("head", { people: n(run.people) }),
    table(
      [{ title: t("column.class") }, { title: t("column.people"), align: "right" }],
      CLASSES.map((one) => [t(`class.${one}`), n(run.classes[one])]),
    ),
    reasons.length === 0
      ? ""
      : `${t("whyHead")}\n${table(
          [{ title: t("column.people"), align: "right" }, { title: t("column.why") }],
          reasons.map(([reason, people]) => [
            n(people),
            say(scopeWords, language, `reason.${reason as Reason}`),
          ]),
        )}`,
    setupText(language, run),
    evidenceText(language, run),
    troublesText(language, run),
    comparison === null ? "" : movesText(language, comparison),
    t("run", { runId: run.runId }),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** What was guessed: columns and payment words. */
export function setupText(language: Language, run: ScopeRun): string {
  const t = teller(language);
  const columns = run.inputs
    .filter(({ kind }) => kind === "orders" || kind === "customers")
    .map(({ path, columns: map, rows, encoding }) => {
      const list = Object.entries(map).map(([field, head]) => `${field}=${clean(head, 40)}`);
      return t("columns", {
        path: clean(basename(path), 60),
        list: list.join(", "),
        rows: numberText(rows, language),
        encoding,
      });
    });
  const words = (card: boolean): string =>
    run.payments
      .filter((one) => one.card === card)
      .slice(0, PAYMENTS_SHOWN)
      .map(({ value, rows }) => `${clean(value, 40)} (${numberText(rows, language)})`)
      .join(", ") || t("none");
  const empty = run.payments.filter(({ card }) => card === null).reduce((sum, { rows }) => sum + rows, 0);
  const asked = run.payments.some(({ value }) => value !== "");
  return [
    ...columns,
    asked ? t("payments", { cards: words(true), others: words(false) }) : "",
    asked && empty > 0 ? t("unclear", { rows: numberText(empty, language) }) : "",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function evidenceText(language: Language, { log, cards, attempts }: ScopeRun): string {
  const t = teller(language);
  const n = (value: number): string => numberText(value, language);
  const days = log?.missing.slice(0, DAYS_SHOWN).join(", ") ?? "";
  return [
    log === null
      ? ""
      : t("log", {
          lines: n(log.lines),
          first: log.firstDay ?? "–",
          last: log.lastDay ?? "–",
          reads: n(log.reads),
        }),
    days === "" ? "" : t("missing", { days: (log?.missing.length ?? 0) > DAYS_SHOWN ? `${days} …` : days }),
    cards === null ? "" : t("cards", { cards: n(cards.cards), unattributed: n(cards.unattributed) }),
    attempts === null
      ? ""
      : t("attempts", {
          attempts: n(attempts.attempts),
          first: attempts.first ?? "–",
          last: attempts.last ?? "–",
          counted: n(attempts.counted),
          unattributed: n(attempts.unattributed),
        }),
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function troublesText(language: Language, { troubles }: ScopeRun): string {
  if (troubles.length === 0) return "";
  const t = teller(language);
  const lines = troubles.slice(0, TROUBLES_SHOWN).map(({ path, what, count, firstLine }) =>
    t("trouble", {
      path: clean(basename(path), 60),
      what: t(`trouble.${what}`),
      count: numberText(count, language),
      line: firstLine === 0 ? "" : t("troubleLine", { line: firstLine }),
    }),
  );
  return [t("troubles"), ...lines, ...(troubles.length > TROUBLES_SHOWN ? ["  …"] : [])].join("\n");
}

function movesText(language: Language, { runId, moves }: ScopeComparison): string {
  const t = teller(language);
  const name = (one: PersonClass | null): string => t(one === null ? "class.absent" : `class.${one}`);
  const rows = moves.map(({ from, to, people }) => [
    `${name(from)} → ${name(to)}`,
    numberText(people, language),
  ]);
  const columns = [{ title: t("column.class") }, { title: t("column.people"), align: "right" }] as const;
  return `${t("movesHead", { runId })}\n${table(columns, rows)}`;
}

function teller(
  language: Language,
): (key: IncidentScopeWord, values?: Readonly<Record<string, string | number>>) => string {
  return (key, values = {}) => say(incidentScopeWords, language, key, values);
}

function numberText(value: number, language: Language): string {
  return new Intl.NumberFormat(language === "ja" ? "ja-JP" : "en-GB").format(value);
}
