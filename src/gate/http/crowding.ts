// When the house is full: a connection on which nothing is under way goes, so that a buyer can come in. Idle connections
// cost an attacker nothing; without this, a few thousand of them would keep everybody out until their time is over.

import type { BuyerConnection } from "./buyer-connection.ts";

/** Connections on their way out still count for the server itself; a burst must not be dropped for their sake. */
const LEAVING_SPARE = 256;
/** Busy ones are passed over and looked at last from then on: a search in a crowd of busy ones ends soon. */
const LOOKS_MAX = 256;

/** What the server itself refuses beyond; only a burst gets there. */
export function hardLimit(connectionsMax: number): number {
  return connectionsMax + LEAVING_SPARE;
}

/** Takes a connection in. Beyond the limit the longest idle one goes; where all that are looked at are busy, the new one. */
export function takeIn(
  buyers: Set<BuyerConnection>,
  newest: BuyerConnection,
  connectionsMax: number,
  onFull: () => void,
): void {
  buyers.add(newest);
  if (buyers.size <= connectionsMax) return;
  onFull();
  const goes = longestIdle(buyers, newest) ?? newest;
  // Out of the count at once; the system's handle follows within the same turn.
  buyers.delete(goes);
  goes.socket.destroy();
}

function longestIdle(buyers: Set<BuyerConnection>, newest: BuyerConnection): BuyerConnection | undefined {
  let looks = 0;
  for (const buyer of buyers) {
    looks += 1;
    if (buyer === newest || looks > LOOKS_MAX) return undefined;
    if (buyer.isIdle) return buyer;
    buyers.delete(buyer);
    buyers.add(buyer);
  }
  return undefined;
}
