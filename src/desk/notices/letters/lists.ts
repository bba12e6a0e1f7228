// The lists beside a batch of letters: for packing, for a mailing house that prints itself, and of what must be written by hand.
// Safe to open in a spreadsheet.

import { say, type Language } from "../../../kernel/index.ts";
import { safeCell } from "../../csv-cell.ts";
import type { Addressee } from "../contract.ts";
import type { PrintedLetters } from "../render/letters.ts";
import { letterWords } from "./words.ts";

/** Columns for the address; what is longer is joined to the last, as on the letter. */
const ADDRESS_COLUMNS = 4;
/** A name or row longer than this is broken data. */
const CELL_CHARS_MAX = 200;

export interface ListedLetter {
  readonly person: Addressee;
  readonly subject: string;
}

/** Reference, page, pages, postcode: whoever packs needs no name. */
export function packingList(
  letters: readonly ListedLetter[],
  places: PrintedLetters["places"],
  language: Language,
): string {
  const heads = ["reference", "page", "pages", "postcode"] as const;
  return table([
    heads.map((head) => say(letterWords, language, `head.${head}`)),
    ...places.map(({ reference, firstPage, pages }, n) => [
      reference,
      String(firstPage),
      String(pages),
      letters[n]?.person.postcode ?? "",
    ]),
  ]);
}

export function mailingList(letters: readonly ListedLetter[], language: Language): string {
  const word = (key: keyof typeof letterWords): string => say(letterWords, language, key);
  return table([
    [...addressHeads(language), word("head.class"), word("head.subject"), word("head.reference")],
    ...letters.map(({ person, subject }) => [
      ...addressCells(person),
      word(`class.${person.class}`),
      subject,
      person.personId,
    ]),
  ]);
}

/** Those whose name, address or letter holds a sign the font lacks. */
export function byHandList(
  people: readonly { readonly person: Addressee; readonly signs: readonly string[] }[],
  language: Language,
): string {
  return table([
    [
      ...addressHeads(language),
      say(letterWords, language, "head.signs"),
      say(letterWords, language, "head.reference"),
    ],
    ...people.map(({ person, signs }) => [...addressCells(person), signs.join(" "), person.personId]),
  ]);
}

/** With BOM, so that Excel reads Japanese. */
export function utf8Bytes(text: string): Uint8Array {
  return Buffer.from(`\ufeff${text}`);
}

function addressHeads(language: Language): string[] {
  const rows = Array.from({ length: ADDRESS_COLUMNS }, (_, n) =>
    say(letterWords, language, "head.address", { row: n + 1 }),
  );
  return [say(letterWords, language, "head.postcode"), ...rows, say(letterWords, language, "head.name")];
}

function addressCells({ postcode, address, name }: Addressee): string[] {
  const rows = address.slice(0, ADDRESS_COLUMNS - 1);
  const rest = address.slice(ADDRESS_COLUMNS - 1).join(" ");
  const padded = Array.from({ length: ADDRESS_COLUMNS - 1 }, (_, n) => rows[n] ?? "");
  return [postcode, ...padded, rest, name];
}

function table(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((cell) => safeCell(oneRow(cell))).join(",")}\r\n`).join("");
}

function oneRow(cell: string): string {
  return cell
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\p{Cc}/gu, "")
    .trim()
    .slice(0, CELL_CHARS_MAX)
    .toWellFormed();
}
