// What this guard's own records say for a scope: which orders a try to pay names, whether a card was typed, and from which
// addresses the intruder tried. Read row by row; kept is only what bears on the question. The classes are judge.ts's matter.

import { MisemoriError, say, type Language } from "../../kernel/index.ts";
import { orderKey } from "./card-places.ts";
import {
  SCOPE_LIMITS,
  type AttemptsCover,
  type InputRecord,
  type PersonClass,
  type Reason,
} from "./contract.ts";
import { csvRows } from "./csv.ts";
import type { DayNumber } from "./days.ts";
import { bytesOf, type OpenInput } from "./inputs.ts";
import { judgeAttempt, type AttemptFacts, type Case } from "./judge.ts";
import type { Origins } from "./origins.ts";
import type { Finding } from "./people.ts";
import { visitKey } from "./reads.ts";
import { scopeWords } from "./words.ts";

/** The first row of every input of this kind, as the store writes it. */
export const OWN_ATTEMPT_COLUMNS = "attempt,at,order,card,answer,reached,outcome,address,asn,visitor".split(
  ",",
);

export interface AttemptsWish extends Pick<Case, "question" | "grounds" | "window"> {
  readonly days: { readonly ofEpochMs: (epochMs: number) => DayNumber };
  readonly origins: Origins;
}

export interface Attempts {
  /** "address day" of every try of the intruder in the window. */
  readonly visits: ReadonlySet<string>;
  /** Why "no try of his names this order" cannot be said of the whole window; null: it can. */
  readonly gap: Reason | null;
  /** What tries prove of the order of this key; undefined when none names it. With `opened` only tries from those visits count. */
  readonly meet: (key: string, opened: ReadonlySet<string> | null) => readonly Finding[] | undefined;
  /** Tries of the intruder that may have gone through and belong to no order that was met. */
  readonly doubtful: () => number;
  readonly cover: () => AttemptsCover;
  /** For the records of the inputs, by hash. */
  readonly records: ReadonlyMap<string, Partial<InputRecord>>;
}

/** Tries that name one order. Each is one flat text (see `packed`): a million of them have to fit. */
interface Named {
  readonly tries: string[];
  counted: number;
  doubtful: number;
  isMet: boolean;
}

/** Throws MisemoriError `scope.records` for rows of another kind, and RangeError for more tries than fit. */
export async function readAttempts(
  inputs: readonly OpenInput[],
  wish: AttemptsWish,
  tools: { readonly gone: AbortSignal; readonly language: Language },
): Promise<Attempts | null> {
  const own = inputs.filter(({ kind }) => kind === "records");
  if (own.length === 0) return null;
  const sums: Sums = {
    byOrder: new Map(),
    nameless: { counted: 0, doubtful: 0 },
    visits: new Set(),
    attempts: 0,
    kept: 0,
    firstMs: Number.POSITIVE_INFINITY,
    lastMs: Number.NEGATIVE_INFINITY,
  };
  const records = new Map<string, Partial<InputRecord>>();
  for (const input of own) {
    const before = sums.attempts;
    await readOne(input, sums, wish, tools);
    records.set(input.sha256, { rows: sums.attempts - before, encoding: "utf-8" });
  }
  return attemptsFrom(sums, records, wish);
}

interface Sums {
  readonly byOrder: Map<string, Named>;
  readonly nameless: { counted: number; doubtful: number };
  readonly visits: Set<string>;
  attempts: number;
  kept: number;
  firstMs: number;
  lastMs: number;
}

async function readOne(
  input: OpenInput,
  sums: Sums,
  wish: AttemptsWish,
  { gone, language }: { readonly gone: AbortSignal; readonly language: Language },
): Promise<void> {
  const source = input.sha256.slice(0, 12);
  let isHead = true;
  for await (const batch of csvRows(bytesOf(input, gone).chunks, { allUtf8: input.isUtf8 })) {
    for (const { cells, line, bad } of batch) {
      const one = isHead || bad !== null ? undefined : factsFrom(cells, `${source}:${line}`);
      if (isHead ? cells.join() !== OWN_ATTEMPT_COLUMNS.join() : one === undefined)
        throw new MisemoriError(
          "scope.records",
          say(scopeWords, language, "badRecords", { path: input.path }),
          say(scopeWords, language, "badRecordsHint"),
        );
      isHead = false;
      if (one !== undefined) take(one, sums, wish);
    }
  }
}

type OneTry = AttemptFacts & { readonly order: string; readonly asn: string; readonly visitor: string };

function factsFrom(cells: readonly string[], place: string): OneTry | undefined {
  const [id = "", at = "", order = "", card = "", answer = "", reached, outcome, ...rest] = cells;
  const [address = "", asn = "", visitor] = rest;
  const atMs = Date.parse(at);
  if (visitor === undefined || cells.length !== OWN_ATTEMPT_COLUMNS.length || Number.isNaN(atMs))
    return undefined;
  const ended = outcome === undefined || outcome === "" ? answer : outcome;
  const isReached = reached === "yes";
  return { id, atMs, order, hasCard: card !== "", isReached, ended, address, asn, visitor, place };
}

function take(one: OneTry, sums: Sums, wish: AttemptsWish): void {
  const { grounds, window, days, origins } = wish;
  sums.attempts++;
  sums.firstMs = Math.min(sums.firstMs, one.atMs);
  sums.lastMs = Math.max(sums.lastMs, one.atMs);
  const day = days.ofEpochMs(one.atMs);
  if (day < window.from || day > window.to) return;
  const isIntruder = !origins.isEveryone && origins.hasTry(one);
  const visit = visitKey(one.address, day);
  if (isIntruder) sums.visits.add(visit);
  if (!(grounds.form || grounds.visitors || (grounds.origins && isIntruder))) return;
  if (sums.kept >= SCOPE_LIMITS.attemptsMax) throw new RangeError("too many tries");
  sums.kept++;
  const isOpen = one.isReached && one.ended !== "declined" && one.ended !== "error";
  if (one.order === "") {
    sums.nameless.counted++;
    if (isOpen) sums.nameless.doubtful++;
    return;
  }
  const key = orderKey(one.order);
  const known = sums.byOrder.get(key);
  const text = packed(one, judgeAttempt(one, wish).class, grounds.visitors ? visit : "");
  if (known === undefined) {
    sums.byOrder.set(key, { tries: [text], counted: 1, doubtful: isOpen ? 1 : 0, isMet: false });
    return;
  }
  known.counted++;
  if (isOpen) known.doubtful++;
  // A thousand tries say no more than a dozen of each class, but which of them opened a page is known later.
  const isTold = (): boolean => known.tries.filter((other) => other[0] === text[0]).length >= TOLD_MAX;
  if (grounds.visitors || known.tries.length < TOLD_MAX || !isTold()) known.tries.push(text);
}

const TOLD_MAX = SCOPE_LIMITS.evidenceMax;

/** The class comes first. Joined, so that it holds on to no part of the row it was cut from. */
function packed({ hasCard, isReached, ...one }: OneTry, given: PersonClass, visit: string): string {
  const signs = `${given[0]}${isReached ? 1 : 0}${hasCard ? 1 : 0}`;
  return [signs, visit, one.place, one.id, one.atMs, one.ended, one.address].join("\t");
}

function unpacked(text: string): AttemptFacts & { readonly visit: string } {
  const [signs, visit = "", place = "", id = "", at, ended = "", address = ""] = text.split("\t");
  const [isReached, hasCard] = [signs?.[1] === "1", signs?.[2] === "1"];
  return { id, atMs: Number(at), hasCard, isReached, ended, address, place, visit };
}

/** At most a dozen of each class: the worst must stay. */
function findingsOf(
  { tries }: Named,
  opened: ReadonlySet<string> | null,
  wish: AttemptsWish,
): readonly Finding[] {
  const found: Finding[] = [];
  for (const text of tries) {
    const one = unpacked(text);
    if (opened !== null && !opened.has(one.visit)) continue;
    const finding = judgeAttempt(one, wish);
    const same = found.filter((other) => other.class === finding.class).length;
    if (same < TOLD_MAX) found.push(finding);
  }
  return found;
}

function attemptsFrom(sums: Sums, records: Attempts["records"], wish: AttemptsWish): Attempts {
  const unmet = (what: "counted" | "doubtful"): number => {
    let sum = sums.nameless[what];
    for (const named of sums.byOrder.values()) if (!named.isMet) sum += named[what];
    return sum;
  };
  const isAny = sums.attempts > 0;
  return {
    visits: sums.visits,
    gap: gapOf(sums, wish),
    meet: (key, opened) => {
      const named = sums.byOrder.get(key);
      if (named === undefined) return undefined;
      named.isMet = true;
      return findingsOf(named, opened, wish);
    },
    doubtful: () => unmet("doubtful"),
    cover: () => ({
      attempts: sums.attempts,
      first: isAny ? new Date(sums.firstMs).toISOString() : null,
      last: isAny ? new Date(sums.lastMs).toISOString() : null,
      counted: sums.kept,
      unattributed: unmet("counted"),
    }),
    records,
  };
}

/** A guard that was put up, or has forgotten, within the window cannot speak for all of it; an open window has no such end. */
function gapOf({ attempts, firstMs, lastMs }: Sums, { question, window, days }: AttemptsWish): Reason | null {
  const isOpen = question.fromDay === null || question.toDay === null;
  if (isOpen || attempts === 0) return "record-days-missing";
  const covers = days.ofEpochMs(firstMs) <= window.from && days.ofEpochMs(lastMs) >= window.to;
  return covers ? null : "record-days-missing";
}
