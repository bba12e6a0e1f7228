// Reads a stream of bytes block by block and tells where card data stands in it and how to hide it. Blocks lie at fixed
// offsets of the stream, so how its bytes arrive never matters. Files, archives and databases are others' matter.

import { createHmac } from "node:crypto";
import { reveal, type Pan } from "../kernel/index.ts";
import { eachPanIn } from "./find.ts";
import type { Finding } from "./finding.ts";
import { brandOf } from "./issuers.ts";
import type { Patch } from "./layers/contract.ts";
import { pan } from "../kernel/index.ts";

/** A finding and the bytes that hide it (offsets from the start of the stream); null when it cannot be hidden in place. */
export interface Hit {
  readonly finding: Finding;
  readonly patches: readonly Patch[] | null;
}

export interface Scan {
  /** Takes the next bytes of the stream; answers the hits that are settled by now, in order. `chunk` may be reused after. */
  push(chunk: Uint8Array): readonly Hit[];
  /**
   * How many bytes from the start are settled: no later byte can change what is said of them. What lies behind is kept
   * (at most a block and its surroundings).
   */
  settledBytes(): number;
  /** Settles what has come so far as if the stream paused here (a log that grows): at a line's end nothing is cut. */
  flush(): readonly Hit[];
  /** The stream ends here. The scan may then be used for another stream. */
  end(): readonly Hit[];
}

/** Keyed hash of a card number, 32 hex characters: equal cards are counted once and nobody can go back to the number. */
export function cardHash(key: Uint8Array, number: Pan): string {
  return createHmac("sha256", key).update(reveal(number)).digest("hex").slice(0, 32);
}

/** Opens a scan for one stream after another. `member` is set in findings as given. */
export function openScan(key: Uint8Array, member: string | null = null): Scan {
  let kept = Buffer.alloc(0);
  let start = 0;
  let line = 1;

  function settle(upTo: number): Hit[] {
    const text = kept.toString("latin1");
    const hits: Hit[] = [];
    eachPanIn(text, (found) => {
      if (found.start >= upTo) return false;
      const digits = found.written.map((d) => d.value).join("");
      const patches = found.written.slice(6, -4).map((d) => ({
        at: start + d.end - 1,
        bytes: Uint8Array.of(0x2a),
      }));
      hits.push({
        finding: {
          offset: start + found.start,
          bytes: found.end - found.start,
          line: line + (text.slice(0, found.start).match(/\n/g)?.length ?? 0),
          member,
          kind: "pan",
          brand: brandOf(digits) ?? null,
          encoding: "text",
          certainty: "certain",
          masked: `${digits.slice(0, 6)}${"*".repeat(digits.length - 10)}${digits.slice(-4)}`,
          cardHash: cardHash(key, pan(digits)),
        },
        patches,
      });
      return true;
    });
    line += text.slice(0, upTo).match(/\n/g)?.length ?? 0;
    kept = kept.subarray(upTo);
    start += upTo;
    return hits;
  }

  return {
    push(chunk) {
      kept = Buffer.concat([kept, chunk]);
      return kept.length > 8192 ? settle(kept.length - 4096) : [];
    },
    settledBytes: () => start,
    flush: () => settle(kept.lastIndexOf(0x0a) + 1),
    end() {
      const hits = settle(kept.length);
      start = 0;
      line = 1;
      return hits;
    },
  };
}
