// Orders on hold in memory.

import type { Hold, HoldState, Holds } from "../../gate/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { listLimit } from "../store.ts";

/** A held order hides a cancelled one, a cancelled one a released one. */
const RANK: Readonly<Record<HoldState, number>> = { held: 0, cancelled: 1, released: 2 };

export function memoryHolds(): Holds {
  const holds = new Map<string, Hold>();
  return {
    create: async (hold) => {
      if (holds.has(hold.id)) {
        throw new MisemoriError("hold.exists", `hold ${hold.id} is there already`, "make a new id");
      }
      holds.set(hold.id, { ...hold });
    },
    nameOrder: async (id, orderRef, claimedRef) => {
      const hold = holds.get(id);
      if (hold !== undefined) holds.set(id, { ...hold, orderRef, claimedRef });
    },
    decide: async (id, decision, by, note, atMs, onlyNamed = false) => {
      const hold = holds.get(id);
      if (hold?.state !== "held" || (onlyNamed && hold.orderRef === null)) return undefined;
      const decided: Hold = { ...hold, state: decision, decidedAtMs: atMs, decidedBy: by, note };
      holds.set(id, decided);
      return { ...decided };
    },
    get: async (id) => copyOf(holds.get(id)),
    findByOrder: async (orderRef) =>
      copyOf(
        [...holds.values()]
          .filter((hold) => hold.orderRef === orderRef)
          .sort((a, b) => RANK[a.state] - RANK[b.state] || newestFirst(a, b))[0],
      ),
    unnamed: async ({ orderRef, limit }) =>
      copiesOf(
        [...holds.values()]
          .filter((hold) => hold.state === "held" && hold.orderRef === null)
          .sort(
            (a, b) =>
              Number(b.claimedRef === orderRef) - Number(a.claimedRef === orderRef) || newestFirst(a, b),
          )
          .slice(0, listLimit(limit)),
      ),
    list: async ({ state, limit }) =>
      copiesOf(
        [...holds.values()]
          .filter((hold) => state === undefined || hold.state === state)
          .sort(newestFirst)
          .slice(0, listLimit(limit)),
      ),
  };
}

function newestFirst(a: Hold, b: Hold): number {
  return b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1);
}
