// Ends what is under way when an order for the whole shop says that it must not go on: tunnels at once, answers that still
// run after a while. Which orders those are is the caller's affair.

import type { Socket } from "node:net";
import type { BuyerAnswer } from "./buyer-answer.ts";
import type { BuyerConnection } from "./buyer-connection.ts";

/** Pages and payments have ended by then; long downloads and event streams have not. */
const GRACE_MS = 10_000;

export interface Ending {
  /** To be called again and again, with a monotonic time. */
  sweep(nowMs: number): void;
}

/**
 * `era` gives another number when everything from before must end. A request whose answer has not begun is waited for: the
 * shop works on it, and a payment must not be torn; what comes of it late is cut like the rest.
 */
export function createEnding(
  era: () => number,
  open: { readonly buyers: ReadonlySet<BuyerConnection>; readonly tunnels: ReadonlySet<Socket> },
): Ending {
  let seen = era();
  /** Not more than there are connections. */
  const late = new Map<BuyerConnection, { readonly answer: BuyerAnswer; readonly cutFromMs: number }>();
  return {
    sweep: (nowMs) => {
      const now = era();
      if (now !== seen) {
        seen = now;
        for (const socket of open.tunnels) socket.destroy();
        for (const buyer of open.buyers) {
          const answer = buyer.underWay;
          if (answer !== undefined && late.get(buyer)?.answer !== answer)
            late.set(buyer, { answer, cutFromMs: nowMs + GRACE_MS });
        }
      }
      for (const [buyer, { answer, cutFromMs }] of late) {
        if (buyer.underWay !== answer) late.delete(buyer);
        else if (answer.hasBegun && cutFromMs <= nowMs) buyer.cut();
      }
    },
  };
}
