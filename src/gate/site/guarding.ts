// Before an origin is turned away: is it the owner's own, is it so wide that it must be meant, would it shut out the one
// who asks? Pure.

import { parseIp, type Ip, type Networks } from "../../kernel/index.ts";
import type { OriginFacts } from "../facts.ts";
import { compileBlocks } from "./blocks.ts";
import type { ConfirmReason, Origin, OriginBlock, SiteAnswer, SiteOrder } from "./contract.ts";
import { isWide, rangeOf, textOf } from "./origins.ts";

export interface BlockWish extends SiteOrder {
  /** In canonical form once it was read. */
  readonly origin: Origin;
  readonly untilMs?: number | undefined;
  readonly confirm?: boolean | undefined;
  readonly from?: string | undefined;
}

export interface GuardingTools {
  readonly spared: Networks;
  readonly lookUp: (ip: Ip) => OriginFacts;
  readonly atMs: number;
}

/** Why this origin is not turned away (yet); undefined: it may be. */
export function refusalOf(
  wish: BlockWish,
  tools: GuardingTools,
): Exclude<SiteAnswer, { readonly kind: "done" }> | undefined {
  const { origin, untilMs } = wish;
  if (untilMs !== undefined && untilMs <= tools.atMs) return { kind: "refused", code: "past" };
  if (isWhollyIn(origin, tools.spared)) return { kind: "refused", code: "own" };
  if (wish.confirm === true) return undefined;
  const because = reasonToAsk(wish, tools);
  return because === undefined ? undefined : { kind: "refused", code: "confirm", because };
}

function reasonToAsk({ origin, from }: BlockWish, tools: GuardingTools): ConfirmReason | undefined {
  const caller = from === undefined ? undefined : parseIp(from);
  if (caller !== undefined && holds(origin, caller, tools)) return "caller";
  if (origin.kind === "country") return "country";
  return isWide(origin) ? "wide" : undefined;
}

/** By the very rule that the gate goes by. */
function holds(origin: Origin, ip: Ip, { spared, lookUp, atMs }: GuardingTools): boolean {
  const list = compileBlocks([{ ...origin, untilMs: null }], lookUp, (one) => spared.contains(one));
  return list?.find(ip, atMs) !== undefined;
}

/** First and last address of a network: where both lie in the owner's networks, so does what is between, as a rule. */
function isWhollyIn(origin: Origin, spared: Networks): boolean {
  const range = rangeOf(origin);
  if (range === undefined) return false;
  return [range.from, range.to].every((words) => {
    const ip = parseIp(textOf(words));
    return ip !== undefined && spared.contains(ip);
  });
}

export function isSameOrigin(one: Origin, other: Origin): boolean {
  return one.kind === other.kind && one.value === other.value;
}

export function isBlocked(blocks: readonly OriginBlock[], origin: Origin): boolean {
  return blocks.some((one) => isSameOrigin(one, origin));
}
