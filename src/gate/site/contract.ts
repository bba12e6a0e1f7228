// What a person can order for the whole shop in an incident: stop it, turn an origin away, end all sessions. The contract
// between the gate, its store, and whoever gives the order (console, command line, an incident).

export const ORIGIN_KINDS = ["ip", "network", "asn", "country"] as const;

/** Where requests come from. Values are canonical once `readOrigin` made them: "203.0.113.7", "203.0.113.0/24", "2516", "SG". */
export interface Origin {
  readonly kind: (typeof ORIGIN_KINDS)[number];
  readonly value: string;
}

/** Who orders it and why; `by` as everywhere ("owner:花子", "api:shop"). */
export interface SiteOrder {
  readonly by: string;
  readonly why: string;
}

export interface OriginBlock extends Origin, SiteOrder {
  readonly atMs: number;
  /** Ends by itself; null: until a person ends it. */
  readonly untilMs: number | null;
}

export interface ShopDoor extends SiteOrder {
  readonly state: "open" | "stopped";
  /** The owner's own sentence on the hold page. */
  readonly sentence: string | null;
  readonly atMs: number;
}

/** Sessions count only if the gate saw the shop give them out after `atMs`; each ending is later than the one before. */
export interface SessionsEnd extends SiteOrder {
  readonly atMs: number;
}

export interface SiteState {
  readonly shop: ShopDoor;
  /** Oldest first. */
  readonly blocks: readonly OriginBlock[];
  /** Null: never ended. */
  readonly sessions: SessionsEnd | null;
}

/** The state as it is in force, and what of it cannot be kept. */
export interface SiteView extends SiteState {
  /** False while the records cannot be read: shop pages pass until they can. */
  readonly readable: boolean;
  /** Which cookies count as the shop's session ("wordpress_*" stands for all that begin so). */
  readonly sessionCookies: readonly string[];
  /** Are tokens that the shop gives to programs and apps ended, too? */
  readonly tokens: "ended" | "not-covered";
}

export const ORIGINS_MAX = 1_000;
/** A sentence, not a page: it is read on a phone. */
export const SENTENCE_CHARS_MAX = 300;

/** "country": a whole country. "wide": a network larger than one in 256 of all addresses. "caller": would shut out who asks. */
export type ConfirmReason = "country" | "wide" | "caller";

export type SiteAnswer =
  | {
      readonly kind: "done";
      /** False: it was so already, nothing was done. */
      readonly changed: boolean;
      /** False: it is in force and kept, but the journal could not be written yet; it is tried again. */
      readonly journalled: boolean;
      readonly state: SiteView;
    }
  | {
      readonly kind: "refused";
      /** "unreadable": no such origin. "own": the owner's own networks or a trusted proxy. "past": its end is over already. */
      readonly code: "unreadable" | "own" | "full" | "past";
    }
  | { readonly kind: "refused"; readonly code: "confirm"; readonly because: ConfirmReason };

/** A link that lets one browser into the stopped shop, good once. */
export interface ShopPass {
  readonly url: string;
  readonly validUntilMs: number;
}

/**
 * Acts for the whole shop. Each is in force on every worker and durable before it resolves, stands in the journal once,
 * and is idempotent: the same call again says `changed: false`. Rejects when the records cannot be written; a stop, a
 * block and an ending are in force all the same then, and the same call writes them again.
 */
export interface Site {
  state(): Promise<SiteView>;
  stop(order: SiteOrder & { readonly sentence?: string | undefined }): Promise<SiteAnswer>;
  open(order: SiteOrder): Promise<SiteAnswer>;
  block(
    origin: Origin,
    order: SiteOrder & {
      readonly untilMs?: number | undefined;
      readonly confirm?: boolean | undefined;
      /** The address the order comes from, so that nobody shuts himself out unawares. */
      readonly from?: string | undefined;
    },
  ): Promise<SiteAnswer>;
  unblock(origin: Origin, order: SiteOrder): Promise<SiteAnswer>;
  /** Two calls within ten seconds are one act: a double click, or two people at once. */
  endSessions(order: SiteOrder): Promise<SiteAnswer>;
  /** For the owner himself while the shop is stopped; undefined when it is open. Journalled. */
  pass(order: { readonly by: string }): Promise<ShopPass | undefined>;
}

/** One act as the journal must take it. */
export interface SiteAct {
  readonly id: `act_${string}`;
  readonly kind: SiteActKind;
  readonly by: string;
  readonly atMs: number;
  /** Small and without personal data. */
  readonly facts: Readonly<Record<string, string | number | null>>;
}
export type SiteActKind =
  | "shop.stopped"
  | "shop.opened"
  | "shop.pass-made"
  | "origin.blocked"
  | "origin.unblocked"
  | "origin.block-ended"
  | "shop-sessions.ended";

export type SiteChange =
  | { readonly kind: "shop"; readonly shop: ShopDoor }
  | { readonly kind: "block"; readonly block: OriginBlock }
  | { readonly kind: "unblock"; readonly origin: Origin }
  | { readonly kind: "sessions"; readonly sessions: SessionsEnd };
