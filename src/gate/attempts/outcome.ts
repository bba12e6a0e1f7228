// Reads how an attempt ended from the shop's answer: by the rule's patterns first, then by what answers of this kind mean.

import type { ShopAnswer } from "../http/way.ts";
import type { AttemptOutcome } from "../facts.ts";
import { charsetOf, textOf } from "./body/charset.ts";
import { parseJson } from "./body/fields.ts";
import type { OutcomeReading } from "./contract.ts";
import { declineCodeIn } from "./declinecodes.ts";
import { safeReference } from "./reading.ts";
import type { AnswerPattern, AwaitedPage, RouteRule } from "./rules.ts";

/** A shop's answer, each reading of it made at most once. */
export interface AnswerView {
  readonly status: number;
  readonly location: string;
  text(): string;
  json(): unknown;
}

export function viewOf(answer: ShopAnswer): AnswerView {
  let text: string | undefined;
  let json: { readonly tree: unknown } | undefined;
  const view: AnswerView = {
    status: answer.status,
    location: headerOf(answer, "location"),
    text: () => {
      text ??= answer.body === undefined ? "" : textOf(answer.body, pageCharset(answer));
      return text;
    },
    json: () => {
      json ??= { tree: parseJson(view.text().trim()) };
      return json.tree;
    },
  };
  return view;
}

function headerOf(answer: ShopAnswer, name: string): string {
  const value = answer.headers[name];
  return typeof value === "string" ? value : (value?.[0] ?? "");
}

function pageCharset(answer: ShopAnswer): string | undefined {
  const named = charsetOf(headerOf(answer, "content-type"));
  if (named !== undefined || answer.body === undefined) return named;
  // <meta charset> stands near the top of a page.
  return charsetOf(Buffer.from(answer.body.subarray(0, 2_048)).toString("latin1"));
}

/** Do all parts of one pattern hold? A pattern without parts never holds. */
export function patternHolds(pattern: AnswerPattern, view: AnswerView): boolean {
  const { status, redirectTo, bodyHas, json } = pattern;
  if (status === undefined && redirectTo === undefined && bodyHas === undefined && json === undefined)
    return false;
  if (status !== undefined && !(Array.isArray(status) ? status : [status]).includes(view.status))
    return false;
  if (redirectTo !== undefined && !view.location.toLowerCase().includes(redirectTo.toLowerCase()))
    return false;
  if (bodyHas !== undefined && !view.text().toLowerCase().includes(bodyHas.toLowerCase())) return false;
  return json === undefined || valuesAt(view.json(), json.at).some((value) => isWanted(value, json.is));
}

function isWanted(value: unknown, wanted: string | number | boolean | readonly string[]): boolean {
  if (wanted === true) return value !== null && value !== undefined && value !== "" && value !== false;
  if (typeof wanted === "string" || typeof wanted === "number" || typeof wanted === "boolean") {
    return value === wanted || String(value) === String(wanted);
  }
  return typeof value === "string" && wanted.includes(value);
}

/** More values than this under one pointer are not looked at. */
const VALUES_MAX = 1_000;

/** The values under a JSON pointer (RFC 6901) in which "*" stands for any one key or index. */
export function valuesAt(tree: unknown, pointer: string): readonly unknown[] {
  if (tree === undefined) return [];
  let current: unknown[] = [tree];
  for (const raw of pointer.split("/").slice(1)) {
    const key = raw.replaceAll("~1", "/").replaceAll("~0", "~");
    const next: unknown[] = [];
    for (const value of current) {
      if (value === null || typeof value !== "object") continue;
      if (key === "*") next.push(...Object.values(value).slice(0, VALUES_MAX));
      else if (Object.hasOwn(value, key)) next.push((value as Readonly<Record<string, unknown>>)[key]);
    }
    current = next.slice(0, VALUES_MAX);
  }
  return current;
}

/** Order: our own errors, declines, approvals, pending; then what the status alone says. */
export function outcomeBy(
  rules: readonly RouteRule[],
  answer: ShopAnswer,
  awaits: (location: string) => string | null,
): OutcomeReading {
  const view = viewOf(answer);
  const outcome = decide(rules, view);
  const found = outcome === "pending" && view.location !== "" ? awaits(view.location) : null;
  return {
    outcome,
    declineCode: outcome === "declined" ? declineCodeIn(view.text()) : null,
    orderRef: orderIn(rules, view),
    amountYen: null,
    awaitPage: found,
  };
}

function decide(rules: readonly RouteRule[], view: AnswerView): AttemptOutcome {
  const said = (kind: "error" | "declined" | "approved" | "pending"): boolean =>
    rules.some((rule) => rule[kind].some((pattern) => patternHolds(pattern, view)));
  if (said("error")) return "error";
  if (said("declined")) return "declined";
  if (said("approved")) return "approved";
  if (said("pending")) return "pending";
  return view.status >= 400 || hasGraphqlErrors(view) ? "error" : "pending";
}

function hasGraphqlErrors(view: AnswerView): boolean {
  return ["/errors/0", "/*/errors/0", "/data/*/errors/0"].some((at) => valuesAt(view.json(), at).length > 0);
}

export function outcomeOfPage(page: AwaitedPage, answer: ShopAnswer): OutcomeReading | undefined {
  const view = viewOf(answer);
  const holds = (patterns: readonly AnswerPattern[]): boolean => patterns.some((p) => patternHolds(p, view));
  const outcome = holds(page.error)
    ? "error"
    : holds(page.declined)
      ? "declined"
      : holds(page.approved)
        ? "approved"
        : page.otherwise;
  if (outcome === undefined) return undefined;
  return {
    outcome,
    declineCode: outcome === "declined" ? declineCodeIn(view.text()) : null,
    orderRef: referenceIn(view.location),
    amountYen: null,
    awaitPage: null,
  };
}

function orderIn(rules: readonly RouteRule[], view: AnswerView): string | null {
  for (const rule of rules) {
    if (rule.orderAt === undefined) continue;
    for (const value of valuesAt(view.json(), rule.orderAt)) {
      if (typeof value !== "string" && typeof value !== "number") continue;
      const reference = safeReference(String(value));
      if (reference !== null && reference !== "0") return reference;
    }
  }
  const redirect = valuesAt(view.json(), "/redirect").find((value) => typeof value === "string");
  return referenceIn(view.location) ?? referenceIn(typeof redirect === "string" ? redirect : "");
}

/** "…/order-received/123/", "…/order-pay/123/", "…/orders/123/thanks", "?order_id=123", "?no=123". */
function referenceIn(address: string): string | null {
  const found =
    /(?:\/order-(?:received|pay)\/|\/orders?\/(?=[\w-]{1,40}\/(?:thanks?|complete|confirmation)\b)|[?&](?:order_?id|order_?no|orderNumber|no)=)([\w-]{1,40})/i.exec(
      address.slice(0, 2_000),
    );
  return found === null ? null : safeReference(found[1] ?? "");
}
