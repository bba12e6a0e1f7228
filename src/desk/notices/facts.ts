// The facts of a notice as a file the owner fills in: an empty form, what an incident already knows of it, and a reader that
// names each place that is not as it should be. Pure.

import { canonicalJson, fine, refuse, say, type Language, type Outcome } from "../../kernel/index.ts";
import type { IncidentView } from "../incidents/contract.ts";
import { ITEMS } from "../scope/contract.ts";
import type { Day, NoticeFacts } from "./contract.ts";
import { factsWords } from "./facts-words.ts";

export interface KnownShop {
  readonly name: string;
  readonly url: string;
  readonly telephone: string;
  readonly timeZone: string;
}

/** Nothing known but the shop and the day. */
export function emptyFacts(shop: KnownShop, nowMs: number): NoticeFacts {
  return {
    shop: { name: shop.name, company: "", president: "", url: shop.url, relation: "" },
    type: "card-leak",
    today: dayOf(nowMs, shop.timeZone),
    days: {
      hint: null,
      hintFrom: "",
      cardsStopped: null,
      siteStopped: null,
      forensicsEnded: null,
      policeTold: null,
      commissionTold: null,
    },
    window: { from: null, to: null },
    cause: "",
    counts: null,
    scopeRunId: null,
    items: { confirmed: [], possible: [], notAffected: [] },
    safe: [],
    misused: null,
    measures: [],
    offers: { reissue: null, more: null },
    delay: null,
    restart: null,
    desk: { telephone: shop.telephone, email: "", hours: "", until: null, lookUpUrl: "" },
  };
}

/** What an incident's record knows: days of acts and marks, window, counts. The rest stays for the owner. */
export function factsOfIncident(view: IncidentView, shop: KnownShop, nowMs: number): NoticeFacts {
  const day = (atMs: number | null | undefined): Day | null =>
    atMs === null || atMs === undefined ? null : dayOf(atMs, shop.timeZone);
  const done = (act: string): Day | null =>
    day(view.acts.find((one) => one.act === act && one.state !== "failed")?.atMs);
  const marked = (clock: string): Day | null =>
    day(view.clocks.find(({ id, mark }) => id === clock && mark?.mark === "done")?.mark?.atMs);
  const facts = emptyFacts(shop, nowMs);
  return {
    ...facts,
    type: view.type,
    days: {
      ...facts.days,
      hint: day(view.clockFacts.hintAtMs),
      cardsStopped: done("pause-cards"),
      siteStopped: done("stop-shop"),
      policeTold: marked("police"),
      commissionTold: marked("ppc-preliminary"),
    },
    window: { from: day(view.window?.fromMs), to: day(view.window?.toMs) },
    counts: countsOf(view.scope),
    scopeRunId: view.scope?.runId ?? null,
  };
}

/**
 * The facts with the counts of the newest scope: those are never anybody's to type. A later scope brings its window, too; whatever
 * the owner wrote stays.
 */
export function factsForScope(
  facts: NoticeFacts,
  view: Pick<IncidentView, "scope" | "window">,
  timeZone: string,
): NoticeFacts {
  const counts = countsOf(view.scope);
  const scopeRunId = view.scope?.runId ?? null;
  if (facts.scopeRunId === scopeRunId && canonicalJson(facts.counts) === canonicalJson(counts)) return facts;
  if (facts.scopeRunId === scopeRunId) return { ...facts, counts };
  const day = (atMs: number | null | undefined, written: Day | null): Day | null =>
    atMs === null || atMs === undefined ? written : dayOf(atMs, timeZone);
  const window = {
    from: day(view.window?.fromMs, facts.window.from),
    to: day(view.window?.toMs, facts.window.to),
  };
  return { ...facts, window, counts, scopeRunId };
}

/** People per class of notice: whoever the scope cannot tell about is told so as "possible". Null while there is no scope. */
export function countsOf(scope: IncidentView["scope"]): NoticeFacts["counts"] {
  if (scope === null) return null;
  const { confirmed, possible, cannotTell, notAffected } = scope.classes;
  return { confirmed, possible: possible + cannotTell, notAffected };
}

/** Refuses "notice.facts" with the first place that is wrong ("measures[1].state"). Unknown names are wrong as well. */
export function readFacts(json: unknown, language: Language): Outcome<NoticeFacts> {
  const wrong = placeWrong(json);
  if (wrong === undefined) return fine(json as NoticeFacts);
  const message = say(factsWords, language, "wrong", { place: wrong });
  return refuse("notice.facts", message, say(factsWords, language, "wrong.hint"));
}

/** The first place that is not as it should be; undefined when all is. */
export function placeWrong(json: unknown): string | undefined {
  const wrong = faultIn(json, FORM, "");
  return wrong === "" ? "{ }" : wrong?.slice(0, PLACE_CHARS_MAX);
}

type Form =
  | "text"
  | "text?"
  | "day"
  | "day?"
  | "count"
  | readonly string[]
  | { readonly list: Form }
  | { readonly maybe: Form }
  | { readonly of: Readonly<Record<string, Form>> };

/** Names of fields are the sender's: one may be as long as the body. */
const PLACE_CHARS_MAX = 100;
const TEXT_CHARS_MAX = 4_000;
/** Measures, items, safe things: more than this nobody reads. */
const LIST_MAX = 100;
const items: Form = { list: ITEMS };
const FORM: Form = {
  of: {
    shop: { of: { name: "text", company: "text", president: "text", url: "text", relation: "text" } },
    type: ["card-leak", "personal-leak", "email-leak", "card-testing", "backdoor", "suspected"],
    today: "day",
    days: {
      of: {
        hint: "day?",
        hintFrom: "text",
        cardsStopped: "day?",
        siteStopped: "day?",
        forensicsEnded: "day?",
        policeTold: "day?",
        commissionTold: "day?",
      },
    },
    window: { of: { from: "day?", to: "day?" } },
    cause: "text",
    counts: { maybe: { of: { confirmed: "count", possible: "count", notAffected: "count" } } },
    scopeRunId: "text?",
    items: { of: { confirmed: items, possible: items, notAffected: items } },
    safe: { list: { of: { what: "text", how: "text" } } },
    misused: "text?",
    measures: { list: { of: { what: "text", state: ["done", "planned"], day: "day?" } } },
    offers: { of: { reissue: { maybe: ["shop", "card-company", "none"] }, more: "text?" } },
    delay: { maybe: { of: { why: "text", decidedBy: "text" } } },
    restart: "text?",
    desk: { of: { telephone: "text", email: "text", hours: "text", until: "day?", lookUpUrl: "text" } },
  },
};

/** Path of the first place that does not fit; undefined when all does. */
function faultIn(value: unknown, form: Form, path: string): string | undefined {
  if (form === "text") return isText(value) ? undefined : path;
  if (form === "text?") return value === null || isText(value) ? undefined : path;
  if (form === "day") return isDay(value) ? undefined : path;
  if (form === "day?") return value === null || isDay(value) ? undefined : path;
  if (form === "count") return Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : path;
  if (isOneOf(form)) return typeof value === "string" && form.includes(value) ? undefined : path;
  if ("maybe" in form) return value === null ? undefined : faultIn(value, form.maybe, path);
  if ("list" in form) {
    if (!Array.isArray(value) || value.length > LIST_MAX) return path;
    return firstOf(value.map((one, n) => faultIn(one, form.list, `${path}[${n}]`)));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return path;
  const given = value as Readonly<Record<string, unknown>>;
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(form.of, name));
  if (unknown !== undefined) return at(unknown);
  return firstOf(Object.entries(form.of).map(([name, inner]) => faultIn(given[name], inner, at(name))));
}

function isOneOf(form: Form): form is readonly string[] {
  return Array.isArray(form);
}

function firstOf(faults: readonly (string | undefined)[]): string | undefined {
  return faults.find((fault) => fault !== undefined);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length <= TEXT_CHARS_MAX;
}

function isDay(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return Temporal.PlainDate.from(value).toString() === value;
  } catch {
    return false;
  }
}

function dayOf(atMs: number, timeZone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
