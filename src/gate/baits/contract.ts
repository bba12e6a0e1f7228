// Baits: files and doors under the shop's address that nobody has any business with. The gate serves them and tells who came; what
// lies in them and what a visit means is said elsewhere.

import type { OriginFacts } from "../facts.ts";

/** file: taken by asking · door: a sign-in that looks like a back office · inside: what lies behind it. */
export type BaitKind = "file" | "door" | "inside";

export interface Bait {
  /** As the gate matches paths: decoded, from "/" on. */
  readonly path: string;
  readonly kind: BaitKind;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  /** Of a door: these words typed into it lead to `leadsTo`. */
  readonly password?: string;
  readonly leadsTo?: string;
}

export interface BaitSettings {
  /** Some twenty of a few kilobytes; empty: none. */
  readonly baits: readonly Bait[];
  /** The owner's own scanners: served like anybody, told of nobody. */
  readonly ownScanners: readonly string[];
  readonly cards?: DecoyCardSettings;
}

export interface DecoyCardSettings {
  /** 32 bytes, for decoys alone. */
  readonly key: Uint8Array;
  /** Hashes by scrub's `decoyHash`. */
  readonly cards: readonly { readonly id: string; readonly hash: string }[];
}

/** asked: a door was looked at · took: a file was handed out · tried: words were typed into a door · entered: the right ones ·
 * paid: a decoy card was typed into a payment. */
export type BaitAct = "asked" | "took" | "tried" | "entered" | "paid";

export interface BaitTouch {
  readonly path: string;
  readonly act: BaitAct;
  readonly origin: OriginFacts;
  /** The client's own name for itself, cut; not to be believed. */
  readonly agent: string;
  readonly atMs: number;
  /** The decoy card's id, of the act "paid". */
  readonly card?: string;
}
