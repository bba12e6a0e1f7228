// A filled paper as e-mail: plain text and the same as simple HTML. No pictures, no scripts, nothing fetched, no tracking.

import { escapeHtml, type Language } from "../../../kernel/index.ts";

import type { NoticeBlock, NoticePaper } from "../contract.ts";

export interface NoticeMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function renderMail(paper: NoticePaper, language: Language): NoticeMail {
  return {
    subject: paper.subject,
    text: `${paper.blocks.map((block) => plain(block, language)).join("\n\n")}\n`,
    html: htmlMail(paper, language),
  };
}

/** Blocks as plain HTML, for mail and pages alike. `level`: of its headings. */
export function blocksHtml(blocks: readonly NoticeBlock[], level: 2 | 3): string {
  return blocks.map((block) => blockHtml(block, level)).join("\n");
}

function plain(block: NoticeBlock, language: Language): string {
  switch (block.kind) {
    case "heading":
      return language === "ja"
        ? `■ ${block.text}`
        : `${block.text}\n${"-".repeat(Math.min(block.text.length, 60))}`;
    case "paragraph":
      return block.text;
    case "list":
      return block.items
        .map(({ text }, index) => (block.ordered ? `${index + 1}. ${text}` : `- ${text}`))
        .join("\n");
    case "table":
      return block.rows.map((row) => row.join(language === "ja" ? "：" : ": ")).join("\n");
  }
}

function blockHtml(block: NoticeBlock, level: 2 | 3): string {
  switch (block.kind) {
    case "heading":
      return `<h${level}>${escapeHtml(block.text)}</h${level}>`;
    case "paragraph":
      return `<p>${escapeHtml(block.text).replaceAll("\n", "<br>\n")}</p>`;
    case "list": {
      const tag = block.ordered ? "ol" : "ul";
      return `<${tag}>\n${block.items.map(({ text }) => `<li>${escapeHtml(text)}</li>`).join("\n")}\n</${tag}>`;
    }
    case "table": {
      const rows = block.rows.map(([head = "", ...cells]) => {
        const rest = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("");
        return `<tr><th scope="row">${escapeHtml(head)}</th>${rest}</tr>`;
      });
      return `<table>\n${rows.join("\n")}\n</table>`;
    }
  }
}

/** Mail programs read styles of their own mind: a width, a size, a line height, and no more. */
function htmlMail({ subject, blocks }: NoticePaper, language: Language): string {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0 auto;padding:16px;max-width:40em;font-family:sans-serif;font-size:16px;line-height:1.8;color:#1c1c1c;background:#ffffff">
<h1 style="font-size:20px;line-height:1.5">${escapeHtml(subject)}</h1>
${blocksHtml(blocks, 2)}
</body>
</html>
`;
}
