// Reads one try to pay from a request by the rules of its route: the card or token, the amount, who pays, and by what.
// Values stay inside; cards come out only as values that cannot print themselves.

import { pan as asPan, reveal, type Pan } from "../../kernel/index.ts";
import { brandOf, firstPanIn, isPan, readPan } from "../../scrub/index.ts";
import type { ArrivedRequest } from "../http/way.ts";
import { graphqlCalls, readBody, type GraphqlCalls } from "./body/read.ts";
import { isNamed, valuesNamed, type Field } from "./body/fields.ts";
import type { AttemptReading } from "./contract.ts";
import type { RouteRule } from "./rules.ts";

export interface RuleReading {
  readonly reading: AttemptReading;
  /** The rule whose conditions held; undefined when the request is no try to pay. */
  readonly rule: RouteRule | undefined;
}

/** Tokens of Stripe, PAY.JP, Braintree and Square are known by their look, whatever the field is called. */
const TOKEN_VALUE =
  /^(?:tok|pm|src|pi|seti|btok|ctoken)_(?=[A-Za-z_]{0,40}\d)[A-Za-z0-9_]{8,200}$|^tokencc_[a-z0-9_]{10,200}$|^(?:cnon|ccof):[\w:-]{6,200}$/;
const TOKEN_LENGTH_MAX = 4_096;
/** A single number in a field named by the rule is also read when something stands around it, e.g. "no:4111…". */
const VALUE_LENGTH_MAX = 4_096;

const NOTHING: AttemptReading = {
  payment: "unknown",
  pan: null,
  token: null,
  amountYen: null,
  email: null,
  orderRef: null,
};

/** Reads the request by the first rule whose conditions hold. Never throws. */
export function readByRules(
  rules: readonly RouteRule[],
  request: ArrivedRequest,
  bytes: Uint8Array,
  orderInPath: string,
): RuleReading {
  const body = readBody(request, bytes);
  const fields = [...body.fields];
  const calls = rules.some((rule) => rule.graphql !== undefined)
    ? graphqlCalls(body.fields, (name, value) => fields.push({ name, value }))
    : undefined;
  if (!body.readable) {
    return { rule: rules[0], reading: { ...NOTHING, orderRef: orderInPath === "" ? null : orderInPath } };
  }
  const pan = panIn(fields, rules);
  for (const rule of rules) {
    const token = tokenIn(fields, rule);
    if (!holds(rule, fields, calls, pan !== undefined || token !== undefined, pan !== undefined)) continue;
    return { rule, reading: readingBy(rule, fields, pan, token, orderInPath) };
  }
  return { rule: undefined, reading: { ...NOTHING, payment: "other", noAttempt: true } };
}

function readingBy(
  rule: RouteRule,
  fields: readonly Field[],
  pan: Pan | undefined,
  token: string | undefined,
  orderInPath: string,
): AttemptReading {
  const order = valuesNamed(fields, rule.fields.order).find((value) => value !== "") ?? orderInPath;
  return {
    payment: paymentOf(rule, fields, pan !== undefined, token !== undefined),
    pan: pan ?? null,
    token: pan === undefined ? (token ?? null) : null,
    amountYen: amountIn(valuesNamed(fields, rule.fields.amount)),
    email: emailIn(fields, rule),
    orderRef: order === "" ? null : safeReference(order),
    routeName: rule.name,
  };
}

/**
 * "other" only when every value of the method field is one that needs no card and no card number came along: the software
 * behind decides by one of several values, and which one it takes is not ours to guess.
 */
function paymentOf(
  rule: RouteRule,
  fields: readonly Field[],
  hasPan: boolean,
  hasToken: boolean,
): AttemptReading["payment"] {
  if (hasPan) return "card";
  const methods = valuesNamed(fields, rule.fields.method).filter((value) => value !== "");
  const isOther = (method: string): boolean => rule.notCard.some((name) => matchesValue(method, name));
  if (methods.length > 0 && methods.every(isOther)) return "other";
  return hasToken ? "card" : "unknown";
}

function holds(
  rule: RouteRule,
  fields: readonly Field[],
  calls: GraphqlCalls | undefined,
  hasCard: boolean,
  hasPan: boolean,
): boolean {
  if (rule.graphql !== undefined && !callsOneOf(rule.graphql, fields, calls, hasCard)) return false;
  return Object.entries(rule.when ?? {}).every(([name, wanted]) => {
    const list = typeof wanted === "string" ? [wanted] : wanted;
    if (name === ":card") return list.includes("*") ? hasCard : !hasCard;
    const values = valuesNamed(fields, [name]);
    const refused = list.filter((value) => value.startsWith("!"));
    const asked = list.filter((value) => !value.startsWith("!"));
    // One value that is not refused is enough: which of several the shop goes by is not known.
    const isRefused = (actual: string): boolean =>
      refused.some((value) => matchesValue(actual, value.slice(1)));
    if (!hasPan && values.length > 0 && values.every(isRefused)) return false;
    return asked.length === 0 || asked.some((value) => values.some((actual) => matchesValue(actual, value)));
  });
}

function callsOneOf(
  wanted: readonly string[],
  fields: readonly Field[],
  calls: GraphqlCalls | undefined,
  hasCard: boolean,
): boolean {
  if (calls === undefined) return false;
  if (calls.mutates && wanted.some((name) => calls.names.has(name))) return true;
  // Only the hash of a stored document came: its name, its variables or a card must tell.
  const isStored = fields.some((f) => isNamed(f.name, "sha256Hash") || isNamed(f.name, "documentId"));
  if (calls.hasDocument && !isStored) return false;
  if (!isStored && calls.operations.length === 0) return false;
  const lower = wanted.map((name) => name.toLowerCase());
  return (
    hasCard ||
    calls.operations.some((operation) => lower.some((name) => operation.toLowerCase().includes(name))) ||
    fields.some((field) => /payment_?method|cc_number|metadata/i.test(field.name))
  );
}

/** "*" = any value, a final "*" = any ending; case is ignored. */
function matchesValue(actual: string, wanted: string): boolean {
  const value = actual.toLowerCase();
  const rule = wanted.toLowerCase();
  return rule.endsWith("*") ? value.startsWith(rule.slice(0, -1)) : value === rule;
}

function panIn(fields: readonly Field[], rules: readonly RouteRule[]): Pan | undefined {
  const names = rules.flatMap((rule) => rule.fields.card);
  const named = new Set(fields.filter((field) => names.some((name) => isNamed(field.name, name))));
  for (const field of [...[...named].toReversed(), ...fields.toReversed()]) {
    const value = field.value.trim();
    const pan = value.length > VALUE_LENGTH_MAX ? undefined : readPan(value);
    if (pan !== undefined && (named.has(field) || (!isForeign(field.name) && isTelling(reveal(pan)))))
      return pan;
  }
  return splitPan(fields) ?? embeddedPan([...named]) ?? guessedPan([...named]);
}

/** A made-up number that no issuer gave out costs a fee all the same: in a card field any 13–19 digits are a try. */
function guessedPan(named: readonly Field[]): Pan | undefined {
  for (const field of named.toReversed()) {
    const digits = field.value.length > 64 ? "" : field.value.normalize("NFKC").replace(/[\s-]/g, "");
    if (/^\d{13,19}$/.test(digits) && !isForeign(field.name)) return asPan(digits);
  }
  return guessedPieces(named);
}

function guessedPieces(named: readonly Field[]): Pan | undefined {
  const pieces = named.filter((field) => /0?[1-5]$/.test(field.name) && /^\d{2,7}$/.test(field.value.trim()));
  const whole = pieces.map((field) => field.value.trim()).join("");
  return pieces.length >= 2 && /^\d{13,19}$/.test(whole) ? asPan(whole) : undefined;
}

/** JAN codes (13 digits) and parcel numbers (12) pass for old or rare cards one time in ten: those need a card's field. */
function isTelling(digits: string): boolean {
  return digits.length >= 14 && (brandOf(digits) !== "maestro" || digits.length === 16);
}

/** Telephone numbers, dates and shop references are never a card, even when they happen to pass Luhn. */
function isForeign(name: string): boolean {
  return /(?:tel|phone|fax|zip|postal|order_?(?:id|no|key)|nonce|transactionid|timestamp|_token|uniqid|cart_?id|sku|jan)/i.test(
    name,
  );
}

/** card_no01…04 (or number1…4): pieces of one number in the order of their endings. */
function splitPan(fields: readonly Field[]): Pan | undefined {
  const pieces = new Map<string, { readonly order: number; readonly digits: string }[]>();
  for (const field of fields) {
    const name = /^(.{0,200}?)[_-]?0?([1-5])$/.exec(field.name);
    const digits = field.value.trim().normalize("NFKC");
    if (name === null || !/^\d{2,7}$/.test(digits)) continue;
    const list = pieces.get(name[1] ?? "") ?? [];
    list.push({ order: Number(name[2]), digits });
    pieces.set(name[1] ?? "", list);
  }
  for (const [name, list] of pieces) {
    if (list.length < 2 || isForeign(name)) continue;
    const whole = list
      .toSorted((a, b) => a.order - b.order)
      .map((piece) => piece.digits)
      .join("");
    if (isPan(whole) && isTelling(whole)) return asPan(whole);
  }
  return undefined;
}

function embeddedPan(named: readonly Field[]): Pan | undefined {
  for (const field of named) {
    const pan = field.value.length > VALUE_LENGTH_MAX ? undefined : firstPanIn(field.value);
    if (pan !== undefined) return pan;
  }
  return undefined;
}

function tokenIn(fields: readonly Field[], rule: RouteRule): string | undefined {
  const named = valuesNamed(fields, rule.fields.token).find(isTokenLike);
  if (named !== undefined) return named.slice(0, TOKEN_LENGTH_MAX);
  return fields.find((field) => TOKEN_VALUE.test(field.value.slice(0, 300).trim()))?.value.trim();
}

/** "new" and "" are what saved-card fields send when no saved card was chosen. */
function isTokenLike(value: string): boolean {
  return value !== "" && value !== "new" && value !== "0" && value !== "false" && value !== "null";
}

function emailIn(fields: readonly Field[], rule: RouteRule): string | null {
  for (const value of valuesNamed(fields, rule.fields.email)) {
    if (value.length <= 254 && /^[^\s@]{1,200}@[^\s@]{1,200}$/.test(value)) return value;
  }
  return null;
}

/** "1,980", "¥1980", "1980.00", "１９８０円" → 1980. Null when nothing like it or beyond a billion yen. */
export function amountIn(values: readonly string[]): number | null {
  for (const value of values) {
    const bare = value
      .slice(0, 40)
      .normalize("NFKC")
      .replace(/[¥\\,\s円]|JPY/gi, "");
    if (!/^\d{1,12}(?:\.\d{1,4})?$/.test(bare)) continue;
    const amount = Math.round(Number(bare));
    if (amount > 0 && amount <= 1_000_000_000) return amount;
  }
  return null;
}

/** An order reference is short and plain, or it is not kept. A card number is never one. */
export function safeReference(text: string): string | null {
  const short = text.trim();
  if (short.length === 0 || short.length > 64 || !/^[\w#.:-]+$/.test(short)) return null;
  return firstPanIn(short) === undefined ? short : null;
}
