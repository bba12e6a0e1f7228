// Tries whose end is shown by the visitor's next page (a redirect to an error page): remembered for two minutes, per worker.

import type { Clock } from "../../kernel/index.ts";
import type { Judgement } from "../facts.ts";
import type { Case } from "../judge/judge.ts";
import type { Hold } from "../ports.ts";

export interface Awaited {
  readonly of: Case;
  readonly judgement: Judgement;
  readonly reserved: boolean;
  readonly hold: Hold | undefined;
}

export interface Awaits {
  expect(visitorId: string, awaited: Awaited): void;
  /** Is this visitor's next page worth reading? */
  has(visitorId: string): boolean;
  /** Takes it out. */
  take(visitorId: string): Awaited | undefined;
}

/** More open redirects than this at once are an attack; the oldest then end as abandoned. */
const AWAITED_MAX = 2_000;
const AWAIT_MS = 120_000;

export function createAwaits(clock: Clock): Awaits {
  const byVisitor = new Map<string, { readonly awaited: Awaited; readonly untilMs: number }>();
  return {
    has: (visitorId) => byVisitor.has(visitorId),
    expect: (visitorId, awaited) => {
      byVisitor.delete(visitorId);
      byVisitor.set(visitorId, { awaited, untilMs: clock.monoMs() + AWAIT_MS });
      const oldest = byVisitor.keys().next();
      if (byVisitor.size > AWAITED_MAX && oldest.done !== true) byVisitor.delete(oldest.value);
    },
    take: (visitorId) => {
      const found = byVisitor.get(visitorId);
      byVisitor.delete(visitorId);
      return found !== undefined && found.untilMs > clock.monoMs() ? found.awaited : undefined;
    },
  };
}
