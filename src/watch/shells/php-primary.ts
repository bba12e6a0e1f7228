// The smallest parts of PHP expressions: variables, texts, lists, names, new objects, includes, variable variables.

import { callMethod, callNamed, runCommand } from "./php-calls.ts";
import { rememberChecked } from "./php-checked.ts";
import { accept, args, bracket, DEPTH_MAX, expression, isSign, peek } from "./php-flow.ts";
import { endOfBody, statements } from "./php-judge.ts";
import { DANGEROUS, INCLUDES, SUPERGLOBALS, TELLING } from "./php-sinks.ts";
import { assign, found, literalWorth, reached, variable, type Reading } from "./php-state.ts";
import type { Token } from "./php-tokens.ts";
import { binary, FROM, isFrom, listWorth, mixed, NOTHING, textWorth, type Worth } from "./php-worth.ts";

export function primary(reading: Reading, nested: number): Worth {
  const token = peek(reading);
  if (token === undefined) return NOTHING;
  if (token.kind === "sign" && /^[;)}\],:]$|^=>$/.test(token.text)) return NOTHING;
  reading.at++;
  if (token.kind === "variable") return variable(reading, token.text);
  if (token.kind === "text") return literalWorth(token);
  if (token.kind === "number") return textWorth(token.text, FROM.literal);
  if (token.kind === "template") return template(reading, token, nested);
  if (token.kind === "shell") return runCommand(reading, template(reading, token, nested), token.line);
  if (token.kind === "name") return named(reading, token, nested);
  if (token.text === "(") {
    reading.at--;
    return bracket(reading, ")", nested);
  }
  if (token.text === "[") return list(reading, "]", nested);
  if (token.text === "$") return variableVariable(reading, nested);
  return NOTHING;
}

function variableVariable(reading: Reading, nested: number): Worth {
  const line = peek(reading)?.line ?? 0;
  const name = isSign(peek(reading), "{") ? bracket(reading, "}", nested) : primary(reading, nested);
  if (name.text === undefined) {
    if (callsItem(reading)) found(reading, "php.call-unknown", line, 6);
    const isInput = isFrom(name, FROM.woven) && isSign(peek(reading), "[");
    if (isInput) found(reading, "php.hidden-input", line, 5);
    return isInput ? { from: FROM.request, params: 0 } : mixed([name], FROM.led);
  }
  if (SUPERGLOBALS.has(name.text))
    found(reading, "php.hidden-input", line, isFrom(name, FROM.literal) ? 4 : 8);
  if (accept(reading, "=")) {
    const given = expression(reading, 0, nested + 1);
    assign(reading, name.text, given);
    return given;
  }
  return variable(reading, name.text);
}

/** `${…}['a'](…)`: input of a hidden name, called. */
function callsItem(reading: Reading): boolean {
  return isSign(peek(reading), "[") && isSign(peek(reading, 2), "]") && isSign(peek(reading, 3), "(");
}

function template(reading: Reading, token: Token, nested: number): Worth {
  let worth: Worth = { ...textWorth("", FROM.literal), from: token.escaped ? FROM.woven : 0 };
  for (const part of token.parts ?? [])
    worth = binary(".", worth, typeof part === "string" ? textWorth(part) : putIn(reading, part, nested));
  return worth;
}

function putIn(reading: Reading, tokens: readonly Token[], nested: number): Worth {
  if (nested > DEPTH_MAX) return NOTHING;
  const inner: Reading = { ...reading, tokens, at: 0 };
  return expression(inner, 0, nested + 1);
}

function list(reading: Reading, closing: string, nested: number): Worth {
  const items = new Map<string, Worth>();
  let next = 0;
  while (peek(reading) !== undefined && !accept(reading, closing)) {
    if (accept(reading, ",")) continue;
    if (isSign(peek(reading), ";")) break;
    const from = reading.at;
    let worth = expression(reading, 0, nested + 1);
    let key = String(next);
    if (accept(reading, "=>")) {
      key = worth.text ?? key;
      worth = expression(reading, 0, nested + 1);
    } else next++;
    if (items.size < 20_000) items.set(key, worth);
    if (reading.at === from) reading.at++;
  }
  nameTable(reading, items);
  return listWorth(items);
}

/** Names of functions, each of them decoded: a table that a shell calls through. */
function nameTable(reading: Reading, items: ReadonlyMap<string, Worth>): void {
  let hidden = 0;
  for (const { text, from } of items.values()) {
    if (text === undefined || text.length > 120) continue;
    if ((from & FROM.woven) !== 0 && /^[a-z][a-z\d]*_?[a-z\d_]{3,30}$/.test(text)) hidden++;
    else if (codesName(text)) hidden++;
  }
  if (hidden >= 4) found(reading, "php.name-table", peek(reading, -1)?.line ?? 0, 7);
}

/** `6576616c`, `ZmlsZV9nZXRfY29udGVudHM=`: the name of a function that runs or writes, in hexadecimal or base64. */
function codesName(text: string): boolean {
  if (text.length < 8) return false;
  const form = /^[\da-f]+$/.test(text) ? "hex" : /^[\w+/]+={0,2}$/.test(text) ? "base64" : undefined;
  if (form === undefined) return false;
  const name = Buffer.from(text, form).toString("latin1");
  return TELLING.has(name) || FILE_FUNCTIONS.test(name);
}
const FILE_FUNCTIONS =
  /^(?:unlink|rmdir|mkdir|chmod|rename|scandir|opendir|is_writable|fileperms|getcwd|copy|php_uname)$/;

function named(reading: Reading, token: Token, nested: number): Worth {
  const name = token.text;
  const next = peek(reading);
  if (INCLUDES.has(name)) return included(reading, token, nested);
  if (name === "new") return made(reading, token, nested);
  if (name === "fn" && isSign(next, "(")) return arrow(reading, nested);
  if (/^(?:print|return|echo|clone|throw|yield|static|await)$/.test(name) && !isSign(next, "::"))
    return expression(reading, 0, nested + 1);
  if (name === "function") return closure(reading);
  if (isSign(next, "(")) {
    if (name === "array" || name === "list") {
      reading.at++;
      return list(reading, ")", nested);
    }
    if (next?.commented === true) found(reading, "php.comment-trick", token.line, 4);
    rememberChecked(reading, name);
    return callNamed(reading, name, args(reading, nested), token.line);
  }
  return reading.globals.get(`const ${name}`) ?? (isSign(next, "::") ? NOTHING : bareWord(reading, token));
}

/** A constant nobody defined is its own name, as old PHP has it; only single letters and pieces are put together so. */
function bareWord(reading: Reading, { text, raw }: Token): Worth {
  if (text === "php_eol") return textWorth("\n");
  if (text === "directory_separator") return textWorth("/");
  if (text === "__file__") return { from: FROM.file, params: 0 };
  const joins = /^[.^|&(]$/.test(peek(reading, -2)?.text ?? "") || /^[.^|&]$/.test(peek(reading)?.text ?? "");
  return joins && !/^(?:true|false|null|__\w+__|[A-Z][A-Z_]{3,})$/i.test(raw ?? "")
    ? textWorth(raw ?? text)
    : DANGEROUS.has(text) && joins
      ? textWorth(text)
      : SET_ELSEWHERE.test(raw ?? "")
        ? { from: FROM.own, params: 0 }
        : NOTHING;
}
/** Constants of a shop (`DIR_FS_CATALOG`, `e_THEME`), not PHP's own. */
const SET_ELSEWHERE = /^(?!PHP_|E_|LOCK_|FILE_|CURLOPT_|M_)(?:[a-z]{1,4}_)?[A-Z][A-Z\d_]{3,60}$/;

/** `fn($a) => …`: read in place, as a function of its own. */
function arrow(reading: Reading, nested: number): Worth {
  while (peek(reading) !== undefined && !isSign(peek(reading), "=>") && !isSign(peek(reading), ";"))
    reading.at++;
  if (accept(reading, "=>")) expression(reading, 0, nested + 1);
  return { from: FROM.closure, params: 0 };
}

function closure(reading: Reading): Worth {
  // The body is read in place: it shares what stands around it.
  while (peek(reading) !== undefined && !isSign(peek(reading), "{") && !isSign(peek(reading), ";"))
    reading.at++;
  if (isSign(peek(reading), "{") && reading.closures < DEPTH_MAX) {
    const { routine } = reading;
    const returns = routine?.returns;
    reading.closures++;
    statements(reading, endOfBody(reading));
    reading.closures--;
    if (routine !== undefined && returns !== undefined) routine.returns = returns;
  }
  return { from: FROM.closure, params: 0 };
}

function made(reading: Reading, token: Token, nested: number): Worth {
  const which = peek(reading);
  if (which === undefined || which.text === "class") return NOTHING;
  reading.at++;
  const name = which.kind === "variable" ? variable(reading, which.text) : textWorth(which.text);
  const given = isSign(peek(reading), "(") ? args(reading, nested) : [];
  if (which.kind === "variable" && isFrom(name, FROM.request) && !isFrom(name, FROM.led))
    found(reading, "php.call-request", token.line, given.some((one) => isFrom(one, FROM.request)) ? 10 : 3);
  const constructor = reading.routines.get(`${name.text}::new`);
  if (constructor !== undefined) callMethod(reading, `${name.text}::new`, given, token.line);
  const byName = (name.text ?? "").toLowerCase();
  if (byName === "reflectionfunction" || byName === "com")
    return madeSpecial(reading, byName, given, token.line);
  return mixed(given);
}

function madeSpecial(reading: Reading, byName: string, given: readonly Worth[], line: number): Worth {
  const [first = NOTHING] = given;
  if (byName === "com") {
    if (/^wscript|^wsh|shell\.application|shell\.users|^iis:|^winmgmts:/i.test(first.text ?? ""))
      found(reading, "php.windows-shell", line, 8);
    return NOTHING;
  }
  if (
    !reached(reading, "php.call-request", line, first, 10) &&
    /^(?:system|exec|eval|assert|passthru|shell_exec)$/i.test(first.text ?? "")
  )
    found(reading, "php.call-by-name", line, 8);
  return mixed(given);
}

function included(reading: Reading, token: Token, nested: number): Worth {
  const direct = directInput(reading);
  const place = expression(reading, 0, nested + 1);
  const text = place.text ?? "";
  if (/^(?:php:\/\/input|data:)/i.test(text)) found(reading, "php.include-request", token.line, 10);
  else if (/^(?:https?|ftp):\/\//i.test(text)) found(reading, "php.include-remote", token.line, 8);
  else if (/\.(?:jpe?g|png|gif|ico|txt|log|bmp|webp|svg)$/i.test(text))
    found(reading, "php.include-picture", token.line, /\.(?:txt|log)$/i.test(text) ? 3 : 8);
  else if (isFrom(place, FROM.woven) && place.text !== undefined && /^(?:\/|\.)/.test(text))
    found(reading, "php.include-woven", token.line, 6);
  else
    reached(reading, "php.include-request", token.line, place, direct ? 10 : isFrom(place, FROM.led) ? 2 : 4);
  if (isFrom(place, FROM.upload)) found(reading, "php.include-request", token.line, 10);
  return NOTHING;
}

/** `include $_GET[…]`, nothing before or behind it. */
function directInput(reading: Reading): boolean {
  let ahead = 0;
  while (isSign(peek(reading, ahead), "(") || isSign(peek(reading, ahead), "@")) ahead++;
  const token = peek(reading, ahead);
  if (token?.kind !== "variable" || !SUPERGLOBALS.has(token.text) || !isSign(peek(reading, ahead + 1), "["))
    return false;
  return /^[;)]$/.test(peek(reading, ahead + 4)?.text ?? "");
}
