// Takes the field lines of a head apart, and puts most of them together again: lines that are passed on as they are
// stay one piece of the text they came in.

/** A head's field lines, read. */
export interface FieldLines {
  /** All lines, each ending in CRLF; those of the fields begin at `starts`, the last entry is the text's length. */
  readonly text: string;
  readonly starts: readonly number[];
  /** Flat [name, value…] as sent; values without the blanks around them. */
  readonly raw: readonly string[];
  /** Every line is "name: value" with one space: the text may be passed on as it is. */
  readonly isTidy: boolean;
}

/**
 * Reads lines from `from` on; undefined when one is no field line, or holds a CR or LF that does not end it. What else
 * names and values may hold is the caller's affair.
 */
export function readFieldLines(text: string, from: number): FieldLines | undefined {
  const raw: string[] = [];
  const starts: number[] = [];
  let isTidy = true;
  let at = from;
  while (at < text.length) {
    const end = text.indexOf("\r", at);
    if (end < 0 || text.indexOf("\n", at) !== end + 1) return undefined;
    const colon = text.indexOf(":", at);
    if (colon <= at || colon > end) return undefined;
    const value = trimmed(text, colon + 1, end);
    if (end - colon - 2 !== value.length || text.charCodeAt(colon + 1) !== SPACE) isTidy = false;
    raw.push(text.slice(at, colon), value);
    starts.push(at);
    at = end + 2;
  }
  starts.push(text.length);
  return { text, starts, raw, isTidy };
}

const SPACE = 32;
const TAB = 9;

/** Only space and tab are blanks here: String.trim would also take bytes of other alphabets. */
function trimmed(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** All lines but those at the indexes in `dropped`, which ascend. */
export function linesWithout({ text, starts, raw, isTidy }: FieldLines, dropped: readonly number[]): string {
  const count = starts.length - 1;
  let kept = "";
  let next = 0;
  for (let i = 0; i <= dropped.length; i++) {
    const end = dropped[i] ?? count;
    if (isTidy) {
      if (end > next) kept += text.slice(starts[next], starts[end]);
    } else {
      for (let line = next; line < end; line++) kept += `${raw[2 * line]}: ${raw[2 * line + 1]}\r\n`;
    }
    next = end + 1;
  }
  return kept;
}
