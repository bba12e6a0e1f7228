// The gate's own answers: made here, sent by the wire. All pure but for keys, clock and randomness given at making.

import type { AttemptFacts } from "../facts.ts";
import type { ArrivedRequest, Reply, ShopAnswer } from "../http/way.ts";
import type { PaymentRoute } from "../attempts/contract.ts";

/** A proof that this visitor solved a challenge lately. Signed, bound to visitor and network, counted by the judge. */
export interface Ticket {
  readonly id: string;
  readonly cost: number;
  readonly solvedAtMs: number;
}

export interface Challenges {
  /**
   * The challenge for one attempt: a page (form resubmitted by itself after solving, its body sealed with AES-256-GCM,
   * nothing readable in the page) or a JSON/GraphQL answer that names the page to open.
   */
  ask(attempt: {
    facts: AttemptFacts;
    route: PaymentRoute;
    request: ArrivedRequest;
    body: Uint8Array;
    cost: number;
  }): Reply;
  /** The valid ticket carried by this request, if any. */
  ticketOf(request: ArrivedRequest, visitorId: string | null): Ticket | undefined;
  /** Serves /__misemori/challenge… (page, script, solution). "resume" means: forward this original request now, with this ticket. */
  serve(
    request: ArrivedRequest,
    body: Uint8Array,
  ):
    | { readonly kind: "answer"; readonly reply: Reply }
    | {
        readonly kind: "resume";
        readonly method: string;
        readonly target: string;
        readonly contentType: string;
        readonly body: Uint8Array;
        readonly setCookie: string;
        /** The ticket just earned, as `setCookie` carries it: the request itself does not hold it yet. */
        readonly ticket?: Ticket;
      };
}

export interface Decoys {
  /** Learns from a real decline of the shop (never keeps a buyer's values or Set-Cookie). */
  learn(route: PaymentRoute, request: ArrivedRequest, requestBody: Uint8Array, answer: ShopAnswer): void;
  /** A decline as the shop itself would have sent it, and how long the bank would have taken. */
  make(
    route: PaymentRoute,
    request: ArrivedRequest,
    requestBody: Uint8Array,
  ): { readonly reply: Reply; readonly delayMs: number };
  /** What was learned, free of personal data, for restart and other workers. */
  snapshot(): Uint8Array;
  restore(bytes: Uint8Array): void;
}

/** Plain refusals. Every one shows a way on: telephone, other ways to pay, trying later. */
export interface Refusals {
  /** `chooseAt`: path of the page where the buyer chooses his payment, given when it is not known how he pays. */
  block(request: ArrivedRequest, route: PaymentRoute, chooseAt?: string): Reply;
  pause(request: ArrivedRequest, route: PaymentRoute, chooseAt?: string): Reply;
}

/** The visitor's signed device token (cookie). */
export interface DeviceTokens {
  read(request: ArrivedRequest): { readonly id: string; readonly issuedAtMs: number } | undefined;
  /** A new token as a Set-Cookie value. */
  issue(scheme: "http" | "https"): { readonly id: string; readonly setCookie: string };
}
