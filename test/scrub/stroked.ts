// Writes a reader's strokes into a text, as fix does with bytes, so that tests can read the text again.

import type { Sight } from "../../src/scrub/cards/contract.ts";

export function stroked(text: string, sights: readonly Sight[]): string {
  const units = text.split("");
  for (const sight of sights) for (const stroke of sight.strokes) units[stroke.at] = stroke.character;
  return units.join("");
}
