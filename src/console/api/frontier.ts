// What is checked before anything is looked at: the name the console was called by, where a change comes from,
// whose address it is, and how much may be sent. The headers every answer carries are here too.

import { parseIp, type Networks } from "../../kernel/index.ts";
import { refused, type Refused } from "./refusals.ts";

/** Forms and lists of the console are small; an outcome report is a few hundred bytes. */
export const BODY_BYTES_MAX = 64 * 1024;

/**
 * DNS rebinding makes a browser call the console under the attacker's *name*. So names are refused unless they are
 * "localhost" or the one in the public address; a bare IP address cannot be rebound and is fine.
 */
export function hostFault(host: string | undefined, publicUrl: URL): Refused | undefined {
  if (host !== undefined && host.length <= 255) {
    if (host.toLowerCase() === publicUrl.host) return undefined;
    const name = host.replace(/:\d{1,5}$/, "").toLowerCase();
    if (name === "localhost" || parseIp(name.replace(/^\[(.*)\]$/, "$1")) !== undefined) return undefined;
  }
  return refused(421, "host.unknown");
}

/** A change made with a cookie must come from the console's own page: Origin (or Sec-Fetch-Site) says where from. */
export function originFault(headers: Headers, publicUrl: URL): Refused | undefined {
  const origin = headers.get("origin");
  if (origin === null) {
    return headers.get("sec-fetch-site") === "same-origin" ? undefined : refused(403, "origin.foreign");
  }
  const own = [publicUrl.origin, `http://${(headers.get("host") ?? "").toLowerCase()}`];
  return own.includes(origin) ? undefined : refused(403, "origin.foreign");
}

/** The caller's address: the socket's, or behind a trusted proxy the last one it reports that is not a proxy itself. */
export function callerAddress(
  socketAddress: string | undefined,
  headers: Headers,
  proxies: Networks,
): string {
  let ip = parseIp(socketAddress ?? "");
  const reported = (headers.get("x-forwarded-for") ?? "").slice(-1_000).split(",").toReversed();
  for (const text of reported) {
    if (ip === undefined || !proxies.contains(ip)) break;
    const next = parseIp(text.trim());
    if (next === undefined) break;
    ip = next;
  }
  return ip ?? "unknown";
}

/** Called straight from this machine, not through a proxy on it. */
export function isNeighbour(socketAddress: string | undefined, headers: Headers): boolean {
  const ip = parseIp(socketAddress ?? "") ?? "";
  const relayed = headers.has("x-forwarded-for") || headers.has("forwarded") || headers.has("via");
  return !relayed && (ip.startsWith("127.") || ip === "0:0:0:0:0:0:0:1");
}

/** The whole body, or a refusal as soon as it is too long. Nothing beyond the limit is kept. */
export async function readBody(request: Request, bytesMax: number): Promise<Uint8Array | Refused> {
  const tooLarge = refused(413, "body.large", { max: bytesMax });
  if (Number(request.headers.get("content-length") ?? "0") > bytesMax) return tooLarge;
  if (request.body === null) return new Uint8Array();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of request.body) {
    bytes += piece.byteLength;
    if (bytes > bytesMax) return tooLarge;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Strict headers for every answer. `nonce` lets the page's own style sheet in; scripts come as files only. */
export function securityHeaders(
  nonce: string | undefined,
  secure: boolean,
): Readonly<Record<string, string>> {
  const style = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  return {
    "content-security-policy":
      `default-src 'none'; script-src 'self'; style-src ${style}; img-src 'self' data:; font-src 'self'; ` +
      "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    ...(secure ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}
