// What is answered to one question, by doing the same work for everybody: both hashes, both look-ups, one person read, one letter
// filled in; only then is it decided which page is shown. Who times an answer learns what the page says anyway.

import type { Language } from "../../kernel/index.ts";
import type { NoticePaper } from "../notices/contract.ts";
import { fillPaper } from "../notices/render/fill.ts";
import { blocksHtml } from "../notices/render/mail.ts";
import type { PeopleIndex } from "./people-index.ts";

export interface ToldLetter {
  readonly title: string;
  /** Safe: every word of a person or letter is written out. */
  readonly html: string;
}

/** The letter of whoever has both, or null. */
export function letterByOrder(
  index: PeopleIndex,
  entered: { readonly email: string; readonly order: string },
  language: Language,
): ToldLetter | null {
  const [, pair] = found(index, entered.email, entered.order);
  const letter = letterOf(index, pair, language);
  return pair < 0 ? null : letter;
}

/** The letter of whose address it is, when the code was right; the code was checked for every address alike. */
export function letterByCode(
  index: PeopleIndex,
  entered: { readonly email: string; readonly isRight: boolean },
  language: Language,
): ToldLetter | null {
  const [mail] = found(index, entered.email, "");
  const letter = letterOf(index, mail, language);
  return mail < 0 || !entered.isRight ? null : letter;
}

/** Whether the address is on file: for sending a code, never for an answer. */
export function isOnFile(index: PeopleIndex, email: string): boolean {
  return found(index, email, "")[0] >= 0;
}

/** The letter as that person got it, or undefined when it has a hole. */
export function filledLetter(index: PeopleIndex, at: number, language: Language): NoticePaper | undefined {
  const person = index.person(at);
  const filled = fillPaper(index.letter(person.class, language), person, index.facts, language);
  return filled.ok ? filled.value : undefined;
}

function found(index: PeopleIndex, email: string, order: string): readonly [number, number] {
  const mail = index.byMail(index.mailHash(email));
  const pair = index.byPair(index.pairHash(email, order));
  return [mail, pair];
}

function letterOf(index: PeopleIndex, at: number, language: Language): ToldLetter {
  // Letters with holes were refused at opening.
  const paper = filledLetter(index, at, language) ?? { subject: "", blocks: [] };
  return { title: paper.subject, html: blocksHtml(paper.blocks, 2) };
}
