// The rules that give an order, a card or a customer its class. Pure: everything known is handed in, and the same facts always
// give the same class. Which rows make one person is people.ts's matter.

import type { Evidence, Item, PersonClass, Reason, ScopeQuestion } from "./contract.ts";
import type { CardPlace } from "./card-places.ts";
import type { DayNumber } from "./days.ts";
import type { Finding } from "./people.ts";

/** What links a person to the harm. Several may hold; without any other it is what was typed into the form. */
export interface Grounds {
  readonly form: boolean;
  readonly sessions: boolean;
  readonly cards: boolean;
  /** The page names whose record was read. */
  readonly records: boolean;
  /** The page was opened by buyers: their addresses tell whose. */
  readonly visitors: boolean;
}

export function groundsOf(
  question: ScopeQuestion,
  given: { readonly findings: boolean; readonly pageNamesRecords: boolean },
): Grounds {
  const page = question.page !== null;
  const cards = given.findings;
  const records = page && given.pageNamesRecords;
  const visitors = page && !records && !cards;
  const sessions = question.sessions.length > 0;
  return { form: !cards && !page && !sessions, sessions, cards, records, visitors };
}

/** What the access log says about the page in the window. */
export interface ReadsSeen {
  readonly reads: number;
  readonly readBytesMax: number;
  readonly linesRead: ReadonlySet<number>;
  /** Null: every day of the window has entries and no doubtful line names the page. */
  readonly gap: Reason | null;
}

export interface OrderFacts {
  readonly place: string;
  /** Undefined: the date cannot be read. */
  readonly day: DayNumber | undefined;
  readonly dayWritten: string;
  readonly isCard: boolean | null;
  readonly isBegun: boolean;
  readonly session: string;
  /** What other inputs prove of its number, person, card or address. */
  readonly proofs: readonly Finding[];
  /** Its buyer's address opened the page that day; undefined when the export has no addresses. */
  readonly openedPage: boolean | undefined;
}

const TYPED: readonly Item[] = ["card-number", "expiry", "security-code", "holder"];
const RECORD: readonly Item[] = ["name", "email", "address", "phone", "order"];

export interface Case {
  readonly question: ScopeQuestion;
  readonly grounds: Grounds;
  /** Null without access logs. */
  readonly seen: ReadsSeen | null;
  readonly window: { readonly from: DayNumber; readonly to: DayNumber };
}

export function judgeOrder(order: OrderFacts, known: Case): readonly Finding[] {
  const { question, grounds } = known;
  const findings: Finding[] = [...order.proofs];
  if (grounds.form) return [...findings, typedForm(order, known, "card-typed")];
  if (grounds.sessions && question.sessions.includes(order.session) && isInWindow(order, known) !== false)
    findings.push(found("confirmed", "session-named", order.place, order.session, itemsOr(question, RECORD)));
  if (grounds.visitors) findings.push(visit(order, known));
  if (grounds.records && known.seen?.gap != null)
    findings.push(found("cannotTell", known.seen.gap, "", "", itemsOr(question, RECORD)));
  if (findings.length === 0) {
    const reason = order.isCard === false ? "order-not-by-card" : "order-without-trace";
    findings.push(found("notAffected", reason, "", "", []));
  }
  return findings;
}

/** A page that took what was typed: in the window, by card, typed or begun. */
function typedForm(order: OrderFacts, known: Case, reason: Reason): Finding {
  const { question } = known;
  const items = itemsOr(question, TYPED);
  const say = (given: PersonClass, why: Reason): Finding =>
    given === "notAffected"
      ? found(given, why, "", "", [])
      : found(given, why, order.place, order.day === undefined ? "" : order.dayWritten, items);
  if (question.payment === "card" && order.isCard === false) return say("notAffected", "order-not-by-card");
  const inWindow = isInWindow(order, known);
  if (inWindow === undefined) return say("cannotTell", "date-unreadable");
  if (!inWindow) return say("notAffected", "order-outside-window");
  if (order.isBegun) return say("possible", "card-form-left");
  if (question.payment === "card" && order.isCard === null) return say("cannotTell", "payment-unknown");
  return say("confirmed", reason);
}

function visit(order: OrderFacts, known: Case): Finding {
  const typed = typedForm(order, known, "page-opened");
  if (typed.class === "notAffected" || typed.class === "cannotTell") return typed;
  if (order.openedPage === true) return typed;
  const gap = known.seen === null ? "log-days-missing" : known.seen.gap;
  if (order.openedPage === undefined && (known.seen?.reads ?? 0) > 0)
    return {
      ...typed,
      class: "cannotTell",
      evidence: [{ reason: "page-unlinked", place: order.place, detail: order.dayWritten }],
    };
  if (gap !== null)
    return {
      ...typed,
      class: "cannotTell",
      evidence: [{ reason: gap, place: order.place, detail: order.dayWritten }],
    };
  return found("notAffected", "order-without-trace", "", "", []);
}

/** A card that lay in a file: proved read, in a file that was read, or in a file nobody fetched. */
export function judgeCard(card: CardPlace, source: string, known: Case): Finding {
  const place = `${source}:${card.line}`;
  const items = card.items.length === 0 ? (["card-number"] as const) : card.items;
  const { seen } = known;
  if (known.question.page === null || seen === null)
    return found("possible", "card-in-file", place, "", items);
  const isRead =
    (card.endByte !== null && card.endByte <= seen.readBytesMax) || seen.linesRead.has(card.line);
  if (isRead) return found("confirmed", "card-in-read-part", place, "", items);
  if (seen.reads > 0) return found("possible", "card-in-read-file", place, "", items);
  if (seen.gap !== null) return found("cannotTell", seen.gap, place, "", items);
  return found("notAffected", "file-not-read", "", "", []);
}

/** A record the intruder opened, named in the request itself. */
export function judgeRecord(detail: string, place: string, question: ScopeQuestion): Finding {
  return found("confirmed", "record-read", place, detail, itemsOr(question, RECORD));
}

export function found(
  given: PersonClass,
  reason: Reason,
  place: string,
  detail: string,
  items: readonly Item[],
): Finding {
  const evidence: readonly Evidence[] = [{ reason, place, detail }];
  return { class: given, items, evidence };
}

/** Undefined when the date cannot be read and the question has a window. */
function isInWindow({ day }: OrderFacts, { window, question }: Case): boolean | undefined {
  if (question.fromDay === null && question.toDay === null) return true;
  return day === undefined ? undefined : day >= window.from && day <= window.to;
}

function itemsOr(question: ScopeQuestion, otherwise: readonly Item[]): readonly Item[] {
  return question.items.length > 0 ? question.items : otherwise;
}
