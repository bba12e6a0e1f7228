// What a view is made of: bytes, the text a charset reads from them, the bytes an escape writing in that text stands for, and
// so on inwards. Each link knows only the next one outwards; which links are tried is views.ts's matter.

import type { Encoding } from "../finding.ts";

/** A unit of a text, or a byte, to be written over the one that stands at `at`. */
export interface Mark {
  readonly at: number;
  readonly value: number;
}

/** Bytes: a piece of the window, or what the escapes of an outer text stand for. */
export interface Source {
  readonly bytes: Uint8Array;
  /** Index in the outer text where the writing of each byte starts, and one more for the end; null for a piece of the window. */
  readonly starts: Int32Array | null;
  readonly origin: Origin;
  /** The bytes that the stretch covers, `focusTo` excluded. */
  readonly focusFrom: number;
  readonly focusTo: number;
}

/** Where the bytes of a source come from. */
export type Origin =
  | {
      readonly from: "window";
      /** Offset in the window of the first byte. */
      readonly base: number;
      /** The window before it, for charsets with a state; a kilobyte or two. */
      readonly before: Uint8Array;
    }
  | {
      readonly from: "text";
      readonly outer: Reading;
      readonly writing: Writing;
      /** Pieces that stand in a run of hex or base64, as pairs of byte offsets; what lies between them is literal. */
      readonly runs: readonly number[];
    };

/** The text that a charset reads from a source. */
export interface Reading {
  readonly text: string;
  /** Index in source.bytes where each unit starts, and one more for the end; null where every unit is one byte. */
  readonly starts: Int32Array | null;
  readonly source: Source;
  readonly charset: Charset;
  /** The units that the stretch covers. */
  readonly focusFrom: number;
  readonly focusTo: number;
  /** How many writings lie between the window and this text. */
  readonly depth: number;
  /** True for the less likely of two readings of the same bytes: what it holds is looked into last. */
  readonly isSpare: boolean;
}

export interface Charset {
  /** Null for UTF-8 (and ASCII, and single Latin-1 bytes), which findings do not name. */
  readonly name: Encoding | null;
  /** The bytes that write `unit` over the character at `at`, as many as stand there; null when it takes another number. */
  write(bytes: Uint8Array, at: number, unit: number): readonly number[] | null;
}

/** A way to write bytes in a text: escapes, or runs of hex or base64. */
export interface Writing {
  readonly name: Encoding;
  /** The bytes it stands for, with all that is not written so passed through as UTF-8; null when the text does not look so written. */
  read(outer: Reading): Source | null;
  /** Marks on the bytes (in order) as marks on the outer text; null when one cannot be written in as many characters. */
  write(source: Source, outer: Reading, marks: readonly Mark[]): readonly Mark[] | null;
}

/** How far around the stretch a writing must show itself: escapes further off change neither the digits nor their keys. */
export const ZONE_UNITS = 96;

/** How far around the stretch a writing is read, in characters of the outer text: views show no more than that holds. */
export const REACH_UNITS = 1024;

/** The part of an outer text that a writing is read in. */
export function reachOf({ text, focusFrom, focusTo }: Reading): {
  readonly from: number;
  readonly to: number;
} {
  return { from: Math.max(0, focusFrom - REACH_UNITS), to: Math.min(text.length, focusTo + REACH_UNITS) };
}

/** First index whose value is `value` or more; `starts` never falls. */
export function firstAtOrAfter(starts: Int32Array, value: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The link from `from` outwards: where the character (or byte) `index` is written. */
export function startOf(starts: Int32Array | null, index: number): number {
  return starts === null ? index : (starts[index] ?? 0);
}

/** A reading of a source, with the stretch found again in it. */
export function readingOf(
  source: Source,
  charset: Charset,
  text: string,
  starts: Int32Array | null,
  isSpare = false,
): Reading {
  const { origin } = source;
  return {
    text,
    starts,
    source,
    charset,
    depth: origin.from === "window" ? 0 : origin.outer.depth + 1,
    isSpare: isSpare || (origin.from === "text" && origin.outer.isSpare),
    focusFrom: starts === null ? source.focusFrom : firstAtOrAfter(starts, source.focusFrom),
    focusTo: starts === null ? source.focusTo : firstAtOrAfter(starts, source.focusTo),
  };
}
