// What many shops have instead of a guard, as small exact policies for the same replay: nginx limit_req per address, and
// "five declines from an address, banned for an hour". Pure: time is given with each request.

import type { Front } from "./player.ts";
import { NOTHING_SEEN, type Seen, type WireRequest } from "./steps.ts";
import { readEnding } from "./walk.ts";

/** Does this request try to pay, as an administrator would write the location block? */
export function isPayingRequest(request: WireRequest): boolean {
  return request.body !== undefined && /^\/(?:api\/)?checkout(?:\/3ds\/[^/]*)?$/.test(request.path);
}

/** nginx keeps about 16,000 states per MiB; 10 MiB is the usual zone. The oldest goes first. */
const STATES_MAX = 160_000;

export interface LimitReq {
  /** True: let through. False: nginx answers 503. */
  admit(key: string, nowMs: number): boolean;
}

/**
 * nginx `limit_req_zone $binary_remote_addr rate=…r/m` with `burst=… nodelay`: a leaky bucket in thousandths of a request,
 * as in ngx_http_limit_req_module.c. A refused request leaves the bucket and its time untouched.
 */
export function createLimitReq(options: { readonly perMinute: number; readonly burst: number }): LimitReq {
  /** Thousandths of a request per second, whole as nginx computes it. */
  const rate = Math.floor((options.perMinute * 1_000) / 60);
  const buckets = new Map<string, { excess: number; lastMs: number }>();
  return {
    admit: (key, nowMs) => {
      const bucket = buckets.get(key);
      if (bucket === undefined) {
        buckets.set(key, { excess: 0, lastMs: nowMs });
        dropOldest(buckets);
        return true;
      }
      // nginx takes a step back of more than a minute as 1 ms, a smaller one as none.
      const sinceMs = nowMs - bucket.lastMs;
      const ms = sinceMs < -60_000 ? 1 : Math.max(0, sinceMs);
      const excess = Math.max(0, bucket.excess - Math.trunc((rate * ms) / 1_000) + 1_000);
      if (excess > options.burst * 1_000) return false;
      bucket.excess = excess;
      if (ms > 0) bucket.lastMs = nowMs;
      return true;
    },
  };
}

export interface DeclineBan {
  isBanned(key: string, nowMs: number): boolean;
  declined(key: string, nowMs: number): void;
}

/** The rule of many fail2ban jails and plugins: so many declines within `findMs`, then closed for `banMs`. */
export function createDeclineBan(options: {
  readonly declines: number;
  readonly findMs: number;
  readonly banMs: number;
}): DeclineBan {
  const known = new Map<string, { times: number[]; bannedUntilMs: number }>();
  return {
    isBanned: (key, nowMs) => (known.get(key)?.bannedUntilMs ?? -Infinity) > nowMs,
    declined: (key, nowMs) => {
      const entry = known.get(key) ?? { times: [], bannedUntilMs: -Infinity };
      entry.times = [...entry.times.filter((time) => time > nowMs - options.findMs), nowMs];
      if (entry.times.length >= options.declines) {
        entry.bannedUntilMs = nowMs + options.banMs;
        entry.times = [];
      }
      known.set(key, entry);
      dropOldest(known);
    },
  };
}

export interface Baseline {
  readonly name: string;
  /** A new front with nothing remembered. */
  readonly create: () => Front;
}

export const BASELINES: readonly Baseline[] = [
  {
    name: "nginx limit_req 10r/m burst=5 nodelay",
    create: () => {
      const limit = createLimitReq({ perMinute: 10, burst: 5 });
      return {
        before: (as, request, nowMs) =>
          isPayingRequest(request) && !limit.admit(as.ip, nowMs) ? refusal(503, nowMs) : undefined,
        after: () => undefined,
      };
    },
  },
  {
    name: "5 declines per address, 1 h ban",
    create: () => {
      const ban = createDeclineBan({ declines: 5, findMs: 600_000, banMs: 3_600_000 });
      return {
        before: (as, request, nowMs) =>
          isPayingRequest(request) && ban.isBanned(as.ip, nowMs) ? refusal(403, nowMs) : undefined,
        after: (as, request, seen, nowMs) => {
          if (isPayingRequest(request) && readEnding(seen) === "declined") ban.declined(as.ip, nowMs);
        },
      };
    },
  },
];

function refusal(status: number, atMs: number): Seen {
  return { ...NOTHING_SEEN, status, atMs };
}

function dropOldest(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= STATES_MAX) return;
    map.delete(key);
  }
}
