// A fake payment agency: every call costs a fee, answers take as long as a bank's, and a keyed rule decides.
// It counts calls, fees and (by keyed tag) cards; it keeps and logs no card number.

import { wallClock, type ExampleClock } from "./clock.ts";
import { createIssuer, passesLuhn, type Issuer } from "./issuer.ts";
import { listen, parseObject, readBody, sendJson, type RunningServer } from "./http.ts";

/** Log-normal waiting time, cut at both ends; as seen by testers of shops: 0.6–3 s, half of them below 1.2 s. */
export interface GatewayLatency {
  readonly medianMs: number;
  readonly sigma: number;
  readonly minMs: number;
  readonly maxMs: number;
}
export const BANK_LATENCY: GatewayLatency = { medianMs: 1_200, sigma: 0.4, minMs: 600, maxMs: 3_000 };

export interface FakeGatewayOptions {
  readonly port?: number;
  readonly host?: string;
  /** Yen per call, declined ones included. Default 20. */
  readonly feeYen?: number;
  /** 0 answers at once. Default BANK_LATENCY. */
  readonly latency?: GatewayLatency | 0;
  readonly issuer?: Issuer;
  readonly clock?: ExampleClock;
  /** Uniform in [0, 1): for latency only. */
  readonly random?: () => number;
}

export interface GatewayStats {
  readonly calls: number;
  readonly feesYen: number;
  readonly approved: number;
  readonly declined: number;
  /** Decline codes and how often. */
  readonly codes: Readonly<Record<string, number>>;
  /** 3-D Secure checks (free of charge here). */
  readonly authentications: number;
  /** Calls per card tag, when asked for (`GET /stats?tags=1`); at most 200,000 tags. */
  readonly byTag?: Readonly<Record<string, number>>;
}

export interface FakeGateway extends RunningServer {
  stats(withTags?: boolean): GatewayStats;
  reset(): void;
}

const TAGS_MAX = 200_000;

interface Charge {
  readonly number: string;
  readonly expiry: string;
  readonly code: string;
  readonly amountYen: number;
}

/** Starts the gateway: `POST /charges`, `POST /authentications`, `GET /stats`. */
export async function startFakeGateway(options: FakeGatewayOptions = {}): Promise<FakeGateway> {
  const clock = options.clock ?? wallClock();
  const issuer = options.issuer ?? createIssuer();
  const random = options.random ?? Math.random;
  const latency = options.latency ?? BANK_LATENCY;
  const feeYen = options.feeYen ?? 20;
  let counts = createCounts();

  const server = await listen(
    async (request, response) => {
      const url = new URL(request.url ?? "/", "http://gateway");
      if (request.method === "GET" && url.pathname === "/stats") {
        return sendJson(response, 200, statsOf(counts, url.searchParams.get("tags") === "1"));
      }
      if (request.method !== "POST") return sendJson(response, 404, { status: "error", code: "not_found" });
      const body = parseObject(await readBody(request));
      const charge = body === undefined ? undefined : chargeOf(body);
      if (charge === undefined) return sendJson(response, 400, { status: "error", code: "bad_request" });
      if (url.pathname === "/authentications") {
        counts.authentications += 1;
        const details = issuer.details(charge.number);
        const authenticated = details.live && body?.["password"] === details.oneTimePassword;
        return sendJson(response, 200, { authenticated });
      }
      if (url.pathname !== "/charges") return sendJson(response, 404, { status: "error", code: "not_found" });
      counts.calls += 1;
      counts.feesYen += feeYen;
      const tag = issuer.tag(charge.number);
      if (counts.byTag.has(tag) || counts.byTag.size < TAGS_MAX) {
        counts.byTag.set(tag, (counts.byTag.get(tag) ?? 0) + 1);
      }
      const serial = counts.calls;
      const code = declineCodeOf(charge, issuer);
      if (latency !== 0) await clock.sleep(drawLatencyMs(latency, random));
      if (code === null) {
        counts.approved += 1;
        return sendJson(response, 200, { status: "approved", chargeId: `ch_${serial}` });
      }
      counts.declined += 1;
      counts.codes.set(code, (counts.codes.get(code) ?? 0) + 1);
      return sendJson(response, 402, { status: "declined", code });
    },
    { port: options.port ?? 0, host: options.host ?? "127.0.0.1" },
  );
  return {
    ...server,
    stats: (withTags = false) => statsOf(counts, withTags),
    reset: () => {
      counts = createCounts();
    },
  };
}

interface Counts {
  calls: number;
  feesYen: number;
  approved: number;
  declined: number;
  authentications: number;
  readonly codes: Map<string, number>;
  readonly byTag: Map<string, number>;
}

function createCounts(): Counts {
  return {
    calls: 0,
    feesYen: 0,
    approved: 0,
    declined: 0,
    authentications: 0,
    codes: new Map(),
    byTag: new Map(),
  };
}

function statsOf(counts: Counts, withTags: boolean): GatewayStats {
  const { codes, byTag, ...numbers } = counts;
  return {
    ...numbers,
    codes: Object.fromEntries(codes),
    ...(withTags ? { byTag: Object.fromEntries(byTag) } : {}),
  };
}

function chargeOf(body: Readonly<Record<string, unknown>>): Charge | undefined {
  const { number, expiry, code, amountYen } = body;
  if (typeof number !== "string" || !/^\d{1,19}$/.test(number)) return undefined;
  if (typeof expiry !== "string" || typeof code !== "string") return undefined;
  if (typeof amountYen !== "number" || !Number.isSafeInteger(amountYen) || amountYen < 0) return undefined;
  return { number, expiry, code, amountYen };
}

/** The issuer's answer: null approves. The order of checks is a bank's: number, account, expiry, code, limit. */
export function declineCodeOf(charge: Charge, issuer: Issuer): string | null {
  if (!passesLuhn(charge.number)) return "incorrect_number";
  const card = issuer.details(charge.number);
  if (!card.live) return "do_not_honor";
  if (charge.expiry !== card.expiry) return "invalid_expiry";
  if (charge.code !== card.code) return "incorrect_cvc";
  if (card.atLimit || charge.amountYen > 300_000) return "insufficient_funds";
  return null;
}

export function drawLatencyMs(latency: GatewayLatency, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const drawn = latency.medianMs * Math.exp(latency.sigma * normal);
  return Math.min(latency.maxMs, Math.max(latency.minMs, drawn));
}
