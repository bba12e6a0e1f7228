// Learns from traffic which unlisted routes reach a payment: it remembers names of fields and counts, never a value.

import { maskText } from "../../scrub/index.ts";
import type { ArrivedRequest, ShopAnswer } from "../http/way.ts";
import { isNamed, type Field } from "./body/fields.ts";
import { readBody } from "./body/read.ts";
import { declineCodeIn } from "./declinecodes.ts";
import { viewOf } from "./outcome.ts";
import { segmentsOf } from "./paths.ts";
import { readByRules } from "./reading.ts";
import { routeRule, type RouteRule } from "./rules.ts";
import type { AttemptWord } from "./words.ts";

export interface RouteProposal {
  readonly rule: RouteRule;
  /** Requests seen on this route. */
  readonly seen: number;
  readonly reasons: readonly { readonly word: AttemptWord; readonly values: { readonly count: number } }[];
}

export interface RouteLearner {
  /** Looks at one request of an unlisted route (POST, PUT, PATCH) and, when it is there, its answer. Never throws. */
  observe(request: ArrivedRequest, body: Uint8Array, answer?: ShopAnswer): void;
  /** Most telling first. */
  proposals(): readonly RouteProposal[];
}

interface Learned {
  readonly method: RouteRule["method"];
  readonly path: string;
  seen: number;
  cards: number;
  tokens: number;
  words: number;
  declines: number;
  json: number;
  readonly cardFields: Set<string>;
  readonly tokenFields: Set<string>;
  readonly emailFields: Set<string>;
  readonly amountFields: Set<string>;
  readonly methodFields: Set<string>;
  readonly approvedTo: Set<string>;
}

/** Routes remembered; the least telling is forgotten first. About 1 KiB each. */
const ROUTES_MAX = 300;
const FIELDS_PER_ROUTE_MAX = 10;
const NAME_LENGTH_MAX = 100;
/** Proposals need at least this many sightings of a card, a token or payment words. */
const SIGHTINGS_MIN = 2;

const PAYMENT_WORD =
  /(?:card|credit|cvv|cvc|security_?code|payment_?method|expir|holder|token|nonce|カード|支払)/i;

export function createRouteLearner(): RouteLearner {
  const routes = new Map<string, Learned>();
  return {
    observe: (request, body, answer) => {
      const method = request.method.toUpperCase();
      if (method !== "POST" && method !== "PUT" && method !== "PATCH") return;
      const read = readBody(request, body);
      if (!read.readable) return;
      const bare = routeRule({ name: "learning", path: "/*" });
      const { reading } = readByRules([bare], request, body, "");
      const words = read.fields.filter((field) => PAYMENT_WORD.test(field.name)).length;
      if (reading.pan === null && reading.token === null && words === 0) return;
      const learned = remembered(routes, method, templateOf(request.path));
      learned.seen += 1;
      learned.cards += reading.pan === null ? 0 : 1;
      learned.tokens += reading.token === null ? 0 : 1;
      learned.words += words > 0 ? 1 : 0;
      learned.json += (request.headers["content-type"] ?? "").includes("json") ? 1 : 0;
      noteFields(learned, read.fields);
      if (answer !== undefined) noteAnswer(learned, answer);
    },
    proposals: () =>
      [...routes.values()]
        .filter((learned) => weightOf(learned) >= SIGHTINGS_MIN)
        .sort((a, b) => weightOf(b) - weightOf(a))
        .map(proposalOf),
  };
}

function weightOf(learned: Learned): number {
  return learned.cards * 3 + learned.tokens * 2 + learned.declines * 2 + learned.words * 0.5;
}

function remembered(routes: Map<string, Learned>, method: RouteRule["method"], path: string): Learned {
  const key = `${method} ${path}`;
  const known = routes.get(key);
  if (known !== undefined) return known;
  if (routes.size >= ROUTES_MAX) {
    let least: { readonly key: string; readonly weight: number } | undefined;
    for (const [k, learned] of routes) {
      const weight = weightOf(learned);
      if (least === undefined || weight < least.weight) least = { key: k, weight };
    }
    if (least !== undefined) routes.delete(least.key);
  }
  const learned: Learned = {
    method,
    path,
    seen: 0,
    cards: 0,
    tokens: 0,
    words: 0,
    declines: 0,
    json: 0,
    cardFields: new Set(),
    tokenFields: new Set(),
    emailFields: new Set(),
    amountFields: new Set(),
    methodFields: new Set(),
    approvedTo: new Set(),
  };
  routes.set(key, learned);
  return learned;
}

/** "/order/8812/pay" and "/order/8813/pay" are one route: parts that look like keys become ":part". */
function templateOf(path: string): string {
  const parts = segmentsOf(path)
    .slice(0, 12)
    .map((part) => (/\d{2,}|^[0-9a-f-]{16,}$/i.test(part) || part.length > 60 ? ":part" : part));
  return `/${parts.join("/")}`.slice(0, 300);
}

function noteFields(learned: Learned, fields: readonly Field[]): void {
  for (const field of fields) {
    const note = (into: Set<string>, isOne: boolean): void => {
      const name = maskText(field.name).slice(0, NAME_LENGTH_MAX);
      if (isOne && name !== "" && into.size < FIELDS_PER_ROUTE_MAX) into.add(name);
    };
    note(learned.cardFields, /card.{0,12}(?:no|num)|cc_?num|^number$|\.number$|カード番号/i.test(field.name));
    note(
      learned.tokenFields,
      /token|nonce|payment_?method_?id/i.test(field.name) && !/csrf|_token$/i.test(field.name),
    );
    note(learned.emailFields, isNamed(field.name, "email") || /e_?mail/i.test(field.name));
    note(learned.amountFields, /amount|total/i.test(field.name));
    note(learned.methodFields, /payment_?method$|payment_?id$|pay_?type$/i.test(field.name));
  }
}

function noteAnswer(learned: Learned, answer: ShopAnswer): void {
  const view = viewOf(answer);
  if (view.location !== "" && /complete|success|thank|order-received/i.test(view.location)) {
    const path = view.location.replace(/^[a-z]{1,10}:\/\/[^/]{1,300}/i, "").replace(/[?#].*$/s, "");
    if (learned.approvedTo.size < FIELDS_PER_ROUTE_MAX)
      learned.approvedTo.add(path.replace(/\d{2,}.*$/s, "").slice(0, 200));
  } else if (declineCodeIn(view.text()) !== null) learned.declines += 1;
}

function proposalOf(learned: Learned): RouteProposal {
  const name = `learned${learned.path.replace(/:part/g, "").replace(/[^a-z0-9]+/g, "-")}`.slice(0, 40);
  const rule = routeRule({
    name: name.replace(/-+$/, ""),
    method: learned.method,
    path: learned.path,
    speaks: learned.json * 2 > learned.seen ? "json" : "page",
    fields: {
      card: [...learned.cardFields],
      token: [...learned.tokenFields],
      email: [...learned.emailFields],
      amount: [...learned.amountFields],
      method: [...learned.methodFields],
    },
    approved: [...learned.approvedTo].filter((path) => path.length > 1).map((path) => ({ redirectTo: path })),
  });
  const reasons: RouteProposal["reasons"][number][] = [];
  if (learned.cards > 0) reasons.push({ word: "learned.cards", values: { count: learned.cards } });
  if (learned.tokens > 0) reasons.push({ word: "learned.tokens", values: { count: learned.tokens } });
  if (learned.words > 0) reasons.push({ word: "learned.words", values: { count: learned.words } });
  if (learned.declines > 0) reasons.push({ word: "learned.declines", values: { count: learned.declines } });
  return { rule, seen: learned.seen, reasons };
}
