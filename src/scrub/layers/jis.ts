// ISO-2022-JP, the charset of Japanese mail: seven-bit bytes whose meaning an escape sequence sets until the next one or the
// line's end. Where the text begins amid a line, the last escape before it counts.

import { readingOf, type Charset, type Reading, type Source } from "./chain.ts";
import { eucTable, pairOf, supplementTable } from "./japanese.ts";
import { textOf } from "./utf8.ts";

const ESC = 0x1b;
const LF = 0x0a;
const YEN = 0xa5;
/** Read for a pair that means nothing, so that the pairs after it stay in step. */
const REPLACEMENT = 0xfffd;
const OVERLINE = 0x203e;

type State = "ascii" | "roman" | "kana" | "wide" | "supplement";

/** States by the two bytes after ESC; "$(D" is told by its third. */
const STATES: Readonly<Record<string, State>> = {
  "(B": "ascii",
  "(J": "roman",
  "(I": "kana",
  "$@": "wide",
  $B: "wide",
  "$(": "supplement",
};

export const ISO_2022_JP: Charset = {
  name: "iso-2022-jp",
  write(bytes, at, unit) {
    const state = lastShift(bytes, at).state;
    if (state === "ascii" || state === "roman") return unit < 0x80 ? [unit] : null;
    if (state === "kana") return unit >= 0xff61 && unit <= 0xff9f ? [unit - 0xff40] : null;
    const pair = pairOf(state === "wide" ? eucTable() : supplementTable(), unit);
    return pair < 0 ? null : [(pair >> 8) & 0x7f, pair & 0x7f];
  },
};

/** Null when no escape sets a state, here or before on the same line. */
export function readJis(source: Source): Reading | null {
  const { bytes, origin } = source;
  const isShifted = origin.from === "window" && origin.before.includes(ESC);
  const before = isShifted ? lastShift(origin.before, origin.before.length) : NO_SHIFT;
  let { state } = before;
  if (state === "ascii" && !bytes.includes(ESC)) return null;
  const units = new Uint16Array(bytes.length);
  const starts = new Int32Array(bytes.length + 1);
  let count = 0;
  let shifts = state === "ascii" ? 0 : 1;
  for (let at = before.isHalf ? 1 : 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    const next = byte === ESC ? stateAfter(bytes, at) : undefined;
    if (next !== undefined) {
      state = next;
      shifts += 1;
      at += next === "supplement" ? 4 : 3;
      continue;
    }
    if (byte === LF) state = "ascii";
    starts[count] = at;
    const wide = unitAt(bytes, at, state);
    units[count] = wide === 0 ? byte : wide;
    count += 1;
    at += wide !== 0 && (state === "wide" || state === "supplement") ? 2 : 1;
  }
  if (shifts === 0) return null;
  starts[count] = bytes.length;
  return readingOf(source, sinceBefore(source), textOf(units, count), starts.subarray(0, count + 1));
}

/** The charset of a source that begins amid a line: what stood before it still counts when writing. */
function sinceBefore(source: Source): Charset {
  const { origin } = source;
  const before = origin.from === "window" ? origin.before : new Uint8Array();
  if (lastShift(before, before.length).state === "ascii") return ISO_2022_JP;
  return {
    name: ISO_2022_JP.name,
    write: (bytes, at, unit) =>
      ISO_2022_JP.write(Buffer.concat([before, bytes.subarray(0, at + 2)]), before.length + at, unit),
  };
}

/** The unit at `at`, 0 when the state has none there. */
function unitAt(bytes: Uint8Array, at: number, state: State): number {
  const byte = bytes[at] ?? 0;
  if (byte <= 0x20 || byte >= 0x7f || state === "ascii") return 0;
  if (state === "roman") return byte === 0x5c ? YEN : byte === 0x7e ? OVERLINE : 0;
  if (state === "kana") return byte <= 0x5f ? byte + 0xff40 : 0;
  const table = state === "wide" ? eucTable() : supplementTable();
  return table[(byte | 0x80) * 256 + ((bytes[at + 1] ?? 0) | 0x80)] || REPLACEMENT;
}

/** The state that the escape sequence at `at` sets, undefined when it is none. */
function stateAfter(bytes: Uint8Array, at: number): State | undefined {
  const state = STATES[String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)];
  return state === "supplement" && bytes[at + 3] !== 0x44 ? undefined : state;
}

interface Shift {
  readonly state: State;
  /** True when a character of two bytes is cut there. */
  readonly isHalf: boolean;
}

const NO_SHIFT: Shift = { state: "ascii", isHalf: false };

/** What holds at `at`: the last escape sequence on its line. */
function lastShift(bytes: Uint8Array, at: number): Shift {
  for (let index = at - 1; index >= 0 && bytes[index] !== LF; index -= 1) {
    const state = bytes[index] === ESC ? stateAfter(bytes, index) : undefined;
    if (state === undefined) continue;
    const isPaired = state === "wide" || state === "supplement";
    const since = index + (state === "supplement" ? 4 : 3);
    return { state, isHalf: isPaired && (at - since) % 2 === 1 };
  }
  return NO_SHIFT;
}
