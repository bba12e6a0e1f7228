// Tells the shop itself of held, released and cancelled orders, so that nothing on hold ships, and of sessions ended by a
// person; through the same outbox.

import type { Clock, Events } from "../../kernel/index.ts";
import type { Outbox } from "../ports.ts";
import { waiting } from "./tell.ts";
import { createPatientLine } from "./line.ts";

export interface ShopWebhookDeps {
  readonly events: Events;
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** False while no shop webhook is configured: nothing is put in the outbox then. */
  readonly wanted: () => boolean;
  readonly onLetter?: () => void;
  readonly onTrouble: (error: unknown) => void;
}

export interface ShopWebhook {
  settled(): Promise<void>;
  close(): void;
}

/**
 * Keys follow from the hold and what became of it, so the integrator may emit "hold.created" again for every order still
 * on hold at start: what was told already is not told twice.
 */
export function createShopWebhook(deps: ShopWebhookDeps): ShopWebhook {
  const line = createPatientLine({ clock: deps.clock, onTrouble: deps.onTrouble });
  const tell = (type: string, holdId: string, body: Readonly<Record<string, unknown>>): void => {
    if (!deps.wanted()) return;
    // A hold may be named again; everything else happens to it once.
    const named = type === "hold.named" ? `:${String(body["orderRef"])}` : "";
    const key = `${holdId}:${type}${named}`;
    line.add(async () => {
      await deps.outbox.put(waiting(key, "shop", { id: key, type, holdId, ...body }, deps.clock.nowMs()));
      deps.onLetter?.();
    });
  };
  const tellEnding = ({ by, atMs }: { readonly by: string; readonly atMs: number }): void => {
    if (!deps.wanted()) return;
    const key = `sessions.end:${atMs}`;
    line.add(async () => {
      const body = { id: key, type: "sessions.end", by, beforeMs: atMs };
      await deps.outbox.put(waiting(key, "shop", body, deps.clock.nowMs()));
      deps.onLetter?.();
    });
  };
  const stops = [
    // The gate has ended them already; a shop that keeps sessions itself throws them away.
    deps.events.on("sessions.ended", tellEnding),
    deps.events.on("hold.created", ({ holdId, orderRef, claimedRef, atMs }) =>
      tell("hold.created", holdId, { orderRef, claimedRef, shippable: false, atMs }),
    ),
    deps.events.on("hold.named", ({ holdId, orderRef, atMs }) =>
      tell("hold.named", holdId, { orderRef, shippable: false, atMs }),
    ),
    // The guard itself ends a hold only when the try failed: there is no order then, and nothing to keep back.
    deps.events.on("hold.decided", ({ holdId, orderRef, decision, by, atMs }) =>
      by === "misemori"
        ? tell("hold.lapsed", holdId, { orderRef: null, shippable: true, atMs })
        : tell(`hold.${decision}`, holdId, { orderRef, shippable: decision === "released", atMs }),
    ),
  ];
  return {
    settled: () => line.settled(),
    close: () => {
      for (const stop of stops) stop();
      line.close();
    },
  };
}
