// The orders for the whole shop as every worker sees them: one writer (the house), any readers, in shared memory. A
// worker that starts later reads the same memory, and no message has to arrive before an order is in force.

import { MisemoriError } from "../../kernel/index.ts";
import type { Origin } from "./contract.ts";

/** What a worker has to know, no more: reasons and names stay in the house. */
export interface SiteNow {
  /** When the shop was stopped; 0: it is open. */
  readonly stoppedAtMs: number;
  readonly sentence: string | null;
  /** Times in Unix ms; null: no end. */
  readonly blocks: readonly (Origin & { readonly untilMs: number | null })[];
  /** Sessions from before do not count; 0: all do. */
  readonly sessionsFromMs: number;
}

export const NOTHING_ORDERED: SiteNow = { stoppedAtMs: 0, sentence: null, blocks: [], sessionsFromMs: 0 };

export interface SiteBoard {
  post(orders: SiteNow): void;
  /** The newest orders; the same object until they change. Costs one atomic load while they do not. */
  read(): SiteNow;
}

/** 1,000 blocks of at most 110 bytes each, a sentence of 300 characters, and room to spare. */
export const SITE_BYTES = 160 * 1024;
const HEAD_BYTES = 8;
/** Writing takes microseconds; a reader that meets it this often in a row goes on with what it knew. */
const READS_MAX = 100;

/**
 * A sequence lock: the number at 0 is odd while the house writes and rises with every post, so that a reader never
 * takes half of one order and half of another.
 */
export function openSiteBoard(memory: SharedArrayBuffer): SiteBoard {
  const head = new Int32Array(memory, 0, 2);
  const room = new Uint8Array(memory, HEAD_BYTES);
  let seen = 0;
  let known = NOTHING_ORDERED;
  const take = (): SiteNow => {
    for (let turn = 0; turn < READS_MAX; turn++) {
      const before = Atomics.load(head, 0);
      if (before === seen) return known;
      if (before % 2 !== 0) continue;
      // A copy: what is shared cannot be decoded, and may change meanwhile.
      const bytes = Buffer.from(room.slice(0, Atomics.load(head, 1)));
      if (Atomics.load(head, 0) !== before) continue;
      known = JSON.parse(bytes.toString("utf8")) as SiteNow;
      seen = before;
      return known;
    }
    return known;
  };
  return {
    read: () => (Atomics.load(head, 0) === seen ? known : take()),
    post: (orders) => {
      const bytes = Buffer.from(JSON.stringify(orders));
      if (bytes.length > room.length) {
        throw new MisemoriError(
          "site.full",
          "the orders do not fit into the board",
          "end blocks you no longer need",
        );
      }
      Atomics.add(head, 0, 1);
      room.set(bytes);
      Atomics.store(head, 1, bytes.length);
      Atomics.add(head, 0, 1);
    },
  };
}
