// The look-up's forms: labels, hints and faults tied to their fields, without scripts. Which of them a page shows is page.ts.

import { say, type Language } from "../../kernel/index.ts";
import { escapeHtml, markup, type Html, type ShopCard } from "../answers/page.ts";
import { LOOK_UP_PATH, type LookUpAnswer, type LookUpSign } from "./contract.ts";
import type { FieldFault, FieldName, Fields } from "./form.ts";
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

export const NOTHING = "" as Html;

export function orderForm(page: LookUpPage): Html {
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

export function codeFold(page: LookUpPage, sign: LookUpSign): Html {
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

export function codeForm(page: LookUpPage): Html {
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

export function askForm(page: LookUpPage): Html {
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

function fold(page: LookUpPage, title: LookUpWord, inside: Html, isOpen: boolean): Html {
  return markup`<details class="fold"${(isOpen ? " open" : "") as Html}>
    <summary>${text(page, title)}</summary>
    ${inside}
  </details>`;
}

export function action(language: Language): Html {
  return `${LOOK_UP_PATH}?lang=${language}` as Html;
}

export function lead(page: LookUpPage, key: LookUpWord): Html {
  return markup`<p class="lead">${text(page, key)}</p>`;
}

export function text({ language }: LookUpPage, key: LookUpWord): Html {
  return escapeHtml(say(LOOK_UP_WORDS, language, key));
}

export function joined(...parts: readonly Html[]): Html {
  return parts.filter((part) => part !== "").join("\n") as Html;
}
