// When the house is full: a connection on which nothing is under way goes, so that a buyer can come in. Idle connections
// cost an attacker nothing; without this, a few thousand of them would keep everybody out until their time is over.

import type { Server } from "node:http";
import type { Socket } from "node:net";
import { lineOfSocket } from "./line.ts";

/** Connections on their way out still count for the server itself; a burst must not be dropped for their sake. */
const LEAVING_SPARE = 256;
/** Busy ones are passed over and looked at last from then on: a search in a crowd of busy ones ends soon. */
const LOOKS_MAX = 256;

/** @param onFull Called whenever the limit was reached, whoever had to go. */
export function boundConnections(
  server: Server,
  buyers: Set<Socket>,
  limit: () => number,
  onFull: () => void,
): void {
  server.on("connection", (socket: Socket) => {
    buyers.add(socket);
    socket.on("close", () => buyers.delete(socket));
    if (buyers.size <= limit()) return;
    onFull();
    const goes = longestIdle(buyers, socket) ?? socket;
    // Out of the count at once; the system's handle follows within the same turn.
    buyers.delete(goes);
    goes.destroy();
  });
  server.on("drop", onFull);
}

/** What the server itself refuses beyond; only a burst gets there. */
export function hardLimit(connectionsMax: number): number {
  return connectionsMax + LEAVING_SPARE;
}

function longestIdle(buyers: Set<Socket>, newest: Socket): Socket | undefined {
  let looks = 0;
  for (const socket of buyers) {
    looks += 1;
    if (socket === newest || looks > LOOKS_MAX) return undefined;
    if (!lineOfSocket(socket).isBusy) return socket;
    buyers.delete(socket);
    buyers.add(socket);
  }
  return undefined;
}
