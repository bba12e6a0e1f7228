// Knows a try to pay with one of the owner's decoy cards: one keyed hash of a number that was read anyway, and nothing while there are
// no decoys.

import type { Pan } from "../../kernel/index.ts";
import { openDecoys } from "../../scrub/index.ts";
import type { ArrivedRequest } from "../http/way.ts";
import type { DecoyCardSettings } from "./contract.ts";
import type { Touched } from "./touches.ts";

/** True for a decoy: it is told of, and must not reach the payment gateway. */
export type IsDecoyPaid = (request: ArrivedRequest, number: Pan | null) => boolean;

export function createDecoyCards(settings: DecoyCardSettings | undefined, touched: Touched): IsDecoyPaid {
  const decoys = settings === undefined ? null : openDecoys(settings.key, settings.cards);
  if (decoys === null) return () => false;
  return (request, number) => {
    const card = number === null ? undefined : decoys.idOf(number);
    if (card === undefined) return false;
    touched(request, request.path, "paid", card);
    return true;
  };
}
