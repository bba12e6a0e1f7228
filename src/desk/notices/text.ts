// Reads a paper's text (the light Markdown an owner edits) into subject and blocks, each with its line. Foreign texts, plain or
// HTML, come through foreign.ts into the same form.

import type { NoticeBlock, NoticePaper, NoticeText } from "./contract.ts";

/** More than the longest Q&A; a text beyond it is cut there, so that checking stays quick. */
export const NOTICE_CHARS_MAX = 200_000;

/** Titles of such papers run to two lines. */
const TITLE_CHARS_MAX = 120;
const SUBJECT = /^(?:件名|タイトル|題名|Subject|Title)\s*[:：]\s*(.{0,500})$/i;
/** "# x", and what foreign texts use instead: "■ x", "【x】", "１．x" alone on a short line. */
const HEADING = /^(?:#{1,4}\s+|[■◆●□◇▼▽★]\s*)(\S.{0,120})$|^【([^】]{1,60})】\s*$/;
const ORDERED = /^\s{0,6}(?:\(?\d{1,2}[.)．）]|[①-⑳])\s*(\S.*)$/;
const BULLET = /^\s{0,6}[-*・•‐－]\s*(\S.*)$/;
const ROW = /^\s{0,3}\|(.*)\|\s*$/;
const RULE_ROW = /^[\s|:-]{1,400}$/;

/** Never throws; what is not understood is a paragraph. */
export function readNotice(text: NoticeText): NoticePaper {
  const paper = readPart(text);
  return paper.subject === "" ? titled(paper.blocks) : paper;
}

/** The same for a piece out of the middle, whose first line is no title. */
export function readPart(text: NoticeText): NoticePaper {
  const lines = text.slice(0, NOTICE_CHARS_MAX).replaceAll("\r\n", "\n").split("\n");
  let subject = "";
  const blocks: NoticeBlock[] = [];
  let paragraph: { words: string[]; line: number } | null = null;
  const flush = (): void => {
    if (paragraph !== null)
      blocks.push({ kind: "paragraph", text: paragraph.words.join("\n"), line: paragraph.line });
    paragraph = null;
  };
  for (const [index, raw] of lines.entries()) {
    const line = index + 1;
    const words = raw.trim();
    const named = subject === "" && blocks.length === 0 && paragraph === null ? SUBJECT.exec(words) : null;
    if (named !== null) subject = (named[1] ?? "").trim();
    else if (words === "") flush();
    else if (!addMarked(blocks, raw, words, line, flush)) {
      paragraph ??= { words: [], line };
      paragraph.words.push(words);
    }
  }
  flush();
  return { subject, blocks };
}

/** A foreign text's title: its first heading or a first line that is no sentence. */
function titled(blocks: readonly NoticeBlock[]): NoticePaper {
  const [head, ...rest] = blocks;
  const isTitle =
    head?.kind === "heading" ||
    (head?.kind === "paragraph" &&
      head.text.length <= TITLE_CHARS_MAX &&
      !/[。.!！]$|様$|^Dear /.test(head.text));
  if (head === undefined || !isTitle) return { subject: "", blocks };
  return { subject: blockText(head).replaceAll("\n", ""), blocks: rest };
}

/** The paper as plain sentences one after the other: what the lint and the plain-text mail see. */
export function blockText(block: NoticeBlock): string {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return block.text;
    case "list":
      return block.items.map((item) => item.text).join("\n");
    case "table":
      return block.rows.map((row) => row.join("：")).join("\n");
  }
}

/** True when the line was a heading, a list item or a table row, and is kept. */
function addMarked(
  blocks: NoticeBlock[],
  raw: string,
  words: string,
  line: number,
  flush: () => void,
): boolean {
  const heading = HEADING.exec(words);
  if (heading !== null) {
    flush();
    blocks.push({ kind: "heading", text: (heading[1] ?? heading[2] ?? "").trim(), line });
    return true;
  }
  const ordered = ORDERED.exec(raw);
  const item = ordered ?? BULLET.exec(raw);
  if (item !== null) {
    flush();
    addItem(blocks, ordered !== null, { text: (item[1] ?? "").trim(), line });
    return true;
  }
  const row = ROW.exec(raw);
  if (row === null) return false;
  flush();
  if (!RULE_ROW.test(words))
    addRow(
      blocks,
      (row[1] ?? "").split("|").map((cell) => cell.trim()),
      line,
    );
  return true;
}

/** Items that follow one another are one list. */
export function addItem(
  blocks: NoticeBlock[],
  ordered: boolean,
  item: { readonly text: string; readonly line: number },
): void {
  const last = blocks.at(-1);
  if (last?.kind === "list" && last.ordered === ordered)
    blocks[blocks.length - 1] = { ...last, items: [...last.items, item] };
  else blocks.push({ kind: "list", ordered, items: [item] });
}

function addRow(blocks: NoticeBlock[], row: readonly string[], line: number): void {
  const last = blocks.at(-1);
  if (last?.kind === "table") blocks[blocks.length - 1] = { ...last, rows: [...last.rows, row] };
  else blocks.push({ kind: "table", rows: [row], line });
}
