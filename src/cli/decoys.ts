// The owner's decoy cards for the verbs that look for card data: known where a configuration names a records folder, and told by where
// they were put.

import { existsSync } from "node:fs";
import type { DecoyCard } from "../canary/index.ts";
import type { DecoyCards, Finding } from "../scrub/index.ts";
import { readVerbConfig, type Verb } from "./verb.ts";

export interface KnownDecoys {
  /** Null where there are none. */
  readonly lookUp: DecoyCards | null;
  readonly cards: readonly DecoyCard[];
}

const NONE: KnownDecoys = { lookUp: null, cards: [] };

/** None without a (readable) configuration: card data is looked for all the same. */
export async function decoysFor(verb: Verb): Promise<KnownDecoys> {
  if (!existsSync(verb.configFile)) return NONE;
  const reading = await readVerbConfig(verb);
  if (!reading.ok) return NONE;
  const known = await verb.deps.acts.knownDecoys({ recordsFolder: reading.loaded.recordsFolder });
  return known.ok ? known.value : NONE;
}

/** Where the decoys among these findings were put. */
export function decoyPlaces(
  { cards }: KnownDecoys,
  findings: Iterable<Pick<Finding, "decoy">>,
): readonly string[] {
  const ids = new Set(Array.from(findings, ({ decoy }) => decoy));
  return [...new Set(cards.filter(({ id }) => ids.has(id)).map(({ place }) => place))];
}
