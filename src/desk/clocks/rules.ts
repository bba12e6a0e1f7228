// The clocks of an incident as a table: who must hear of it, from when the time runs, how it is counted, and where that is
// written. Working out the dates is clocks.ts; the sentences are words.ts.

import type { DayCount } from "./days.ts";

export type IncidentType =
  | "card-leak"
  | "personal-leak"
  | "email-leak"
  | "card-testing"
  | "backdoor"
  | "suspected";

/** What the clocks ask of an incident. Times are milliseconds since 1970; null is "not yet" or "not known". */
export interface ClockFacts {
  readonly type: IncidentType;
  /** When the first hint came, from inside or outside. */
  readonly hintAtMs: number;
  /** When the shop knew of the leak, or of its likelihood (the law's clock starts there). */
  readonly knownAtMs: number | null;
  /** Persons affected or possibly affected, as far as known. */
  readonly people: number | null;
  /** Card numbers or logins for payment are among the data (rule 7 ②: risk of property damage). */
  readonly propertyRisk: boolean;
  /** Taken by an attacker on purpose, typed data included (rule 7 ③). */
  readonly onPurpose: boolean;
  /** Health, creed, criminal record … (rule 7 ①). */
  readonly sensitive: boolean;
  /** Strongly encrypted throughout, key safe: no report is due. */
  readonly encrypted: boolean;
  /** A buyer lives in the European Economic Area. */
  readonly europeans: boolean;
}

export type ClockId =
  | "acquirer"
  | "ppc-preliminary"
  | "ppc-final"
  | "persons"
  | "police"
  | "ipa"
  | "gdpr-authority"
  | "gdpr-persons";

/** law: missing it breaks a law. contract: missing it breaks an agreement. advice: good practice, no date is fixed by anyone. */
export type ClockForce = "law" | "contract" | "advice";

export interface ClockRule {
  readonly id: ClockId;
  readonly force: ClockForce;
  /** Which moment starts it. */
  readonly startsAt: "hint" | "known";
  /** Null when it does not apply to these facts. */
  readonly span: (facts: ClockFacts) => ClockSpan | null;
  /** Where it is written; shown as it stands. */
  readonly source: string;
}

export type ClockSpan = { readonly hours: number } | DayCount;

/**
 * How Japanese reporting days are counted here: the day of knowing is day 1, weekends count, an end on a closed day moves on.
 * Not settled by a published text we could check; change it here when your lawyer counts otherwise.
 */
const REPORT_DAYS = { kind: "calendar", firstDay: "same", movesToOpenDay: true } as const;
/** "3 to 5 days" of the guideline; the later end is the line, the reminders come before. */
const PRELIMINARY_DAYS = 5;
const FINAL_DAYS = 30;
const FINAL_DAYS_ON_PURPOSE = 60;
/** Enforcement rule 7 ④: more than this many persons. */
const PEOPLE_MAX_UNREPORTED = 1_000;

/** Is a report to the commission due (Act art. 26(1), enforcement rule 7)? A risk of a leak counts as a leak. */
export function isReportable(facts: ClockFacts): boolean {
  if (facts.encrypted || facts.type === "card-testing") return false;
  const many = (facts.people ?? 0) > PEOPLE_MAX_UNREPORTED;
  return facts.sensitive || facts.propertyRisk || facts.onPurpose || many;
}

export const CLOCK_RULES: readonly ClockRule[] = [
  {
    id: "acquirer",
    force: "contract",
    startsAt: "hint",
    span: (facts) => (facts.propertyRisk || facts.type === "card-leak" ? { hours: 24 } : null),
    source: "割賦販売法35条の16・加盟店契約 / Instalment Sales Act art. 35-16, merchant agreement",
  },
  {
    id: "ppc-preliminary",
    force: "law",
    startsAt: "known",
    span: (facts) =>
      isReportable(facts) ? { ...REPORT_DAYS, days: PRELIMINARY_DAYS, movesToOpenDay: false } : null,
    source: "個人情報保護法26条1項・規則8条1項・通則ガイドライン3-5-3-3 / Act art. 26(1), rule 8(1)",
  },
  {
    id: "ppc-final",
    force: "law",
    startsAt: "known",
    span: (facts) =>
      isReportable(facts)
        ? { ...REPORT_DAYS, days: facts.onPurpose ? FINAL_DAYS_ON_PURPOSE : FINAL_DAYS }
        : null,
    source: "個人情報保護法26条1項・規則8条2項 / Act art. 26(1), rule 8(2)",
  },
  {
    id: "persons",
    force: "law",
    startsAt: "known",
    // "Promptly for the situation": no date is fixed; the final report's date is the last moment that can be explained.
    span: (facts) =>
      isReportable(facts)
        ? { ...REPORT_DAYS, days: facts.onPurpose ? FINAL_DAYS_ON_PURPOSE : FINAL_DAYS }
        : null,
    source: "個人情報保護法26条2項・規則10条 / Act art. 26(2), rule 10",
  },
  {
    id: "police",
    force: "advice",
    startsAt: "hint",
    // The online window is not read at weekends.
    span: () => ({ days: 3, kind: "working", firstDay: "next", movesToOpenDay: true }),
    source: "都道府県警察サイバー犯罪相談窓口 / prefectural police, cybercrime desk",
  },
  {
    id: "ipa",
    force: "advice",
    startsAt: "hint",
    span: (facts) =>
      facts.type === "email-leak" && !facts.onPurpose
        ? null
        : { days: 10, kind: "working", firstDay: "next", movesToOpenDay: true },
    source: "IPA コンピュータ不正アクセス届出 / IPA, report of unauthorised access",
  },
  {
    id: "gdpr-authority",
    force: "law",
    startsAt: "known",
    span: (facts) => (facts.europeans && facts.type !== "card-testing" ? { hours: 72 } : null),
    source: "GDPR art. 33(1)",
  },
  {
    id: "gdpr-persons",
    force: "law",
    startsAt: "known",
    span: (facts) =>
      facts.europeans && !facts.encrypted && (facts.propertyRisk || facts.sensitive) ? { hours: 72 } : null,
    source: "GDPR art. 34(1)",
  },
];
