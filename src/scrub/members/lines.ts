// Lines of a stream, without waiting while there are some at hand; knows where it stands. Long lines come in pieces.

import type { Source } from "./source.ts";

/** A line longer than this comes in pieces: no mail has such lines, and none is held whole. */
const LINE_BYTES_MAX = 64 * 1024;

export interface Lines {
  /** The next line with its LF, or a piece of a very long one; undefined when more must be fetched. */
  take(): Buffer | undefined;
  /** Fetches more; false at the end, when even the last line without LF was taken. */
  more(): Promise<boolean>;
  /** Gives back the line just taken. */
  giveBack(): void;
  /** Where the next line begins, from 0 and from 1. */
  place(): { readonly offset: number; readonly line: number };
}

export function openLines(source: Source): Lines {
  let held = Buffer.alloc(0);
  let at = 0;
  let ended = false;
  let offset = 0;
  let line = 1;
  let last = 0;

  function take(): Buffer | undefined {
    const feed = held.indexOf(0x0a, at);
    const left = held.length - at;
    let length = feed < 0 ? left : feed - at + 1;
    if (feed < 0 && left < LINE_BYTES_MAX && !ended) return undefined;
    if (length === 0) return undefined;
    length = Math.min(length, LINE_BYTES_MAX);
    const taken = held.subarray(at, at + length);
    at += length;
    offset += length;
    last = length;
    if (taken.at(-1) === 0x0a) line += 1;
    return taken;
  }

  return {
    take,
    async more() {
      if (ended) return at < held.length;
      const chunk = await source.next();
      if (chunk === undefined) ended = true;
      else held = Buffer.concat([held.subarray(at), chunk]);
      if (chunk !== undefined) at = 0;
      return !ended || at < held.length;
    },
    giveBack() {
      if (held[at - 1] === 0x0a) line -= 1;
      at -= last;
      offset -= last;
      last = 0;
    },
    place: () => ({ offset, line }),
  };
}
