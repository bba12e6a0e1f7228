// The orders for the whole shop in memory.

import type { SiteOrders } from "../../gate/ports.ts";
import type { Origin, SiteAct, SiteChange, SiteState } from "../../gate/ports.ts";
import { LIST_MAX, SHOP_AT_FIRST } from "../store.ts";

export function memorySiteOrders(): SiteOrders {
  let state: SiteState = { shop: SHOP_AT_FIRST, blocks: [], sessions: null };
  const acts = new Map<string, SiteAct>();
  return {
    read: async () => structuredClone(state),
    change: async (change, act) => {
      // As on disk: what cannot be written leaves no trace.
      const noted = plainAct(act);
      state = structuredClone(changed(state, change));
      acts.set(act.id, noted);
    },
    note: async (act) => void acts.set(act.id, plainAct(act)),
    unwritten: async () =>
      [...acts.values()]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, LIST_MAX)
        .map((act) => structuredClone(act)),
    written: async (id) => void acts.delete(id),
  };
}

function plainAct(act: SiteAct): SiteAct {
  return JSON.parse(JSON.stringify(act)) as SiteAct;
}

function changed(state: SiteState, change: SiteChange): SiteState {
  const without = (origin: Origin): SiteState["blocks"] =>
    state.blocks.filter((one) => one.kind !== origin.kind || one.value !== origin.value);
  switch (change.kind) {
    case "shop":
      return { ...state, shop: change.shop };
    case "sessions":
      return { ...state, sessions: change.sessions };
    case "block":
      return { ...state, blocks: [...without(change.block), change.block].sort((a, b) => a.atMs - b.atMs) };
    case "unblock":
      return { ...state, blocks: without(change.origin) };
  }
}
