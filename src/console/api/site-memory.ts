// The orders for the whole shop in memory: the gate's real desk over nothing but a variable, for the console's own tests.

import {
  openSiteBoard,
  openSiteDesk,
  SITE_BYTES,
  type Site,
  type SiteChange,
  type SiteState,
} from "../../gate/index.ts";
import { createEvents, systemRandom, type Clock } from "../../kernel/index.ts";
import type { JournalWriter } from "../ports.ts";

/** Desks open asynchronously; nothing is asked before the first call. */
export function siteInMemory(clock: Clock, journal: JournalWriter, changed: () => void): Site {
  const desk = openSiteDesk({
    orders: ordersInMemory(),
    board: openSiteBoard(new SharedArrayBuffer(SITE_BYTES)),
    clock,
    random: systemRandom(),
    events: createEvents((error) => {
      throw error;
    }),
    record: journal.write,
    lookUp: (ip) => ({ ip, asn: 2_516, asnName: "KDDI", country: "JP", hosting: false }),
    settings: () => ({
      shopUrl: "https://shop.example",
      spared: ["192.0.2.0/24"],
      sessionCookies: ["PHPSESSID"],
      tokens: "not-covered",
    }),
    changed,
  });
  return {
    state: async () => (await desk).site.state(),
    stop: async (order) => (await desk).site.stop(order),
    open: async (order) => (await desk).site.open(order),
    block: async (origin, order) => (await desk).site.block(origin, order),
    unblock: async (origin, order) => (await desk).site.unblock(origin, order),
    endSessions: async (order) => (await desk).site.endSessions(order),
    pass: async (order) => (await desk).site.pass(order),
  };
}

function ordersInMemory(): Parameters<typeof openSiteDesk>[0]["orders"] {
  let state: SiteState = {
    shop: { state: "open", by: "misemori", why: "", sentence: null, atMs: 0 },
    blocks: [],
    sessions: null,
  };
  const change = (to: SiteChange): void => {
    if (to.kind === "shop") state = { ...state, shop: to.shop };
    else if (to.kind === "sessions") state = { ...state, sessions: to.sessions };
    else if (to.kind === "block") state = { ...state, blocks: [...state.blocks, to.block] };
    else {
      const { kind, value } = to.origin;
      state = { ...state, blocks: state.blocks.filter((one) => one.kind !== kind || one.value !== value) };
    }
  };
  return {
    read: async () => state,
    change: async (to) => change(to),
    note: async () => undefined,
    unwritten: async () => [],
    written: async () => undefined,
  };
}
