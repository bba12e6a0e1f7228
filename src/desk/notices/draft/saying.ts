// How drafts are put together: a sentence of the catalogue, a day as people write it, a list of items; and what kind of matter
// it is. Holds no paper.

import { say, type Language } from "../../../kernel/index.ts";
import type { Item } from "../../scope/contract.ts";
import type { Day, NoticeClass, NoticeFacts } from "../contract.ts";
import { letterWords } from "./letter-words.ts";
import { publicWords } from "./public-words.ts";

const draftWords = { ...letterWords, ...publicWords };
/** Filled in for each person when the paper is made for them. */
const LATER = { name: "{{name}}", orders: "{{orders}}" } as const;
export type DraftWord = keyof typeof draftWords;

export interface Saying {
  readonly facts: NoticeFacts;
  readonly language: Language;
  readonly tell: (key: DraftWord, values?: Readonly<Record<string, string | number>>) => string;
  readonly day: (day: Day) => string;
  readonly number: (count: number) => string;
  readonly items: (items: readonly Item[]) => string;
}

export function sayingOf(facts: NoticeFacts, language: Language): Saying {
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const tell: Saying["tell"] = (key, values) => say(draftWords, language, key, { ...LATER, ...values });
  return {
    facts,
    language,
    tell,
    day: (day) => days.format(Date.parse(day)),
    number: (count) => count.toLocaleString(locale),
    items: (items) => {
      const names = items.map((item) => tell(`item.${item}`));
      return language === "ja"
        ? names.join("、")
        : names.join(", ").replace(/^./, (first) => first.toUpperCase());
    },
  };
}

export type Matter = "card" | "data" | "email";

const CARD_ITEMS: ReadonlySet<Item> = new Set(["card-number", "expiry", "security-code", "holder", "track"]);

/** What the reader has to fear, by the items at risk for his class. */
export function matterOf(facts: NoticeFacts, of: NoticeClass): Matter {
  const items = facts.items[of];
  if (items.some((item) => CARD_ITEMS.has(item)) || (items.length === 0 && facts.type === "card-leak"))
    return "card";
  const onlyMail = items.length > 0 && items.every((item) => item === "email");
  return onlyMail || (items.length === 0 && facts.type === "email-leak") ? "email" : "data";
}

/** Lines as a text; empty ones part the paragraphs, two in a row are one. */
export function joined(lines: readonly (string | null)[]): string {
  const kept = lines.filter((line) => line !== null);
  return `${kept
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim()}\n`;
}
