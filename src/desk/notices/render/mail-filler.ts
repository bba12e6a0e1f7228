// A notice's mail for each person of a class: rendered once with its holes in it, and filled as often as there are people. The
// English text stands below the Japanese one in the same mail where there is one.

import { escapeHtml, fine, say, type Outcome } from "../../../kernel/index.ts";
import type { Addressee, NoticeFacts, NoticePaper } from "../contract.ts";
import { checkHoles, textFiller } from "./fill.ts";
import { blocksHtml, renderMail, type NoticeMail } from "./mail.ts";
import { renderWords } from "./words.ts";

const RULE = "-".repeat(60);
const END = "</body>";
const plain = (value: string): string => value;

export type MailFiller = (person: Addressee) => NoticeMail;

/** Refuses "notice.hole": then nobody of the class can be written to. */
export function mailFiller(
  japanese: NoticePaper,
  english: NoticePaper | null,
  facts: NoticeFacts,
): Outcome<MailFiller> {
  const whole = checkHoles(japanese, "ja");
  if (!whole.ok) return whole;
  if (english === null) return fine(oneLanguage(japanese, facts));
  const other = checkHoles(english, "en");
  return other.ok ? fine(bothLanguages(japanese, english, facts)) : other;
}

function oneLanguage(paper: NoticePaper, facts: NoticeFacts): MailFiller {
  const { subject, text, html } = renderMail(paper, "ja");
  const fill = textFiller(
    [
      { text: subject, written: plain },
      { text, written: plain },
      { text: html, written: escapeHtml },
    ],
    facts,
    "ja",
  );
  return (person) => {
    const [filled = "", body = "", page = ""] = fill(person);
    return { subject: filled, text: body, html: page };
  };
}

/** Each text with its own language's values: "ほか3件" above, "and 3 more" below. */
function bothLanguages(japanese: NoticePaper, english: NoticePaper, facts: NoticeFacts): MailFiller {
  const told = say(renderWords, "en", "english-below");
  const first = oneLanguage(
    { ...japanese, blocks: [{ kind: "paragraph", text: told, line: 0 }, ...japanese.blocks] },
    facts,
  );
  const below = `<hr>
<div lang="en">
<h1 style="font-size:20px;line-height:1.5">${escapeHtml(english.subject)}</h1>
${blocksHtml(english.blocks, 2)}
</div>
`;
  const text = `\n${RULE}\n\n${english.subject}\n\n${renderMail(english, "en").text}`;
  const fill = textFiller(
    [
      { text, written: plain },
      { text: below, written: escapeHtml },
    ],
    facts,
    "en",
  );
  return (person) => {
    const mail = first(person);
    const [more = "", page = ""] = fill(person);
    const at = mail.html.lastIndexOf(END);
    return {
      subject: mail.subject,
      text: `${mail.text}${more}`,
      html: `${mail.html.slice(0, at)}${page}${mail.html.slice(at)}`,
    };
  };
}
