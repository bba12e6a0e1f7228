// What the files of one run share: looks at other programs, calls of tools, folders that were cleared.

import { openAttributeCopier, type AttributeCopier } from "./copier.ts";
import { openHolders, type Holders } from "./holders.ts";

export interface FixRun {
  /** Folders already cleared of what killed runs left. */
  readonly swept: Set<string>;
  readonly holders: Holders;
  readonly copyAttributes: AttributeCopier;
}

export function openFixRun(): FixRun {
  return { swept: new Set(), holders: openHolders(), copyAttributes: openAttributeCopier() };
}
