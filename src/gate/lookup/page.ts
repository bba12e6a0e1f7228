// The look-up page: forms without scripts, large enough for a thumb, and the answer as a sheet that prints. Frame and colours are
// those of the gate's other pages.

import { say, type Language } from "../../kernel/index.ts";
import { escapeHtml, markup, pageReply, type Html, type ShopCard } from "../answers/page.ts";
import type { Reply } from "../http/way.ts";
import type { LookUpSign } from "./contract.ts";
import type { Fields } from "./form.ts";
import {
  action,
  askForm,
  codeFold,
  codeForm,
  joined,
  lead,
  NOTHING,
  orderForm,
  text,
  type LookUpPage,
} from "./forms.ts";
import { LOOK_UP_STYLE } from "./style.ts";
import { LOOK_UP_WORDS, type LookUpWord } from "./words.ts";

export const NO_FIELDS: Fields = { email: "", order: "", code: "", name: "", contact: "", words: "" };

const STATUS: Readonly<Partial<Record<LookUpPage["answer"]["kind"], number>>> = {
  closed: 404,
  later: 429,
  away: 503,
  refused: 403,
};

const TITLES = {
  closed: "closed.title",
  form: "title",
  "not-found": "not-found.title",
  "code-sent": "sent.title",
  "code-wrong": "wrong.title",
  renewing: "renewing.title",
  asked: "asked.title",
  "not-asked": "not-asked.title",
  later: "later.title",
  away: "away.title",
  refused: "refused.title",
} as const satisfies Partial<Record<LookUpPage["answer"]["kind"], LookUpWord>>;

export function lookUpReply(page: LookUpPage): Reply {
  const { answer, language, nonce } = page;
  const more: (readonly [string, string])[] = [["X-Robots-Tag", "noindex, nofollow"]];
  if (answer.kind === "later") more.push(["Retry-After", String(answer.waitSeconds)]);
  return pageReply({
    language,
    shop: page.shop,
    status: page.faults.length > 0 ? 422 : (STATUS[answer.kind] ?? 200),
    title: answer.kind === "letter" ? answer.title : tell(page, TITLES[answer.kind]),
    icon: "lock",
    nonce,
    policy: "form-action 'self'",
    headers: more,
    head: markup`<style nonce="${escapeHtml(nonce)}">
      ${LOOK_UP_STYLE as Html}
    </style>`,
    main: mainOf(page),
    footer: tell(page, "footer"),
  });
}

function mainOf(page: LookUpPage): Html {
  const { answer } = page;
  const languages = otherLanguage(page.language);
  switch (answer.kind) {
    case "closed":
    case "away":
    case "refused":
      return joined(lead(page, `${answer.kind}.lead`), shopHelp(page.shop), back(page), languages);
    case "letter":
      return joined(
        markup`<div class="letter">${answer.html as Html}</div>
          <p class="soft screen">${text(page, "print")}</p>`,
        askForm(page),
        back(page),
        languages,
      );
    case "form":
      return joined(
        faultNote(page),
        lead(page, "lead"),
        orderForm(page),
        codeFold(page, answer.sign),
        askForm(page),
        help(page, answer.sign),
        languages,
      );
    case "not-found":
      return joined(
        lead(page, "not-found.lead"),
        help(page, answer.sign),
        orderForm(page),
        codeFold(page, answer.sign),
        askForm(page),
        languages,
      );
    case "code-sent":
    case "code-wrong":
      return joined(
        faultNote(page),
        lead(page, answer.kind === "code-sent" ? "sent.lead" : "wrong.lead"),
        codeForm(page),
        markup`<p class="soft">${text(page, "sent.missing")}</p>`,
        help(page, answer.sign),
        back(page),
        languages,
      );
    case "later":
      return joined(
        markup`<p class="lead">${escapeHtml(say(LOOK_UP_WORDS, page.language, "later.lead", { wait: waitText(page, answer.waitSeconds) }))}</p>`,
        help(page, answer.sign),
        back(page),
        languages,
      );
    case "renewing":
      return joined(lead(page, "renewing.lead"), askForm(page), help(page, answer.sign), languages);
    case "asked":
    case "not-asked":
      return joined(lead(page, `${answer.kind}.lead`), help(page, answer.sign), back(page), languages);
  }
}

function faultNote(page: LookUpPage): Html {
  return page.faults.length === 0
    ? NOTHING
    : markup`<p class="fault" role="alert">${text(page, "fault.title")}</p>`;
}

function help(page: LookUpPage, { telephone, email, hours }: LookUpSign): Html {
  if (telephone === "" && email === "") return shopHelp(page.shop);
  return markup`<section class="ways" aria-labelledby="help">
    <h2 id="help">${text(page, "help.title")}</h2>
    ${telephone === "" ? NOTHING : markup`<p>${callLink(telephone)}<br />${escapeHtml(hours)}</p>`}
    ${email === "" ? NOTHING : markup`<p>${text(page, "help.mail")}<a href="${escapeHtml(`mailto:${email}`)}">${escapeHtml(email)}</a></p>`}
  </section>`;
}

function shopHelp({ telephone, contactUrl }: ShopCard): Html {
  const call = telephone === undefined || telephone === "" ? NOTHING : markup`<p>${callLink(telephone)}</p>`;
  const isLink = contactUrl !== undefined && /^https?:\/\//.test(contactUrl);
  const link = isLink
    ? markup`<p><a href="${escapeHtml(contactUrl)}">${escapeHtml(contactUrl)}</a></p>`
    : NOTHING;
  return joined(call, link);
}

function callLink(telephone: string): Html {
  const href = escapeHtml(`tel:${telephone.replaceAll(/[^\d+]/g, "")}`);
  return markup`<a class="tel" href="${href}">${escapeHtml(telephone)}</a>`;
}

function back(page: LookUpPage): Html {
  return markup`<p class="screen"><a href="${action(page.language)}">${text(page, "again")}</a></p>`;
}

/** In its own language, whatever the page's. */
function otherLanguage(language: Language): Html {
  const [other, name] = language === "ja" ? (["en", "English"] as const) : (["ja", "日本語"] as const);
  return markup`<p class="soft screen">
    <a lang="${other as string as Html}" href="${action(other)}">${name as string as Html}</a>
  </p>`;
}

function waitText({ language }: LookUpPage, seconds: number): string {
  return seconds < 120
    ? say(LOOK_UP_WORDS, language, "seconds", { count: seconds })
    : say(LOOK_UP_WORDS, language, "minutes", { count: Math.ceil(seconds / 60) });
}

function tell({ language }: LookUpPage, key: LookUpWord): string {
  return say(LOOK_UP_WORDS, language, key);
}
