// How a buyer's choice of payment is told in shops that keep it in their own session: which request makes the choice,
// which one pays by it, and which may change it unseen. Reads requests; remembering is the flow's.

import type { ArrivedRequest, ShopAnswer } from "../http/way.ts";
import { readBody } from "./body/read.ts";
import { isNamed } from "./body/fields.ts";
import type { PaymentChoices } from "./contract.ts";
import { patternHolds, viewOf } from "./outcome.ts";
import { decoded, matchPath, pathPattern, segmentsOf, type PathPattern } from "./paths.ts";
import type { AnswerPattern, ChoiceRule, Preset, RouteRule } from "./rules.ts";

/** As for payment routes: a shop may stand below a folder or a locale. */
const OFFSET_MAX = 4;
/** More cookies than a browser keeps for one shop: such a request has no session that can be told. */
const COOKIES_MAX = 100;
/** What PHP makes as a session's name, and what other software does: never shorter than 16, never longer than 256. */
const SESSION_VALUE = /^[A-Za-z0-9,-]{16,256}$/;
/** The gate's own cookies and the ones that analytics change from page to page. */
const NO_SESSION = /^(?:misemori_|_g|__utm|_clck|_clsk|_uet|AWSALB)/;
const PAYMENT_ID = /^[\w.-]{1,40}$/;

export function createPaymentChoices(rule: ChoiceRule, notCardPayments: readonly string[]): PaymentChoices {
  const makes = pathPattern(rule.makes);
  const follows = rule.follows.map(pathPattern);
  const forgets = rule.forgets.map(pathPattern);
  const notCard = new Set(notCardPayments.length > 0 ? notCardPayments : rule.notCard);
  const words = [...new Set([makes, ...follows, ...forgets].map((path) => path.segments[0] ?? ""))];
  return {
    roleOf: (request) => {
      const lower = request.path.toLowerCase();
      // Nearly every request ends here.
      if (!lower.includes("%") && !words.some((word) => lower.includes(word))) return undefined;
      const segments = segmentsOf(request.path);
      if (request.method === "POST" && offsetOf(makes, segments) !== undefined) return "makes";
      if (request.method === "POST" && isAt(follows, segments)) return "follows";
      return isAt(forgets, segments) ? "forgets" : undefined;
    },
    sessionOf: (request) => sessionIn(request.headers["cookie"], rule.sessions),
    chosenIn: (request, body) => chosenIn(request, body, rule.field),
    isAccepted: (answer) => isAccepted(rule, answer),
    isNotCard: (id) => notCard.has(id),
    chooseAt: (request) => {
      const segments = segmentsOf(request.path);
      const offset = follows.map((path) => offsetOf(path, segments)).find((found) => found !== undefined);
      const below = segments.slice(0, offset ?? 0).filter((segment) => /^[\w.~-]{1,100}$/.test(segment));
      return `${below.map((segment) => `/${segment}`).join("")}${rule.chooseAt}`;
    },
  };
}

function isAt(paths: readonly PathPattern[], segments: readonly string[]): boolean {
  return paths.some((path) => offsetOf(path, segments) !== undefined);
}

function offsetOf(path: PathPattern, segments: readonly string[]): number | undefined {
  for (let offset = 0; offset <= OFFSET_MAX && offset < segments.length; offset++) {
    if (matchPath(path, segments, offset) !== undefined) return offset;
  }
  return undefined;
}

function isAccepted(rule: ChoiceRule, answer: ShopAnswer): boolean {
  const view = viewOf(answer);
  const holds = (patterns: readonly AnswerPattern[]): boolean =>
    patterns.some((pattern) => patternHolds(pattern, view));
  return holds(rule.accepted) && !holds(rule.refused);
}

/**
 * The one id that the form names, or undefined. Every spelling that PHP could take for the field counts; two different
 * ids, another kind of body or one that was cut are no choice that can be told.
 */
function chosenIn(request: ArrivedRequest, bytes: Uint8Array, field: string): string | undefined {
  const type = (request.headers["content-type"] ?? "").trim().toLowerCase();
  if (!type.startsWith("application/x-www-form-urlencoded")) return undefined;
  if (request.headers["content-encoding"] !== undefined) return undefined;
  const body = readBody(request, bytes);
  if (!body.readable) return undefined;
  const ids = new Set<string>();
  for (const { name, value } of body.fields) {
    if (isNamed(name, field) || isNamed(name, `${field}.*`)) ids.add(value.trim());
  }
  const [id] = ids;
  return ids.size === 1 && id !== undefined && PAYMENT_ID.test(id) ? id : undefined;
}

/**
 * All cookies that may be the shop's session, as sent and in their order: whichever of them the shop goes by, it is in
 * here, so that two sessions can never pass for one. Undefined when a name comes twice, or a value is written in a way
 * that the shop may read differently.
 */
function sessionIn(header: string | undefined, names: readonly string[]): string | undefined {
  const pairs = (header ?? "").split(";", COOKIES_MAX + 1);
  if (pairs.length > COOKIES_MAX) return undefined;
  const seen = new Set<string>();
  const found: string[] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    if (equals < 0) continue;
    const name = phpName(pair.slice(0, equals));
    const value = pair.slice(equals + 1).trim();
    if (NO_SESSION.test(name)) continue;
    const isNamedSession = names.some((known) => known.toLowerCase() === name.toLowerCase());
    if (!isNamedSession && !SESSION_VALUE.test(decoded(value).trim())) continue;
    if (!SESSION_VALUE.test(value) || seen.has(name)) return undefined;
    seen.add(name);
    found.push(`${name}=${value}`);
  }
  return found.length === 0 ? undefined : found.join("; ");
}

/** PHP cuts a cookie's name at "[" and turns blanks and dots into underscores; old ones undo its escapes, too. */
function phpName(raw: string): string {
  const name = decoded(raw).trimStart();
  const bracket = name.indexOf("[");
  return (bracket < 0 ? name : name.slice(0, bracket)).replace(/[. ]/g, "_").slice(0, 200);
}

/** Where the shop goes by its session, a payment id in the paying request itself is only what a client claims. */
export function alsoNotCard(rule: RouteRule, preset: Preset, notCardPayments: readonly string[]): RouteRule {
  if (preset.choice !== undefined || notCardPayments.length === 0 || rule.notCard.length === 0) return rule;
  return { ...rule, notCard: [...rule.notCard, ...notCardPayments] };
}
