// Takes what browsers tell, adds the same things up and tells the house: a further network at once, a count once a minute. Anybody may
// send such tellings, a hundred thousand in a second: all memory is fixed, and beyond a rate nothing is even read.

import { networksOfIp, type Clock } from "../../kernel/index.ts";
import type { ArrivedRequest, Way } from "../http/way.ts";
import { CSP_REPORT_PATH, type CspSettings, type CspSight } from "./contract.ts";
import { matchPaths, type PathMatch } from "./paths.ts";
import { readReports, type CspTelling } from "./read-reports.ts";

/** Lives as long as the worker: a reload of the settings forgets nothing. */
export interface CspReports {
  /** Undefined: the request is not for the end-point. The same answer to everybody, whatever was sent. */
  serve(request: ArrivedRequest, csp: CspSettings): Way | undefined;
}

/** A telling has some 600 bytes; the Reporting API sends several together. */
const BODY_BYTES_MAX = 16_384;
const MINUTE_MS = 60_000;
/** Bodies read in a minute: an honest shop's buyers send a few, and reading these costs a hundredth of a core. */
const BODIES_PER_MINUTE = 2_000;
/** Of one network, so that one sender cannot use up everybody's share. */
const BODIES_PER_NETWORK = 60;
/** Networks counted for that; when full, no further one is read in this minute. */
const SENDERS_MAX = 4_096;
/** Different things (directive, origin, page) held at once; forgotten every hour. */
const SEEN_MAX = 500;
/** Of these one network may bring so many: a flood of made-up origins must not crowd out a true one. */
const SEEN_PER_NETWORK = 20;
/** One more than the house needs to believe it. */
const NETWORKS_MAX = 4;
const FORGET_MS = 3_600_000;
const NO_CONTENT = { kind: "answer", reply: { status: 204, headers: [], body: "" } } as const;

interface Seen {
  readonly networks: Set<string>;
  count: number;
  toldAtMs: number;
}

export function createCspReports(clock: Clock, tell: (sight: CspSight) => void): CspReports {
  const shares = createShares(clock);
  const sights = createSights(clock);
  const note = ({ directive, blocked, page }: CspTelling, network: string): void => {
    const entry = sights.entryFor(`${directive} ${blocked} ${page}`, network);
    if (entry === undefined) return;
    const isNew = entry.networks.size < NETWORKS_MAX && !entry.networks.has(network);
    if (isNew) entry.networks.add(network);
    entry.count += 1;
    const nowMs = clock.monoMs();
    if (!isNew && nowMs - entry.toldAtMs < MINUTE_MS) return;
    const { count } = entry;
    entry.count = 0;
    entry.toldAtMs = nowMs;
    tell({ directive, blocked, page, networks: [...entry.networks], count, atMs: clock.nowMs() });
  };
  const tables = new WeakMap<CspSettings, PathMatch>();
  const tableOf = (csp: CspSettings): PathMatch => {
    const known = tables.get(csp) ?? matchPaths(csp.paths);
    tables.set(csp, known);
    return known;
  };
  return {
    serve: (request, csp) => {
      if (request.path !== CSP_REPORT_PATH) return undefined;
      const isTooLong = Number(request.headers["content-length"] ?? 0) > BODY_BYTES_MAX;
      if (request.method !== "POST" || isTooLong) return NO_CONTENT;
      const network = networksOfIp(request.clientIp).subnet;
      if (!shares.take(network)) return NO_CONTENT;
      return {
        kind: "read",
        bodyBytesMax: BODY_BYTES_MAX,
        proceed: (body) => {
          const hosts = [csp.shopHost, request.host.toLowerCase()];
          for (const telling of readReports(body, { hosts, pageOf: tableOf(csp) })) note(telling, network);
          return Promise.resolve(NO_CONTENT);
        },
      };
    },
  };
}

/** How many bodies are read: of all, and of one network. */
function createShares(clock: Clock): { take(network: string): boolean } {
  const senders = new Map<string, number>();
  let minuteMs = -MINUTE_MS;
  let bodies = 0;
  return {
    take: (network) => {
      const nowMs = clock.monoMs();
      if (nowMs - minuteMs >= MINUTE_MS) {
        minuteMs = nowMs;
        bodies = 0;
        senders.clear();
      }
      const before = senders.get(network);
      if (bodies >= BODIES_PER_MINUTE || (before ?? 0) >= BODIES_PER_NETWORK) return false;
      if (before === undefined && senders.size >= SENDERS_MAX) return false;
      bodies += 1;
      senders.set(network, (before ?? 0) + 1);
      return true;
    },
  };
}

/** What was told within the hour; undefined when there is no room for one more. */
function createSights(clock: Clock): { entryFor(key: string, network: string): Seen | undefined } {
  const seen = new Map<string, Seen>();
  const brought = new Map<string, number>();
  let hourMs = -FORGET_MS;
  return {
    entryFor: (key, network) => {
      const nowMs = clock.monoMs();
      if (nowMs - hourMs >= FORGET_MS) {
        hourMs = nowMs;
        seen.clear();
        brought.clear();
      }
      const known = seen.get(key);
      if (known !== undefined) return known;
      const already = brought.get(network) ?? 0;
      if (seen.size >= SEEN_MAX || already >= SEEN_PER_NETWORK) return undefined;
      brought.set(network, already + 1);
      const fresh: Seen = { networks: new Set(), count: 0, toldAtMs: -MINUTE_MS };
      seen.set(key, fresh);
      return fresh;
    },
  };
}
