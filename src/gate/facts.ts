// The words of the gate: what is known of one try to pay (facts), what became of it (outcome), what was answered.

import type { Ip } from "../kernel/index.ts";

export type AttemptId = `att_${string}`;

/** What became of an attempt. "pending": the shop answered, the bank has not (hosted page, 3-D Secure). */
export type AttemptOutcome = "approved" | "declined" | "error" | "pending" | "abandoned";

export const ANSWERS = ["pass", "slow", "challenge", "step-up", "hold", "decoy", "block", "pause"] as const;
export type Answer = (typeof ANSWERS)[number];
/** Answers after which the payment gateway is called. */
export const ANSWERS_THAT_PASS: readonly Answer[] = ["pass", "slow", "step-up", "hold"];

/** What may be kept of a card: issuer range and a keyed hash. The number itself is never in here. */
export interface CardFacts {
  readonly bin6: string;
  /** Keyed hash of the number (or of the token when the card was typed elsewhere), hex, 32 characters. */
  readonly key: string;
  readonly kind: "number" | "token";
}

/** The buyer's browser as recognised by the signed device token. */
export interface VisitorFacts {
  /** 16 hex characters. */
  readonly id: string;
  readonly firstSeenMs: number;
  /** Shop pages opened with this token before this attempt (capped at 255). */
  readonly pages: number;
}

export interface OriginFacts {
  readonly ip: Ip;
  /** 0 when unknown. */
  readonly asn: number;
  readonly asnName: string;
  /** ISO 3166 two letters, "??" when unknown, "--" for loopback and private addresses. */
  readonly country: string;
  /** True for hosting and cloud providers (from the AS name): buyers rarely sit there. */
  readonly hosting: boolean;
}

export interface DeviceFacts {
  /** 16 hex: hash over header names and order, HTTP version, Accept*, client hints: the client's make, not its user. */
  readonly fingerprint: string;
  readonly httpVersion: "1.0" | "1.1" | "2.0";
  /** Says of itself that it is a program (curl, python-requests…), or lacks what every browser sends. */
  readonly program: boolean;
}

/** Everything judged about one try to pay. Kept in records except `ip`, which is kept as text for the evidence export. */
export interface AttemptFacts {
  readonly id: AttemptId;
  readonly atMs: number;
  /** Name of the route in the preset, e.g. "checkout". */
  readonly route: string;
  readonly origin: OriginFacts;
  readonly device: DeviceFacts;
  readonly visitor: VisitorFacts | null;
  readonly card: CardFacts | null;
  readonly amountYen: number | null;
  /** Shape of the e-mail address ("aaaaa99@gmail.com" → "a5d2@gmail.com"), never the address. */
  readonly emailShape: string | null;
  /** Keyed hash of the whole address, hex, 16 characters: one buyer over several devices. */
  readonly emailKey: string | null;
  /** A solved challenge came with it: how often this ticket was used before (0 = first), null = none. */
  readonly ticketUses: number | null;
  /** How heavy that challenge was (1–5); only while the try is judged, not kept. */
  readonly ticketCost?: number | undefined;
}

/** One crowd's share in a decision, in words' terms. */
export interface Reason {
  /** A name of judge/kinds.ts ("ip", "country", "bin"…), or "like-" and a name for a trait. In words: kernel's sayCrowd. */
  readonly crowd: string;
  readonly label: string;
  /** Natural-log odds this crowd added (positive: towards attack). */
  readonly weight: number;
  /** Recent tries and declines in it. */
  readonly tries: number;
  readonly declines: number;
}

export interface Judgement {
  readonly answer: Answer;
  /** Probability that this attempt is part of an attack. */
  readonly probability: number;
  readonly proven: boolean;
  /** Expected yen of each answer that was possible; the least one was chosen. */
  readonly costsYen: Readonly<Partial<Record<Answer, number>>>;
  /** At most five, most telling first. */
  readonly reasons: readonly Reason[];
  /** Proof-of-work cost for "challenge", bits of difficulty as the challenge room understands it: 1 (light) … 5 (heavy). */
  readonly challengeCost: number;
  /**
   * Why an answer was forced over the cheapest one: "budget" (asked, else paused), "cards-paused", "judge-failed", "no-room" (too many
   * waited for their turn), "gone" (left while waiting), "decoy-card" (a number that nobody was given), or null.
   */
  readonly forced: "budget" | "cards-paused" | "judge-failed" | "no-room" | "gone" | "decoy-card" | null;
}

/** What is recorded of an attempt: facts, decision, and (later) outcome. No card, code, body or secret. */
export interface AttemptRecord {
  readonly facts: AttemptFacts;
  readonly judgement: Judgement;
  /** Did a call to the payment gateway become possible (request forwarded)? */
  readonly reachedGateway: boolean;
  readonly feeYen: number;
  /** Expected fee and fraud loss not paid because it was stopped. */
  readonly savedYen: number;
  readonly outcome: AttemptOutcome | null;
  readonly declineCode: string | null;
  /** The shop's own order or cart reference if the answer named one, else what the buyer's request said. */
  readonly orderRef: string | null;
  /** True when the shop's direct answer to this try gave that reference: then nobody else can have put it there. */
  readonly shopNamed?: boolean | undefined;
  readonly holdId: string | null;
  /** Milliseconds from request to the shop's answer; null when it was not asked. */
  readonly shopMs: number | null;
}
