// What printing needs, opened together: the children that set letters and the font's table of signs; and whether both parts are
// installed at all.

import { createRequire } from "node:module";
import { availableParallelism, freemem } from "node:os";
import type { Language } from "../../../kernel/index.ts";
import { openGlyphs, type Glyphs } from "./glyphs.ts";
import { LETTER_FONT, letterFont } from "./letter-font.ts";
import { childrenFor, openPrintShop, type PrintShop } from "./print-shop.ts";

export interface Press {
  readonly shop: PrintShop;
  readonly glyphs: Glyphs;
}

/** Throws MisemoriError "letters.missing" when the font is not installed. Whoever opens it closes its shop. */
export async function openPress(language: Language): Promise<Press> {
  const glyphs = await openGlyphs(language);
  const childrenMax = childrenFor(availableParallelism(), freemem());
  return { glyphs, shop: openPrintShop({ language, childrenMax }) };
}

/** Both parts are optional: whoever sends no letters need not have them. */
export function canPrintLetters(): boolean {
  try {
    createRequire(import.meta.url).resolve("@myriaddreamin/typst-ts-node-compiler");
    return letterFont(LETTER_FONT.regular) !== "";
  } catch {
    return false;
  }
}
