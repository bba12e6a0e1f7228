// What the files of one run share: looks at other programs, calls of tools, folders that were cleared.

import { openAttributeCopier, type AttributeCopier } from "./copier.ts";
import { openHolders, type Holders } from "./holders.ts";

export interface FixRun {
  /** Folders that were cleared of what killed runs left, or are just being. */
  readonly swept: Map<string, Promise<void>>;
  readonly holders: Holders;
  readonly copyAttributes: AttributeCopier;
}

export function openFixRun(): FixRun {
  return { swept: new Map(), holders: openHolders(), copyAttributes: openAttributeCopier() };
}
