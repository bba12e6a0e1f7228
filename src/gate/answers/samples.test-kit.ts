// Requests and routes for this room's tests.

import { parseIp } from "../../kernel/index.ts";
import type { PaymentRoute } from "../attempts/contract.ts";
import type { AttemptFacts } from "../facts.ts";
import type { ArrivedRequest } from "../http/way.ts";

export function sampleRequest(
  parts: {
    method?: string;
    target?: string;
    headers?: Record<string, string>;
    ip?: string;
    scheme?: "http" | "https";
  } = {},
): ArrivedRequest {
  const target = parts.target ?? "/checkout";
  const [path = "/", query = ""] = target.split("?");
  const ip = parseIp(parts.ip ?? "203.0.113.7");
  if (ip === undefined) throw new Error("not an address");
  const headers = { "content-type": "application/x-www-form-urlencoded", ...parts.headers };
  return {
    method: parts.method ?? "POST",
    target,
    path,
    query,
    rawHeaders: Object.entries(headers).flat(),
    headers,
    httpVersion: "1.1",
    clientIp: ip,
    scheme: parts.scheme ?? "https",
    host: "shop.example",
  };
}

export function sampleRoute(speaks: PaymentRoute["speaks"] = "page", name = "checkout"): PaymentRoute {
  return {
    name,
    speaks,
    readAttempt: () => ({
      payment: "card",
      pan: null,
      token: null,
      amountYen: null,
      email: null,
      orderRef: null,
    }),
    readOutcome: () => ({
      outcome: "declined",
      declineCode: null,
      orderRef: null,
      amountYen: null,
      awaitPage: null,
    }),
  };
}

export function sampleFacts(visitorId: string | null): AttemptFacts {
  return {
    visitor: visitorId === null ? null : { id: visitorId, firstSeenMs: 0, pages: 1 },
  } as AttemptFacts;
}

/** The value of a Set-Cookie as a browser would send it back. */
export function cookieOf(setCookie: string): string {
  return setCookie.split(";")[0] ?? "";
}
