// Reads PHP from top to bottom and follows what the visitor sends and what is decoded, to where it would be run. Knows
// expressions, assignments, routines and their parameters; loops are read once. Never runs anything.

import { callMethod, callWorth } from "./php-calls.ts";
import { isChecked } from "./php-checked.ts";
import { primary } from "./php-primary.ts";
import { cutPhp, type Token } from "./php-tokens.ts";
import { SUPERGLOBALS } from "./php-sinks.ts";
import { assign, fileWorth, found, serverWorth, variable, type Reading } from "./php-state.ts";
import { binary, either, FROM, indexed, inverted, isFrom, mixed, NOTHING, type Worth } from "./php-worth.ts";

/** Expressions in expressions; beyond it the rest of the statement is skipped. */
export const DEPTH_MAX = 120;

const LEVELS: Readonly<Record<string, number>> = {
  or: 1,
  xor: 1,
  and: 1,
  "??": 3,
  "||": 4,
  "&&": 5,
  "|": 6,
  "^": 7,
  "&": 8,
  "==": 9,
  "!=": 9,
  "===": 9,
  "!==": 9,
  "<>": 9,
  "<=>": 9,
  "<": 10,
  ">": 10,
  "<=": 10,
  ">=": 10,
  ".": 11,
  "<<": 12,
  ">>": 12,
  "+": 13,
  "-": 13,
  "*": 14,
  "/": 14,
  "%": 14,
  instanceof: 15,
  "**": 16,
};
const ASSIGNS = new Set(["=", ".=", "^=", "+=", "-=", "*=", "/=", "|=", "&=", "%=", "??="]);
const CASTS = /^(?:int|integer|float|double|bool|boolean|string|array|object|unset|binary)$/;

export function peek(reading: Reading, ahead = 0): Token | undefined {
  return reading.tokens[reading.at + ahead];
}

export function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === "sign" && token.text === text;
}

export function accept(reading: Reading, text: string): boolean {
  if (!isSign(peek(reading), text)) return false;
  reading.at++;
  return true;
}

export function expression(reading: Reading, level = 0, nested = 0): Worth {
  if (nested > DEPTH_MAX || --reading.effort.steps < 0) {
    reading.at++;
    return NOTHING;
  }
  let left = unary(reading, nested + 1);
  for (let token = peek(reading); token !== undefined; token = peek(reading)) {
    if (isSign(token, "?") && level <= 2) {
      left = ternary(reading, left, nested);
      continue;
    }
    const own = token.kind === "sign" || token.kind === "name" ? LEVELS[token.text] : undefined;
    if (own === undefined || own < level) break;
    reading.at++;
    left = binary(token.text, left, expression(reading, own + 1, nested + 1));
  }
  return left;
}

function ternary(reading: Reading, asked: Worth, nested: number): Worth {
  reading.at++;
  if (accept(reading, ":")) return either(expression(reading, 3, nested + 1), asked);
  const yes = expression(reading, 0, nested + 1);
  if (!accept(reading, ":")) return yes;
  return either(expression(reading, 3, nested + 1), yes);
}

function unary(reading: Reading, nested: number): Worth {
  const token = peek(reading);
  if (token === undefined) return NOTHING;
  if (token.kind === "sign") {
    if ("@&".includes(token.text) || token.text === "++" || token.text === "--" || token.text === "...") {
      reading.at++;
      return expression(reading, 15, nested);
    }
    if (token.text === "~") {
      reading.at++;
      return inverted(expression(reading, 15, nested));
    }
    if (token.text === "!" || token.text === "+" || token.text === "-") {
      reading.at++;
      const worth = expression(reading, 15, nested);
      if (token.text === "!") return isFrom(worth, FROM.woven) ? NOTHING : { ...NOTHING };
      return token.text === "-" && worth.text !== undefined ? { ...worth, text: `-${worth.text}` } : worth;
    }
    const cast = peek(reading, 1);
    if (
      token.text === "(" &&
      cast?.kind === "name" &&
      CASTS.test(cast.text) &&
      isSign(peek(reading, 2), ")")
    ) {
      reading.at += 3;
      const worth = expression(reading, 15, nested);
      return /^(?:int|float|double|bool)/.test(cast.text)
        ? worth.text === undefined
          ? NOTHING
          : worth
        : worth;
    }
  }
  return postfix(reading, nested);
}

function postfix(reading: Reading, nested: number): Worth {
  const start = peek(reading);
  const isVariable = start?.kind === "variable" || isSign(start, "$");
  let path = start?.kind === "variable" ? start.text : "";
  let item: string | undefined;
  let worth = primary(reading, nested);
  for (let token = peek(reading); token !== undefined; token = peek(reading)) {
    if (isSign(token, "(")) {
      if (start?.kind === "variable" && token.commented) found(reading, "php.comment-trick", token.line, 4);
      worth = callWorth(reading, worth, args(reading, nested), token.line);
    } else if (isSign(token, "[") || (isSign(token, "{") && isVariable && touches(reading))) {
      const key = isSign(token, "[") ? bracket(reading, "]", nested) : bracket(reading, "}", nested);
      worth = itemOf(reading, path, worth, key);
      item = path.endsWith("]") ? undefined : key.text;
      path = path === "" ? "" : path.endsWith("]") ? path : `${path}[]`;
    } else if (isSign(token, "->") || isSign(token, "?->") || isSign(token, "::")) {
      reading.at++;
      [worth, path] = member(reading, worth, nested);
      if (start?.kind === "name" && isSign(token, "::") && isForeign(reading, start.text, worth, path))
        worth = { from: FROM.own, params: 0 };
    } else if (isSign(token, "++") || isSign(token, "--")) {
      reading.at++;
      worth = stepped(reading, path, worth, token.text);
    } else break;
  }
  const next = peek(reading);
  if (next?.kind === "sign" && ASSIGNS.has(next.text))
    return assignment(reading, path, item, worth, next, nested);
  return worth;
}

/** `Config::ROOT`, `Config::get("dir")` of a class of another file, of which nothing is known. */
function isForeign(reading: Reading, owner: string, { text, from }: Worth, path: string): boolean {
  if (text !== undefined || from !== 0 || /^(?:self|static|parent)$/.test(owner)) return false;
  return reading.className.toLowerCase() !== owner && !reading.globals.has(path);
}

/** Alphabets are walked by "++": 'Z'++ is 'AA'. */
function stepped(reading: Reading, path: string, worth: Worth, sign: string): Worth {
  if (worth.text === undefined || sign === "--") return worth;
  const text = /^\d+$/.test(worth.text)
    ? String(Number(worth.text) + 1)
    : worth.text.replace(/[a-yA-Y]$/, (one) => String.fromCharCode(one.charCodeAt(0) + 1));
  if (path !== "") assign(reading, path, { ...mixed([worth], /[a-z]/i.test(text) ? FROM.woven : 0), text });
  return worth;
}

/** `$a{0}` is an index only when written without a blank. */
function touches(reading: Reading): boolean {
  const [before, brace] = [reading.tokens[reading.at - 1], peek(reading)];
  if (before === undefined || brace === undefined || brace.line !== before.line) return false;
  return before.kind === "variable"
    ? brace.at === before.at + before.text.length + 1
    : brace.at === before.at + 1;
}

function itemOf(reading: Reading, path: string, worth: Worth, key: Worth): Worth {
  if (path === "_SERVER" || path === "HTTP_SERVER_VARS") return serverWorth(key);
  if (path.startsWith("_FILES"))
    return key.text === undefined
      ? worth
      : path === "_FILES" && key.text !== "tmp_name"
        ? worth
        : fileWorth(key);
  if (path === "GLOBALS" && key.text !== undefined) {
    if (isFrom(key, FROM.woven) && SUPERGLOBALS.has(key.text))
      found(reading, "php.hidden-input", peek(reading, -1)?.line ?? 0, 8);
    return variable(reading, key.text);
  }
  if (isChecked(reading, path, key.text)) return { from: FROM.request | FROM.checked, params: 0 };
  return indexed(worth, key);
}

function member(reading: Reading, owner: Worth, nested: number): readonly [Worth, string] {
  const token = peek(reading);
  reading.at++;
  if (token === undefined) return [NOTHING, ""];
  if (isSign(token, "{")) {
    reading.at--;
    const name = bracket(reading, "}", nested);
    return [isFrom(name, FROM.request) ? mixed([name], FROM.led) : mixed([name]), ""];
  }
  if (isSign(peek(reading), "(")) {
    const given = args(reading, nested);
    if (token.kind === "variable") return [callMethodNamed(reading, token, given, owner), ""];
    return [callMethod(reading, token.text, given, token.line), ""];
  }
  const path = `->${token.text}`;
  return [
    token.kind === "variable" && reading.globals.get(path) === undefined
      ? mixed([variable(reading, token.text)], FROM.led)
      : (reading.globals.get(path) ?? NOTHING),
    path,
  ];
}

/** `$object->$name()`: frameworks do it with checked names; only what is put together is telling. */
function callMethodNamed(reading: Reading, token: Token, given: readonly Worth[], owner: Worth): Worth {
  const name = variable(reading, token.text);
  if (isFrom(name, FROM.woven) && isFrom(owner, FROM.woven)) found(reading, "php.call-woven", token.line, 5);
  return name.text === undefined ? NOTHING : callMethod(reading, name.text.toLowerCase(), given, token.line);
}

function assignment(
  reading: Reading,
  path: string,
  item: string | undefined,
  before: Worth,
  sign: Token,
  nested: number,
): Worth {
  reading.at++;
  const given = expression(reading, 0, nested + 1);
  const worth =
    sign.text === "="
      ? given
      : sign.text === "??="
        ? either(given, before)
        : binary(sign.text.slice(0, -1), before, given);
  if (path === "") return worth;
  if (path.endsWith("[]")) {
    const name = path.slice(0, -2);
    const whole = variable(reading, name);
    const items = new Map(whole.items);
    if (items.size < 300) items.set(item ?? String(items.size), given);
    assign(reading, name, { ...mixed([whole, given]), items });
  } else assign(reading, path, worth);
  return worth;
}

export function args(reading: Reading, nested: number): Worth[] {
  const given: Worth[] = [];
  if (!accept(reading, "(")) return given;
  while (peek(reading) !== undefined && !accept(reading, ")")) {
    if (accept(reading, ",")) continue;
    if (isSign(peek(reading), ";")) break;
    if (peek(reading)?.kind === "name" && isSign(peek(reading, 1), ":")) reading.at += 2;
    const from = reading.at;
    const spread = accept(reading, "...");
    const worth = expression(reading, 0, nested + 1);
    given.push(...(spread ? [worth, worth, worth] : [worth]));
    if (reading.at === from) reading.at++;
  }
  return given;
}

export function bracket(reading: Reading, closing: string, nested: number): Worth {
  reading.at++;
  if (accept(reading, closing)) return NOTHING;
  const key = expression(reading, 0, nested + 1);
  while (peek(reading) !== undefined && !isSign(peek(reading), closing) && !isSign(peek(reading), ";"))
    reading.at++;
  accept(reading, closing);
  return key;
}

/** For texts that are themselves code: their tokens. */
export function cutCode(code: string, tokensMax: number): Token[] {
  return /<\?(?:php|=)|\?>/i.test(code)
    ? cutPhp(`?>${code}`.replace(/^\?>(?!\s*<\?)/, ""), tokensMax, !/^\s*<\?/.test(code))
    : cutPhp(code, tokensMax, true);
}
