// The decoy: a decline as the shop itself would have sent it, without asking the shop. Learned from the shop's real
// declines; of their buyers nothing is kept.

import type { Clock, Random } from "../../../kernel/index.ts";
import type { ArrivedRequest, Reply, ShopAnswer } from "../../http/way.ts";
import type { Decoys } from "../contract.ts";
import { replyOfText, textOfAnswer } from "./answer-text.ts";
import { fieldsOf, type Charset } from "./fields.ts";
import { fill, forFilling, merge, withoutSamples } from "./pattern.ts";
import { marksOf } from "./people.ts";
import { plainDecline } from "./plain-decline.ts";
import { readMemory, writeMemory } from "./memory.ts";
import { symbolsOf, type Symbol } from "./symbols.ts";
import { createDeclineTimes, type DeclineTimes } from "./timing.ts";

/** A shop has some payment routes, each with a few ways to say no (code, language, page or redirect). */
const ROUTES_MAX = 64;
const PATTERNS_MAX = 6;
/** Marks of the last people a pattern was learned from. */
const PEOPLE_MAX = 64;
/** A first decline holds a buyer's values until a second person's comes; it is not waited for longer than a day. */
const FIRST_LIFE_MS = 24 * 3600_000;
/**
 * Laying a long page beside six patterns costs some ten milliseconds. When this many declines in a row fitted none, only
 * every sixteenth is tried, so that a shop that cannot be learned does not hold up its own buyers.
 */
const MISFITS_MAX = 12;
const TRIED_EVERY = 16;

/** One way of the shop to say no. Usable from the second person on. */
export interface Pattern {
  readonly status: number;
  readonly charset: Charset;
  /** Primary language tag the client asked for: pages in two languages are two patterns. */
  readonly language: string;
  row: readonly Symbol[];
  /** `row` made ready for filling at the first decoy after a change. */
  ready?: readonly Symbol[] | undefined;
  /** Different people whose declines it covers. */
  people: number;
  /** Declines it covered; how often this way of saying no is chosen. */
  seen: number;
  marks: string[];
  bornAtMs: number;
}

export interface RouteMemory {
  patterns: Pattern[];
  times: DeclineTimes;
  /** Declines in a row that fitted no pattern. */
  misfits: number;
}

export function createDecoys(tools: { readonly clock: Clock; readonly random: Random }): Decoys {
  const { clock, random } = tools;
  const routes = new Map<string, RouteMemory>();
  const salt = random.bytes(32);
  return {
    learn: (route, request, requestBody, answer) => {
      const memory = memoryOf(routes, route.name);
      if (memory === undefined) return;
      memory.times.add(answer.shopMs);
      learnPattern(memory, { request, requestBody, answer, salt, clock });
    },
    make: (route, request, requestBody) => {
      const memory = routes.get(route.name);
      const times = memory?.times ?? createDeclineTimes();
      const learned = memory && fillPattern(memory, { request, requestBody, clock, random });
      return { reply: learned ?? plainDecline(request, route), delayMs: times.sample(random) };
    },
    snapshot: () => writeMemory(routes),
    restore: (bytes) => {
      for (const [name, restored] of readMemory(bytes, clock.nowMs())) {
        const memory = memoryOf(routes, name);
        if (memory === undefined) continue;
        const known = new Set(memory.patterns.map((pattern) => JSON.stringify(pattern.row)));
        const fresh = restored.patterns.filter((pattern) => !known.has(JSON.stringify(pattern.row)));
        memory.patterns = [...memory.patterns, ...fresh].slice(0, PATTERNS_MAX);
        if (memory.times.values().length === 0) memory.times = restored.times;
      }
    },
  };
}

function memoryOf(routes: Map<string, RouteMemory>, name: string): RouteMemory | undefined {
  const known = routes.get(name);
  if (known !== undefined || routes.size >= ROUTES_MAX) return known;
  const fresh: RouteMemory = { patterns: [], times: createDeclineTimes(), misfits: 0 };
  routes.set(name, fresh);
  return fresh;
}

function learnPattern(
  memory: RouteMemory,
  seen: {
    request: ArrivedRequest;
    requestBody: Uint8Array;
    answer: ShopAnswer;
    salt: Uint8Array;
    clock: Clock;
  },
): void {
  const { request, answer, clock } = seen;
  const nowMs = clock.nowMs();
  memory.patterns = memory.patterns.filter((p) => p.people > 1 || nowMs - p.bornAtMs < FIRST_LIFE_MS);
  if (memory.misfits > MISFITS_MAX && memory.misfits++ % TRIED_EVERY !== 0) return;
  const text = textOfAnswer(answer);
  if (text === undefined) return;
  const fields = fieldsOf(request, seen.requestBody, text.charset);
  const row = symbolsOf(text.text, fields, clock);
  if (row === undefined) return;
  const marks = marksOf(request, fields, seen.salt);
  const language = languageOf(request);
  for (const pattern of memory.patterns) {
    if (pattern.status !== answer.status || pattern.charset !== text.charset || pattern.language !== language)
      continue;
    const samePerson = marks.some((mark) => pattern.marks.includes(mark));
    // What a person's own declines share may be his name: they teach nothing about what is the shop's.
    if (samePerson && pattern.people === 1) return;
    const merged = merge(pattern.row, row);
    if (merged === undefined) continue;
    memory.misfits = 0;
    pattern.seen++;
    if (samePerson) return;
    pattern.row = withoutSamples(merged);
    pattern.ready = undefined;
    pattern.people++;
    pattern.marks = [...pattern.marks, ...marks].slice(-PEOPLE_MAX);
    return;
  }
  memory.misfits++;
  if (memory.patterns.length >= PATTERNS_MAX) dropLeast(memory);
  const { status } = answer;
  const { charset } = text;
  memory.patterns.push({
    status,
    charset,
    language,
    row,
    people: 1,
    seen: 1,
    marks: [...marks],
    bornAtMs: nowMs,
  });
}

/** Room for a new way of saying no: the one that proved itself least goes, the oldest of those. */
function dropLeast(memory: RouteMemory): void {
  const least = Math.min(...memory.patterns.map((pattern) => pattern.people));
  memory.patterns.splice(
    memory.patterns.findIndex((pattern) => pattern.people === least),
    1,
  );
}

function fillPattern(
  memory: RouteMemory,
  present: { request: ArrivedRequest; requestBody: Uint8Array; clock: Clock; random: Random },
): Reply | undefined {
  const { request, clock, random } = present;
  const usable = memory.patterns.filter((pattern) => pattern.people > 1);
  const own = usable.filter((pattern) => pattern.language === languageOf(request));
  let left: readonly Pattern[] = own.length > 0 ? own : usable;
  // A page that would say something untrue of this buyer is left for the next one.
  for (let pattern = choose(left, random); pattern !== undefined; pattern = choose(left, random)) {
    const fields = fieldsOf(request, present.requestBody, pattern.charset);
    pattern.ready ??= forFilling(pattern.row);
    const text = fill(pattern.ready, fields, { nowMs: clock.nowMs(), random });
    const { status, charset } = pattern;
    const reply = text === undefined ? undefined : replyOfText(status, { text, charset });
    if (reply !== undefined) return reply;
    left = left.filter((other) => other !== pattern);
  }
  return undefined;
}

/** As often as the shop itself says no in this way. */
function choose(patterns: readonly Pattern[], random: Random): Pattern | undefined {
  let rest = random.unit() * patterns.reduce((sum, pattern) => sum + pattern.seen, 0);
  for (const pattern of patterns) {
    rest -= pattern.seen;
    if (rest < 0) return pattern;
  }
  return patterns.at(-1);
}

function languageOf(request: ArrivedRequest): string {
  return /^[a-z]{2}/i.exec(request.headers["accept-language"] ?? "")?.[0].toLowerCase() ?? "";
}
