// Cuts a paper into sentences with their lines, and tells Japanese from English. The rules read these and never the raw text.

import type { Language } from "../../../kernel/index.ts";
import type { NoticeBlock, NoticePaper } from "../contract.ts";

export interface Sentence {
  readonly text: string;
  /** First line of its block's part, 1 …; 0 is the subject. */
  readonly line: number;
  readonly where: "subject" | "heading" | "paragraph" | "numbered" | "bullet" | "table";
  /** The heading it stands under; "" before the first. */
  readonly under: string;
}

/** A line shorter than this was ended on purpose (a sender's name, a telephone number), not wrapped. */
const WRAPPED_CHARS_MIN = 24;
/** Japanese prose is not wrapped after a Latin letter or a bracket; English is. */
const ENDED = { ja: /[。！？.!?：:\w/)）」]$/, en: /[.!?:]$/ } as const;
const BRACKETED = /[（(][^（()）]{0,300}[）)]/g;
/** Stands for a full stop meanwhile; no text holds it. */
const HELD = "\u0001";
const END_JA = /[^。！？]{0,2000}[。！？]+[」』）)]*|[^。！？]{1,2000}/g;
const END_EN = /[^.!?]{0,2000}(?:[.!?](?!\s|$)[^.!?]{0,2000}){0,50}[.!?]+["')\]]*|[^.!?]{1,2000}/g;

export function languageOf(paper: NoticePaper): Language {
  const text = [paper.subject, ...paper.blocks.map(firstWords)].join("\n");
  return /[\u3041-\u30fa]/.test(text) ? "ja" : "en";
}

export function sentencesOf(paper: NoticePaper, language: Language): readonly Sentence[] {
  const found: Sentence[] = [];
  if (paper.subject !== "") found.push({ text: narrow(paper.subject), line: 0, where: "subject", under: "" });
  let under = "";
  for (const block of paper.blocks) {
    const add = (text: string, line: number, where: Sentence["where"]): void => {
      for (const sentence of cut(text, language)) found.push({ text: sentence, line, where, under });
    };
    if (block.kind === "heading") {
      under = block.text;
      found.push({ text: narrow(block.text), line: block.line, where: "heading", under });
    } else if (block.kind === "list") {
      for (const item of block.items) add(item.text, item.line, block.ordered ? "numbered" : "bullet");
    } else if (block.kind === "table") {
      for (const [index, row] of block.rows.entries()) add(row.join("："), block.line + index, "table");
    } else {
      for (const part of unwrapped(block.text, block.line, language)) add(part.text, part.line, "paragraph");
    }
  }
  return found;
}

/** Lines broken by a mail's width are joined; lines ended on purpose stay apart. */
function unwrapped(
  text: string,
  line: number,
  language: Language,
): readonly { readonly text: string; readonly line: number }[] {
  const parts: { text: string; line: number }[] = [];
  let open = false;
  for (const [index, words] of text.split("\n").entries()) {
    const last = parts.at(-1);
    if (open && last !== undefined) last.text += language === "ja" ? words : ` ${words}`;
    else parts.push({ text: words, line: line + index });
    open = words.length >= WRAPPED_CHARS_MIN && !ENDED[language].test(words);
  }
  return parts;
}

function cut(text: string, language: Language): readonly string[] {
  // An end inside brackets ends nothing: 「店」(https://… 。以下「当店」) is one sentence.
  const held = narrow(text).replaceAll(BRACKETED, (part) => part.replaceAll("。", HELD));
  const pieces = held.match(language === "ja" ? END_JA : END_EN) ?? [];
  return pieces.map((piece) => piece.replaceAll(HELD, "。").trim()).filter((piece) => piece !== "");
}

/** Full-width figures and letters as the rules know them. */
function narrow(text: string): string {
  return text.replaceAll(/[０-９Ａ-Ｚａ-ｚ]/g, (wide) =>
    String.fromCodePoint((wide.codePointAt(0) ?? 0) - 0xfee0),
  );
}

function firstWords(block: NoticeBlock): string {
  if (block.kind === "list") return block.items.map((item) => item.text).join("\n");
  return block.kind === "table" ? block.rows.flat().join("\n") : block.text;
}
