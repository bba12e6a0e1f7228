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

/** For verbs that run for long: what is made or removed while they run is taken up within seconds. */
export interface LiveDecoys {
  /** Null without a (readable) configuration; stays the same object. */
  readonly lookUp: DecoyCards | null;
  now(): KnownDecoys;
  close(): void;
}

/** One small read of the register each time. */
const LOOK_MS = 3_000;

export async function followDecoys(verb: Verb, everyMs = LOOK_MS): Promise<LiveDecoys> {
  const reading = existsSync(verb.configFile) ? await readVerbConfig(verb) : null;
  if (reading?.ok !== true) return { lookUp: null, now: () => NONE, close: () => undefined };
  const { recordsFolder } = reading.loaded;
  let known = NONE;
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    // A register that cannot be read now: what was known stays, and the next look is near.
    const found = await verb.deps.acts.knownDecoys({ recordsFolder }).catch(() => null);
    if (found?.ok === true) known = found.value;
    isLooking = false;
  };
  await look();
  const timer = setInterval(() => void look(), everyMs).unref();
  return {
    lookUp: { idOf: (number) => known.lookUp?.idOf(number) },
    now: () => known,
    close: () => clearInterval(timer),
  };
}

/** Where the decoys among these findings were put. */
export function decoyPlaces(
  { cards }: KnownDecoys,
  findings: Iterable<Pick<Finding, "decoy">>,
): readonly string[] {
  const ids = new Set(Array.from(findings, ({ decoy }) => decoy));
  return [...new Set(cards.filter(({ id }) => ids.has(id)).map(({ place }) => place))];
}
