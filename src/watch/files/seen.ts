// A short word for exactly these differences: what a person approves is what he was shown, or nothing.

import { createHash } from "node:crypto";
import type { Difference } from "./contract.ts";

export interface SeenDigest {
  /** In the order of their paths. */
  add(difference: Difference): void;
  /** Twelve hex digits; no more can be added. */
  digest(): string;
}

export function openSeen(): SeenDigest {
  const hash = createHash("sha256");
  return {
    add: ({ path, pathBytes, change, after }) => {
      hash.update(`${JSON.stringify([path, pathBytes, change, after])}\n`);
    },
    digest: () => hash.digest("hex").slice(0, 12),
  };
}
