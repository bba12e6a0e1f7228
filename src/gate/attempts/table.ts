// Which requests are tries to pay: the preset's routes and the owner's own, compiled once so that asking is quick for the
// many requests that are none. When in doubt a request counts as a try.

import { ATTEMPT_BODY_BYTES_MAX } from "../../kernel/index.ts";
import type { ArrivedRequest } from "../http/way.ts";
import type { PaymentRoute, RouteTable } from "./contract.ts";
import { readGraphqlDocument } from "./body/graphql.ts";
import { outcomeBy, outcomeOfPage } from "./outcome.ts";
import { isShopPage } from "./pages.ts";
import {
  decoded,
  matchPath,
  pathPattern,
  queryParts,
  sanitized,
  segmentsOf,
  type PathPattern,
  type QueryParts,
} from "./paths.ts";
import { alsoNotCard, createPaymentChoices } from "./choices.ts";
import { presetNamed } from "./presets/index.ts";
import { readByRules } from "./reading.ts";
import type { AwaitedPage, PresetName, RouteRule } from "./rules.ts";

interface CompiledRule {
  readonly rule: RouteRule;
  readonly index: number;
  readonly path: PathPattern;
  readonly query: QueryParts;
  /** Preset paths may stand below a folder, a locale or a store code; the owner's own are exact. */
  readonly offsetMax: number;
  /** "/*" with conditions on the body: looks at every form that is sent. */
  readonly anyForm: boolean;
}

/** /shop/html/ja/… : a shop is rarely installed deeper. */
const OFFSET_MAX = 4;
/** Distinct sets of rules that can hold for one request; a handful in practice. */
const ROUTES_CACHED_MAX = 512;

/** Routes of a preset with the owner's own beside them or, by the same name, instead of them. */
export function createRouteTable(options: {
  readonly preset: PresetName;
  readonly routes: readonly RouteRule[];
  /** Payment ids that need no card, as the owner says; instead of the preset's own. */
  readonly notCardPayments?: readonly string[] | undefined;
}): RouteTable {
  const preset = presetNamed(options.preset);
  const notCardPayments = options.notCardPayments ?? [];
  const own = new Set(options.routes.map((rule) => rule.name));
  const rules = [
    ...options.routes.map((rule) => ({ rule, offsetMax: 0 })),
    ...preset.routes
      .filter((rule) => !own.has(rule.name))
      .map((rule) => ({ rule: alsoNotCard(rule, preset, notCardPayments), offsetMax: OFFSET_MAX })),
  ].map(({ rule, offsetMax }, index) => compiled(rule, index, offsetMax));
  const finder = createFinder(rules, preset.restRoute, preset.backOffice);
  const awaited = [...preset.awaited, ...awaitedByRules(options.routes)].map((page) => ({
    page,
    path: pathPattern(page.path),
  }));
  const routes = new Map<string, PaymentRoute>();
  // What a request was read as, until it is answered; forgotten with the request.
  const chosen = new WeakMap<ArrivedRequest, RouteRule>();
  const pageAt = (path: string): AwaitedPage | undefined => {
    const segments = segmentsOf(path);
    return awaited.find((entry) => offsetOf(entry.path, segments, OFFSET_MAX) !== undefined)?.page;
  };
  const awaits = (location: string): string | null => {
    const path = pathIn(location);
    return path !== null && pageAt(path) !== undefined ? path : null;
  };
  return {
    match: (request) => {
      const found = finder(request);
      if (found.length === 0) return undefined;
      const key = found.map((entry) => entry.index).join();
      const known = routes.get(key);
      if (known !== undefined) return known;
      const route = paymentRoute(found, chosen, awaits);
      if (routes.size < ROUTES_CACHED_MAX) routes.set(key, route);
      return route;
    },
    readAwaitedPage: (request, answer) => {
      if (request.method !== "GET" || answer.status >= 300) return undefined;
      const page = pageAt(request.path);
      return page === undefined ? undefined : outcomeOfPage(page, answer);
    },
    isPage: (request) => isShopPage(request, preset.backOffice),
    choices: preset.choice === undefined ? undefined : createPaymentChoices(preset.choice, notCardPayments),
  };
}

function compiled(rule: RouteRule, index: number, offsetMax: number): CompiledRule {
  const path = pathPattern(rule.path);
  const query = queryParts(rule.query ?? "");
  const isEverywhere = path.open && path.segments.length === 0;
  const anyForm = isEverywhere && query.length === 0;
  return { rule, index, path, query, offsetMax: isEverywhere ? 0 : offsetMax, anyForm };
}

function paymentRoute(
  found: readonly CompiledRule[],
  chosen: WeakMap<ArrivedRequest, RouteRule>,
  awaits: (location: string) => string | null,
): PaymentRoute {
  const rules = found.map((entry) => entry.rule);
  const first = found[0];
  return {
    name: first?.rule.name ?? "",
    speaks: first?.rule.speaks ?? "page",
    readAttempt: (request, body) => {
      const { rule, reading } = readByRules(rules, request, body, orderInPath(found, request));
      if (rule !== undefined) chosen.set(request, rule);
      return reading;
    },
    readOutcome: (request, answer) => {
      const rule = chosen.get(request);
      return outcomeBy(rule === undefined ? rules : [rule], answer, awaits);
    },
  };
}

function orderInPath(found: readonly CompiledRule[], request: ArrivedRequest): string {
  const segments = segmentsOf(request.path);
  for (const entry of found) {
    const offset = offsetOf(entry.path, segments, entry.offsetMax);
    const order = offset === undefined ? "" : (matchPath(entry.path, segments, offset)?.order ?? "");
    if (order !== "") return order;
  }
  return "";
}

function offsetOf(path: PathPattern, segments: readonly string[], offsetMax: number): number | undefined {
  for (let offset = 0; offset <= offsetMax && offset <= segments.length; offset++) {
    if (matchPath(path, segments, offset) !== undefined) return offset;
  }
  return undefined;
}

type Finder = (request: ArrivedRequest) => readonly CompiledRule[];

function createFinder(
  rules: readonly CompiledRule[],
  restRoute: boolean,
  backOffice: readonly string[],
): Finder {
  const byHead = new Map<string, CompiledRule[]>();
  const headless: CompiledRule[] = [];
  for (const entry of rules) {
    const head = entry.path.segments[0];
    if (head === undefined || head.startsWith(":")) headless.push(entry);
    else byHead.set(head, [...(byHead.get(head) ?? []), entry]);
  }
  const hasGet = rules.some((entry) => entry.rule.method === "GET");
  // Words without which no query can make a read into a try; an escaped query is looked at in full.
  const telling = [
    "%",
    "_method",
    "query",
    "operationName",
    ...rules.flatMap((e) => e.query.map(([name]) => name)),
  ];
  return (request) => {
    const query = request.query;
    const isRead = request.method === "GET" || request.method === "HEAD" || request.method === "OPTIONS";
    // Most requests end here: a read without anything that could turn it into something else.
    if (isRead && !hasGet && overrideHeader(request) === undefined) {
      if (query === "" || !telling.some((word) => query.includes(word))) return [];
    }
    const parts = queryParts(query);
    const methods = effectiveMethods(request, parts);
    const segments = segmentsOf(request.path);
    const found = new Set<CompiledRule>();
    const look = (path: readonly string[]): void => {
      for (let offset = 0; offset <= OFFSET_MAX && offset < path.length; offset++) {
        for (const entry of byHead.get(path[offset] ?? "") ?? []) {
          if (offset <= entry.offsetMax && isMet(entry, path, offset, request, parts, methods))
            found.add(entry);
        }
      }
      for (const entry of headless) {
        if (isMet(entry, path, 0, request, parts, methods)) found.add(entry);
      }
    };
    look(segments);
    const rest = restRoute ? parts.find(([name]) => name === "rest_route")?.[1] : undefined;
    if (rest !== undefined) look(["wp-json", ...segmentsOf(rest)]);
    const isOffice = backOffice.some((prefix) => request.path.toLowerCase().startsWith(prefix));
    // Page builders save megabytes through admin-ajax.php: refusing those would stop the shop's own people.
    if (isOffice && isLong(request)) return [];
    return [...found].filter((entry) => !(isOffice && entry.anyForm)).sort((a, b) => a.index - b.index);
  };
}

function isMet(
  entry: CompiledRule,
  path: readonly string[],
  offset: number,
  request: ArrivedRequest,
  parts: QueryParts,
  methods: ReadonlySet<string>,
): boolean {
  if (matchPath(entry.path, path, offset) === undefined) return false;
  const queryHolds = entry.query.every(([name, value]) =>
    parts.some(([n, v]) => n.toLowerCase() === name.toLowerCase() && sanitized(v) === value.toLowerCase()),
  );
  if (!queryHolds) return false;
  if (entry.rule.graphql !== undefined && isGraphqlRead(request, methods)) {
    return isMutationInQuery(entry.rule.graphql, parts);
  }
  if (!isMethodMet(entry, methods)) return false;
  return !entry.anyForm || isFormToLookAt(request);
}

function isMethodMet(entry: CompiledRule, methods: ReadonlySet<string>): boolean {
  const wanted = entry.rule.method;
  if (methods.has(wanted)) return true;
  // A form may carry "_method" in its body, which is not known yet.
  if (wanted === "PUT" || wanted === "PATCH") return methods.has("POST");
  // Named by the query (WordPress' wc-ajax), the shop runs it whatever the method: an honest GET never does this.
  return wanted === "POST" && entry.query.length > 0 && methods.has("GET");
}

function isGraphqlRead(request: ArrivedRequest, methods: ReadonlySet<string>): boolean {
  return (request.method === "GET" || request.method === "HEAD") && !methods.has("POST");
}

/** Servers refuse mutations by GET, but a shop's own may not. A GET that names only a stored query reads. */
function isMutationInQuery(wanted: readonly string[], parts: QueryParts): boolean {
  return parts.some(([name, value]) => {
    if (name.toLowerCase() === "query") {
      const document = readGraphqlDocument(value);
      return document.mutates && wanted.some((mutation) => document.names.has(mutation));
    }
    const lower = value.toLowerCase();
    return name === "operationName" && wanted.some((mutation) => lower.includes(mutation.toLowerCase()));
  });
}

/** Every urlencoded form, and multipart ones unless they are uploads larger than any checkout. */
function isFormToLookAt(request: ArrivedRequest): boolean {
  const type = (request.headers["content-type"] ?? "").trim().toLowerCase();
  if (type.startsWith("application/x-www-form-urlencoded")) return true;
  if (!type.startsWith("multipart/form-data")) return false;
  return !isLong(request);
}

function isLong(request: ArrivedRequest): boolean {
  return Number(request.headers["content-length"] ?? 0) > ATTEMPT_BODY_BYTES_MAX;
}

const OVERRIDE_HEADERS = ["x-http-method-override", "x-http-method", "x-method-override"] as const;

function overrideHeader(request: ArrivedRequest): string | undefined {
  for (const name of OVERRIDE_HEADERS) {
    const value = request.headers[name];
    if (value !== undefined) return value;
  }
  return undefined;
}

/** The method as sent and every other one the shop's framework may be talked into. */
function effectiveMethods(request: ArrivedRequest, parts: QueryParts): ReadonlySet<string> {
  const methods = new Set([request.method.toUpperCase()]);
  const header = overrideHeader(request);
  if (header !== undefined) methods.add(header.trim().toUpperCase());
  for (const [name, value] of parts) if (name === "_method") methods.add(value.trim().toUpperCase());
  return methods;
}

function awaitedByRules(rules: readonly RouteRule[]): readonly AwaitedPage[] {
  return rules.flatMap((rule) =>
    rule.pending.flatMap((pattern) => {
      const path = pattern.redirectTo === undefined ? null : pathIn(pattern.redirectTo);
      if (path === null) return [];
      return [
        { path, approved: onPage(rule.approved), declined: onPage(rule.declined), error: onPage(rule.error) },
      ];
    }),
  );
}

/** Only what a page can show counts there; a pattern about a redirect has had its chance. */
function onPage<P extends { readonly redirectTo?: string | undefined }>(
  patterns: readonly P[],
): readonly P[] {
  return patterns.filter((pattern) => pattern.redirectTo === undefined);
}

/** The path in a Location header, decoded as `ArrivedRequest.path` is; null when there is none. */
function pathIn(location: string): string | null {
  const bare = location
    .slice(0, 2_000)
    .replace(/^[a-z]{1,10}:\/\/[^/?#]{1,300}/i, "")
    .replace(/[?#].*$/s, "");
  return bare.startsWith("/") ? decoded(bare) : null;
}
