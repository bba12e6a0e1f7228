// The vocabulary of a drill: who sends what when, and what he gets to see. Actors are generators of steps: pure, given
// their randomness and what they see. Playing the steps over HTTP is player.ts.

/** A client as the wire sees it: its address, its headers in their order, and the cookies it keeps. */
export interface Identity {
  readonly ip: string;
  /** Header names and values in the order this make of client sends them, for one kind of request. */
  readonly headers: (kind: RequestKind) => readonly (readonly [string, string])[];
  readonly jar: Map<string, string>;
  /** Which cookies this client keeps. */
  readonly keeps: (cookieName: string) => boolean;
  readonly javascript: boolean;
  /** Proof-of-work tries per second: a phone 15,000, a rented server 150,000. */
  readonly triesPerSecond: number;
}

export type RequestKind = "page" | "form" | "json-get" | "json";

export interface WireRequest {
  readonly kind: RequestKind;
  readonly path: string;
  readonly body?: string;
}

/** A try to pay: how it is counted. */
export interface Paying {
  readonly tag: string;
  readonly side: "honest" | "attacker";
  /** Index of the buyer or of the attacker's try. */
  readonly who: number;
}

export type Step =
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "until"; readonly atMs: number }
  | {
      readonly do: "send";
      readonly as: Identity;
      readonly request: WireRequest;
      readonly paying?: Paying;
    }
  /** Proof of work: takes the time the client's machine needs. */
  | { readonly do: "solve"; readonly as: Identity; readonly challenge: string };

/** What a client sees of an answer. For "wait", "until" and an unsolved "solve" the status is 0. */
export interface Seen {
  readonly status: number;
  readonly location: string;
  readonly body: string;
  /** Address named by a Misemori-Challenge header. */
  readonly challengeUrl: string;
  readonly tookMs: number;
  readonly atMs: number;
}

export type Actor<R = void> = Generator<Step, R, Seen>;

export interface Plan {
  readonly atMs: number;
  readonly begin: () => Actor;
}

export const NOTHING_SEEN: Seen = {
  status: 0,
  location: "",
  body: "",
  challengeUrl: "",
  tookMs: 0,
  atMs: 0,
};

export function* wait(ms: number): Actor<Seen> {
  return yield { do: "wait", ms };
}
