// Canaries' mail in an ordinary mailbox on another server: connected as long as the guard runs, told of new mail by the server and
// looking by itself besides; after trouble it comes back, each time later.

import { openMailbox, type MailboxPlace } from "./mailbox-place.ts";
import { lookIntoMailbox, type Looking, type MailboxDeps } from "./mailbox-round.ts";

export interface MailboxWatch {
  close(): Promise<void>;
}

export interface MailboxWatchDeps extends MailboxDeps {
  readonly place: MailboxPlace;
  /** After each look that went well. */
  readonly onWell: () => void;
  /** After each try that did not; it is tried again by itself. */
  readonly onTrouble: (error: unknown) => void;
  /** One mail of this number was passed over: the server cannot give its head. */
  readonly onPassed: (uid: number) => void;
}

/** Between two looks when the server tells nothing: not all do (IDLE), and what they tell may be lost. */
const LOOK_EVERY_MS = 60_000;
const AGAIN_MIN_MS = 5_000;
/** Providers lock out who knocks too often. */
const AGAIN_MAX_MS = 10 * 60_000;

export function watchMailbox(deps: MailboxWatchDeps): MailboxWatch {
  const ended = new AbortController();
  const running = keepWatching(deps, ended.signal);
  return {
    close: () => {
      ended.abort();
      return running;
    },
  };
}

async function keepWatching(deps: MailboxWatchDeps, gone: AbortSignal): Promise<void> {
  const looking: Looking = { failed: { uid: 0, step: "head", times: 0 }, onPassed: deps.onPassed };
  let againMs = AGAIN_MIN_MS;
  while (!gone.aborted) {
    try {
      await untilLost(deps, looking, gone, () => {
        againMs = AGAIN_MIN_MS;
        deps.onWell();
      });
    } catch (error) {
      if (gone.aborted) return;
      deps.onTrouble(error);
    }
    await deps.clock.sleep(againMs, gone);
    againMs = Math.min(againMs * 2, AGAIN_MAX_MS);
  }
}

/** One connection, for as long as it holds. */
async function untilLost(
  deps: MailboxWatchDeps,
  looking: Looking,
  gone: AbortSignal,
  onWell: () => void,
): Promise<void> {
  const client = await openMailbox(deps.place);
  const hangUp = (): void => client.close();
  let news = Promise.withResolvers<void>();
  client.on("exists", () => news.resolve());
  client.on("close", () => news.resolve());
  gone.addEventListener("abort", hangUp, { once: true });
  try {
    while (!gone.aborted) {
      // Before looking, so that nothing falls between.
      news = Promise.withResolvers();
      const { isMore } = await lookIntoMailbox(client, deps.place, deps, looking);
      onWell();
      if (isMore) continue;
      const waiting = new AbortController();
      const waited = deps.clock.sleep(LOOK_EVERY_MS, AbortSignal.any([gone, waiting.signal]));
      await Promise.race([news.promise, waited]);
      waiting.abort();
      if (!client.usable) throw new Error("the mail server ended the connection");
    }
  } finally {
    gone.removeEventListener("abort", hangUp);
    client.close();
  }
}
