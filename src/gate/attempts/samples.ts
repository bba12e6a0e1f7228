// Requests and answers for this room's tests, written after the shapes real shops send. Not part of the product's doors.

import { parseIp, type Ip } from "../../kernel/index.ts";
import type { ArrivedRequest, ShopAnswer } from "../http/way.ts";

/** A card number of Visa's published test set. */
export const CARD = "4111111111111111";
export const SPACED_CARD = "4111 1111 1111 1111";

export interface RequestDraft {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly scheme?: "http" | "https";
}

/** A request as the wire would hand it over (unreserved escapes undone, dot segments as sent). */
export function arrived(draft: RequestDraft): ArrivedRequest {
  const cut = draft.target.indexOf("?");
  const rawPath = cut < 0 ? draft.target : draft.target.slice(0, cut);
  const rawHeaders = Object.entries(draft.headers ?? {}).flat();
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(draft.headers ?? {})) headers[name.toLowerCase()] = value;
  return {
    method: draft.method ?? "POST",
    target: draft.target,
    path: rawPath.replace(/%(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]|3[0-9]|2d|2e|5f|7e)/gi, (escape) =>
      decodeURIComponent(escape),
    ),
    query: cut < 0 ? "" : draft.target.slice(cut + 1),
    rawHeaders,
    headers,
    httpVersion: "1.1",
    clientIp: parseIp("203.0.113.7") ?? ("203.0.113.7" as Ip),
    scheme: draft.scheme ?? "https",
    host: "shop.example",
  };
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function form(target: string, values: Readonly<Record<string, string>>): Sent {
  return {
    request: arrived({ target, headers: { "content-type": "application/x-www-form-urlencoded" } }),
    body: bytes(new URLSearchParams(values).toString()),
  };
}

export function json(target: string, value: unknown, method = "POST"): Sent {
  return {
    request: arrived({ target, method, headers: { "content-type": "application/json" } }),
    body: bytes(JSON.stringify(value)),
  };
}

export interface Sent {
  readonly request: ArrivedRequest;
  readonly body: Uint8Array;
}

export function page(
  status: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): ShopAnswer {
  return {
    status,
    headers: { "content-type": "text/html; charset=UTF-8", ...headers },
    body: bytes(html),
    shopMs: 900,
  };
}

export function redirect(location: string): ShopAnswer {
  return { status: 302, headers: { location }, body: new Uint8Array(), shopMs: 900 };
}

export function said(status: number, value: unknown): ShopAnswer {
  return {
    status,
    headers: { "content-type": "application/json" },
    body: bytes(JSON.stringify(value)),
    shopMs: 900,
  };
}
