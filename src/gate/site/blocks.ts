// Answers "is this address turned away?" for every request while something is blocked: compiled once per change, then a
// search in sorted ranges, remembered per address.

import type { Ip } from "../../kernel/index.ts";
import type { OriginFacts } from "../facts.ts";
import type { SiteNow } from "./board.ts";
import { rangeOf, wordsOf, type Range } from "./origins.ts";

export interface BlockList {
  /** What holds this address: by name ("ip", "network"), or as one of a crowd ("asn", "country"); undefined: welcome. */
  find(ip: Ip, nowMs: number): "named" | "crowd" | undefined;
}

/** Addresses remembered per generation (two generations): about 1 MB, the visitors of some minutes. */
const REMEMBERED_MAX = 8_192;
const NEVER = 0;

interface Verdict {
  readonly namedUntilMs: number;
  readonly crowdUntilMs: number;
}
const WELCOME: Verdict = { namedUntilMs: NEVER, crowdUntilMs: NEVER };

/** `isSpared` holds for the owner's own networks and trusted proxies: they are never turned away. */
export function compileBlocks(
  blocks: SiteNow["blocks"],
  lookUp: (ip: Ip) => OriginFacts,
  isSpared: (ip: Ip) => boolean,
): BlockList | undefined {
  if (blocks.length === 0) return undefined;
  const four = segmentsOf(blocks, 4);
  const six = segmentsOf(blocks, 6);
  const asns = crowdOf(blocks, "asn");
  const countries = crowdOf(blocks, "country");
  const judge = (ip: Ip): Verdict => {
    if (isSpared(ip)) return WELCOME;
    const words = wordsOf(ip);
    const namedUntilMs = untilOf(words.length === 1 ? four : six, words);
    if (asns.size === 0 && countries.size === 0) return { namedUntilMs, crowdUntilMs: NEVER };
    const { asn, country } = lookUp(ip);
    const crowdUntilMs = Math.max(asns.get(String(asn)) ?? NEVER, countries.get(country) ?? NEVER);
    return { namedUntilMs, crowdUntilMs };
  };
  let young = new Map<Ip, Verdict>();
  let old = new Map<Ip, Verdict>();
  const verdictOn = (ip: Ip): Verdict => {
    const known = young.get(ip) ?? old.get(ip);
    if (known !== undefined) return known;
    if (young.size >= REMEMBERED_MAX) {
      old = young;
      young = new Map();
    }
    const verdict = judge(ip);
    young.set(ip, verdict);
    return verdict;
  };
  return {
    find: (ip, nowMs) => {
      const { namedUntilMs, crowdUntilMs } = verdictOn(ip);
      if (namedUntilMs > nowMs) return "named";
      return crowdUntilMs > nowMs ? "crowd" : undefined;
    },
  };
}

function crowdOf(blocks: SiteNow["blocks"], kind: "asn" | "country"): ReadonlyMap<string, number> {
  return new Map(
    blocks.filter((block) => block.kind === kind).map(({ value, untilMs }) => [value, untilMs ?? Infinity]),
  );
}

/** From `start` on, up to the next segment's start, addresses are blocked until `untilMs`. Sorted, without overlaps. */
interface Segment {
  readonly start: readonly number[];
  readonly untilMs: number;
}

/** Ranges lie apart or one in the other, as networks do: a sweep with a stack cuts them into disjoint segments. */
function segmentsOf(blocks: SiteNow["blocks"], family: 4 | 6): readonly Segment[] {
  const ranges = blocks
    .map((block) => ({ range: rangeOf(block), untilMs: block.untilMs ?? Infinity }))
    .filter((one): one is { range: Range; untilMs: number } => one.range?.family === family)
    // Of two that begin together the wider one comes first: the narrower lies in it.
    .sort((a, b) => compare(a.range.from, b.range.from) || a.range.bits - b.range.bits);
  const segments: Segment[] = [];
  const open: { readonly to: readonly number[]; readonly untilMs: number }[] = [];
  const close = (before: readonly number[] | undefined): void => {
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (before !== undefined && compare(top.to, before) >= 0) return;
      open.pop();
      const next = after(top.to);
      if (next !== undefined) segments.push({ start: next, untilMs: open.at(-1)?.untilMs ?? NEVER });
    }
  };
  for (const { range, untilMs } of ranges) {
    close(range.from);
    // Whoever lies in two blocks is turned away until both are over.
    const longest = Math.max(untilMs, open.at(-1)?.untilMs ?? NEVER);
    open.push({ to: range.to, untilMs: longest });
    segments.push({ start: range.from, untilMs: longest });
  }
  close(undefined);
  return segments;
}

/** The last segment that begins at or before the address decides; of several that begin together the last one does. */
function untilOf(segments: readonly Segment[], words: readonly number[]): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(segments[middle]?.start ?? words, words) <= 0) low = middle + 1;
    else high = middle;
  }
  return segments[low - 1]?.untilMs ?? NEVER;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The next address; undefined behind the very last one. */
function after(words: readonly number[]): readonly number[] | undefined {
  const next = [...words];
  for (let i = next.length - 1; i >= 0; i--) {
    next[i] = ((next[i] ?? 0) + 1) >>> 0;
    if (next[i] !== 0) return next;
  }
  return undefined;
}
