// What a call means: PHP's own functions folded, sinks reported, the file's own routines followed, names that are put together
// or decided by the visitor seen through.

import { readAside } from "./php-judge.ts";
import { foldCall } from "./php-functions.ts";
import {
  CALLS,
  CLEANSES,
  DANGEROUS,
  ANSWERS_REQUEST,
  RUNS_CODE,
  RUNS_COMMANDS,
  SUPERGLOBALS,
  TELLING,
} from "./php-sinks.ts";
import { found, keepInner, reached, variable, type Reading, VISITOR } from "./php-state.ts";
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
  writeCall(reading, name, args, line);
  handsOver(reading, name, args, line);
  return answerOf(reading, name, args, line);
}

/** `$f(args)`, `("a"."b")(args)`: the name is a value. */
export function callWorth(reading: Reading, callee: Worth, args: readonly Worth[], line: number): Worth {
  if (isFrom(callee, FROM.closure)) return mixed(args);
  if (isFrom(callee, VISITOR) && !isFrom(callee, FROM.led)) found(reading, "php.call-request", line, 10);
  else if (callee.params !== 0) reached(reading, "php.call-request", line, callee, 10);
  else if (isFrom(callee, FROM.remote)) found(reading, "php.call-remote", line, 10);
  if (callee.text === undefined) {
    if (isFrom(callee, FROM.woven))
      found(
        reading,
        "php.call-woven",
        line,
        args.some((one) => isFrom(one, VISITOR)) ? 10 : args.some((one) => isFrom(one, FROM.woven)) ? 4.5 : 4,
      );
    else if (isFrom(callee, FROM.file)) found(reading, "php.call-woven", line, 8);
    else if (args.some((one) => isFrom(one, VISITOR))) found(reading, "php.call-unknown", line, 4);
    return mixed(args);
  }
  const name = callee.text.toLowerCase().replace(/^\\/, "").trim();
  if (TELLING.has(name) && !isFrom(callee, FROM.literal))
    found(reading, "php.hidden-name", line, DANGEROUS.has(name) ? 10 : 7);
  else if (RUNS_CODE.has(name) || RUNS_COMMANDS.has(name)) found(reading, "php.name-in-variable", line, 4);
  return callNamed(reading, name, args, line);
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
    found(reading, "php.eval-woven", line, code.text === undefined || name !== "assert" ? 9 : 4);
  else if (name !== "assert")
    found(
      reading,
      "php.eval",
      line,
      code.text === undefined ? 2 : /\b(?:system|passthru|shell_exec)\s*\(/i.test(code.text) ? 5 : 1,
    );
  return mixed([code]);
}

export function runCommand(reading: Reading, command: Worth, line: number): Worth {
  if (reached(reading, "php.command-request", line, command, 10)) return command;
  if (isFrom(command, FROM.woven)) found(reading, "php.command-woven", line, 3);
  else if (isFrom(command, FROM.remote)) found(reading, "php.eval-remote", line, 8);
  else if (command.text === undefined) found(reading, "php.command", line, 2);
  return NOTHING;
}

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
    /^u?[ak]?sort$|createfunction$|^fromcallable$/.test(name) &&
    args.some(
      (one) => isFrom(one, FROM.request) || (isFrom(one, FROM.woven) && DANGEROUS.has(one.text ?? "")),
    )
  )
    found(reading, "php.call-request", line, 10);
  // Another language's interpreter within PHP: perl, lua, JavaScript, a Windows shell.
  if (/^(?:eval|exec|evaluatescript|executestring)$/.test(name) && args.some((one) => isFrom(one, VISITOR)))
    found(reading, "php.command-request", line, isFrom(args[0] ?? NOTHING, FROM.led) ? 3 : 4);
  if (name === "getdoccomment" || name === "getconstants") return { from: FROM.woven, params: 0 };
  if (name === "invoke" || name === "invokeargs") return mixed(args);
  return NOTHING;
}

function answerOf(reading: Reading, name: string, args: readonly Worth[], line: number): Worth {
  const [first = NOTHING] = args;
  if (ANSWERS_REQUEST.has(name)) return { from: FROM.request, params: 0 };
  if (name === "getenv")
    return { from: /^HTTP_|QUERY_STRING/.test(first.text ?? "") ? FROM.request : 0, params: 0 };
  if (
    name === "file_get_contents" ||
    name === "fopen" ||
    name === "file" ||
    name === "readfile" ||
    name === "stream_get_contents" ||
    name === "fread" ||
    name === "fgets"
  )
    return name === "fopen" && /[wax+]/.test(args[1]?.text ?? "")
      ? { ...readFrom(name, first), text: first.text }
      : readFrom(name, first);
  if (
    name === "curl_exec" ||
    name === "fsockopen" ||
    name === "pfsockopen" ||
    name === "stream_socket_client"
  )
    return { from: FROM.remote, params: 0 };
  if (name === "define") {
    if (first.text !== undefined)
      reading.globals.set(`const ${first.text.toLowerCase()}`, args[1] ?? NOTHING);
    return NOTHING;
  }
  if (name === "constant" && first.text !== undefined)
    return reading.globals.get(`const ${first.text.toLowerCase()}`) ?? NOTHING;
  if (name === "compact" && first.text !== undefined && SUPERGLOBALS.has(first.text))
    return variable(reading, first.text);
  const folded = foldCall(name, args, reading.effort);
  if (folded?.text !== undefined && isFrom(folded, FROM.woven)) tellingText(reading, folded.text, line);
  return folded ?? NOTHING;
}

function readFrom(name: string, first: Worth): Worth {
  if (name === "fopen" && isFrom(first, VISITOR)) return mixed([first], FROM.file);
  if (name === "fread" || name === "fgets" || name === "stream_get_contents") return mixed([first]);
  const text = first.text ?? "";
  if (/^php:\/\/(?:input|stdin)/i.test(text)) return { from: FROM.request, params: 0 };
  if (/^(?:https?|ftp):\/\//i.test(text)) return { from: FROM.remote, params: 0 };
  if (/^data:/i.test(text)) return { from: FROM.woven, params: 0 };
  if (isFrom(first, FROM.upload)) return { from: FROM.upload, params: 0 };
  return { from: FROM.file | (isFrom(first, FROM.request) ? FROM.file : 0), params: first.params };
}

/** What came out of decoding is itself a shell, wherever it goes. */
function tellingText(reading: Reading, text: string, line: number): void {
  if (text.length < 20) return;
  if (
    /\b(?:eval|assert|system|passthru|shell_exec)\s*\(\s*(?:@?\$_(?:POST|GET|REQUEST|COOKIE)|base64_decode|gzinflate|gzuncompress|str_rot13)/i.test(
      text,
    )
  )
    found(reading, "php.decoded-shell", line, 10);
}
