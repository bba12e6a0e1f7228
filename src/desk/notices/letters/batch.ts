// One batch of letters: fills, prints and lays down PDF and lists, and says how each person's letter ended. The record of it is
// print-notice.ts.

import { createShiftJisWriter } from "../../japanese-bytes.ts";
import type { SendEnd } from "../../ports.ts";
import type { Addressee, NoticePaper } from "../contract.ts";
import { blockText } from "../text.ts";
import { byHandList, mailingList, packingList, utf8Bytes } from "./lists.ts";
import type { LetterBatch, LetterDeps } from "./print-notice.ts";

export interface MadeBatch {
  readonly ends: readonly SendEnd[];
  readonly batch: LetterBatch;
}

type Parts = Pick<LetterDeps, "shop" | "glyphs" | "sink" | "language" | "sender" | "letterFor">;

/** Everything is on disk when it resolves. Made twice, it is the same under the same names. */
export async function makeBatch(
  name: string,
  people: readonly Addressee[],
  nextTryAtMs: number,
  { shop, glyphs, sink, language, sender, letterFor }: Parts,
): Promise<MadeBatch> {
  const ends: SendEnd[] = [];
  const letters: { readonly person: Addressee; readonly paper: NoticePaper; readonly subject: string }[] = [];
  const byHand: { readonly person: Addressee; readonly signs: readonly string[] }[] = [];
  for (const person of people) {
    const { personId } = person;
    const filled = letterFor(person);
    const signs = filled.ok ? glyphs.missing(wordsOf(person, filled.value)) : [];
    const lacks = filled.ok ? (hasAddress(person) ? null : "no-postal-address") : filled.code;
    if (lacks !== null) ends.push({ personId, state: "refused", note: lacks, nextTryAtMs });
    else if (signs.length > 0) {
      byHand.push({ person, signs });
      ends.push({ personId, state: "refused", note: `by-hand ${name}`, nextTryAtMs });
    } else if (filled.ok) letters.push({ person, paper: filled.value, subject: filled.value.subject });
  }
  let pages = 0;
  let marked = 0;
  if (letters.length > 0) {
    const sheets = letters.map(({ person, paper }) => ({ reference: person.personId, person, paper }));
    const printed = await shop.print(sheets, sender, language);
    const mailing = mailingList(letters, language);
    const asSjis = createShiftJisWriter()(mailing);
    pages = printed.pages;
    marked = countMarks(asSjis) - mailing.split("〓").length + 1;
    await sink.put(`${name}.pdf`, printed.pdf);
    await sink.put(`${name}-packing.csv`, utf8Bytes(packingList(letters, printed.places, language)));
    await sink.put(`${name}-mailing.csv`, utf8Bytes(mailing));
    await sink.put(`${name}-mailing-sjis.csv`, asSjis);
    for (const { reference, firstPage } of printed.places)
      ends.push({ personId: reference, state: "sent", note: `${name} p${firstPage}`, nextTryAtMs });
  }
  if (byHand.length > 0) await sink.put(`${name}-by-hand.csv`, utf8Bytes(byHandList(byHand, language)));
  const without = people.length - letters.length - byHand.length;
  return {
    ends,
    batch: { name, letters: letters.length, pages, byHand: byHand.length, without, marked },
  };
}

/** A postcode alone finds nobody. */
function hasAddress({ address }: Addressee): boolean {
  return address.some((row) => row.trim() !== "");
}

function wordsOf({ name, address, postcode }: Addressee, { subject, blocks }: NoticePaper): string {
  return [name, postcode, ...address, subject, ...blocks.map(blockText)].join("\n");
}

function countMarks(bytes: Uint8Array): number {
  return new TextDecoder("shift_jis").decode(bytes).split("〓").length - 1;
}
