// The ways to say words, money, times, countries and people in one language. Pure; choosing the language is language.tsx.

import { sayYen } from "../../../kernel/money.ts";
import { say, type Language } from "../../../kernel/words.ts";
import { pageWords, type PageWord } from "../words/index.ts";

export interface Speech {
  readonly language: Language;
  readonly t: (key: PageWord, values?: Readonly<Record<string, string | number>>) => string;
  readonly yen: (amount: number) => string;
  readonly count: (amount: number) => string;
  /** "14:05" today, with the date on other days. */
  readonly time: (atMs: number) => string;
  readonly country: (code: string) => string;
  /** "owner:花子" → "花子", "misemori" → "Misemori (by itself)". */
  readonly who: (by: string) => string;
}

export function speechIn(language: Language): Speech {
  const t: Speech["t"] = (key, values) => say(pageWords, language, key, values);
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  const dated = new Intl.DateTimeFormat(locale, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
  const numbers = new Intl.NumberFormat(locale);
  const countries = new Intl.DisplayNames(language, { type: "region", fallback: "code" });
  return {
    language,
    t,
    yen: (amount) => sayYen(amount, language),
    count: (amount) => numbers.format(amount),
    time: (atMs) => {
      const sameDay = new Date(atMs).toDateString() === new Date().toDateString();
      return (sameDay ? clock : dated).format(atMs);
    },
    country: (code) => {
      if (code === "--") return t("country.own");
      return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : t("country.unknown");
    },
    who: (by) => {
      const [kind = "", ...rest] = by.split(":");
      const name = rest.join(":");
      if (by === "misemori") return t("who.misemori");
      // What stands in the configuration until somebody writes a name there.
      if (by === "owner") return t("who.owner");
      if (name === "") return by;
      if (by === "api:this machine") return t("who.machine");
      return kind === "api" ? t("who.api", { name }) : name;
    },
  };
}
