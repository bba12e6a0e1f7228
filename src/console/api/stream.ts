// Tells open pages what is going on: one look at the gate is shared by all listeners, at most twice a second.

import type { Clock } from "../../kernel/index.ts";
import type { Gatehouse, NowView } from "../../gate/index.ts";

/** A shop has a handful of people; thirty-two open pages are plenty and cost little. */
const LISTENERS_MAX = 32;
const GAP_MS = 500;
/** Without changes the view is still told this often: minutes roll over, meters fall. */
const QUIET_MS = 5_000;
const HEARTBEAT_MS = 15_000;

export interface NowStream {
  /** A text/event-stream body, or "busy". Ends when the caller goes, is no longer allowed, or the console closes. */
  open(gone: AbortSignal, stillAllowed: () => Promise<boolean>): ReadableStream<Uint8Array> | "busy";
  listeners(): number;
  close(): void;
}

interface Listener {
  readonly send: (text: string) => void;
  readonly end: () => void;
}

export function createNowStream(
  gatehouse: Gatehouse,
  clock: Clock,
  onTrouble: (error: unknown) => void,
): NowStream {
  const listeners = new Set<Listener>();
  const closing = new AbortController();
  let dirty = false;
  let wake = asleep;
  let telling = false;

  const tellWhileHeard = async (): Promise<void> => {
    telling = true;
    const stop = gatehouse.onChange(() => {
      dirty = true;
      wake();
    });
    try {
      while (listeners.size > 0 && !closing.signal.aborted) {
        dirty = false;
        await tellAll(gatehouse, listeners, onTrouble);
        await clock.sleep(GAP_MS, closing.signal);
        if (!dirty) await untilWoken(clock, closing.signal, (how) => (wake = how));
      }
    } finally {
      stop();
      telling = false;
    }
  };

  return {
    listeners: () => listeners.size,
    open: (gone, stillAllowed) => {
      if (listeners.size >= LISTENERS_MAX || closing.signal.aborted) return "busy";
      return listen({ listeners, clock, gone: AbortSignal.any([gone, closing.signal]), stillAllowed }, () => {
        dirty = true;
        wake();
        if (!telling) void tellWhileHeard().catch(onTrouble);
      });
    },
    close: () => {
      closing.abort();
      for (const listener of listeners) listener.end();
    },
  };
}

/** Nobody waits to be woken. */
function asleep(): void {}

async function untilWoken(
  clock: Clock,
  closing: AbortSignal,
  arm: (wake: () => void) => void,
): Promise<void> {
  const woken = new AbortController();
  arm(() => woken.abort());
  await clock.sleep(QUIET_MS, AbortSignal.any([woken.signal, closing]));
  arm(asleep);
}

async function tellAll(
  gatehouse: Gatehouse,
  listeners: ReadonlySet<Listener>,
  onTrouble: (error: unknown) => void,
): Promise<void> {
  let now: NowView;
  try {
    now = await gatehouse.now();
  } catch (error) {
    // The page notices the silence and says it is not live; the next round tries again.
    onTrouble(error);
    return;
  }
  const text = `event: now\ndata: ${JSON.stringify(now)}\n\n`;
  for (const listener of listeners) listener.send(text);
}

function listen(
  given: {
    listeners: Set<Listener>;
    clock: Clock;
    gone: AbortSignal;
    stillAllowed: () => Promise<boolean>;
  },
  joined: () => void,
): ReadableStream<Uint8Array> {
  const { listeners, clock, gone, stillAllowed } = given;
  const encoder = new TextEncoder();
  const over = new AbortController();
  let leave = asleep;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const listener: Listener = {
          // Every event is the whole picture, so a slow reader misses old ones instead of filling memory.
          send: (text) => {
            if (!over.signal.aborted && (controller.desiredSize ?? 0) > 0)
              controller.enqueue(encoder.encode(text));
          },
          end: () => {
            if (over.signal.aborted) return;
            over.abort();
            listeners.delete(listener);
            controller.close();
          },
        };
        leave = () => {
          over.abort();
          listeners.delete(listener);
        };
        listeners.add(listener);
        gone.addEventListener("abort", listener.end, { once: true });
        listener.send("retry: 2000\n\n");
        void beat(listener, clock, over.signal, stillAllowed);
        joined();
      },
      cancel: () => leave(),
    },
    { highWaterMark: 4 },
  );
}

async function beat(
  listener: Listener,
  clock: Clock,
  over: AbortSignal,
  stillAllowed: () => Promise<boolean>,
): Promise<void> {
  while ((await clock.sleep(HEARTBEAT_MS, over)) === "elapsed") {
    const allowed = await stillAllowed().catch(() => false);
    if (!allowed) return listener.end();
    listener.send(": still here\n\n");
  }
}
