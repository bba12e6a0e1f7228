// The look-up page: forms without scripts, large enough for a thumb, and the answer as a sheet that prints. Frame and colours are
// those of the gate's other pages.

import { say, type Language } from "../../kernel/index.ts";
import { escapeHtml, markup, pageReply, type Html, type ShopCard } from "../answers/page.ts";
import type { Reply } from "../http/way.ts";
import { LOOK_UP_PATH, type LookUpAnswer, type LookUpSign } from "./contract.ts";
import type { FieldFault, FieldName, Fields } from "./form.ts";
import { LOOK_UP_STYLE } from "./style.ts";
import { LOOK_UP_WORDS, type LookUpWord } from "./words.ts";

export interface LookUpPage {
  readonly shop: ShopCard;
  readonly language: Language;
  readonly nonce: string;
  readonly answer: LookUpAnswer | { readonly kind: "away" | "refused" };
  readonly fields: Fields;
  readonly faults: readonly FieldFault[];
  /** The form that was sent; its faults stand at its fields. */
  readonly sent: "order" | "send-code" | "code" | "ask" | null;
}

export const NO_FIELDS: Fields = { email: "", order: "", code: "", name: "", contact: "", words: "" };
const NOTHING = "" as Html;

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

function orderForm(page: LookUpPage): Html {
  const mine = page.sent === "order";
  return form(
    page,
    "order",
    joined(
      field(page, "email", { id: "email", mine, hint: "email.hint", kind: "email" }),
      field(page, "order", { id: "order", mine, hint: "order.hint", kind: "order" }),
    ),
    "look",
  );
}

function codeFold(page: LookUpPage, sign: LookUpSign): Html {
  if (!sign.canMail) return NOTHING;
  const mine = page.sent === "send-code";
  const inside = form(
    page,
    "send-code",
    field(page, "email", { id: "code-email", mine, kind: "email" }),
    "code.send",
  );
  return fold(page, "code.title", joined(lead(page, "code.lead"), inside), mine && page.faults.length > 0);
}

function codeForm(page: LookUpPage): Html {
  const mine = page.sent === "code";
  return form(
    page,
    "code",
    joined(
      field({ ...page, faults: mine ? page.faults : [] }, "email", {
        id: "email",
        mine: true,
        kind: "email",
      }),
      field({ ...page, fields: { ...page.fields, code: "" } }, "code", { id: "code", mine, kind: "code" }),
    ),
    "look",
  );
}

function askForm(page: LookUpPage): Html {
  const mine = page.sent === "ask";
  const inside = form(
    page,
    "ask",
    joined(
      field(page, "name", { id: "name", mine, label: "ask.name", kind: "name" }),
      field(page, "contact", { id: "contact", mine, label: "ask.contact", kind: "text" }),
      field(page, "words", { id: "words", mine, label: "ask.words", kind: "words" }),
    ),
    "ask.send",
  );
  return fold(page, "ask.title", joined(lead(page, "ask.lead"), inside), mine && page.faults.length > 0);
}

/** `novalidate`: browsers refuse addresses that Japanese carriers gave out. */
function form(page: LookUpPage, what: string, inside: Html, button: LookUpWord): Html {
  return markup`<form class="ask" method="post" action="${action(page.language)}" novalidate>
    <input type="hidden" name="do" value="${escapeHtml(what)}" />
    ${inside}
    <button class="button" type="submit">${text(page, button)}</button>
  </form>`;
}

interface FieldParts {
  readonly id: string;
  /** What was entered, and what is wrong with it, belongs to this form. */
  readonly mine: boolean;
  readonly kind: keyof typeof INPUTS | "words";
  readonly label?: LookUpWord;
  readonly hint?: LookUpWord;
}

const INPUTS = {
  email: `type="email" inputmode="email" autocomplete="email" autocapitalize="none" spellcheck="false"`,
  order: `type="text" autocomplete="off" autocapitalize="none" spellcheck="false"`,
  code: `type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="12"`,
  name: `type="text" autocomplete="name"`,
  text: `type="text" autocomplete="off"`,
} as const;

function field(page: LookUpPage, name: FieldName, { id, mine, kind, label, hint }: FieldParts): Html {
  const fault = mine ? page.faults.find((one) => one.startsWith(`${name}.`)) : undefined;
  const value = escapeHtml(mine ? page.fields[name] : "");
  const described = [hint === undefined ? "" : `${id}-hint`, fault === undefined ? "" : `${id}-fault`].filter(
    (part) => part !== "",
  );
  const marks = [
    `id="${id}" name="${name}"`,
    described.length === 0 ? "" : `aria-describedby="${described.join(" ")}"`,
    fault === undefined ? "" : `aria-invalid="true"`,
    kind === "name" || kind === "text" ? "" : "required",
  ].join(" ") as Html;
  const control =
    kind === "words"
      ? markup`<textarea ${marks} rows="5">${value}</textarea>`
      : markup`<input ${INPUTS[kind] as Html} ${marks} value="${value}" />`;
  return markup`<div class="field">
    <label for="${escapeHtml(id)}">${text(page, label ?? (name as LookUpWord))}</label>
    ${hint === undefined ? NOTHING : markup`<p class="hint" id="${escapeHtml(`${id}-hint`)}">${text(page, hint)}</p>`}
    ${fault === undefined ? NOTHING : markup`<p class="fault" id="${escapeHtml(`${id}-fault`)}">${text(page, fault)}</p>`}
    ${control}
  </div>`;
}

function faultNote(page: LookUpPage): Html {
  return page.faults.length === 0
    ? NOTHING
    : markup`<p class="fault" role="alert">${text(page, "fault.title")}</p>`;
}

function fold(page: LookUpPage, title: LookUpWord, inside: Html, isOpen: boolean): Html {
  return markup`<details class="fold"${(isOpen ? " open" : "") as Html}>
    <summary>${text(page, title)}</summary>
    ${inside}
  </details>`;
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

function action(language: Language): Html {
  return `${LOOK_UP_PATH}?lang=${language}` as Html;
}

function waitText({ language }: LookUpPage, seconds: number): string {
  return seconds < 120
    ? say(LOOK_UP_WORDS, language, "seconds", { count: seconds })
    : say(LOOK_UP_WORDS, language, "minutes", { count: Math.ceil(seconds / 60) });
}

function lead(page: LookUpPage, key: LookUpWord): Html {
  return markup`<p class="lead">${text(page, key)}</p>`;
}

function text({ language }: LookUpPage, key: LookUpWord): Html {
  return escapeHtml(say(LOOK_UP_WORDS, language, key));
}

function tell({ language }: LookUpPage, key: LookUpWord): string {
  return say(LOOK_UP_WORDS, language, key);
}

function joined(...parts: readonly Html[]): Html {
  return parts.filter((part) => part !== "").join("\n") as Html;
}
