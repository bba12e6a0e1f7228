// How the orders for the whole shop stand: what is in force, what of it is on disk, and which acts the journal misses.

import { newId, type Clock, type Events, type Ip, type Random } from "../../kernel/index.ts";
import type { OriginFacts } from "../facts.ts";
import type { SiteOrders } from "../ports.ts";
import type { SiteBoard } from "./board.ts";
import type { SiteAct, SiteChange, SiteState, SiteView } from "./contract.ts";
import { isSameOrigin } from "./guarding.ts";

export interface SiteDeskTools {
  readonly orders: SiteOrders;
  readonly board: SiteBoard;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: Events;
  /** Writes to the journal; rejects when it cannot. */
  readonly record: (kind: string, by: string, facts: SiteAct["facts"]) => Promise<void>;
  readonly lookUp: (ip: Ip) => OriginFacts;
  readonly settings: () => SiteSettings;
  /** Something that people watch has changed. */
  readonly changed: () => void;
}

export interface SiteSettings {
  readonly shopUrl: string;
  /** The owner's own networks and trusted proxies. */
  readonly spared: readonly string[];
  readonly sessionCookies: readonly string[];
  readonly tokens: SiteView["tokens"];
}

export const SITE_AT_FIRST: SiteState = {
  shop: { state: "open", by: "misemori", why: "", sentence: null, atMs: 0 },
  blocks: [],
  sessions: null,
};

export interface Standing {
  state: SiteState;
  saved: SiteState;
  /** The records could be read. */
  readable: boolean;
  /** The journal may miss acts. */
  isMissing: boolean;
}

export function firstStanding(): Standing {
  return { state: SITE_AT_FIRST, saved: SITE_AT_FIRST, readable: false, isMissing: true };
}

/**
 * Reads what was ordered before and puts it in force. Where it cannot be read, shop pages pass: a guard that cannot read
 * its disk must not close the shop. Orders given meanwhile stay.
 */
export async function takeUp(tools: SiteDeskTools, standing: Standing): Promise<void> {
  let read: SiteState;
  try {
    read = await tools.orders.read();
  } catch {
    if (standing.state === SITE_AT_FIRST) {
      const what = "the orders for the shop (stopped, blocked, sessions) could not be read: its pages pass";
      tools.events.emit({ type: "store.trouble", atMs: tools.clock.nowMs(), what });
    }
    return;
  }
  const since = standing.state;
  const isUntold = (one: SiteState["blocks"][number]): boolean =>
    !since.blocks.some((other) => isSameOrigin(one, other));
  standing.saved = read;
  standing.readable = true;
  show(tools, standing, {
    shop: since.shop === SITE_AT_FIRST.shop ? read.shop : since.shop,
    blocks: [...read.blocks.filter(isUntold), ...since.blocks],
    sessions: since.sessions ?? read.sessions,
  });
}

/** Puts it in force on every worker. */
export function show({ board }: SiteDeskTools, standing: Standing, state: SiteState): void {
  const { shop, blocks, sessions } = state;
  board.post({
    stoppedAtMs: shop.state === "stopped" ? shop.atMs : 0,
    sentence: shop.sentence,
    blocks: blocks.map(({ kind, value, untilMs }) => ({ kind, value, untilMs })),
    sessionsFromMs: sessions?.atMs ?? 0,
  });
  standing.state = state;
}

export function changed(state: SiteState, change: SiteChange): SiteState {
  switch (change.kind) {
    case "shop":
      return { ...state, shop: change.shop };
    case "sessions":
      return { ...state, sessions: change.sessions };
    case "block": {
      const others = state.blocks.filter((one) => !isSameOrigin(one, change.block));
      return { ...state, blocks: [...others, change.block] };
    }
    case "unblock":
      return { ...state, blocks: state.blocks.filter((one) => !isSameOrigin(one, change.origin)) };
  }
}

export function viewOf({ settings }: SiteDeskTools, { state, readable }: Standing): SiteView {
  const { sessionCookies, tokens } = settings();
  return { ...state, readable, sessionCookies, tokens };
}

export function actOf({ random }: SiteDeskTools, act: Omit<SiteAct, "id">): SiteAct {
  return { id: newId("act", act.atMs, random), ...act };
}

/**
 * The act's number stands in the journal: killed between the journal and the note that it was written, it is written
 * twice, and the second one can be told from another act.
 */
export async function writeDown(tools: SiteDeskTools, standing: Standing, act: SiteAct): Promise<boolean> {
  try {
    await tools.record(act.kind, act.by, { ...act.facts, act: act.id });
    await tools.orders.written(act.id);
    return true;
  } catch {
    standing.isMissing = true;
    return false;
  }
}

/** What was done before a crash, or while the journal could not be written. */
export async function writeMissing(tools: SiteDeskTools, standing: Standing): Promise<void> {
  if (!standing.isMissing || !standing.readable) return;
  standing.isMissing = false;
  try {
    for (const act of await tools.orders.unwritten()) {
      if (!(await writeDown(tools, standing, act))) return;
    }
  } catch {
    standing.isMissing = true;
  }
}
