// What a PHP expression may be worth, as far as it can be known without running it: its text if it is constant, and where it
// came from. Nothing here runs PHP.

/** Where a worth came from; bits of `Worth.from`. */
export const FROM = {
  /** The visitor decides it: parameters, cookies, headers, body. */
  request: 1,
  /** Fetched from another host. */
  remote: 2,
  /** Read from a file whose name or content is not the shop's code. */
  file: 4,
  /** Put together by decoding: base64, chr(), XOR, reversed, indexed out of an alphabet. */
  woven: 8,
  /** The content or temporary place of an uploaded file. */
  upload: 16,
  /** One string, written as it is. */
  literal: 32,
  /** Joined with fixed text in front: an attacker chooses only the rest. */
  led: 64,
  /** A function of its own, written in place (closure). */
  closure: 128,
  /** Under which address the shop answers: its host, its page. */
  self: 256,
  /** Where and on what it stands: folders of the server, its system. */
  place: 512,
  /** Set elsewhere in the shop: a constant this file does not define, an answer of another file's class. */
  own: 1024,
  /** The visitor's, and looked up in a list before. */
  checked: 2048,
} as const;

export interface Worth {
  readonly text?: string | undefined;
  /** The fixed text it begins with, when the rest is unknown: whose server, which file, what language. */
  readonly head?: string | undefined;
  readonly items?: ReadonlyMap<string, Worth> | undefined;
  readonly from: number;
  /** Bit n: depends on parameter n of the routine it stands in. */
  readonly params: number;
}

export const NOTHING: Worth = { from: 0, params: 0 };
/** Longer constants are not carried on; payloads of packers stay far below. */
const TEXT_MAX = 4 * 1024 * 1024;
const PASSED_ON = ~(FROM.literal | FROM.closure);

export function textWorth(text: string, from = 0): Worth {
  return text.length > TEXT_MAX ? { from: from & ~FROM.literal, params: 0 } : { text, from, params: 0 };
}

export function listWorth(items: ReadonlyMap<string, Worth>): Worth {
  return { ...mixed([...items.values()]), items };
}

/** Something made of all of these; no text any more. */
export function mixed(worths: readonly Worth[], extra = 0): Worth {
  let from = extra;
  let params = 0;
  let unchecked = extra;
  for (const worth of worths) {
    from |= worth.from;
    params |= worth.params;
    if ((worth.from & FROM.checked) === 0) unchecked |= worth.from;
  }
  if ((unchecked & FROM.request) !== 0) from &= ~FROM.checked;
  return { from: from & PASSED_ON, params };
}

/** One or the other: of two branches, or of what a variable was and what it becomes inside of a condition. */
export function either(a: Worth, b: Worth): Worth {
  const both = mixed([a, b]);
  const { text = a.text, items = a.items, head = a.head } = b;
  // The text is one of theirs as it is written, or it is not.
  const literal = (b.text === undefined ? a.from : b.from) & FROM.literal;
  return { ...both, text, items, head, from: both.from | literal };
}

export function isFrom(worth: Worth, bits: number): boolean {
  return (worth.from & bits) !== 0;
}

export function binary(sign: string, a: Worth, b: Worth): Worth {
  const known = a.text !== undefined && b.text !== undefined;
  if (sign === ".") return joined(a, b);
  if (sign === "^" && known && !areNumbers(a, b)) {
    return { ...mixed([a, b], FROM.woven), text: bytewise(a.text ?? "", b.text ?? "", (x, y) => x ^ y) };
  }
  if ((sign === "|" || sign === "&") && known && !areNumbers(a, b)) {
    const work = sign === "|" ? (x: number, y: number) => x | y : (x: number, y: number) => x & y;
    return { ...mixed([a, b], FROM.woven), text: bytewise(a.text ?? "", b.text ?? "", work) };
  }
  if (sign === "^") return mixed([a, b], FROM.woven);
  if (known && areNumbers(a, b)) {
    const number = calculated(sign, Number(a.text), Number(b.text));
    if (number !== undefined) return { ...mixed([a, b]), text: String(number) };
  }
  // Comparisons and sums of something unknown are numbers or yes and no: nothing to be run.
  return sign === "??" || sign === "+" ? mixed([a, b]) : NOTHING;
}

function joined(a: Worth, b: Worth): Worth {
  const base = mixed([a, b]);
  // A text that the visitor may replace (a default, a branch) is as good as unknown.
  const open = b.text === undefined || (b.from & FROM.request) !== 0;
  const led = (a.text !== undefined && a.text !== "" && open) || isOwn(a) ? FROM.led : 0;
  const text = a.text === undefined || b.text === undefined ? undefined : a.text + b.text;
  if (text !== undefined && text.length > TEXT_MAX) return base;
  if (text !== undefined) return { ...base, from: base.from | (isFrom(a, FROM.request) ? 0 : led), text };
  // Whose beginning the visitor chose is not led by what comes behind it.
  const free = a.text === undefined && (a.from & FROM.request) !== 0 && (a.from & FROM.led) === 0;
  const from = free ? base.from & ~FROM.led : base.from | led;
  return { ...base, from, head: headOf(a, b) };
}

/** Of the shop and of nobody else. */
function isOwn({ text, from, params }: Worth): boolean {
  return text === undefined && params === 0 && (from & ~(FROM.led | FROM.literal)) === FROM.own;
}

/** Schemes, paths and openings are short. */
const HEAD_LENGTH_MAX = 200;

function headOf(a: Worth, b: Worth): string | undefined {
  if (a.head !== undefined) return a.head;
  if (a.text === undefined) return undefined;
  return `${a.text}${b.head ?? ""}`.slice(0, HEAD_LENGTH_MAX);
}

function areNumbers(a: Worth, b: Worth): boolean {
  return isNumber(a.text) && isNumber(b.text);
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && /^-?\d{1,15}(?:\.\d{1,10})?$/.test(text);
}

function calculated(sign: string, a: number, b: number): number | undefined {
  if (sign === "+") return a + b;
  if (sign === "-") return a - b;
  if (sign === "*") return a * b;
  if (sign === "/") return b === 0 ? undefined : a / b;
  if (sign === "%") return b === 0 ? undefined : Math.trunc(a) % Math.trunc(b);
  if (sign === "^") return a ^ b;
  if (sign === "&") return a & b;
  if (sign === "|") return a | b;
  if (sign === "<<") return a << b;
  return sign === ">>" ? a >> b : undefined;
}

function bytewise(a: string, b: string, work: (x: number, y: number) => number): string {
  const length = Math.min(a.length, b.length);
  let text = "";
  for (let at = 0; at < length; at++)
    text += String.fromCharCode(work(a.charCodeAt(at), b.charCodeAt(at)) & 0xff);
  return text;
}

export function inverted(worth: Worth): Worth {
  if (worth.text === undefined) return mixed([worth], FROM.woven);
  const text = Array.from(worth.text, (one) => String.fromCharCode(~one.charCodeAt(0) & 0xff)).join("");
  return { ...mixed([worth], FROM.woven), text };
}

/** `$a[i]`, `$a{i}`: an item, a character of a constant, or something of the same origin. */
export function indexed(worth: Worth, key: Worth): Worth {
  if (worth.items !== undefined && key.text !== undefined) {
    const item = worth.items.get(key.text);
    if (item !== undefined) return item;
  }
  if (worth.text !== undefined && isNumber(key.text)) {
    const text = worth.text.at(Number(key.text));
    return text === undefined ? NOTHING : { ...mixed([worth], FROM.woven), text };
  }
  const base = mixed([worth]);
  return { ...base, from: worth.text === undefined ? base.from : base.from | FROM.woven };
}
