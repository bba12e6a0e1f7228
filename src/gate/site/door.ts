// The first thing every request meets in a worker: is the shop stopped, is this origin turned away, does this session
// still count? While nothing is ordered it costs one atomic load and a look at the path.

import type { Clock, Ip } from "../../kernel/index.ts";
import type { ShopTraits } from "../attempts/index.ts";
import type { OriginFacts } from "../facts.ts";
import type { ArrivedRequest, GateHandler, Reply, Way } from "../http/way.ts";
import { compileBlocks, type BlockList } from "./blocks.ts";
import { NOTHING_ORDERED, type SiteBoard, type SiteNow } from "./board.ts";
import type { SitePages } from "./pages.ts";
import { PASS_PATH, type Passes } from "./passes.ts";
import type { Sessions } from "./sessions.ts";

export interface DoorTools {
  readonly clock: Clock;
  readonly board: SiteBoard;
  readonly pages: SitePages;
  readonly passes: Passes;
  readonly sessions: Sessions;
  readonly traits: ShopTraits;
  readonly lookUp: (ip: Ip) => OriginFacts;
  /** The owner's own networks: reach the stopped shop, and are never turned away. */
  readonly isOwn: (ip: Ip) => boolean;
  /** Trusted proxies: whoever comes by their address alone is not known. */
  readonly isTrusted: (ip: Ip) => boolean;
  /** Waits this visitor for the end of a payment that the shop has taken on? */
  readonly isPaying: (request: ArrivedRequest) => boolean;
  /** Asks the house; true for exactly one caller. */
  readonly redeem: (token: string) => Promise<boolean>;
}

const OWN_PATHS = "/__misemori/";
/** Agencies under the shop's own address: signed, and sometimes from a country that is turned away. */
const HOOK_PATHS = `${OWN_PATHS}hooks/`;
const HEALTH_PATH = `${OWN_PATHS}health`;
/** "t=" and a token. */
const PASS_BODY_BYTES_MAX = 200;

interface Ordered {
  readonly now: SiteNow;
  readonly isQuiet: boolean;
  readonly blocks: BlockList | undefined;
}

export function openDoor(inner: GateHandler, tools: DoorTools): GateHandler {
  const orderedBy = (now: SiteNow): Ordered => {
    const isSpared = (ip: Ip): boolean => tools.isOwn(ip) || tools.isTrusted(ip);
    const blocks = compileBlocks(now.blocks, tools.lookUp, isSpared);
    return {
      now,
      blocks,
      isQuiet: now.stoppedAtMs === 0 && now.sessionsFromMs === 0 && blocks === undefined,
    };
  };
  let ordered = orderedBy(NOTHING_ORDERED);
  return {
    receive: (request) => {
      const now = tools.board.read();
      if (now !== ordered.now) ordered = orderedBy(now);
      if (request.path.startsWith(OWN_PATHS)) return ownPage(tools, ordered, request, inner);
      return ordered.isQuiet ? inner.receive(request) : shopPage(tools, ordered, request, inner);
    },
  };
}

function shopPage(
  tools: DoorTools,
  { now, blocks }: Ordered,
  request: ArrivedRequest,
  inner: GateHandler,
): Way {
  const held = blocks?.find(request.clientIp, tools.clock.nowMs());
  // A crowd may hold an agency's servers: a lost notice of a payment is a lost order.
  if (held === "named" || (held === "crowd" && !tools.traits.isAgencyCall(request)))
    return answer(tools.pages.blocked(request));
  if (now.stoppedAtMs !== 0 && !mayEnter(tools, now, request))
    return answer(tools.pages.stopped(request, now.sentence));
  return now.sessionsFromMs === 0
    ? inner.receive(request)
    : tools.sessions.pass(request, now.sessionsFromMs, (known) => inner.receive(known));
}

function mayEnter(tools: DoorTools, now: SiteNow, request: ArrivedRequest): boolean {
  return (
    tools.isOwn(request.clientIp) ||
    tools.passes.holds(request, now.stoppedAtMs) ||
    tools.traits.isAgencyCall(request) ||
    tools.isPaying(request)
  );
}

/** Misemori's own pages stay; what they would send on to the shop is held to the same orders as every other request. */
function ownPage(tools: DoorTools, ordered: Ordered, request: ArrivedRequest, inner: GateHandler): Way {
  if (request.path === HEALTH_PATH) return answer(health(ordered.now));
  if (request.path.startsWith(HOOK_PATHS)) return inner.receive(request);
  if (request.path === PASS_PATH) return passPage(tools, ordered.now, request);
  if (ordered.isQuiet) return inner.receive(request);
  const { now, blocks } = ordered;
  if (blocks?.find(request.clientIp, tools.clock.nowMs()) !== undefined)
    return answer(tools.pages.blocked(request));
  const ask = (known: ArrivedRequest): Way => {
    const way = inner.receive(known);
    if (now.stoppedAtMs === 0 || way.kind !== "read" || mayEnter(tools, now, request)) return way;
    return {
      ...way,
      proceed: async (body, gone) => {
        const next = await way.proceed(body, gone);
        return next.kind === "answer" ? next : answer(tools.pages.stopped(request, now.sentence));
      },
    };
  };
  return now.sessionsFromMs === 0 ? ask(request) : tools.sessions.pass(request, now.sessionsFromMs, ask);
}

/** A load balancer must not take the gate away because the shop is stopped: its visitors would get no page at all. */
function health({ stoppedAtMs }: SiteNow): Reply {
  const body = JSON.stringify({ ok: true, shop: stoppedAtMs === 0 ? "open" : "stopped" });
  return {
    status: 200,
    headers: [
      ["Content-Type", "application/json"],
      ["Cache-Control", "no-store"],
    ],
    body,
  };
}

function passPage(tools: DoorTools, now: SiteNow, request: ArrivedRequest): Way {
  if (request.method !== "POST") {
    const token = /^t=([\w-]{1,60})$/.exec(request.query)?.[1];
    return answer(token === undefined ? tools.pages.passUsed(request) : tools.pages.askPass(request, token));
  }
  return {
    kind: "read",
    bodyBytesMax: PASS_BODY_BYTES_MAX,
    proceed: async (body) => {
      const token = /^t=([\w-]{1,60})$/.exec(Buffer.from(body).toString("latin1"))?.[1];
      const isGood = now.stoppedAtMs !== 0 && token !== undefined && (await tools.redeem(token));
      if (!isGood) return answer(tools.pages.passUsed(request));
      const headers: [string, string][] = [
        ["Location", "/"],
        ["Cache-Control", "no-store"],
        ["Set-Cookie", tools.passes.issue(request.scheme, now.stoppedAtMs)],
      ];
      return answer({ status: 303, headers, body: "" });
    },
  };
}

function answer(reply: Reply): { readonly kind: "answer"; readonly reply: Reply } {
  return { kind: "answer", reply };
}
