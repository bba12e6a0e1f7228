// What a preset says about a shop: which routes reach the payment gateway, how to read a try, and how its end looks.

import type { Pan } from "../../kernel/index.ts";
import type { ArrivedRequest, ShopAnswer } from "../http/way.ts";
import type { AttemptOutcome } from "../facts.ts";

/** A try to pay as read from the request. Parsed once; only facts leave (see CardFacts). */
export interface AttemptReading {
  /** "card": reaches the card gateway. "other": cash on delivery, bank transfer… (never judged). "unknown": treated as card. */
  readonly payment: "card" | "other" | "unknown";
  readonly pan: Pan | null;
  /** A gateway token (tok_…, pm_…, MpToken…) when the card was typed into the agency's own field. */
  readonly token: string | null;
  readonly amountYen: number | null;
  readonly email: string | null;
  readonly orderRef: string | null;
  /**
   * True when the request came by a payment route but is no try to pay (another form of the same page, another GraphQL
   * operation): forward it unjudged and unrecorded. `payment` is then "other".
   */
  readonly noAttempt?: boolean;
  /** The rule that held, when several share a path; else the route's own name is right. */
  readonly routeName?: string;
}

export interface OutcomeReading {
  readonly outcome: AttemptOutcome;
  readonly declineCode: string | null;
  readonly orderRef: string | null;
  readonly amountYen: number | null;
  /** Set when the end is shown by a later page of the same visitor (redirect to an error page): its path. */
  readonly awaitPage: string | null;
}

export interface PaymentRoute {
  readonly name: string;
  /** How a client of this route expects an answer: a page, JSON, or GraphQL. Shapes challenge, pause and decoy. */
  readonly speaks: "page" | "json" | "graphql";
  /** Reads the request. Never throws; unreadable bodies give payment "unknown" and nulls. */
  readAttempt(request: ArrivedRequest, body: Uint8Array): AttemptReading;
  readOutcome(request: ArrivedRequest, answer: ShopAnswer): OutcomeReading;
}

/** Shops that keep the buyer's choice of payment in their own session, so that the paying request does not tell it. */
export interface PaymentChoices {
  /** "makes": names the choice. "follows": pays by the choice made before. "forgets": may change it unseen. Quick. */
  roleOf(request: ArrivedRequest): "makes" | "follows" | "forgets" | undefined;
  /** The shop's session as its cookies tell it, undefined when there is none or more than one reading. A secret: hash it. */
  sessionOf(request: ArrivedRequest): string | undefined;
  /** The payment id that a "makes" request names, undefined when it cannot be told. */
  chosenIn(request: ArrivedRequest, body: Uint8Array): string | undefined;
  /** Did the shop take the choice, so that it will charge by it? */
  isAccepted(answer: ShopAnswer): boolean;
  /** Is this id known to need no card? */
  isNotCard(id: string): boolean;
  /** Path of the page where the buyer chooses again. */
  chooseAt(request: ArrivedRequest): string;
}

export interface RouteTable {
  /** Undefined when every request of this platform says itself how it pays. */
  readonly choices?: PaymentChoices | undefined;
  /** The payment route this request belongs to, or undefined. Quick: called for every request. */
  match(request: ArrivedRequest): PaymentRoute | undefined;
  /** Pages whose content tells how an awaited attempt ended (redirect targets). */
  readAwaitedPage(request: ArrivedRequest, answer: ShopAnswer): OutcomeReading | undefined;
  /** Is this a shop page (HTML view) as opposed to a static file or API call? Counts as walking. */
  isPage(request: ArrivedRequest): boolean;
}
