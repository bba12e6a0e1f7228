// Reads a notice somebody else wrote, plain text or HTML in any Japanese encoding, into subject and blocks. Only what a reader
// sees counts: scripts, styles and hidden parts are left out, and nothing is loaded.

import { Parser } from "htmlparser2";
import type { NoticeBlock, NoticePaper } from "./contract.ts";
import { addItem, blockText, NOTICE_CHARS_MAX, readNotice, readPart } from "./text.ts";

/** A page of a notice is a few hundred kilobytes with its styles; more is not a notice. */
export const FOREIGN_BYTES_MAX = 8 * 1024 * 1024;

/** The parser's stack costs a step per open tag and tag: no page nests deeper, a page made to stop us does. */
const DEPTH_MAX = 1_000;
const PIECE_CHARS = 4_096;

const ENCODINGS = ["utf-8", "shift_jis", "euc-jp"] as const;

/** Never throws; bytes that are no text give an empty paper. */
export function readForeign(bytes: Uint8Array): NoticePaper {
  const text = decoded(bytes.subarray(0, FOREIGN_BYTES_MAX));
  return /<(?:html|body|p|div|h[1-6]|br|table|!doctype)\b/i.test(text) ? readHtml(text) : readNotice(text);
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  // ISO-2022-JP is pure ASCII to the others; its escape gives it away.
  if (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes("\u001b$"))
    return new TextDecoder("iso-2022-jp").decode(bytes);
  for (const encoding of ENCODINGS) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one: the next is tried, and at last UTF-8 with marks for what it cannot read.
    }
  }
  return new TextDecoder().decode(bytes);
}

const UNSEEN = new Set(["script", "style", "noscript", "template", "head", "nav", "select", "svg", "iframe"]);
const ENDS_PARAGRAPH = new Set(
  "p div section article header footer main table tbody tr ul ol li dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre hr form address".split(
    " ",
  ),
);
const HEADINGS = new Set("h1 h2 h3 h4 h5 h6".split(" "));

interface Page {
  readonly blocks: NoticeBlock[];
  readonly lists: ("ol" | "ul")[];
  words: string;
  line: number;
  unseen: number;
  chars: number;
  depth: number;
  title: string;
  inTitle: boolean;
}

function readHtml(html: string): NoticePaper {
  const page: Page = {
    blocks: [],
    lists: [],
    words: "",
    line: 0,
    unseen: 0,
    chars: 0,
    depth: 0,
    title: "",
    inTitle: false,
  };
  const lineAt = lineCounter(html);
  const parser = new Parser({
    onopentag: (name) => {
      page.depth++;
      if (name === "title") page.inTitle = true;
      if (UNSEEN.has(name)) page.unseen++;
      if (name === "br") page.words += "\n";
      if (name === "td" || name === "th") page.words += " ";
      if (ENDS_PARAGRAPH.has(name)) endPart(page, "p");
      if (name === "ol" || name === "ul") page.lists.push(name);
    },
    ontext: (text) => {
      if (page.inTitle) page.title = `${page.title}${text}`.slice(0, 500);
      if (page.unseen > 0 || page.chars > NOTICE_CHARS_MAX) return;
      page.chars += text.length;
      if (page.words.trim() === "") page.line = lineAt(parser.startIndex);
      page.words += text.replaceAll(/[ \t\r\n\u00a0]+/g, " ");
    },
    onclosetag: (name) => {
      page.depth--;
      if (name === "title") page.inTitle = false;
      if (UNSEEN.has(name)) page.unseen = Math.max(0, page.unseen - 1);
      if (ENDS_PARAGRAPH.has(name)) endPart(page, name);
      if (name === "ol" || name === "ul") page.lists.pop();
    },
  });
  for (let at = 0; at < html.length && page.depth < DEPTH_MAX; at += PIECE_CHARS)
    parser.write(html.slice(at, at + PIECE_CHARS));
  parser.end();
  endPart(page, "p");
  return titled(page);
}

/** Closes what was read so far as the kind of block the tag says. */
function endPart(page: Page, tag: string): void {
  const text = page.words
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
  page.words = "";
  if (text === "") return;
  const { line } = page;
  const list = page.lists.at(-1);
  if (HEADINGS.has(tag)) page.blocks.push({ kind: "heading", text: text.replaceAll("\n", " "), line });
  else if (tag === "li" && list !== undefined) addItem(page.blocks, list === "ol", { text, line });
  // Writing of its own ("■ 経緯", "1. …") is read like a plain text's.
  else for (const block of readPart(text).blocks) page.blocks.push(movedTo(block, line));
}

function movedTo(block: NoticeBlock, line: number): NoticeBlock {
  if (block.kind !== "list") return { ...block, line };
  return { ...block, items: block.items.map(({ text }) => ({ text, line })) };
}

/** The first heading is the title where the page has one; else what stands in the browser's tab. */
function titled({ blocks, title }: Page): NoticePaper {
  const index = blocks.slice(0, 6).findIndex(({ kind }) => kind === "heading");
  const heading = blocks[index];
  if (heading === undefined) return { subject: title.trim(), blocks };
  return { subject: blockText(heading), blocks: blocks.toSpliced(index, 1) };
}

/** Lines of rising offsets, each character looked at once. */
function lineCounter(text: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    for (let next = text.indexOf("\n", at); next >= 0 && next < offset; next = text.indexOf("\n", at)) {
      line++;
      at = next + 1;
    }
    return line;
  };
}
