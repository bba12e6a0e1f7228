// Card data hidden in one text, or in bytes that are all there: the stream's work without its waiting. The kernel is opened at the
// first call and kept for the next, as opening it takes far longer than a line of a log.

import { randomBytes } from "node:crypto";
import { openSieve } from "../kernel/sieve.ts";
import { openScan, type WindowScan } from "../scan.ts";
import { hidesAll, hidesLikely, type Place } from "./masker.ts";

export interface ScrubOptions {
  /** Hides what is only possibly a card, too. */
  readonly all?: boolean;
  /** Told of each place: where, what, how certain; never the number. */
  readonly onFinding?: (finding: Place["finding"]) => void;
}

/** Hides card data in `bytes` themselves; true when any was there. */
export type ScrubBytes = (bytes: Uint8Array, options?: ScrubOptions) => boolean;

/** The text with card data hidden, as long as before. A text without any comes back as it is. */
export function scrubText(text: string, options: ScrubOptions = {}): string {
  const bytes = Buffer.from(text, "utf8");
  return scrubBytes(bytes, options) ? bytes.toString("utf8") : text;
}

export const scrubBytes: ScrubBytes = openBytesScrub();

/** With a key of its own: nobody compares the hashes of a text. */
function openBytesScrub(): ScrubBytes {
  let resting: WindowScan | undefined;
  return (bytes, { all, onFinding } = {}) => {
    // Whoever calls again from within `onFinding`, or after it threw, gets another.
    const scan = resting ?? openScan(openSieve(), randomBytes(32));
    resting = undefined;
    const hits = [...scan.push(bytes), ...scan.end()];
    scan.room().fill(0, 0, bytes.length);
    const hides = all === true ? hidesAll : hidesLikely;
    for (const { finding, patches } of hits) {
      onFinding?.(finding);
      if (!hides(finding.certainty)) continue;
      if (patches === null) bytes.fill(ASTERISK, finding.offset, finding.offset + finding.bytes);
      else for (const patch of patches) bytes.set(patch.bytes, patch.at);
    }
    resting = scan;
    return hits.length > 0;
  };
}

const ASTERISK = 0x2a;
