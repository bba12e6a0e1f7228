// Cuts PHP into tokens, as PHP itself would: strings with their escapes read, interpolation, heredocs, comments dropped (but
// remembered where they part a name from its bracket). Reads bytes as Latin-1, so no writing is ever taken for noise.

export interface Token {
  readonly kind: "variable" | "name" | "text" | "template" | "number" | "sign" | "shell";
  /** Variables without "$", names lower-cased without namespace, texts as read. */
  readonly text: string;
  readonly line: number;
  /** Where it begins in the source. */
  readonly at: number;
  /** Of templates and shell quotes: literal pieces and tokens of what is put in between. */
  readonly parts?: readonly (string | readonly Token[])[];
  /** A comment stands directly before it, on the same line. */
  readonly commented: boolean;
  /** Names as they were written. */
  readonly raw?: string;
  /** It was written with escapes that hide plain letters ("\x65\x76al"). */
  readonly escaped: boolean;
}

interface Cutting {
  readonly source: string;
  readonly tokens: Token[];
  readonly tokensMax: number;
  at: number;
  line: number;
  /** The next line end: looked for once, not at each token of a long line. */
  lineEnd: number;
  commented: boolean;
}

const OPEN =
  /<\?(?:php(?=\s|$)|=|(?!xml|xpacket|import)(?=[\s$/a-zA-Z@#({]))|<script\s+language\s*=\s*["']?php["']?\s*>/giy;
const OPEN_ANYWHERE = new RegExp(OPEN.source, "gi");
// PHP takes NUL for a blank as well; attackers know.
// oxlint-disable-next-line no-control-regex
const WHITE = /[\s\u0000]+/y;
const LINE_COMMENT = /(?:\/\/|#(?!\[))(?:(?!\?>)[^\r\n])*/y;
const BLOCK_COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/y;
const VARIABLE = /\$([a-zA-Z_\u0080-\u00ff][\w\u0080-\u00ff]*)/y;
const NAME = /\\?[a-zA-Z_\u0080-\u00ff][\w\u0080-\u00ff]*(?:\\[a-zA-Z_\u0080-\u00ff][\w\u0080-\u00ff]*)*/y;
const NUMBER = /0x[\da-f]+|0b[01]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?|\.\d+/iy;
const HEREDOC = /<<<[ \t]*(["']?)([a-zA-Z_]\w*)\1[ \t]*\r?\n/y;
const SIGN =
  /\?->|->|::|=>|===|!==|==|!=|<=>|<=|>=|<<=|>>=|\*\*=|\?\?=|\.\.\.|\*\*|\?\?|\|\||&&|<<|>>|\+\+|--|\.=|\+=|-=|\*=|\/=|%=|\^=|\|=|&=|[\s\S]/y;

/** Tokens of all PHP stretches of a page; `inCode` when the text is code without opening tag (what eval is given). */
export function cutPhp(source: string, tokensMax: number, inCode = false): Token[] {
  const cutting: Cutting = {
    source,
    tokens: [],
    tokensMax,
    at: 0,
    line: 1,
    lineEnd: lineEndFrom(source, 0),
    commented: false,
  };
  if (!inCode) openTag(cutting);
  while (cutting.at < source.length && cutting.tokens.length < tokensMax) step(cutting);
  return cutting.tokens;
}

/** Whether there is PHP in it at all. */
export function hasPhp(source: string): boolean {
  OPEN_ANYWHERE.lastIndex = 0;
  return OPEN_ANYWHERE.test(source);
}

function openTag(cutting: Cutting): void {
  OPEN_ANYWHERE.lastIndex = cutting.at;
  const found = OPEN_ANYWHERE.exec(cutting.source);
  move(cutting, found === null ? cutting.source.length : OPEN_ANYWHERE.lastIndex);
  if (found?.[0] === "<?=") push(cutting, "name", "echo");
}

function move(cutting: Cutting, to: number): void {
  while (cutting.lineEnd < to) {
    cutting.line++;
    cutting.lineEnd = lineEndFrom(cutting.source, cutting.lineEnd + 1);
  }
  cutting.at = to;
}

function lineEndFrom(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end < 0 ? Number.POSITIVE_INFINITY : end;
}

function take(cutting: Cutting, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cutting.at;
  return pattern.exec(cutting.source) ?? undefined;
}

function push(cutting: Cutting, kind: Token["kind"], text: string, more: Partial<Token> = {}): void {
  const { line, at, commented } = cutting;
  cutting.tokens.push({ kind, text, line, at, commented, escaped: false, ...more });
  cutting.commented = false;
}

function step(cutting: Cutting): void {
  const { source, at } = cutting;
  const character = source[at] ?? "";
  const white = take(cutting, WHITE);
  if (white !== undefined) return move(cutting, at + white[0].length);
  if (character === "#" || character === "/") {
    const comment = take(cutting, LINE_COMMENT) ?? take(cutting, BLOCK_COMMENT);
    if (comment !== undefined) {
      cutting.commented = comment[0].startsWith("/*") && !comment[0].includes("\n");
      return move(cutting, at + Math.max(comment[0].length, 1));
    }
  }
  if (character === "?" && source[at + 1] === ">") {
    push(cutting, "sign", ";");
    move(cutting, at + 2);
    return openTag(cutting);
  }
  if (character === "'" || character === '"' || character === "`") return quoted(cutting, character);
  if (character === "<" && heredoc(cutting)) return;
  plain(cutting);
}

function plain(cutting: Cutting): void {
  const { at } = cutting;
  const variable = take(cutting, VARIABLE);
  if (variable !== undefined) {
    push(cutting, "variable", variable[1] ?? "");
    return move(cutting, at + variable[0].length);
  }
  const name = take(cutting, NAME);
  if (name !== undefined) {
    push(cutting, "name", name[0].slice(name[0].lastIndexOf("\\") + 1).toLowerCase(), { raw: name[0] });
    return move(cutting, at + name[0].length);
  }
  const number = take(cutting, NUMBER);
  if (number !== undefined) {
    push(cutting, "number", String(Number(octal(number[0].replaceAll("_", "")))));
    return move(cutting, at + number[0].length);
  }
  const sign = take(cutting, SIGN)?.[0] ?? cutting.source[at] ?? "";
  push(cutting, "sign", sign);
  move(cutting, at + sign.length);
}

function octal(number: string): string {
  return /^0[0-7]+$/.test(number) ? `0o${number.slice(1)}` : number;
}

function quoted(cutting: Cutting, quote: string): void {
  const { source, at } = cutting;
  let end = at + 1;
  while (end < source.length && source[end] !== quote) end += source[end] === "\\" ? 2 : 1;
  const raw = source.slice(at + 1, end);
  if (quote === "'") push(cutting, "text", raw.replaceAll(/\\(['\\])/g, "$1"));
  else pushTemplate(cutting, raw, quote === "`" ? "shell" : "template");
  move(cutting, Math.min(end + 1, source.length));
}

function heredoc(cutting: Cutting): boolean {
  const opening = take(cutting, HEREDOC);
  if (opening === undefined) return false;
  const from = cutting.at + opening[0].length;
  const closing = new RegExp(`^[ \\t]*${opening[2]}\\b`, "gm");
  closing.lastIndex = from;
  const found = closing.exec(cutting.source);
  const to = found === null ? cutting.source.length : found.index;
  const raw = cutting.source.slice(from, to).replace(/\r?\n$/, "");
  if (opening[1] === "'") push(cutting, "text", raw);
  else pushTemplate(cutting, raw, "template");
  move(cutting, found === null ? to : closing.lastIndex);
  return true;
}

const PUT_IN = /\$\{|\{\$|\$([a-zA-Z_\u0080-\u00ff][\w\u0080-\u00ff]*)(\[[^\]\s]{0,80}\]|->[a-zA-Z_]\w*)?/g;
/** Strings within strings: PHP allows any depth, people write one. */
const NESTED_TOKENS_MAX = 2_000;

function pushTemplate(cutting: Cutting, raw: string, kind: "template" | "shell"): void {
  const escaped = /\\(?:x[\da-f]{1,2}|[0-7]{2,3}|u\{)/i.test(raw) && hidesLetters(raw);
  if (!raw.includes("$")) {
    const text = unescape(raw);
    if (kind === "shell") push(cutting, kind, text, { parts: [text], escaped });
    else push(cutting, "text", text, { escaped });
    return;
  }
  const parts: (string | readonly Token[])[] = [];
  let at = 0;
  PUT_IN.lastIndex = 0;
  for (let found = PUT_IN.exec(raw); found !== null; found = PUT_IN.exec(raw)) {
    if (raw[found.index - 1] === "\\" && raw[found.index - 2] !== "\\") continue;
    parts.push(unescape(raw.slice(at, found.index)));
    const end = found[1] === undefined ? closingBrace(raw, found.index) : PUT_IN.lastIndex;
    parts.push(putIn(raw.slice(found.index, end), cutting));
    at = end;
    PUT_IN.lastIndex = end;
  }
  parts.push(unescape(raw.slice(at)));
  push(cutting, kind, raw, { parts, escaped });
}

function closingBrace(raw: string, from: number): number {
  let depth = 0;
  for (let at = raw.indexOf("{", from); at < raw.length; at++) {
    if (raw[at] === "{") depth++;
    else if (raw[at] === "}" && --depth === 0) return at + 1;
  }
  return raw.length;
}

function putIn(code: string, { line }: Cutting): readonly Token[] {
  const inner = code.startsWith("{$") ? code.slice(1, -1) : code;
  const tokens = cutPhp(inner.replace(/\[([a-zA-Z_]\w*)\]$/, "['$1']"), NESTED_TOKENS_MAX, true);
  return tokens.map((token) => Object.assign({}, token, { line }));
}

function hidesLetters(raw: string): boolean {
  return /[a-z_$]/i.test(unescape(raw.match(/(?:\\(?:x[\da-f]{1,2}|[0-7]{2,3}))+/i)?.[0] ?? ""));
}

const ESCAPE = /\\(?:x([\da-fA-F]{1,2})|([0-7]{1,3})|u\{([\da-fA-F]{1,6})\}|([\s\S]))/g;
const SHORT: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", v: "\v", f: "\f", e: "\u001b" };

function unescape(raw: string): string {
  if (!raw.includes("\\")) return raw;
  return raw.replaceAll(ESCAPE, (whole, hex?: string, oct?: string, uni?: string, one?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (oct !== undefined) return String.fromCharCode(Number.parseInt(oct, 8) & 0xff);
    if (uni !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(uni, 16), 0x10ffff));
    return SHORT[one ?? ""] ?? ('"\\$`'.includes(one ?? "") ? (one ?? "") : whole);
  });
}
