// Every sentence a person reads stands in a words.ts, in Japanese and English, and the Japanese is Japanese.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { House, Violation } from "./tree.ts";

const CATALOGUE = /(?:^|\/)(?:[a-z-]+-)?words\.ts$|\/words\/[a-z-]+\.ts$/;
/** The grammar of catalogues, not one itself. */
const GRAMMAR = "src/kernel/words.ts";
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Names that are written the same in both languages. */
const PROPER_NAMES = /\b(?:Misemori|API|JSON|CSV|IP|AS|BIN|URL|HTTPS?|EMV|PIN|ID|GMO-PG|PAY\.JP|Stripe)\b/g;

export async function brokenCatalogues(house: House): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const { path } of house.sources) {
    if (!CATALOGUE.test(path) || path === GRAMMAR || !path.startsWith("src/")) continue;
    const exported = (await import(pathToFileURL(join(house.root, path)).href)) as Record<string, unknown>;
    for (const [name, words] of Object.entries(exported)) {
      if (typeof words !== "object" || words === null) continue;
      for (const [key, entry] of Object.entries(words)) {
        // A language is named in itself, whatever language the page is in.
        const what = key.startsWith("language.") ? undefined : faultOfEntry(entry);
        if (what !== undefined) found.push({ rule: "words", path, what: `${name}.${key}: ${what}` });
      }
    }
  }
  return found;
}

function faultOfEntry(entry: unknown): string | undefined {
  const { ja, en } = (entry ?? {}) as { ja?: unknown; en?: unknown };
  if (typeof ja !== "string" || ja.trim() === "") return "no Japanese";
  if (typeof en !== "string" || en.trim() === "") return "no English";
  const said = ja.replace(/\{[a-zA-Z]+\}/g, "").replace(PROPER_NAMES, "");
  if (/\p{Letter}/u.test(said) && !JAPANESE.test(said)) return "the Japanese holds no Japanese";
  if (JAPANESE.test(en.replace("店守", "").replace("日本語", ""))) return "the English holds Japanese";
  return undefined;
}
