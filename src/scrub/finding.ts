// What scrub says of a place where card data stands, without ever carrying the card: the words every part of the room and
// every report shares. How such a place is found is scan.ts's matter.

import type { Brand } from "./issuers.ts";

export type FindingKind = "pan" | "security-code" | "expiry" | "track-1" | "track-2" | "holder";

/**
 * certain: issuer range and check digit hold and the writing or its key says card. likely: they hold and nothing speaks
 * against it. possible: something speaks against it (listed only when asked for, never masked by fix). test-number: a
 * number that agencies publish for tests. decoy: one of the owner's own decoy cards, known by its hash; nobody's card.
 */
export type Certainty = "certain" | "likely" | "possible" | "test-number" | "decoy";

/** One writing around the digits. A finding names them from the outside in: "base64>json>url". Plain ASCII or UTF-8 is "text". */
export type Encoding =
  | "text"
  | "full-width"
  | "url"
  | "json"
  | "html"
  | "hex"
  | "base64"
  | "quoted-printable"
  | "utf-16le"
  | "utf-16be"
  | "shift_jis"
  | "euc-jp"
  | "iso-2022-jp";

export interface Finding {
  /** Bytes from the start of the file, or of the archive member when `member` is given. */
  readonly offset: number;
  /** How many bytes the writing takes there. */
  readonly bytes: number;
  /** From 1; lines end at LF. */
  readonly line: number;
  /** The way into an archive ("shop.sql", "inner.zip/orders.csv"); null in a plain file. */
  readonly member: string | null;
  readonly kind: FindingKind;
  readonly brand: Brand | null;
  readonly encoding: string;
  readonly certainty: Certainty;
  /** Fit to be shown: at most the first six and the last four digits of a card, nothing of any other kind. */
  readonly masked: string;
  /** Keyed hash of the card number (hex), equal for equal cards under one key; null where there is no card number. */
  readonly cardHash: string | null;
  /** Which decoy card it is; left out of everything else. */
  readonly decoy?: string;
}
