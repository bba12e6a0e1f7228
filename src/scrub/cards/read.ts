// Reads a text as someone who looks for card data: numbers, tracks, and what stands beside them. The parts decide; here they are
// put in order, so that sights never overlap and the stronger one stays.

import { pan } from "../../kernel/index.ts";
import type { DecoyCards } from "../decoys.ts";
import type { Certainty } from "../finding.ts";
import { rangeOf } from "../issuers.ts";
import { tablesIn, type Field } from "./columns.ts";
import { adjacentCompanions, keyedCompanions, type Card, type Companion } from "./companions.ts";
import type { ReadCards, Sight, Stroke } from "./contract.ts";
import { openKeys, type ReadKey } from "./keys.ts";
import { eachWindow, runsIn, type Meter, type Run, type Window } from "./runs.ts";
import type { Writing } from "./shape.ts";
import { GAP } from "./signs.ts";
import { coverOf, maskedPan, panStrokes, wholeStrokes } from "./strokes.ts";
import { openSeries } from "./surroundings.ts";
import { isTestNumber } from "./test-numbers.ts";
import { eachTrack, type Track } from "./tracks.ts";
import { isWholeRun, weigh, type Ground, type Weighed } from "./weigh.ts";

/** Finds card data in a text, left to right, never overlapping. Pure; time linear in the text's length. */
export const readCards: ReadCards = (text, readKey, decoys) => readCounting(text, readKey, decoys).sights;

/** Card numbers and tracks only: for those who ask whether a text holds a card at all. */
export function readNumbers(text: string): readonly Sight[] {
  const meter: Meter = { steps: 0 };
  const readKey = openKeys();
  return DIGIT.test(text) ? numbersIn(text, tablesIn(text, readKey, meter).fields, readKey, meter, null) : [];
}

/** Like `readCards`, and says how many steps it took. */
export function readCounting(
  text: string,
  readKey: ReadKey = openKeys(),
  decoys: DecoyCards | null = null,
): { readonly sights: readonly Sight[]; readonly steps: number } {
  const meter: Meter = { steps: 0 };
  const digits = DIGIT.test(text);
  if (!digits && !NAMED.test(text)) return { sights: [], steps: text.length };
  const tables = tablesIn(text, readKey, meter);
  const { fields } = tables;
  const numbers = digits ? numbersIn(text, fields, readKey, meter, decoys) : [];
  const cards: Card[] = numbers
    .filter((sight) => sight.certainty !== "possible" && sight.certainty !== "decoy")
    .map(({ from, to, certainty, brand }) => ({ from, to, certainty, amex: brand === "amex" }));
  const companions = keyedCompanions(text, cards, tables, readKey, meter);
  for (const card of cards) {
    if (columnOf(fields, card.from) === undefined) companions.push(...adjacentCompanions(text, card, meter));
  }
  const beside = companions.map((each) => companionSight(text, each));
  return { sights: settled([...numbers, ...beside]), steps: meter.steps };
}

const DIGIT = /[0-9０-９]/;
/** A holder's name needs no digit. */
const NAMED = /名義|氏名|契約者|holder|name|owner/i;

function numbersIn(
  text: string,
  fields: readonly Field[],
  readKey: ReadKey,
  meter: Meter,
  decoys: DecoyCards | null,
): readonly Sight[] {
  const runs = runsIn(text, meter);
  if (runs.length === 0) return [];
  return settled([...tracksIn(text, runs, meter), ...pansIn(text, runs, fields, readKey, meter, decoys)]);
}

/** The sights that stay, in order of place: among those that overlap, the one named first. */
function settled(sights: readonly Sight[]): readonly Sight[] {
  if (sights.every(({ from }, i) => i === 0 || from >= (sights[i - 1]?.to ?? 0))) return sights;
  const ordered = sights
    .map((sight, rank) => ({ sight, rank }))
    .sort((a, b) => a.sight.from - b.sight.from || a.rank - b.rank);
  const kept: { sight: Sight; rank: number }[] = [];
  for (const each of ordered) {
    const last = kept.at(-1);
    if (last === undefined || each.sight.from >= last.sight.to) kept.push(each);
    else if (each.rank < last.rank) kept[kept.length - 1] = each;
  }
  return kept.map(({ sight }) => sight);
}

function pansIn(
  text: string,
  runs: readonly Run[],
  fields: readonly Field[],
  readKey: ReadKey,
  meter: Meter,
  decoys: DecoyCards | null,
): Sight[] {
  const isSerial = openSeries(runs);
  const ground: Ground = {
    text,
    meter,
    readKey,
    columnSort: (at) => columnOf(fields, at)?.key.sort,
    isSerial,
    isDecoy: (digits) => decoys?.idOf(pan(digits)) !== undefined,
  };
  const sights: Sight[] = [];
  for (const run of runs) {
    const found: Weighed[] = [];
    eachWindow(run, meter, (window) => {
      const weighed = weigh(window, ground);
      if (weighed !== null) found.push(weighed);
    });
    const best = chosen(found, run);
    sights.push(
      ...(found.length > best.length
        ? withoutRevivals(text, best, found)
        : best.map((each) => panSight(text, each))),
    );
  }
  return sights;
}

const WEIGHT: Readonly<Record<Certainty, number>> = {
  decoy: 5,
  certain: 4,
  "test-number": 3,
  likely: 2,
  possible: 1,
};
const SHAPE_WEIGHT = { one: 4, print: 3, halves: 2, spaced: 2, odd: 1 } as const;

/** Of windows that share groups, the strongest; of equals the wider, then the first. */
function chosen(found: readonly Weighed[], run: Run): readonly Weighed[] {
  if (found.length < 2) return found;
  const taken = new Uint8Array(run.groups.length);
  const ordered = withoutRests(found).sort(
    (a, b) =>
      WEIGHT[b.certainty] - WEIGHT[a.certainty] ||
      preference(b) - preference(a) ||
      SHAPE_WEIGHT[b.writing.shape] - SHAPE_WEIGHT[a.writing.shape] ||
      b.window.digits.length - a.window.digits.length ||
      a.from - b.from,
  );
  return ordered
    .filter(({ window }) => {
      if (taken.subarray(window.first, window.last).includes(1)) return false;
      taken.fill(1, window.first, window.last);
      return true;
    })
    .sort((a, b) => a.from - b.from);
}

/** Of equally certain windows: those written evenly, those that leave no digit over, then lengths that are issued. */
function preference({ usual, window, writing }: Weighed): number {
  if (writing.shape === "odd") return 0;
  if (takesFromLine(window, writing)) return -1;
  return (writing.even ? 4 : 0) + (isWholeRun(window) ? 2 : 0) + (usual ? 1 : 0);
}

/** Drops prints that go on for one more group: they are a card of 17 to 19 digits, not one of 16 and a rest. */
function withoutRests(found: readonly Weighed[]): Weighed[] {
  const wholes = new Set(found.filter(isWhole).map(({ window }) => placeOf(window.first, window.last)));
  return found.filter(
    ({ window, writing }) => writing.shape !== "print" || !wholes.has(placeOf(window.first, window.last + 1)),
  );
}

/** True when the last group, or the first, belongs to another line: more of that line stands beside it ("…9157\n203.0.113.4"). */
function takesFromLine({ run, first, last }: Window, { lines }: Writing): boolean {
  if (lines === 0) return false;
  const isLoose = (group: number, beside: number): boolean =>
    run.gaps[group] === GAP.line && run.gaps[beside] === GAP.dot && run.wraps[group] !== true;
  return isLoose(last - 1, last) || (first > 0 && isLoose(first + 1, first));
}

function isWhole({ writing, window, usual }: Weighed): boolean {
  if (takesFromLine(window, writing)) return false;
  return writing.shape === "print" && writing.even && window.luhn && (usual || fillsLines(window));
}

function isEdge(gap: number | undefined): boolean {
  return gap === undefined || gap === GAP.none || gap === GAP.line;
}

/** True when nothing stands beside it on its lines. */
function fillsLines({ run, first, last }: Window): boolean {
  return isEdge(run.gaps[first]) && isEdge(run.gaps[last]);
}

function placeOf(first: number, last: number): number {
  return first * 32 + (last - first);
}

function columnOf(fields: readonly Field[], at: number): Field | undefined {
  let low = 0;
  let high = fields.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((fields[middle]?.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const field = fields[low];
  return field !== undefined && field.from <= at && at < field.to ? field : undefined;
}

/**
 * A window that gave way to a stronger one may stand up again once that is stroked, from the digits left open. Where it would,
 * what the two share is stroked too.
 */
function withoutRevivals(text: string, best: readonly Weighed[], found: readonly Weighed[]): Sight[] {
  const sights = best.map((each) => panSight(text, each));
  const strokedAt = new Set(sights.flatMap(({ strokes }) => strokes.map(({ at }) => at)));
  const ownerAt = new Map(
    best.flatMap(({ window }, owner) => placesOf(window).map((at) => [at, owner] as const)),
  );
  const more = new Map<number, Stroke[]>();
  for (const { window } of found) {
    const places = placesOf(window);
    if (places.some((at) => strokedAt.has(at))) continue;
    for (const at of places) {
      const owner = ownerAt.get(at);
      if (owner === undefined) continue;
      strokedAt.add(at);
      more.set(owner, [...(more.get(owner) ?? []), { at, character: coverOf(text.charCodeAt(at)) }]);
    }
  }
  return sights.map((sight, owner) => {
    const own = more.get(owner);
    return own === undefined ? sight : Object.assign({}, sight, { strokes: [...sight.strokes, ...own] });
  });
}

function placesOf(window: Window): readonly number[] {
  const start = window.run.groups[window.first] ?? 0;
  const places: number[] = [];
  for (let index = start; index < start + window.digits.length; index++)
    places.push(window.run.placeOf(index));
  return places;
}

function panSight(text: string, weighed: Weighed): Sight {
  const { window, from, to, brand, certainty } = weighed;
  return {
    from,
    to,
    kind: "pan",
    brand,
    certainty,
    masked: maskedPan(window.digits),
    number: pan(window.digits),
    strokes: panStrokes(text, window.digits, placesOf(window)),
  };
}

function tracksIn(text: string, runs: readonly Run[], meter: Meter): Sight[] {
  const sights: Sight[] = [];
  eachTrack(text, runs, meter, (track) => sights.push(trackSight(text, track)));
  return sights;
}

function trackSight(text: string, track: Track): Sight {
  return {
    from: track.from,
    to: track.to,
    kind: track.kind,
    brand: rangeOf(track.digits)?.brand ?? null,
    certainty: isTestNumber(track.digits) ? "test-number" : "certain",
    masked: maskedPan(track.digits),
    number: pan(track.digits),
    strokes: [
      ...panStrokes(text, track.digits, track.places),
      ...wholeStrokes(text, track.rest + 1, track.to, true),
    ],
  };
}

function companionSight(text: string, companion: Companion): Sight {
  const { kind, from, to, certainty } = companion;
  const strokes = wholeStrokes(text, from, to, kind === "holder");
  const masked = kind === "security-code" ? "*".repeat(to - from) : kind === "expiry" ? "**/**" : "***";
  return { from, to, kind, brand: null, certainty, masked, number: null, strokes };
}
