// Reads a PHP file statement by statement, pass by pass, and the codes hidden in it layer by layer; answers with signs.

import { weigh, type Effort, type Sign } from "./contract.ts";
import { shown } from "./php-answers.ts";
import { accept, args, cutCode, expression, isSign, peek } from "./php-flow.ts";
import { withoutFaint } from "./php-faint.ts";
import { codedPrograms, codedTools, habits } from "./php-habits.ts";
import { carriedPrograms, writtenPrograms, pieces } from "./php-pieces.ts";
import { profile } from "./php-profile.ts";
import type { Reading, Routine } from "./php-state.ts";
import { cutPhp, type Token } from "./php-tokens.ts";
import { mixed, NOTHING, type Worth } from "./php-worth.ts";

/** Routines are known after the first pass, what is kept in properties after the second. */
const PASSES = 3;

export function judgePhp(source: string, effort: Effort): Sign[] {
  const tokens = cutPhp(source, Math.min(effort.steps, 600_000));
  const flow = judgeTokens(tokens, effort, 0);
  const signs = [
    ...flow,
    ...profile(source, tokens),
    ...habits(source, tokens),
    ...small(source, flow),
    ...coded(tokens, effort),
    ...codedTools(tokens),
    ...carried(tokens, effort),
    ...pieces(source, tokens),
  ];
  return withoutFaint(source, signs);
}

/** What a shop's own files do in hundreds of lines around it; a file of a few lines is there for nothing else. */
const SMALL_LENGTH_MAX = 2_200;
const WEAK =
  /^php\.(?:call-unknown|call-woven|include-request|include-picture|eval-file|replace-runs|write-remote|upload-named|reads-request|hidden-input|tunnel|name-in-variable|command|lists-request|calls-home|command-woven|command-request)$/;

function small(source: string, signs: readonly Sign[]): Sign[] {
  if (source.length > SMALL_LENGTH_MAX || /^\s*namespace\s/m.test(source) || source.startsWith("#!"))
    return [];
  // A part of something larger, by its own words: only what is telling by itself.
  const least = /\bextends\s|@package|@licen[cs]e/i.test(source) ? 5 : 2;
  const weak = signs.find(
    ({ rule, weight }) =>
      (WEAK.test(rule) && weight >= Math.max(least, rule === "php.command" ? 3 : 2)) ||
      (rule === "php.eval" && weight >= least),
  );
  return weak === undefined ? [] : [{ rule: "php.small-runner", line: weak.line, weight: 3 }];
}

function coded(tokens: readonly Token[], effort: Effort): Sign[] {
  for (const { code, line } of [...codedPrograms(tokens), ...writtenPrograms(tokens)]) {
    effort.decodedBytes -= code.length;
    if (effort.steps <= 0 || effort.decodedBytes <= 0) return [];
    const inner = cutCode(code, Math.min(effort.steps, 200_000));
    effort.steps -= inner.length;
    const signs = [...judgeTokens(inner, effort, 1), ...profile(code, inner), ...habits(code, inner)];
    if (weigh(signs).verdict !== "clean") return [{ rule: "php.coded-program", line, weight: 8 }];
  }
  return [];
}

/** Shells kept as plain text: to be written somewhere, or sent to one that stands already. */
function carried(tokens: readonly Token[], effort: Effort): Sign[] {
  for (const { code, line } of carriedPrograms(tokens)) {
    if (effort.steps <= 0) return [];
    const inner = cutCode(code, Math.min(effort.steps, 2_000));
    effort.steps -= inner.length;
    if (weigh(judgeTokens(inner, effort, 1)).verdict !== "clean")
      return [{ rule: "php.carries-shell", line, weight: 6 }];
  }
  return [];
}

function judgeTokens(tokens: readonly Token[], effort: Effort, layer: number): Sign[] {
  const globals = new Map<string, Worth>();
  const routines = new Map<string, Routine>();
  let signs: Sign[] = [];
  let inner: Reading["inner"] = [];
  const passes = tokens.some(({ kind, text }) => kind === "name" && (text === "function" || text === "fn"))
    ? PASSES
    : 1;
  for (let pass = 0; pass < passes && effort.steps > 0; pass++) {
    const reading: Reading = {
      tokens,
      at: 0,
      scope: globals,
      globals,
      routines,
      routine: undefined,
      depth: 0,
      braces: 0,
      className: "",
      closures: 0,
      signs: [],
      effort,
      layer,
      inner: [],
      checked: new Set(),
      spills: false,
    };
    statements(reading, tokens.length);
    ({ signs, inner } = reading);
  }
  return [...signs, ...innerSigns(inner, effort, layer)];
}

/** Codes in texts: judged as files of their own, told at the line where they are run. */
function innerSigns(inner: Reading["inner"], effort: Effort, layer: number): Sign[] {
  return inner.flatMap(({ code, line, woven }) => {
    if (effort.steps <= 0 || effort.read.has(code)) return [];
    effort.read.add(code);
    // Looking for marks costs by the length, whatever the tokens.
    effort.steps -= Math.ceil(code.length / 16);
    const tokens = cutCode(code, Math.min(Math.max(effort.steps, 0), 200_000));
    effort.steps -= tokens.length;
    const below = judgeTokens(tokens, effort, layer + 1);
    const marks = profile(code, tokens);
    const hidden = [...below, ...marks].map((sign) => Object.assign({}, sign, { line }));
    return woven && hidden.some(({ weight }) => weight >= 4)
      ? [...hidden, { rule: "php.decoded-shell", line, weight: 10 } as const]
      : hidden;
  });
}

/** Reads code that is run on the way for what it sets; its signs are told when it is judged as a file of its own. */
export function readAside(reading: Reading, code: string): void {
  if (reading.layer >= ASIDE_LAYERS_MAX || code.length > ASIDE_LENGTH_MAX) return;
  const tokens = cutCode(code, Math.min(Math.max(reading.effort.steps, 0), 50_000));
  reading.effort.steps -= tokens.length;
  const aside: Reading = { ...reading, tokens, at: 0, signs: [], inner: [], layer: reading.layer + 1 };
  statements(aside, tokens.length);
}
/** Such code is short, or one long string; deeper ones are read as files of their own. */
const ASIDE_LENGTH_MAX = 400_000;
const ASIDE_LAYERS_MAX = 4;

export function statements(reading: Reading, end: number): void {
  while (reading.at < end && reading.effort.steps > 0) {
    const from = reading.at;
    statement(reading);
    if (reading.at <= from) reading.at = from + 1;
  }
}

function statement(reading: Reading): void {
  const token = peek(reading);
  if (token === undefined) return;
  reading.effort.steps--;
  if (token.kind === "sign" && token.text === "{") {
    reading.depth++;
    reading.at++;
    return;
  }
  if (token.kind === "sign" && token.text === "}") {
    reading.depth--;
    reading.at++;
    return;
  }
  if (token.kind === "name") {
    if (token.text === "function" && declared(reading)) return;
    if (token.text === "class" || token.text === "trait") {
      reading.className = peek(reading, 1)?.text ?? "";
      reading.at++;
      return;
    }
    if (token.text === "foreach") return foreach(reading);
    if (token.text === "return") return returned(reading);
    if (token.text === "echo" || token.text === "print") return said(reading, token.line);
    if (token.text === "const" && isSign(peek(reading, 2), "=")) return constant(reading);
    if (
      /^(?:if|while|elseif|switch|for|declare|else|do|try|case|default|finally|public|private|protected|static|var|final|abstract|global|goto|use|namespace)$/.test(
        token.text,
      )
    ) {
      reading.at++;
      if (token.text === "for" && accept(reading, "(")) return;
      return;
    }
    if (token.text === "catch") {
      reading.at++;
      args(reading, 0);
      return;
    }
  }
  const property =
    token.kind === "variable" &&
    /^(?:public|private|protected|var|static)$/.test(peek(reading, -1)?.text ?? "");
  if (property && isSign(peek(reading, 1), "=")) {
    reading.at += 2;
    reading.globals.set(`->${token.text}`, reading.globals.get(`->${token.text}`) ?? expression(reading));
    return;
  }
  expression(reading);
}

function constant(reading: Reading): void {
  const name = peek(reading, 1)?.text ?? "";
  reading.at += 3;
  const worth = expression(reading);
  reading.globals.set(`const ${name.toLowerCase()}`, worth);
  reading.globals.set(`->${name.toLowerCase()}`, worth);
}

function foreach(reading: Reading): void {
  reading.at++;
  if (!accept(reading, "(")) return;
  const over = expression(reading);
  if (peek(reading)?.text !== "as") return;
  reading.at++;
  const first = over.items?.values().next().value;
  const each: Worth = { ...mixed([over]), text: first?.text, items: first?.items };
  for (
    let token = peek(reading);
    token !== undefined && !isSign(token, ")") && !isSign(token, ";");
    token = peek(reading)
  ) {
    if (token.kind === "variable") reading.scope.set(token.text, each);
    reading.at++;
  }
}

/** `echo a, b;`, `print a;` */
function said(reading: Reading, line: number): void {
  do {
    reading.at++;
    shown(reading, expression(reading), line);
  } while (isSign(peek(reading), ","));
}

function returned(reading: Reading): void {
  reading.at++;
  const worth = isSign(peek(reading), ";") ? NOTHING : expression(reading);
  const { routine } = reading;
  if (routine === undefined) return;
  const both = mixed([routine.returns, worth]);
  routine.returns = { ...both, text: worth.text ?? routine.returns.text };
}

/** `function name(…) {…}`: its body is read here, with its parameters unknown but marked. */
function declared(reading: Reading): boolean {
  const byReference = isSign(peek(reading, 1), "&") ? 1 : 0;
  const name = peek(reading, 1 + byReference);
  if (name?.kind !== "name" || !isSign(peek(reading, 2 + byReference), "(")) return false;
  reading.at += 3 + byReference;
  const scope = new Map<string, Worth>();
  let bit = 0;
  let open = 1;
  while (open > 0 && peek(reading) !== undefined) {
    const token = peek(reading);
    if (isSign(token, "(")) open++;
    else if (isSign(token, ")")) open--;
    else if (token?.kind === "variable" && open === 1)
      scope.set(token.text, { from: 0, params: 1 << Math.min(bit++, 30) });
    reading.at++;
  }
  while (peek(reading) !== undefined && !isSign(peek(reading), "{") && !isSign(peek(reading), ";"))
    reading.at++;
  if (!isSign(peek(reading), "{")) return true;
  const end = endOfBody(reading);
  const isMethod = reading.className !== "" && reading.depth > 0;
  const routine: Routine = { returns: NOTHING, sinks: [], keeps: new Map() };
  const before = { scope: reading.scope, routine: reading.routine, braces: reading.braces };
  Object.assign(reading, { scope, routine, braces: reading.depth + 1 });
  statements(reading, end);
  Object.assign(reading, before);
  if (!isMethod) reading.depth = Math.max(0, reading.depth);
  reading.routines.set(isMethod ? `->${name.text}` : name.text, routine);
  if (isMethod && name.text === "__construct") {
    reading.routines.set(`${reading.className}::new`, routine);
    reading.routines.set(`->${reading.className}::new`, routine);
  }
  return true;
}

export function endOfBody(reading: Reading): number {
  let open = 0;
  for (let at = reading.at; at < reading.tokens.length; at++) {
    const token = reading.tokens[at];
    if (isSign(token, "{")) open++;
    else if (isSign(token, "}") && --open === 0) return at + 1;
  }
  return reading.tokens.length;
}
