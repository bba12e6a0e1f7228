// Reads what a request's head means, once: refuses what two readers could take differently, and prepares both what the
// judge sees and the text that goes to the shop. Line ends, folding and control characters were refused before.

import type { Ip, Networks } from "../../kernel/index.ts";
import { linesWithout } from "./field-lines.ts";
import type { FieldName } from "./field-names.ts";
import type { RequestLines } from "./request-lines.ts";
import type { HttpLimits } from "./settings.ts";
import { isLawfulHost, normalPath, readTarget, TARGET_BYTES_MAX } from "./target.ts";
import type { ArrivedRequest } from "./way.ts";
import { whenceOfBuyer, whenceOfProxy, type Claims, type Whence } from "./whence.ts";

/** A lawful head: what the judge sees, and beside it what the wire needs. */
export interface RequestHead extends ArrivedRequest {
  readonly ok: true;
  /** Header lines to pass on, each ending in CRLF; without framing, Host and hop-by-hop fields. */
  readonly passed: string;
  /** Host, Forwarded and X-Forwarded-* lines for the shop. */
  readonly originLines: string;
  /** Declared body length; 0 for none, -1 for chunked. */
  readonly bodyBytes: number;
  /** The client waits for "100 Continue" before it sends the body. */
  readonly waitsForContinue: boolean;
}

export interface HeadRefusal {
  readonly ok: false;
  readonly status: 400 | 405 | 413 | 414 | 417 | 431 | 501;
  /** For the trouble report; no content of the request. */
  readonly why: string;
}

/** What is known of a connection, and the little that is remembered from request to request. */
export interface Peer {
  readonly ip: Ip;
  readonly scheme: "http" | "https";
  /** The last result for a direct buyer: host and lines rarely change within a connection. */
  lastWhence: Whence | undefined;
  /** Whether `trustedBy` contain the address: asked once, not for each request. */
  isTrusted: boolean;
  trustedBy: Networks | undefined;
}

interface Gathered {
  passed: string;
  readonly headers: Record<string, string | undefined>;
  host: string | undefined;
  bodyBytes: number;
  connection: string | undefined;
  expect: string | undefined;
  wantsTrailers: boolean;
  cookie: string | undefined;
  claims: Claims | undefined;
}

export interface HeadRules {
  readonly limits: HttpLimits;
  readonly trustedProxies: Networks;
  /** Stands in for Host when an HTTP/1.0 client sends none. */
  readonly shopHost: string;
}

export function readHead(lines: RequestLines, peer: Peer, rules: HeadRules): RequestHead | HeadRefusal {
  const { method, url, version, fields, names } = lines;
  if (url.length > TARGET_BYTES_MAX) return no(414, "target length");
  if (names.length > rules.limits.headerCountMax) return no(431, "header count");
  if (method === "TRACE" || method === "CONNECT") return no(405, "method");
  const read = readTarget(url);
  if (read === undefined) return no(400, "target form");
  const got = gather(lines);
  if (typeof got === "string") return no(got === "transfer coding" ? 501 : 400, got);
  if (got.host === undefined && version === "1.1") return no(400, "no host");
  if (got.bodyBytes < 0 && version === "1.0") return no(400, "transfer-encoding in HTTP/1.0");
  if (got.bodyBytes > rules.limits.bodyBytesMax) return no(413, "body length");
  const waitsForContinue = version === "1.1" && got.expect !== undefined;
  if (waitsForContinue && got.expect !== "100-continue") return no(417, "expectation");
  const host = got.host ?? read.authority ?? rules.shopHost;
  if (read.authority !== undefined && read.authority !== host.toLowerCase()) return no(400, "host mismatch");
  const connection = got.connection;
  if (connection !== undefined && !USUAL_CONNECTION.test(connection)) dropNominated(got, lines, connection);
  const whence = whenceFor(peer, got.claims, host, rules.trustedProxies);
  const { target } = read;
  const mark = target.indexOf("?");
  return {
    ok: true,
    method,
    target,
    path: normalPath(mark < 0 ? target : target.slice(0, mark)),
    query: mark < 0 ? "" : target.slice(mark + 1),
    rawHeaders: fields.raw,
    headers: got.headers,
    httpVersion: version,
    clientIp: whence.clientIp,
    scheme: whence.scheme,
    host: whence.host,
    passed: finishPassed(got),
    waitsForContinue,
    originLines: `Host: ${host}\r\n${whence.lines}`,
    bodyBytes: got.bodyBytes,
  };
}

const USUAL_CONNECTION = /^(?:keep-alive|close|upgrade|te|[ ,\t])*$/i;

function no(status: HeadRefusal["status"], why: string): HeadRefusal {
  return { ok: false, status, why };
}

/** One pass over all fields; a text is the reason for a refusal. */
function gather({ fields, names }: RequestLines): Gathered | string {
  const got: Gathered = {
    passed: "",
    headers: Object.create(null) as Record<string, string | undefined>,
    host: undefined,
    bodyBytes: 0,
    connection: undefined,
    expect: undefined,
    wantsTrailers: false,
    cookie: undefined,
    claims: undefined,
  };
  const { headers } = got;
  const dropped: number[] = [];
  for (let i = 0; i < names.length; i++) {
    const { lower, role, isPassable } = names[i] ?? NO_NAME;
    const value = fields.raw[2 * i + 1] ?? "";
    const before = headers[lower];
    if (role === undefined) {
      if (!isPassable) {
        dropped.push(i);
        continue;
      }
    } else if (role === "single") {
      if (before !== undefined) return `two ${lower}`;
    } else {
      dropped.push(i);
      const refusal = consume(got, role, lower, value, before !== undefined);
      if (refusal !== undefined) return refusal;
      if (role === "drop" || role === "claim") continue;
    }
    headers[lower] = before === undefined ? value : `${before}${role === "cookie" ? "; " : ", "}${value}`;
  }
  got.passed = linesWithout(fields, dropped);
  return got;
}

const NO_NAME: FieldName = { lower: "", role: undefined, isPassable: false };

/** Takes in a field that is not simply passed on; returns why it is refused. */
function consume(
  got: Gathered,
  role: string,
  lower: string,
  value: string,
  again: boolean,
): string | undefined {
  switch (role) {
    case "host":
      if (again) return "two host";
      if (!isLawfulHost(value)) return "host";
      got.host = value;
      return undefined;
    case "content-length":
      if (again || got.bodyBytes !== 0) return "two framings";
      if (!/^[0-9]{1,15}$/.test(value)) return "content-length";
      got.bodyBytes = Number(value);
      return undefined;
    case "transfer-encoding":
      // Whatever the second coding or length says: no reader can be trusted to take it like another.
      if (again || got.headers["content-length"] !== undefined) return "transfer coding";
      if (value.toLowerCase() !== "chunked") return "transfer coding";
      got.bodyBytes = -1;
      return undefined;
    case "connection":
      got.connection = got.connection === undefined ? value : `${got.connection}, ${value}`;
      return undefined;
    case "te":
      got.wantsTrailers = got.wantsTrailers || /\btrailers\b/i.test(value);
      return undefined;
    case "expect":
      got.expect = again ? "twice" : value.toLowerCase();
      return undefined;
    case "cookie":
      got.cookie = got.cookie === undefined ? value : `${got.cookie}; ${value}`;
      return undefined;
    case "claim":
      noteClaim(got, lower, value);
      return undefined;
    default:
      return undefined;
  }
}

function noteClaim(got: Gathered, lower: string, value: string): void {
  got.claims ??= {
    forwarded: undefined,
    xForwardedFor: undefined,
    xForwardedProto: undefined,
    xForwardedHost: undefined,
  };
  const { claims } = got;
  const joined = (before: string | undefined): string =>
    before === undefined ? value : `${before},${value}`;
  if (lower === "forwarded") claims.forwarded = joined(claims.forwarded);
  else if (lower === "x-forwarded-for") claims.xForwardedFor = joined(claims.xForwardedFor);
  else if (lower === "x-forwarded-proto") claims.xForwardedProto = joined(claims.xForwardedProto);
  else if (lower === "x-forwarded-host") claims.xForwardedHost = joined(claims.xForwardedHost);
}

/** Fields that Connection names are hop-by-hop: neither the shop nor the judge sees them. */
function dropNominated(got: Gathered, lines: RequestLines, connection: string): void {
  const nominated = new Set(connection.split(",").map((token) => token.trim().toLowerCase()));
  const dropped: number[] = [];
  for (const [i, { lower, role, isPassable }] of lines.names.entries()) {
    const isField = role === "single" || (role === undefined && isPassable);
    if (isField && nominated.has(lower)) got.headers[lower] = undefined;
    if (!isField || nominated.has(lower)) dropped.push(i);
  }
  got.passed = linesWithout(lines.fields, dropped);
  if (nominated.has("cookie")) {
    got.cookie = undefined;
    got.headers["cookie"] = undefined;
  }
}

function finishPassed(got: Gathered): string {
  let { passed } = got;
  if (got.cookie !== undefined) passed += `Cookie: ${got.cookie}\r\n`;
  if (got.wantsTrailers) passed += "TE: trailers\r\n";
  return passed;
}

function whenceFor(peer: Peer, claims: Claims | undefined, host: string, trusted: Networks): Whence {
  if (claims !== undefined && peer.trustedBy !== trusted) {
    peer.trustedBy = trusted;
    peer.isTrusted = trusted.contains(peer.ip);
  }
  if (claims !== undefined && peer.isTrusted) {
    return whenceOfProxy(peer.ip, claims, { scheme: peer.scheme, host }, trusted);
  }
  const last = peer.lastWhence;
  if (last !== undefined && last.host === host) return last;
  const fresh = whenceOfBuyer(peer.ip, peer.scheme, host);
  peer.lastWhence = fresh;
  return fresh;
}
