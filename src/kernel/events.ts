// How rooms meet: typed events. A room emits facts about itself and never knows who listens.

import type { Yen } from "./money.ts";

/** An attack as the gate sees it: one episode from the first stopped crowd to an hour of quiet. */
export interface AttackFacts {
  readonly attackId: string;
  readonly startedAtMs: number;
  readonly nowMs: number;
  readonly attempts: number;
  readonly reachedGateway: number;
  readonly stopped: number;
  readonly feesYen: Yen;
  readonly savedYen: Yen;
  /** The crowds under suspicion, most telling first, in the gate's own terms ("ip 203.0.113.7", "country SG"). */
  readonly crowds: readonly { readonly kind: string; readonly label: string; readonly share: number }[];
  readonly budgetLeftYen: Yen;
  readonly cardsPaused: boolean;
  /** Why this event and not silence: a short key, e.g. "began", "new-crowds", "budget-near", "budget-spent", "cards-paused". */
  readonly change: AttackChange;
}
export type AttackChange =
  | "began"
  | "new-method"
  | "budget-near"
  | "budget-spent"
  | "cards-paused"
  | "cards-resumed"
  | "ended";

/** Which line of the responsibility sheet a matter belongs to: who is called. */
export const AREAS = ["payments", "shop", "server", "customers", "guard"] as const;
export type Area = (typeof AREAS)[number];

export type MisemoriEvent =
  /** Any room's cause for a person to act. One cause is one alert, however often it is said; facts hold no personal data. */
  | {
      readonly type: "alert.raised";
      /** "clock:<incident>:<clock>", "spam:2026-11" … */
      readonly cause: string;
      /** Names the sentences in the desk's words. */
      readonly kind: string;
      readonly area: Area;
      /** Urgent ones are told in quiet hours too. */
      readonly urgent: boolean;
      /** A change of this is a change worth telling whoever owns it; the rest is only kept. */
      readonly stage: string;
      readonly facts: Readonly<Record<string, string | number | boolean | null>>;
      readonly atMs: number;
    }
  | { readonly type: "alert.settled"; readonly cause: string; readonly atMs: number }
  | { readonly type: "attack"; readonly attack: AttackFacts }
  | {
      readonly type: "hold.created";
      readonly holdId: string;
      /** As the shop or a person named it; null while nobody has. */
      readonly orderRef: string | null;
      /** What the buyer's own request called it: perhaps wrong, perhaps somebody else's order. */
      readonly claimedRef: string | null;
      readonly atMs: number;
    }
  /** The shop ("misemori" heard it) or a person gave a held order its name. */
  | {
      readonly type: "hold.named";
      readonly holdId: string;
      readonly orderRef: string;
      /** What the hold was claimed to be until now. */
      readonly claimedRef: string | null;
      readonly by: string;
      readonly atMs: number;
    }
  | {
      readonly type: "hold.decided";
      readonly holdId: string;
      readonly orderRef: string | null;
      readonly decision: "released" | "cancelled";
      readonly by: string;
      readonly atMs: number;
    }
  | {
      readonly type: "cards.switched";
      readonly state: "open" | "paused";
      readonly by: string;
      readonly why: string;
      readonly atMs: number;
    }
  /** A person ended all sessions of the shop: those from before \`atMs\` do not count any more. */
  | { readonly type: "sessions.ended"; readonly by: string; readonly atMs: number }
  /** Somebody touched a file or door that is nobody's business: taken, asked for, tried or entered with the words of a bait, or paid with a decoy card. */
  | {
      readonly type: "bait.touched";
      readonly path: string;
      readonly act: "asked" | "took" | "tried" | "entered" | "paid";
      /** The decoy card's id, of the act "paid". */
      readonly card?: string;
      readonly ip: string;
      readonly asn: number;
      readonly asnName: string;
      readonly country: string;
      readonly hosting: boolean;
      /** What the client calls itself: not to be believed. */
      readonly agent: string;
      readonly atMs: number;
    }
  /** Buyers' browsers say that the Content-Security-Policy kept something out (or would have). Anybody can send such words. */
  | {
      readonly type: "csp.kept-out";
      readonly directive: string;
      readonly blocked: string;
      /** Which configured path it happened under. */
      readonly page: string;
      readonly networks: readonly string[];
      readonly count: number;
      readonly atMs: number;
    }
  | { readonly type: "config.reloaded"; readonly atMs: number }
  | { readonly type: "config.refused"; readonly atMs: number; readonly errors: readonly string[] }
  /** The changed file looks as if it were not wholly written; a person has to say that it is. */
  | { readonly type: "config.waiting"; readonly atMs: number; readonly lost: readonly string[] }
  | { readonly type: "worker.lost"; readonly worker: number; readonly atMs: number; readonly reason: string }
  | { readonly type: "store.trouble"; readonly atMs: number; readonly what: string };

export type EventType = MisemoriEvent["type"];
export type EventOf<T extends EventType> = Extract<MisemoriEvent, { readonly type: T }>;

export interface Events {
  emit(event: MisemoriEvent): void;
  /** Returns the way to stop listening. */
  on<T extends EventType>(type: T, listener: (event: EventOf<T>) => void): () => void;
}

/** In-process events, delivered at once and in order. A listener that throws is reported and does not stop the others. */
export function createEvents(onListenerError: (error: unknown, type: EventType) => void): Events {
  const listeners = new Map<EventType, Set<(event: MisemoriEvent) => void>>();
  return {
    emit: (event) => {
      for (const listener of listeners.get(event.type) ?? []) {
        try {
          listener(event);
        } catch (error) {
          onListenerError(error, event.type);
        }
      }
    },
    on: (type, listener) => {
      const set = listeners.get(type) ?? new Set();
      listeners.set(type, set);
      const wrapped = (event: MisemoriEvent): void => listener(event as EventOf<typeof type>);
      set.add(wrapped);
      return () => set.delete(wrapped);
    },
  };
}
