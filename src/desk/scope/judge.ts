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
  /** The intruder's own tries to pay tell whose orders he held. */
  readonly origins: boolean;
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
  const origins = question.origins.length > 0 && !page;
  const form = !cards && !page && !sessions && !origins;
  return { form, sessions, cards, records, visitors, origins };
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
  /** Its buyer's address opened the page that day; undefined when neither export nor records have addresses. */
  readonly openedPage: boolean | undefined;
}

const TYPED: readonly Item[] = ["card-number", "expiry", "security-code", "holder"];
const RECORD: readonly Item[] = ["name", "email", "address", "phone", "order"];

export interface Case {
  readonly question: ScopeQuestion;
  readonly grounds: Grounds;
  /** Null without access logs. */
  readonly seen: ReadsSeen | null;
  /** Why the guard's own records cannot say of the whole window that no try names an order; null: they can. */
  readonly triesGap: Reason | null;
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
  if (grounds.origins && findings.length === 0 && order.isCard !== false)
    findings.push(withoutTry(order, known));
  if (findings.length === 0) {
    const reason = order.isCard === false ? "order-not-by-card" : "order-without-trace";
    findings.push(found("notAffected", reason, "", "", []));
  }
  return findings;
}

/** No try of the intruder names it. */
function withoutTry(order: OrderFacts, known: Case): Finding {
  if (isInWindow(order, known) === false) return found("notAffected", "order-outside-window", "", "", []);
  if (known.triesGap === null) return found("notAffected", "order-without-trace", "", "", []);
  return found("cannotTell", known.triesGap, "", "", itemsOr(known.question, RECORD));
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

/** One try to pay that names an order, as the guard wrote it down. */
export interface AttemptFacts {
  readonly id: string;
  readonly atMs: number;
  /** The request brought a card or the token of one. */
  readonly hasCard: boolean;
  /** It went on to the shop; otherwise the guard stopped it, and the order's name is the request's word alone. */
  readonly isReached: boolean;
  /** Its outcome, or where there is none the guard's answer. */
  readonly ended: string;
  readonly address: string;
  readonly place: string;
}

/** Typed when the request brought the card, or an agency judged one that was typed on its page; else the form was only reached. */
export function judgeAttempt(
  { id, atMs, hasCard, isReached, ended, address, place }: AttemptFacts,
  { question, grounds }: Pick<Case, "question" | "grounds">,
): Finding {
  const detail = `${id} ${new Date(atMs).toISOString()} ${ended} ${address}`;
  if (grounds.origins)
    return found("confirmed", "attempt-by-origin", place, detail, itemsOr(question, RECORD));
  const items = itemsOr(question, TYPED);
  if (!isReached) return found("possible", "attempt-stopped", place, detail, items);
  if (hasCard || ended === "approved" || ended === "declined")
    return found("confirmed", "attempt-typed", place, detail, items);
  return found("possible", "attempt-left", place, detail, items);
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
