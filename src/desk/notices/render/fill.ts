// Fills a paper in for one person: name, orders, items, look-up address. What it cannot fill in it refuses, so that nobody gets
// a letter with a hole.

import { fine, refuse, say, type Language, type Outcome } from "../../../kernel/index.ts";
import type { Addressee, NoticeBlock, NoticePaper } from "../contract.ts";
import { sayingOf, type Saying } from "../draft/saying.ts";
import type { NoticeFacts } from "../contract.ts";
import { renderWords } from "./words.ts";

/** "{{name}}" … The lint knows the same ones. */
export const PLACEHOLDERS = ["name", "orders", "items", "lookup"] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

const HOLE = /\{\{([^{}]{0,40})\}\}/g;
/** More orders than this say nothing more to their buyer. */
export const LETTER_ORDERS_MAX = 5;
/** A name or order number longer than this is broken data; it is cut, not refused: the person must get the letter. */
const NAME_CHARS_MAX = 200;

/** Refuses "notice.hole" with the first unknown placeholder. */
export function fillPaper(
  paper: NoticePaper,
  person: Addressee,
  facts: NoticeFacts,
  language: Language,
): Outcome<NoticePaper> {
  const filler = paperFiller(paper, facts, language);
  return filler.ok ? fine(filler.value(person)) : filler;
}

/** The same for many: what is alike for everyone is looked at once. */
export function paperFiller(
  paper: NoticePaper,
  facts: NoticeFacts,
  language: Language,
): Outcome<(person: Addressee) => NoticePaper> {
  const whole = checkHoles(paper, language);
  if (!whole.ok) return whole;
  const saying = sayingOf(facts, language);
  return fine((person) => {
    const values = valuesOf(person, facts, language, saying);
    const filled = (text: string): string =>
      text.replaceAll(HOLE, (hole, name: string) => (isPlaceholder(name) ? values[name] : hole));
    return {
      subject: filled(paper.subject),
      blocks: paper.blocks.map((block) => filledBlock(block, filled)),
    };
  });
}

/** Fills texts that were rendered with their holes in: `written` says how a value is written there (as HTML, as it is). */
export function textFiller(
  texts: readonly { readonly text: string; readonly written: (value: string) => string }[],
  facts: NoticeFacts,
  language: Language,
): (person: Addressee) => readonly string[] {
  const saying = sayingOf(facts, language);
  // Every second piece is a hole's name.
  const cut = texts.map(({ text, written }) => ({ pieces: text.split(HOLE), written }));
  return (person) => {
    const values = valuesOf(person, facts, language, saying);
    return cut.map(({ pieces, written }) =>
      pieces
        .map((piece, n) => (n % 2 === 1 && isPlaceholder(piece) ? written(values[piece]) : piece))
        .join(""),
    );
  };
}

export function checkHoles(paper: NoticePaper, language: Language): Outcome<null> {
  const unknown = holesOf(paper).find((hole) => !isPlaceholder(hole));
  if (unknown === undefined) return fine(null);
  const message = say(renderWords, language, "hole", { hole: unknown });
  return refuse(
    "notice.hole",
    message,
    say(renderWords, language, "hole.hint", { known: PLACEHOLDERS.join(" ") }),
  );
}

/** Names between double braces, in the order of the text. */
export function holesOf(paper: NoticePaper): readonly string[] {
  const all = [paper.subject, ...paper.blocks.flatMap(textsOf)].join("\n");
  return [...all.matchAll(HOLE)].map(([, name = ""]) => name);
}

function isPlaceholder(name: string): name is Placeholder {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}

function valuesOf(
  person: Addressee,
  facts: NoticeFacts,
  language: Language,
  saying: Saying,
): Record<Placeholder, string> {
  const orders = person.orders.slice(0, LETTER_ORDERS_MAX).map(({ ref, day }) => {
    const values = { day: day === "" ? "" : saying.day(day), ref: oneLine(ref) };
    return say(renderWords, language, day === "" ? "order.undated" : "order", values);
  });
  const more = person.orders.length - orders.length;
  if (more > 0) orders.push(say(renderWords, language, "orders.more", { count: more }));
  return {
    name: oneLine(person.name) || say(renderWords, language, "nameless"),
    orders:
      orders.length === 0
        ? say(renderWords, language, "orders.none")
        : orders.join(language === "ja" ? "、" : ", "),
    items: saying.items(person.items),
    lookup: facts.desk.lookUpUrl,
  };
}

/** Braces, line ends and control characters of a person's own data must not write into the letter. */
function oneLine(text: string): string {
  return text
    .slice(0, NAME_CHARS_MAX)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}{}]+/gu, " ")
    .trim();
}

function filledBlock(block: NoticeBlock, filled: (text: string) => string): NoticeBlock {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return { ...block, text: filled(block.text) };
    case "list":
      return { ...block, items: block.items.map((item) => ({ ...item, text: filled(item.text) })) };
    case "table":
      return { ...block, rows: block.rows.map((row) => row.map(filled)) };
  }
}

function textsOf(block: NoticeBlock): readonly string[] {
  if (block.kind === "list") return block.items.map(({ text }) => text);
  return block.kind === "table" ? block.rows.flat() : [block.text];
}
