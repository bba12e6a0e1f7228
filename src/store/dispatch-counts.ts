// Counts of a dispatch before anything was sent; both adapters count from here.

import type { SendState } from "../desk/ports.ts";

export function noSends(): Record<SendState, number> {
  return { waiting: 0, claimed: 0, sent: 0, refused: 0, bounced: 0, unknown: 0 };
}
