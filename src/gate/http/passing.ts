// What is written on each side of the gate: the request's head for the shop, the answer's fields for the buyer.
// Deciding is elsewhere; here fields are only dropped, renamed and added.

import type { AnswerFields } from "./buyer-answer.ts";
import { linesWithout } from "./field-lines.ts";
import { answerRole, isPlainName } from "./field-roles.ts";
import type { RequestHead } from "./request-head.ts";
import type { ShopHead } from "./shop-head.ts";
import type { Forward } from "./way.ts";

/** Methods that may be sent again when a kept connection turns out dead (RFC 9110 §9.2.2). */
const REPEATABLE: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);
/** Methods for which shops expect no body: some leave it on the connection, where it would pose as the next request. */
const BODYLESS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "DELETE"]);

export function mayRepeat(method: string): boolean {
  return REPEATABLE.has(method);
}

export interface ShopRequest {
  readonly text: string;
  /** The connection must not be used again: see BODYLESS. */
  readonly isLast: boolean;
}

/** The request's head as one text for the shop. `bodyBytes` is -1 for chunked, 0 for none. */
export function shopRequest(
  head: RequestHead,
  forward: Forward,
  bodyBytes: number,
  protocol: string | undefined,
): ShopRequest {
  const method = forward.as?.method ?? head.method;
  let text = `${method} ${forward.as?.target ?? head.target} HTTP/1.1\r\n${head.originLines}`;
  const passed = forward.without === undefined ? head.passed : withoutNamed(head.passed, forward.without);
  if (forward.as === undefined) text += passed;
  else text += `${withoutContent(passed)}Content-Type: ${clean(forward.as.contentType)}\r\n`;
  if (forward.requestHeaders !== undefined) {
    for (const [name, value] of forward.requestHeaders) {
      if (isPlainName(name.toLowerCase())) text += `${name}: ${clean(value)}\r\n`;
    }
  }
  const isBodyless = BODYLESS.has(method);
  if (bodyBytes < 0) text += "Transfer-Encoding: chunked\r\n";
  else if (bodyBytes > 0 || !isBodyless) text += `Content-Length: ${bodyBytes}\r\n`;
  if (protocol !== undefined) {
    return { text: `${text}Connection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`, isLast: true };
  }
  const isLast = bodyBytes !== 0 && isBodyless;
  return { text: isLast ? `${text}Connection: close\r\n\r\n` : `${text}\r\n`, isLast };
}

function withoutContent(lines: string): string {
  return lines.replaceAll(/^Content-(?:Type|Encoding|MD5|Language):[^\r\n]*\r\n/gim, "");
}

// oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
const UNCLEAN = /[^\t\x20-\x7e\x80-\xff]/;

/** Values made by the gate itself hold no line ends; should one ever do, it must not become a second field. */
export function clean(value: string): string {
  return UNCLEAN.test(value) ? value.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, " ") : value;
}

/** The shop's fields for the buyer as this way changes them. */
export function answerFields(head: ShopHead, { responseHeaders, amend }: Forward): AnswerFields {
  if (amend === undefined) return buyerFields(head, responseHeaders);
  const own = buyerFields(head, undefined);
  const { drop, add } = amend(head.raw);
  // Dropped from the shop's own lines alone: what is added may bear the same name.
  const lines = drop.length === 0 ? own.lines : withoutNamed(own.lines, drop);
  return { ...own, lines: lines + gateLines(responseHeaders ?? []) + gateLines(add) };
}

/** The shop's fields for the buyer, and those that the gate adds. */
function buyerFields(head: ShopHead, added: Forward["responseHeaders"]): AnswerFields {
  const { raw } = head;
  const dropped: number[] = [];
  let nominated: string[] | undefined;
  const isUncounted = head.framing === "chunked" || head.framing === "until-close" || head.status === 204;
  let hasLength = false;
  let hasDate = false;
  for (let i = 0; i < raw.length; i += 2) {
    const role = answerRole(raw[i] ?? "");
    if (role === undefined) continue;
    if (role === "date") hasDate = true;
    else if (role === "length" && !hasLength && !isUncounted) hasLength = true;
    else {
      dropped.push(i / 2);
      const value = raw[i + 1] ?? "";
      if (role === "connection" && value.length > "keep-alive".length) nominated = namesIn(value, nominated);
    }
  }
  let lines = linesWithout(head.fields, dropped);
  if (nominated !== undefined) {
    lines = withoutNamed(lines, nominated);
    hasDate = hasDate && !nominated.includes("date");
  }
  if (added !== undefined) lines += gateLines(added);
  return { lines, hasLength, hasDate };
}

/** Lines of fields made by the gate; those that the wire writes itself, and what is no field name, are left out. */
export function gateLines(added: readonly (readonly [string, string])[]): string {
  let lines = "";
  for (const [name, value] of added) {
    const lower = name.toLowerCase();
    if (isPlainName(lower) && answerRole(lower) === undefined) lines += `${name}: ${clean(value)}\r\n`;
  }
  return lines;
}

/** Fields that frame the answer or name its origin cannot be dropped by naming them in Connection. */
const KEPT: ReadonlySet<string> = new Set([
  "content-length",
  "content-type",
  "set-cookie",
  "location",
  "keep-alive",
]);

function namesIn(connection: string, before: string[] | undefined): string[] {
  const names = connection.split(",").map((token) => token.trim().toLowerCase());
  return [...(before ?? []), ...names.filter((name) => !KEPT.has(name))].slice(0, 50);
}

function withoutNamed(lines: string, nominated: readonly string[]): string {
  const kept = lines
    .split("\r\n")
    .filter((line) => !nominated.includes(line.slice(0, line.indexOf(":")).toLowerCase()));
  return kept.join("\r\n");
}

/** Lower-cased names to values for the watcher; several of one name become a list. */
export function fieldsByName(raw: readonly string[]): Record<string, string | readonly string[] | undefined> {
  const byName = Object.create(null) as Record<string, string | readonly string[] | undefined>;
  for (let i = 0; i < raw.length; i += 2) {
    const lower = (raw[i] ?? "").toLowerCase();
    const value = raw[i + 1] ?? "";
    const before = byName[lower];
    if (before === undefined) byName[lower] = value;
    else byName[lower] = typeof before === "string" ? [before, value] : [...before, value];
  }
  return byName;
}
