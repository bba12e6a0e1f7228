// Counts the orders after which nothing from before may go on: all sessions ended, the shop stopped. Tunnels and answers
// under way were let in before; whoever keeps them ends them when this number changes.

import type { SiteBoard } from "./board.ts";

/** Costs one atomic load while nothing changes. Opening the shop, and origins turned away, begin no new era. */
export function createEras(board: SiteBoard): () => number {
  let known = board.read();
  let era = 0;
  return () => {
    const now = board.read();
    if (now === known) return era;
    const isStopped = now.stoppedAtMs !== 0 && now.stoppedAtMs !== known.stoppedAtMs;
    if (isStopped || now.sessionsFromMs !== known.sessionsFromMs) era += 1;
    known = now;
    return era;
  };
}
