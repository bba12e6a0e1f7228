// A short word for exactly these differences: what a person approves is what he was shown, or nothing.

import { createHash, hash } from "node:crypto";
import type { Difference } from "./contract.ts";

export interface SeenDigest {
  /** In the order of their paths. */
  add(difference: Difference): void;
  /** Twelve hex digits; no more can be added. */
  digest(): string;
}

export function openSeen(): SeenDigest {
  const all = createHash("sha256");
  return {
    add: (difference) => {
      all.update(lineOf(difference));
    },
    digest: () => all.digest("hex").slice(0, 12),
  };
}

/** Names one difference by all that a person was shown of it: whoever changes the file once more changes its mark. */
export function markOf(difference: Difference): string {
  return hash("sha256", lineOf(difference)).slice(0, 32);
}

function lineOf({ path, pathBytes, change, after }: Difference): string {
  return `${JSON.stringify([path, pathBytes, change, after])}\n`;
}
