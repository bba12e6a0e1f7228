// What every kind of alert gives to a message, and how times are said in it.

import type { Language } from "../../kernel/index.ts";

export interface LetterSettings {
  readonly shopName: string;
  readonly language: Language;
  readonly timezone: string;
  /** The console's address without a final slash. */
  readonly publicUrl: string;
}

export interface Parts {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly ending: string;
}

export function sayTime(
  atMs: number,
  { language, timezone }: Pick<LetterSettings, "language" | "timezone">,
): string {
  return new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    timeZone: timezone,
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(atMs);
}
