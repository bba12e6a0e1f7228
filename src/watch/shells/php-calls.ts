// What a call means: PHP's own functions folded, sinks reported, the file's own routines followed, names that are put together
// or decided by the visitor seen through.

import { readAside } from "./php-judge.ts";
import { foldCall } from "./php-functions.ts";
import { CALLS, CLEANSES, DANGEROUS, RUNS_CODE, RUNS_COMMANDS, TELLING } from "./php-sinks.ts";
import { answerOf, isFar, shown } from "./php-answers.ts";
import { found, keepInner, reached, type Reading, VISITOR } from "./php-state.ts";
import { handsOver, writeCall } from "./php-writes.ts";
import { FROM, isFrom, mixed, NOTHING, type Worth } from "./php-worth.ts";

/** `name(args)`, the name written plainly. */
export function callNamed(reading: Reading, name: string, args: readonly Worth[], line: number): Worth {
  const own = reading.routines.get(name);
  if (own !== undefined) return callOwn(reading, own, args, line);
  if (
    name === "substr_replace" &&
    args[0]?.text !== undefined &&
    args[1]?.text !== undefined &&
    args[2]?.text !== undefined
  ) {
    return { ...mixed(args, FROM.woven), text: args[0].text.slice(0, Number(args[2].text)) + args[1].text };
  }
  const code = RUNS_CODE.get(name);
  if (code !== undefined) return runCode(reading, name, args[code] ?? NOTHING, line);
  if (RUNS_COMMANDS.has(name)) return runCommand(reading, args[0] ?? NOTHING, line);
  const callable = CALLS.get(name);
  if (callable !== undefined) {
    const which = args.at(callable) ?? NOTHING;
    callGiven(
      reading,
      which,
      args.filter((one) => one !== which),
      line,
      name,
    );
    if (which.text !== undefined && which.text !== name) {
      const folded = foldCall(
        which.text.toLowerCase(),
        args.filter((one) => one !== which),
        reading.effort,
      );
      if (folded !== undefined) return folded;
    }
    return mixed(args);
  }
  if (CLEANSES.has(name)) return NOTHING;
  hands(reading, args, line);
  if (name === "exit" || name === "die") shown(reading, args[0] ?? NOTHING, line);
  writeCall(reading, name, args, line);
  handsOver(reading, name, args, line);
  return answerOf(reading, name, args, line);
}

/** `f("assert", array($_POST[…]))`: whatever f is, it is given a name that runs and what to run. */
function hands(reading: Reading, [which, list, ...more]: readonly Worth[], line: number): void {
  if (which?.text === undefined || list?.items === undefined || more.length > 0) return;
  if ((RUNS_CODE.has(which.text) || RUNS_COMMANDS.has(which.text)) && isFrom(list, VISITOR))
    found(reading, "php.call-by-name", line, 8);
}

/** `$f(args)`, `("a"."b")(args)`: the name is a value. */
export function callWorth(reading: Reading, callee: Worth, args: readonly Worth[], line: number): Worth {
  if (isFrom(callee, FROM.closure)) return mixed(args);
  if (isFrom(callee, VISITOR) && !isFrom(callee, FROM.led)) found(reading, "php.call-request", line, 10);
  else if (callee.params !== 0) reached(reading, "php.call-request", line, callee, 10);
  else if (isFrom(callee, FROM.remote)) found(reading, "php.call-remote", line, 10);
  // A text begun empty and filled in a loop is as unknown as none.
  if (callee.text === undefined || callee.text === "") {
    if (isFrom(callee, FROM.woven)) calledWoven(reading, args, line);
    else if (isFrom(callee, FROM.file))
      found(reading, "php.call-woven", line, reading.className === "" ? 8 : 2);
    else if (args.some((one) => isFrom(one, VISITOR))) found(reading, "php.call-unknown", line, 4);
    return mixed(args);
  }
  const name = callee.text.toLowerCase().replace(/^\\/, "").trim();
  const isPieced = !isFrom(callee, FROM.literal) && !TELLING.has(name) && !reading.routines.has(name);
  if (isPieced && args.some(isCode)) calledWoven(reading, args, line);
  else if (isPieced && args.some((one) => isFrom(one, VISITOR))) found(reading, "php.call-woven", line, 4);
  if (TELLING.has(name) && !isFrom(callee, FROM.literal))
    found(reading, "php.hidden-name", line, DANGEROUS.has(name) ? 10 : 7);
  else if (RUNS_CODE.has(name) || RUNS_COMMANDS.has(name)) found(reading, "php.name-in-variable", line, 4);
  return callNamed(reading, name, args, line);
}

const LOOKS_LIKE_CODE = /\b(?:eval|assert|base64_decode|gzinflate|gzuncompress|create_function)\s*\(/i;

function isCode({ text }: Worth): boolean {
  return text !== undefined && LOOKS_LIKE_CODE.test(text);
}

/** A function whose name is put together, and nobody can tell how. */
function calledWoven(reading: Reading, args: readonly Worth[], line: number): void {
  const code = args.find(isCode);
  const byVisitor = args.some((one) => isFrom(one, VISITOR));
  if (code !== undefined) keepInner(reading, code, line);
  const weak = args.some((one) => isFrom(one, FROM.woven)) ? 4.5 : 4;
  found(reading, "php.call-woven", line, code !== undefined || byVisitor ? 10 : weak);
}

/** Hardly ever called on what visitors send, but by those who hide a call. */
const COMPARES = /^array_u?(?:diff|intersect)_?\w*$|^register_\w+_function$/;

/** call_user_func("name", …) and its many relatives. */
export function callGiven(
  reading: Reading,
  which: Worth,
  args: readonly Worth[],
  line: number,
  by: string,
): void {
  const isVisitors = isFrom(which, VISITOR) && !isFrom(which, FROM.led | FROM.closure);
  if (isVisitors) found(reading, "php.call-request", line, which.items === undefined ? 10 : 3);
  else if (which.params !== 0) reached(reading, "php.call-request", line, which, 8);
  const name = which.text?.toLowerCase().trim();
  if (name === undefined) {
    if (isFrom(which, FROM.woven) && which.items === undefined)
      found(reading, "php.call-woven", line, args.some((one) => isFrom(one, VISITOR)) ? 8 : 3);
    else if (
      COMPARES.test(by) &&
      which.from === 0 &&
      which.params === 0 &&
      args.some((one) => isFrom(one, VISITOR))
    )
      found(reading, "php.call-unknown", line, 4);
    if (
      by === "yaml_parse" &&
      [...(which.items?.values() ?? [])].some(({ text }) => DANGEROUS.has(text ?? ""))
    )
      found(reading, "php.call-by-name", line, 8);
    return;
  }
  const code = RUNS_CODE.has(name) || RUNS_COMMANDS.has(name);
  if (code && name !== "exec") {
    const weight = args.some((one) => isFrom(one, VISITOR)) ? 10 : 6;
    found(reading, "php.call-by-name", line, weight);
  }
  if (TELLING.has(name) && isFrom(which, FROM.woven))
    found(reading, "php.hidden-name", line, DANGEROUS.has(name) ? 10 : 6);
  if (code || reading.routines.has(name))
    callNamed(reading, name, by === "array_map" ? args.map((one) => mixed([one])) : args, line);
}

/** What a code run from a text leaves behind: variables for the code after it. */
const SETS_VARIABLE = /^\s*(?:\?>\s*<\?(?:php)?\s*)?\$\w+\s*=/;

function runCode(reading: Reading, name: string, code: Worth, line: number): Worth {
  keepInner(reading, code, line);
  if (name === "eval" && code.text !== undefined && SETS_VARIABLE.test(code.text))
    readAside(reading, code.text);
  if (
    name === "create_function" &&
    /\b(?:eval|assert|system|exec|passthru|shell_exec)\s*\(/i.test(code.text ?? "")
  )
    found(reading, "php.eval-woven", line, 8);
  // With fixed text in front and by way of a parameter it is a template or a rule somebody checks; directly it is a shell.
  const led = isFrom(code, FROM.led) && (name === "assert" || code.params !== 0);
  if (reached(reading, "php.eval-request", line, code, led ? 2.5 : 10)) return code;
  if (isFrom(code, FROM.remote)) found(reading, "php.eval-remote", line, 10);
  else if (isFrom(code, FROM.file)) found(reading, "php.eval-file", line, 4);
  else if (isFrom(code, FROM.woven))
    found(
      reading,
      "php.eval-woven",
      line,
      madeOf(code) || (code.text !== undefined && name === "assert") ? 4 : 9,
    );
  else if (name !== "assert")
    found(
      reading,
      "php.eval",
      line,
      code.text === undefined ? 2 : /\b(?:system|passthru|shell_exec)\s*\(/i.test(code.text) ? 5 : 1,
    );
  return mixed([code]);
}

/** A line of plain code with a value set in. */
function madeOf({ text, head }: Worth): boolean {
  return text === undefined && /^(?:return|namespace|class|\$\w+\s*=)\s/.test(head ?? "");
}

export function runCommand(reading: Reading, command: Worth, line: number): Worth {
  if (reached(reading, "php.command-request", line, command, 10)) return command;
  if (isFrom(command, FROM.woven)) found(reading, "php.command-woven", line, 3);
  else if (isFrom(command, FROM.remote)) found(reading, "php.eval-remote", line, 8);
  else if (command.text === undefined) found(reading, "php.command", line, 2);
  else if (COMMAND_LINE.test(command.text)) found(reading, "php.opens-shell", line, 6);
  else if (LOOKS_ROUND.test(command.text)) found(reading, "php.command", line, 3);
  return NOTHING;
}

/** A command line is opened to be typed into. */
const COMMAND_LINE =
  /(?:^|[;&|]\s{0,9}|\/bin\/)(?:ba|da|z|k|c|tc)?sh(?:\s+-i\b|\s*$)|^cmd(?:\.exe)?\s*$|\/dev\/tcp\//i;
/** The first things a burglar asks of a server. */
const LOOKS_ROUND =
  /^\s*(?:id|whoami|uname\s+-\w+|w|cat\s+\/etc\/\w+|ls\s+-\w+\s+\/etc\/\w+|netstat|ifconfig|ps\s+aux)\s*(?:$|[;&|\n])/i;

function callOwn(
  reading: Reading,
  own: NonNullable<Reading["routine"]>,
  args: readonly Worth[],
  line: number,
): Worth {
  for (const { rule, params, weight } of own.sinks) {
    for (const [at, worth] of args.entries())
      if ((params & (1 << at)) !== 0) reached(reading, rule, line, worth, weight);
  }
  keepProperties(reading, own, args);
  const through = args.filter((_, at) => (own.returns.params & (1 << at)) !== 0);
  const base = mixed([...through, { ...own.returns, params: 0 }]);
  // What it reads is a page of another server when it is given such an address.
  const far = through.some(({ text, head }) => isFar(text ?? head ?? ""));
  if (far && isFrom(own.returns, FROM.file)) return { ...base, from: base.from | FROM.remote };
  return { ...base, text: through.length === 0 ? own.returns.text : undefined };
}

function keepProperties(
  reading: Reading,
  own: NonNullable<Reading["routine"]>,
  args: readonly Worth[],
): void {
  for (const [property, bits] of own.keeps) {
    const given = args.filter((_, at) => (bits & (1 << at)) !== 0);
    const before = reading.globals.get(property) ?? NOTHING;
    const text = given.length === 1 ? given[0]?.text : undefined;
    reading.globals.set(property, { ...mixed([before, ...given]), text: text ?? before.text });
  }
}

/** Methods and constructors of the file itself; foreign ones are unknown. */
export function callMethod(reading: Reading, name: string, args: readonly Worth[], line: number): Worth {
  const own = reading.routines.get(`->${name}`);
  if (own !== undefined) return callOwn(reading, own, args, line);
  if (
    /^u?[ak]?sort$|createfunction$/.test(name) &&
    args.some(({ text }) => RUNS_CODE.has(text ?? "") || RUNS_COMMANDS.has(text ?? ""))
  )
    found(reading, "php.call-by-name", line, 10);
  else if (
    /^u[ak]?sort$|createfunction$|^fromcallable$/.test(name) &&
    args.length < 4 &&
    args.some(
      (one) =>
        (isFrom(one, FROM.request) && !isFrom(one, FROM.led | FROM.closure)) ||
        (isFrom(one, FROM.woven) && DANGEROUS.has(one.text ?? "")),
    )
  )
    found(reading, "php.call-request", line, 10);
  // Another language's interpreter within PHP: perl, lua, JavaScript, a Windows shell.
  if (/^(?:eval|exec|evaluatescript|executestring)$/.test(name) && args.some((one) => isFrom(one, VISITOR)))
    found(reading, "php.command-request", line, isFrom(args[0] ?? NOTHING, FROM.led) ? 3 : 4);
  else if (name === "eval" && args[0] !== undefined)
    reached(reading, "php.command-request", line, args[0], 3);
  if (name === "getdoccomment" || name === "getconstants") return { from: FROM.woven, params: 0 };
  if (name === "invoke" || name === "invokeargs") return mixed(args);
  return NOTHING;
}
