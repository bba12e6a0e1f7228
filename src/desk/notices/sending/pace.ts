// How fast a domain may be written to: so many a second, so that a mail service does not take a shop's one honest letter for a
// flood. Pure but for the clock it is given.

import type { Clock } from "../../../kernel/index.ts";

/** A shop's customers have a few thousand domains; beyond that the oldest are forgotten, which only forgets to slow down. */
const DOMAINS_MAX = 10_000;

export interface Pace {
  /** Waits until the domain may be written to again. */
  wait(domain: string, gone: AbortSignal): Promise<void>;
}

export function createPace(perSecondMax: number, clock: Clock): Pace {
  const nextAtMs = new Map<string, number>();
  return {
    wait: async (domain, gone) => {
      if (perSecondMax === Number.POSITIVE_INFINITY) return;
      const nowMs = clock.monoMs();
      const atMs = Math.max(nowMs, nextAtMs.get(domain) ?? 0);
      nextAtMs.delete(domain);
      nextAtMs.set(domain, atMs + 1000 / perSecondMax);
      const oldest = nextAtMs.size > DOMAINS_MAX ? nextAtMs.keys().next().value : undefined;
      if (oldest !== undefined) nextAtMs.delete(oldest);
      if (atMs > nowMs) await clock.sleep(atMs - nowMs, gone);
    },
  };
}
