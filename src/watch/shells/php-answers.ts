// What PHP's own functions answer: where it comes from, and what it is when it can be known; and what becomes of it when a page
// shows it.

import { foldCall } from "./php-functions.ts";
import { ANSWERS_REQUEST, SUPERGLOBALS } from "./php-sinks.ts";
import { found, keepInner, variable, VISITOR, type Reading } from "./php-state.ts";
import { FROM, isFrom, mixed, NOTHING, type Worth } from "./php-worth.ts";

const READS =
  /^(?:file_get_contents|fopen|file|readfile|stream_get_contents|fread|fgets|fgetc|fgetss|simplexml_load_file|curl_init)$/;
/** Where settings of a transfer are kept until it is made. */
const TRANSFER = "->curl";
/** Told by the server about itself. */
const TELLS_PLACE = /^(?:php_uname|getcwd|gethostname|get_current_user)$/;

export function answerOf(reading: Reading, name: string, args: readonly Worth[], line: number): Worth {
  const [first = NOTHING] = args;
  if (ANSWERS_REQUEST.has(name)) return { from: FROM.request, params: 0 };
  // Where the way out of the server leads; a visitor reaches it only through an old gap of CGI.
  if (name === "getenv" && first.text === "HTTP_PROXY") return { from: FROM.request | FROM.led, params: 0 };
  if (name === "getenv")
    return { from: /^HTTP_|QUERY_STRING/.test(first.text ?? "") ? FROM.request : 0, params: 0 };
  if (TELLS_PLACE.test(name)) return { from: FROM.place, params: 0 };
  // Notes within a picture: somebody else wrote them.
  if (/^(?:exif_read_data|read_exif_data|iptcparse)$/.test(name)) return { from: FROM.woven, params: 0 };
  if (READS.test(name)) return opened(reading, name, args, line);
  if (name === "curl_setopt" || name === "curl_setopt_array") {
    reading.globals.set(TRANSFER, mixed([reading.globals.get(TRANSFER) ?? NOTHING, ...args.slice(1)]));
    return NOTHING;
  }
  if (name === "curl_exec") return remoteBy(mixed([first, reading.globals.get(TRANSFER) ?? NOTHING]));
  if (name === "fsockopen" || name === "pfsockopen" || name === "stream_socket_client")
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

/** What a page shows. A page of another server, asked for in the shop's own name, is a front for somebody else's pages. */
export function shown(reading: Reading, worth: Worth, line: number): void {
  if (isFrom(worth, FROM.remote) && isFrom(worth, FROM.self)) found(reading, "php.front-page", line, 6);
}

/** Whether it is an address on another server. */
export function isFar(address: string): boolean {
  return /^(?:https?|ftp):\/\//i.test(address);
}

function opened(reading: Reading, name: string, args: readonly Worth[], line: number): Worth {
  const [first = NOTHING] = args;
  if (name === "curl_init") return mixed([first]);
  const read = readFrom(reading, name, first, line);
  if (name === "readfile") shown(reading, read, line);
  return name === "fopen" && /[wax+]/.test(args[1]?.text ?? "")
    ? { ...read, text: first.text, head: first.head }
    : read;
}

function readFrom(reading: Reading, name: string, first: Worth, line: number): Worth {
  if (name === "fopen" && isFrom(first, VISITOR)) return mixed([first], FROM.file);
  if (/^(?:fread|fgets|fgetc|fgetss|stream_get_contents)$/.test(name)) return mixed([first]);
  const text = first.text ?? first.head ?? "";
  if (/^php:\/\/(?:input|stdin)/i.test(text)) return { from: FROM.request, params: 0 };
  if (isFar(text)) {
    if (isFrom(first, FROM.self)) found(reading, "php.calls-home", line, 3);
    return remoteBy(first);
  }
  if (/^data:/i.test(text)) return { from: FROM.woven, params: 0 };
  if (isFrom(first, FROM.upload)) return { from: FROM.upload, params: 0 };
  return { from: FROM.file, params: first.params };
}

/** An answer of another server; whether it was told who asks is kept. */
function remoteBy(address: Worth): Worth {
  return { from: FROM.remote | (address.from & FROM.self), params: 0 };
}

/** Decoded words and templates are shorter, and hold no PHP. */
const PROGRAM_LENGTH_MIN = 200;
const PROGRAM = /<\?(?:php|=)|\$\w+\s*=[^=]|\bfunction\s+\w+\s*\(|\beval\s*\(/i;

/** What came out of decoding is itself a shell, wherever it goes. */
function tellingText(reading: Reading, text: string, line: number): void {
  if (text.length < 20) return;
  if (text.length >= PROGRAM_LENGTH_MIN && PROGRAM.test(text.slice(0, 2_000)))
    keepInner(reading, { text, from: FROM.woven, params: 0 }, line);
  if (
    /\b(?:eval|assert|system|passthru|shell_exec)\s*\(\s*(?:@?\$_(?:POST|GET|REQUEST|COOKIE)|base64_decode|gzinflate|gzuncompress|str_rot13)/i.test(
      text,
    )
  )
    found(reading, "php.decoded-shell", line, 10);
}
