// Which signs the letters' font has: reads the font's own table of signs, so that a name it cannot print is told to the owner
// instead of being printed as an empty box or in another font. Knows nothing of letters.

import { readFile } from "node:fs/promises";
import { missingParts } from "./letters.ts";
import { LETTER_FONT, letterFont } from "./letter-font.ts";
import type { Language } from "../../../kernel/index.ts";

export interface Glyphs {
  /** Signs of the text that the font lacks, each once, in order. Variant selectors count as there: the plain form is printed. */
  missing(text: string): readonly string[];
}

/** Throws MisemoriError "letters.missing" when the font is not installed. */
export async function openGlyphs(language: Language): Promise<Glyphs> {
  const font = await readFile(letterFont(LETTER_FONT.regular)).catch((error: unknown) =>
    missingParts(language, error),
  );
  const has = signsOf(font);
  return {
    missing: (text) => {
      const lacking = new Set<string>();
      for (const sign of text.normalize("NFC")) {
        const at = sign.codePointAt(0) ?? 0;
        if (((has[at >> 3] ?? 0) & (1 << (at & 7))) === 0 && !UNSEEN.test(sign)) lacking.add(sign);
      }
      return [...lacking];
    },
  };
}

/** Line ends, joiners, direction marks and variant selectors leave no ink. */
const UNSEEN = /^[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]$/u;

/** One bit per sign, from the "cmap" table in its two usual forms (OpenType, formats 4 and 12). */
function signsOf(font: Buffer): Uint8Array {
  const has = new Uint8Array(0x110000 / 8);
  const add = (sign: number): void => {
    has[sign >> 3] = (has[sign >> 3] ?? 0) | (1 << (sign & 7));
  };
  const cmap = tableOf(font, "cmap");
  const count = cmap.readUInt16BE(2);
  for (let n = 0; n < count; n++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + n * 8 + 4));
    const format = table.readUInt16BE(0);
    if (format === 12) addGroups(table, add);
    if (format === 4) addSegments(table, add);
  }
  return has;
}

function tableOf(font: Buffer, name: string): Buffer {
  const count = font.readUInt16BE(4);
  for (let n = 0; n < count; n++) {
    const entry = font.subarray(12 + n * 16, 28 + n * 16);
    if (entry.toString("latin1", 0, 4) !== name) continue;
    const from = entry.readUInt32BE(8);
    return font.subarray(from, from + entry.readUInt32BE(12));
  }
  throw new RangeError(`the font has no table ${name}`);
}

function addGroups(table: Buffer, add: (sign: number) => void): void {
  const groups = table.readUInt32BE(12);
  for (let n = 0; n < groups; n++) {
    const [first, last] = [table.readUInt32BE(16 + n * 12), table.readUInt32BE(20 + n * 12)];
    for (let sign = first; sign <= Math.min(last, 0x10ffff); sign++) add(sign);
  }
}

function addSegments(table: Buffer, add: (sign: number) => void): void {
  const twice = table.readUInt16BE(6);
  for (let at = 0; at < twice; at += 2) {
    const last = table.readUInt16BE(14 + at);
    const first = table.readUInt16BE(16 + twice + at);
    const delta = table.readUInt16BE(16 + twice * 2 + at);
    const rangeAt = 16 + twice * 3 + at;
    const range = table.readUInt16BE(rangeAt);
    for (let sign = first; sign <= last && sign < 0xffff; sign++) {
      const glyph = range === 0 ? sign + delta : table.readUInt16BE(rangeAt + range + (sign - first) * 2);
      if ((glyph & 0xffff) !== 0) add(sign);
    }
  }
}
