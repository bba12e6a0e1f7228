// What the card reader says of one text: where card data stands and which characters hide it. It sees characters only; bytes,
// encodings and files are others' matter.

import type { Pan } from "../../kernel/index.ts";
import type { DecoyCards } from "../decoys.ts";
import type { Certainty, FindingKind } from "../finding.ts";
import type { Brand } from "../issuers.ts";
import type { ReadKey } from "./keys.ts";

/** One character to be written over another. Never changes how many characters a text has. */
export interface Stroke {
  /** Index of the UTF-16 unit in the text. */
  readonly at: number;
  readonly character: string;
}

export interface Sight {
  /** UTF-16 units of the text, `to` excluded. */
  readonly from: number;
  readonly to: number;
  readonly kind: FindingKind;
  readonly brand: Brand | null;
  readonly certainty: Certainty;
  readonly masked: string;
  /** The number itself where the kind has one; it cannot print itself. */
  readonly number: Pan | null;
  /**
   * Strokes that hide it: "*" (or "＊" over a full-width digit), keeping the first six and last four digits of a card and
   * nothing of a security code; digits again where the number stands bare in JSON, SQL or PHP, so that the document stays
   * readable. A text so stroked, read again, gives no sight at that place.
   */
  readonly strokes: readonly Stroke[];
}

/**
 * Finds card data in a text of at most a few thousand characters, left to right, never overlapping. Pure, linear time. Who
 * reads many texts gives a `readKey` of their own, as the same keys stand in all of them. `decoys` are told as such.
 */
export type ReadCards = (text: string, readKey?: ReadKey, decoys?: DecoyCards | null) => readonly Sight[];
