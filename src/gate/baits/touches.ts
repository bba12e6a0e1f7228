// Marks for the judge who touched a decoy and tells the house, seldom enough that a scanner does not drown it.

import { networksOfIp, type Clock, type Networks } from "../../kernel/index.ts";
import { deviceFactsOf } from "../attempts/index.ts";
import type { DeviceTokens } from "../answers/contract.ts";
import type { ArrivedRequest } from "../http/way.ts";
import type { Cells } from "../judge/cells.ts";
import { noteBait } from "../judge/baits.ts";
import type { Origins } from "../origin/index.ts";
import type { BaitAct, BaitTouch } from "./contract.ts";

export interface TouchTools {
  readonly ownScanners: Networks;
  readonly clock: Clock;
  readonly cells: Cells;
  readonly devices: Pick<DeviceTokens, "read">;
  readonly origins: Pick<Origins, "lookUp">;
  readonly tell: (touch: BaitTouch) => void;
}

/** `card`: the decoy card's id, of the act "paid". */
export type Touched = (request: ArrivedRequest, path: string, act: BaitAct, card?: string) => void;

const AGENT_CHARS_MAX = 120;
/** One address is told of this often; a scanner asks for five hundred names in two seconds. */
const TELL_EVERY_MS = 60_000;
/** Addresses remembered for that, per worker; when full, all are forgotten: then some are told of once more. */
const REMEMBERED_MAX = 4_096;

export function openTouches(tools: TouchTools): Touched {
  const { clock } = tools;
  const toldAtMs = new Map<string, number>();
  return (request, path, act, card) => {
    if (tools.ownScanners.contains(request.clientIp)) return;
    const atMs = clock.nowMs();
    const visitor = tools.devices.read(request)?.id ?? null;
    const seat = visitor ?? `${request.clientIp} ${deviceFactsOf(request).fingerprint}`;
    const isSure = act === "entered" || act === "paid";
    noteBait(tools.cells, { host: networksOfIp(request.clientIp).host, seat }, isSure, atMs);
    const key = `${act} ${card ?? ""} ${request.clientIp}`;
    if (atMs - (toldAtMs.get(key) ?? -TELL_EVERY_MS) < TELL_EVERY_MS) return;
    if (toldAtMs.size >= REMEMBERED_MAX) toldAtMs.clear();
    toldAtMs.set(key, atMs);
    const agent = (request.headers["user-agent"] ?? "").slice(0, AGENT_CHARS_MAX);
    const origin = tools.origins.lookUp(request.clientIp);
    tools.tell({ path, act, origin, agent, atMs, ...(card === undefined ? {} : { card }) });
  };
}
