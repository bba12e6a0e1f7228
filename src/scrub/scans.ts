// Gives out scans for many streams at a time (members of an archive, followed logs), and lends the windows of ended ones again.

import type { DecoyCards } from "./decoys.ts";
import { openSieve } from "./kernel/sieve.ts";
import { openScan, type Hit, type Scan, type WindowScan } from "./scan.ts";

/** Opens a scan for one stream after another; `member` is told in its findings. */
export type Scans = (member: string | null) => Scan;

/** Windows that wait for their next stream: a megabyte each. */
const RESTING_MAX = 8;

/** @param key of the card hashes. @param decoys the owner's, told as such. */
export function openScans(key: Uint8Array, decoys: DecoyCards | null = null): Scans {
  const resting: WindowScan[] = [];
  return (member) => {
    let lent: WindowScan | undefined;
    const mine = (): WindowScan => (lent ??= resting.pop() ?? openScan(openSieve(), key, decoys));
    const told = (hits: readonly Hit[]): readonly Hit[] =>
      member === null ? hits : hits.map((hit) => ({ ...hit, finding: { ...hit.finding, member } }));
    return {
      push: (chunk) => told(mine().push(chunk)),
      settledBytes: () => mine().settledBytes(),
      flush: () => told(mine().flush()),
      end() {
        const hits = told(mine().end());
        if (lent !== undefined && resting.length < RESTING_MAX) resting.push(lent);
        lent = undefined;
        return hits;
      },
    };
  };
}
