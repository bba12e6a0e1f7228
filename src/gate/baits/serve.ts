// Answers who asks for a bait, marks him for the judge and tells the house. One look into a table per request; nothing of a body is
// kept.

import { networksOfIp, type Clock, type Networks } from "../../kernel/index.ts";
import { deviceFactsOf } from "../attempts/index.ts";
import type { DeviceTokens } from "../answers/contract.ts";
import type { ArrivedRequest, Reply, Way } from "../http/way.ts";
import type { Cells } from "../judge/cells.ts";
import { noteBait } from "../judge/baits.ts";
import type { Origins } from "../origin/index.ts";
import type { Bait, BaitAct, BaitTouch } from "./contract.ts";

export interface BaitTools {
  readonly baits: readonly Bait[];
  readonly ownScanners: Networks;
  readonly clock: Clock;
  readonly cells: Cells;
  readonly devices: Pick<DeviceTokens, "read">;
  readonly origins: Pick<Origins, "lookUp">;
  readonly tell: (touch: BaitTouch) => void;
}

/** Undefined: no bait. */
export type ServeBaits = (request: ArrivedRequest) => Way | undefined;

/** A name and a password. */
const BODY_BYTES_MAX = 4_096;
const AGENT_CHARS_MAX = 120;
/** One address is told of this often; a scanner asks for five hundred names in two seconds. */
const TELL_EVERY_MS = 60_000;
/** Addresses remembered for that, per worker; when full, all are forgotten: then some are told of once more. */
const REMEMBERED_MAX = 4_096;

export function createBaits(tools: BaitTools): ServeBaits {
  const { baits, clock } = tools;
  const table = new Map(baits.map((bait) => [bait.path, bait]));
  const toldAtMs = new Map<string, number>();
  const touched = (request: ArrivedRequest, bait: Bait, act: BaitAct): void => {
    if (tools.ownScanners.contains(request.clientIp)) return;
    const atMs = clock.nowMs();
    const visitor = tools.devices.read(request)?.id ?? null;
    const seat = visitor ?? `${request.clientIp} ${deviceFactsOf(request).fingerprint}`;
    noteBait(tools.cells, { host: networksOfIp(request.clientIp).host, seat }, act === "entered", atMs);
    const key = `${act} ${request.clientIp}`;
    if (atMs - (toldAtMs.get(key) ?? -TELL_EVERY_MS) < TELL_EVERY_MS) return;
    if (toldAtMs.size >= REMEMBERED_MAX) toldAtMs.clear();
    toldAtMs.set(key, atMs);
    const agent = (request.headers["user-agent"] ?? "").slice(0, AGENT_CHARS_MAX);
    const origin = tools.origins.lookUp(request.clientIp);
    tools.tell({ path: bait.path, act, origin, agent, atMs });
  };
  return (request) => {
    const bait = table.get(request.path);
    if (bait === undefined) return undefined;
    if (bait.kind === "door" && request.method === "POST") return signIn(request, bait, touched);
    touched(request, bait, bait.kind === "door" ? "asked" : "took");
    return { kind: "answer", reply: shown(bait) };
  };
}

/** The right words lead on, wrong ones back to the door; neither is kept. */
function signIn(
  request: ArrivedRequest,
  bait: Bait,
  touched: (request: ArrivedRequest, bait: Bait, act: BaitAct) => void,
): Way {
  return {
    kind: "read",
    bodyBytesMax: BODY_BYTES_MAX,
    proceed: (body) => {
      const typed = new URLSearchParams(Buffer.from(body).toString("latin1"));
      const isRight = bait.password !== undefined && [...typed.values()].includes(bait.password);
      touched(request, bait, isRight ? "entered" : "tried");
      const to = isRight ? (bait.leadsTo ?? bait.path) : `${bait.path}?error=1`;
      return Promise.resolve({
        kind: "answer",
        reply: { status: 303, headers: [["Location", to]], body: "" },
      });
    },
  };
}

function shown({ contentType, body }: Bait): Reply {
  return {
    status: 200,
    headers: [
      ["Content-Type", contentType],
      ["Cache-Control", "no-store"],
      // A search engine must not lead people here.
      ["X-Robots-Tag", "noindex, nofollow"],
    ],
    body,
  };
}
