// Node writes a Buffer into JSON as a list of numbers ("data":[52,49,49,…]), where no reader of digits sees a card. This
// hides card data in such lists, character for character; other writings are the scan's matter.

import { scrubBytes } from "./text.ts";

/** Twelve digits are the shortest card number; shorter lists cannot hold one. */
const LIST_MIN = 12;
/** `[52,49,…]` as Buffers are written, or `"0":52,"1":49,…` as Uint8Arrays are. Bounded parts: linear time. */
const LIST = /\d{1,3}(?:\s?,\s?\d{1,3}){11,}/g;
const KEYED_LIST = /"\d{1,7}"\s?:\s?\d{1,3}(?:\s?,\s?"\d{1,7}"\s?:\s?\d{1,3}){11,}/g;
const NUMBER = /\d{1,3}/g;
const KEYED_NUMBER = /(?<=:\s?)\d{1,3}/g;

/** The text with card data in lists of bytes hidden, as long as before. */
export function scrubByteLists(text: string): string {
  if (!/\d\s?,\s?(?:"\d{1,7}"\s?:\s?)?\d/.test(text)) return text;
  return text
    .replace(LIST, (list) => scrubbed(list, NUMBER))
    .replace(KEYED_LIST, (list) => scrubbed(list, KEYED_NUMBER));
}

function scrubbed(list: string, number: RegExp): string {
  const places = [...list.matchAll(number)];
  const values = places.map((place) => Number(place[0]));
  if (values.length < LIST_MIN || values.some((value) => value > 255)) return list;
  const before = Buffer.from(values);
  const after = Buffer.from(values);
  if (!scrubBytes(after)) return list;
  let out = "";
  let at = 0;
  places.forEach((place, i) => {
    const changed = after[i] === before[i] ? place[0] : fitted(after[i] ?? 0, place[0].length);
    out += list.slice(at, place.index) + changed;
    at = place.index + place[0].length;
  });
  return out + list.slice(at);
}

/** "*" is 42: as wide as any digit's number. Anything wider or narrower keeps the width with blanks or falls to 42. */
function fitted(value: number, width: number): string {
  const text = String(value);
  return text.length <= width ? text.padStart(width, " ") : "42".slice(0, width);
}
