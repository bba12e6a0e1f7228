// Which facts the checks will miss, field by field, so that a form of thirty fields says where to begin. Pure. The numbers are
// the checks' own.

import type { NoticeFacts } from "../../../desk/index.ts";

export const SECTIONS = ["shop", "days", "happened", "items", "safe", "measures", "offers", "desk"] as const;
export type Section = (typeof SECTIONS)[number];

export interface Missing {
  /** "days.hint": also the field's name in the form. */
  readonly field: string;
  readonly section: Section;
  readonly rule: number;
}

/** From here on people ask why they hear of it so late. */
const LATE_DAYS = 60;
const DAY_MS = 86_400_000;

export function missingFacts(facts: NoticeFacts): readonly Missing[] {
  const { shop, days, window, items, desk, offers } = facts;
  const card = facts.type === "card-leak";
  const tests: readonly (readonly [string, Section, number, boolean])[] = [
    ["shop.name", "shop", 5, shop.name.trim() === ""],
    ["days.hint", "days", 14, days.hint === null],
    ["days.cardsStopped", "days", 14, card && days.cardsStopped === null],
    ["days.commissionTold", "days", 14, days.commissionTold === null],
    ["delay.why", "days", 14, isLate(facts) && (facts.delay?.why ?? "").trim() === ""],
    ["window.from", "happened", 9, window.from === null],
    ["cause", "happened", 9, facts.cause.trim() === ""],
    ["counts", "items", 2, facts.counts === null],
    ["items.confirmed", "items", 9, (facts.counts?.confirmed ?? 0) > 0 && items.confirmed.length === 0],
    ["items.possible", "items", 9, (facts.counts?.possible ?? 0) > 0 && items.possible.length === 0],
    ["safe", "safe", 10, !facts.safe.some(({ what, how }) => what.trim() !== "" && how.trim() !== "")],
    ["measures", "measures", 13, !facts.measures.some(({ what, day }) => what.trim() !== "" && day !== null)],
    ["offers.reissue", "offers", 12, card && offers.reissue === null],
    ["offers.more", "offers", 12, (offers.more ?? "").trim() === ""],
    ["desk.telephone", "desk", 11, desk.telephone.trim() === "" && desk.email.trim() === ""],
    ["desk.hours", "desk", 11, desk.hours.trim() === ""],
  ];
  return tests.flatMap(([field, section, rule, isMissing]) => (isMissing ? [{ field, section, rule }] : []));
}

/** Whether more than sixty days lie between the first hint and this notice. */
export function isLate({ days, today }: Pick<NoticeFacts, "days" | "today">): boolean {
  return days.hint !== null && Date.parse(today) - Date.parse(days.hint) > LATE_DAYS * DAY_MS;
}
