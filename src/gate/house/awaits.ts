// Tries whose end is shown by the visitor's next page (a redirect to an error page): remembered for two minutes. Kept in
// the house, as the next page may come through another worker.

import type { Clock } from "../../kernel/index.ts";
import type { AttemptId, AttemptOutcome } from "../facts.ts";

export interface Awaited {
  readonly id: AttemptId;
  /** Is it the very page the shop sent the visitor to, and not just any that he may have opened himself? */
  readonly isItsPage: boolean;
}

export interface Awaits {
  expect(visitorId: string, id: AttemptId, page: string): void;
  /**
   * The try that this page ends, taken out. A decline is believed from any page; an approval only from the very page the
   * shop sent the visitor to, or opening the thank-you page would make a buyer of anybody.
   */
  take(visitorId: string, page: string, outcome: AttemptOutcome): Awaited | undefined;
}

/** More open redirects than this at once are an attack; the oldest then end as abandoned. */
const AWAITED_MAX = 2_000;
const AWAIT_MS = 120_000;

export function createAwaits(clock: Clock): Awaits {
  const byVisitor = new Map<
    string,
    { readonly id: AttemptId; readonly page: string; readonly untilMs: number }
  >();
  return {
    expect: (visitorId, id, page) => {
      byVisitor.delete(visitorId);
      byVisitor.set(visitorId, { id, page, untilMs: clock.monoMs() + AWAIT_MS });
      const oldest = byVisitor.keys().next();
      if (byVisitor.size > AWAITED_MAX && oldest.done !== true) byVisitor.delete(oldest.value);
    },
    take: (visitorId, page, outcome) => {
      const found = byVisitor.get(visitorId);
      if (found === undefined || (outcome !== "declined" && found.page !== page)) return undefined;
      byVisitor.delete(visitorId);
      return found.untilMs > clock.monoMs() ? { id: found.id, isItsPage: found.page === page } : undefined;
    },
  };
}
