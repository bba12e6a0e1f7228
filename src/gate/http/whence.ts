// Where a request comes from: the buyer's address, scheme and host, believed from trusted proxies only; and the
// Forwarded and X-Forwarded-* lines that tell the shop.

import { parseIp, type Ip, type Networks } from "../../kernel/index.ts";
import { isLawfulHost } from "./target.ts";

/** What a request claims about its way here; raw header values, several of a name joined with ",". */
export interface Claims {
  forwarded: string | undefined;
  xForwardedFor: string | undefined;
  xForwardedProto: string | undefined;
  xForwardedHost: string | undefined;
}

export interface Whence {
  readonly clientIp: Ip;
  readonly scheme: "http" | "https";
  readonly host: string;
  /** Ready header lines for the shop, each ending in CRLF. */
  readonly lines: string;
}

/** Hops read from a claim, from the right: longer chains are made up. */
const HOPS_MAX = 20;

/** A direct buyer: nothing that he claims is believed. */
export function whenceOfBuyer(peer: Ip, scheme: "http" | "https", host: string): Whence {
  return {
    clientIp: peer,
    scheme,
    host,
    lines: linesFor(String(peer), forwardedPart(peer, scheme, host), scheme, host),
  };
}

/**
 * A request handed over by a trusted proxy: the chain is walked from the right, past trusted hops, to the first
 * address that is not trusted. X-Forwarded-For goes before Forwarded when both are there: nearly every proxy writes
 * the first and passes the second through unread, so that a buyer could write it himself.
 */
export function whenceOfProxy(
  peer: Ip,
  claims: Claims,
  socket: { readonly scheme: "http" | "https"; readonly host: string },
  trusted: Networks,
): Whence {
  const elements = claims.xForwardedFor === undefined ? readForwarded(claims.forwarded) : [];
  const hops =
    claims.xForwardedFor === undefined
      ? elements.map((element) => element.for)
      : claims.xForwardedFor.split(",").slice(-HOPS_MAX);
  const believed: Ip[] = [peer];
  for (let i = hops.length - 1; i >= 0; i--) {
    const ip = readNode(hops[i]);
    if (ip === undefined) break;
    believed.unshift(ip);
    if (i > 0 && !trusted.contains(ip)) break;
  }
  const nearest = elements.at(-1);
  const proto = (lastOf(claims.xForwardedProto) ?? nearest?.proto)?.toLowerCase();
  const scheme = proto === "https" || proto === "http" ? proto : socket.scheme;
  const claimedHost = lastOf(claims.xForwardedHost) ?? nearest?.host;
  const host = claimedHost !== undefined && isLawfulHost(claimedHost) ? claimedHost : socket.host;
  const clientIp = believed[0] ?? peer;
  const chain = believed.map((ip, i) => (i === 0 ? forwardedPart(ip, scheme, host) : `for=${nodeText(ip)}`));
  return { clientIp, scheme, host, lines: linesFor(believed.join(", "), chain.join(", "), scheme, host) };
}

function linesFor(chain: string, forwarded: string, scheme: string, host: string): string {
  return (
    `X-Forwarded-For: ${chain}\r\nX-Forwarded-Proto: ${scheme}\r\nX-Forwarded-Host: ${host}\r\n` +
    `Forwarded: ${forwarded}\r\n`
  );
}

function forwardedPart(ip: Ip, scheme: string, host: string): string {
  return `for=${nodeText(ip)};proto=${scheme};host="${host}"`;
}

function nodeText(ip: Ip): string {
  return ip.includes(":") ? `"[${ip}]"` : ip;
}

function lastOf(list: string | undefined): string | undefined {
  return list?.slice(list.lastIndexOf(",") + 1).trim();
}

/** "192.0.2.1", "192.0.2.1:80", "[2001:db8::1]:80", "2001:db8::1"; names and "unknown" are undefined. */
function readNode(node: string | undefined): Ip | undefined {
  const text = node?.trim() ?? "";
  if (text.length > 60) return undefined;
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text);
  if (bracketed !== null) return parseIp(bracketed[1] ?? "");
  const withPort = /^([\d.]+):\d{1,5}$/.exec(text);
  return parseIp(withPort?.[1] ?? text);
}

interface ForwardedElement {
  readonly for: string | undefined;
  readonly proto: string | undefined;
  readonly host: string | undefined;
}

/** RFC 7239. Quoted commas never occur in addresses, so an odd element simply fails to read as an address. */
function readForwarded(value: string | undefined): ForwardedElement[] {
  if (value === undefined) return [];
  return value
    .split(",")
    .slice(-HOPS_MAX)
    .map((element) => {
      const found = new Map<string, string>();
      for (const pair of element.split(";").slice(0, 8)) {
        const at = pair.indexOf("=");
        if (at < 0) continue;
        const text = pair.slice(at + 1).trim();
        found.set(pair.slice(0, at).trim().toLowerCase(), text.replace(/^"(.*)"$/, "$1"));
      }
      return { for: found.get("for"), proto: found.get("proto"), host: found.get("host") };
    });
}
