// Calls that write, send, delete or replace: reported when the visitor decides what or where.

import { callGiven } from "./php-calls.ts";
import { found, keepInner, reached, VISITOR, type Reading } from "./php-state.ts";
import { FROM, isFrom, NOTHING, type Worth } from "./php-worth.ts";

const PHP_NAME = /\.(?:php\d?|phtml|phar|inc|jsp|aspx?)(?:$|\?)/i;

/** Files written from what a visitor sends. */
export function writeCall(reading: Reading, name: string, args: readonly Worth[], line: number): void {
  const [first = NOTHING, second = NOTHING, third = NOTHING] = args;
  if (
    name === "preg_replace" ||
    name === "preg_filter" ||
    name === "mb_ereg_replace" ||
    name === "mb_eregi_replace"
  )
    return replaceCall(reading, name, args, line);
  if (name === "file_put_contents" || name === "fwrite" || name === "fputs") {
    const visitors = isFrom(second, VISITOR);
    if (second.params !== 0) reached(reading, "php.write-request", line, second, 3);
    if (visitors && isFrom(first, VISITOR) && !isFrom(first, FROM.led))
      found(reading, "php.write-anything", line, 8);
    else if (visitors && PHP_NAME.test(first.text ?? "")) found(reading, "php.write-code", line, 6);
    else if (visitors) found(reading, "php.write-request", line, 3);
    else if (isFrom(second, FROM.remote) && (name === "file_put_contents" || !isFrom(first, FROM.remote)))
      found(reading, "php.write-remote", line, PHP_NAME.test(first.text ?? "") ? 8 : 3);
    if (holdsInOrder(second.text, RUNS_INPUT)) found(reading, "php.writes-shell", line, 10);
    if (isFrom(second, FROM.woven) && reading.className === "" && writesCode(first, second))
      found(reading, "php.writes-shell", line, 6);
    if (isFrom(second, FROM.woven) && holdsInOrder(second.text, TAKES_INPUT))
      found(reading, "php.writes-shell", line, 8);
  } else if (name === "move_uploaded_file" || name === "copy" || name === "rename") {
    const sent = isFrom(first, FROM.upload) || name === "move_uploaded_file";
    if (name === "copy" && /^(?:https?|ftp):/i.test(first.text ?? ""))
      found(reading, "php.write-remote", line, PHP_NAME.test(second.text ?? "") ? 8 : 4);
    else if (sent && PHP_NAME.test(second.text ?? "")) found(reading, "php.upload-script", line, 8);
    else if (sent && isFrom(second, VISITOR))
      found(reading, "php.upload-named", line, isFrom(second, FROM.led) ? 2 : 4);
    else if (name === "copy" && isFrom(first, FROM.request) && isFrom(second, FROM.request))
      found(reading, "php.write-anything", line, 4);
  } else if (name === "unserialize" && isFrom(first, VISITOR)) found(reading, "php.unserialize", line, 2);
  else if ((name === "extract" || name === "parse_str") && isFrom(first, FROM.request) && args.length < 2) {
    found(reading, "php.extract", line, 2);
    reading.spills = true;
  } else if (name === "extract" && isFrom(first, FROM.request)) reading.spills = true;
  else if (
    name === "ini_set" &&
    /^(?:auto_prepend_file|disable_functions|open_basedir|allow_url_include)$/.test(first.text ?? "")
  )
    found(reading, "php.lowers-guard", line, 3);
  else if (name === "filter_var" || name === "filter_var_array")
    callbacksOf(reading, second, third, [first], line);
}

const RUNS_INPUT = [
  /<\?(?:php|=)?/i,
  /\b(?:eval|assert|system|passthru|shell_exec)\b/i,
  /\$_(?:POST|GET|REQUEST|COOKIE)/,
];
const TAKES_INPUT = [/<\?(?:php|=)/i, /\$_(?:POST|GET|REQUEST|COOKIE|FILES)|curl_exec|eval/i];

/** One after the other; each is looked for once, so that a long text costs its length. */
function holdsInOrder(text: string | undefined, all: readonly RegExp[]): boolean {
  let rest = text ?? "";
  for (const one of all) {
    const at = rest.search(one);
    if (at < 0) return false;
    rest = rest.slice(at);
  }
  return true;
}

/** A decoded text, put where PHP runs it or behind an opening of PHP. */
function writesCode(place: Worth, text: Worth): boolean {
  if (text.text === undefined) return /^\s*<\?/.test(text.head ?? "");
  return PHP_NAME.test(place.text ?? "") && text.text.length > 20;
}

/** Tools that hand the shop's files, database, mail or network to the visitor: each little, together a tool box. */
export function handsOver(reading: Reading, name: string, args: readonly Worth[], line: number): void {
  const [first, second] = args;
  if (
    /^(?:mysqli?_query|mssql_query|pg_query|oci_?parse|odbc_exec|sqlite_query)$/.test(name) &&
    args.some(chosen)
  )
    found(reading, "php.sql-request", line, 4);
  else if (
    /^(?:mysqli?_p?connect|mssql_connect|pg_connect|oci_?logon)$/.test(name) &&
    args.slice(0, 3).some((arg) => chosen(arg) || preset(arg))
  )
    found(reading, "php.connect-request", line, 3);
  else if (name === "mail") mailed(reading, args, line);
  else if (/^(?:opendir|scandir|glob|dir)$/.test(name) && first !== undefined)
    reached(reading, "php.lists-request", line, first, 2.5);
  else if (/^(?:unlink|rmdir|chmod|rename)$/.test(name) && chosen(first))
    found(reading, "php.deletes-request", line, 2.5);
  else if (
    /^(?:readfile|show_source|highlight_file|file_get_contents|fopen|file)$/.test(name) &&
    chosen(first)
  )
    found(reading, "php.reads-request", line, 2.5);
  else if (
    /^(?:fwrite|fputs|socket_write|socket_send)$/.test(name) &&
    first !== undefined &&
    isFrom(first, FROM.remote) &&
    chosen(second)
  )
    found(reading, "php.tunnel", line, 5);
  else if (/^(?:fsockopen|socket_connect|stream_socket_client)$/.test(name) && args.some(chosen))
    found(reading, "php.tunnel", line, 4);
  else if (/^(?:socket_bind|stream_socket_server)$/.test(name) && args.some((one) => isFrom(one, VISITOR)))
    found(reading, "php.tunnel", line, 6);
  else if (/^(?:curl_init|curl_setopt)$/.test(name) && args.some(readsLocal))
    found(reading, "php.reads-request", line, 5);
}

/** `file://` and the visitor's choice: past the guards of PHP's own file functions. */
function readsLocal(address: Worth): boolean {
  return /^file:/i.test(address.head ?? "") && isFrom(address, FROM.request);
}

/** To whom the visitor says; or to one fixed address, to tell where this page stands. */
function mailed(reading: Reading, [to, ...more]: readonly Worth[], line: number): void {
  if (chosen(to)) return found(reading, "php.mail-request", line, 5);
  if (!/@/.test(to?.text ?? "")) return;
  const said = more.slice(0, 2);
  if (said.some((one) => isFrom(one, FROM.place))) found(reading, "php.calls-home", line, 5);
  else if (said.some((one) => isFrom(one, FROM.self))) found(reading, "php.calls-home", line, 3);
}

function callbacksOf(
  reading: Reading,
  second: Worth,
  third: Worth,
  args: readonly Worth[],
  line: number,
): void {
  for (const one of [second, third]) {
    const named = one.items?.get("options");
    if (named !== undefined) callGiven(reading, named, args, line, "filter_var");
  }
}

function replaceCall(
  reading: Reading,
  name: string,
  [pattern = NOTHING, by = NOTHING, subject = NOTHING, option = NOTHING]: readonly Worth[],
  line: number,
): void {
  const text = pattern.text ?? "";
  const runs = name.startsWith("mb")
    ? /e/.test(option.text ?? "")
    : /^\s*(?:([^\w\s\\({[<])[\s\S]*\1|\([\s\S]*\)|\{[\s\S]*\}|\[[\s\S]*\])[imsxuADSUXJ]*e[imsxuADSUXJe]*$/.test(
        text,
      );
  if (isFrom(pattern, FROM.request) && !isFrom(pattern, FROM.led))
    found(reading, "php.replace-runs", line, isFrom(by, FROM.request) ? 10 : 2);
  // How the pattern ends nobody knows, only that it was put together and what comes out is the visitor's or a picture's.
  const byOthers = isFrom(by, VISITOR) || (isFrom(by, FROM.woven) && pattern.head === undefined);
  const hidden = text === "" && isFrom(pattern, FROM.woven) && byOthers;
  if (hidden) found(reading, "php.replace-runs", line, reading.className === "" ? 8 : 4);
  if (!runs) return;
  keepInner(reading, by, line);
  const bad =
    isFrom(by, VISITOR) ||
    isFrom(by, FROM.woven) ||
    /\b(?:eval|assert|system|base64_decode)\b/i.test(by.text ?? "");
  found(
    reading,
    "php.replace-runs",
    line,
    bad || (isFrom(subject, VISITOR) && /^\\*[$\\]?[01]$/.test(by.text ?? "")) ? 10 : 2,
  );
}

/** Filled in beforehand, and the visitor's where he fills in something else: every part of it. */
function preset(worth: Worth | undefined): boolean {
  return worth?.text !== undefined && isFrom(worth, FROM.request);
}

/** The visitor decides all of it, not only what comes behind fixed text. */
function chosen(worth: Worth | undefined): boolean {
  return worth !== undefined && isFrom(worth, FROM.request) && !isFrom(worth, FROM.led);
}
