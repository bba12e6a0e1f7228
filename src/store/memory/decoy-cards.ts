// Decoy cards in memory.

import type { DecoyCard, DecoyCardRecords } from "../../canary/ports.ts";
import { DECOY_CARDS_MAX, tooManyCards } from "../canary-rule.ts";

export function memoryDecoyCards(): DecoyCardRecords {
  let kept: readonly DecoyCard[] = [];
  return {
    add: async (cards) => {
      const after = [...kept];
      for (const card of cards)
        if (after.every(({ id, hash }) => id !== card.id && hash !== card.hash)) after.push(card);
      if (after.length > DECOY_CARDS_MAX) throw tooManyCards();
      kept = after;
    },
    list: async () => kept.toSorted((a, b) => a.addedAtMs - b.addedAtMs || (a.id < b.id ? -1 : 1)),
    remove: async (id) => {
      const before = kept.length;
      kept = kept.filter((card) => card.id !== id);
      return kept.length < before;
    },
  };
}
