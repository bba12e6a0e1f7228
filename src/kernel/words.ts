// The catalogue's grammar: every sentence a person reads stands in a room's words.ts in Japanese and English.

export type Language = "ja" | "en";
export const LANGUAGES: readonly Language[] = ["ja", "en"];

export type Words = Readonly<Record<string, { readonly ja: string; readonly en: string }>>;

/** Says `key` in `language`, filling `{name}` from `values`. A missing value shows as the bare name, never throws. */
export function say<W extends Words>(
  words: W,
  language: Language,
  key: keyof W & string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const entry = words[key];
  if (entry === undefined) return key;
  return entry[language].replace(/\{([a-zA-Z]{1,40})\}/g, (_, name: string) => String(values[name] ?? name));
}

/** The better of the two languages for an Accept-Language header; Japanese when it says neither. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  const ranges = (acceptLanguage ?? "").slice(0, 200).toLowerCase().split(",");
  let best: { language: Language; weight: number } = { language: "ja", weight: 0 };
  for (const range of ranges) {
    const [tag = "", ...parameters] = range.trim().split(";");
    const q = parameters.find((p) => p.trim().startsWith("q="));
    const weight = q === undefined ? 1 : Number(q.trim().slice(2)) || 0;
    const language = tag.startsWith("ja") ? "ja" : tag.startsWith("en") ? "en" : undefined;
    if (language !== undefined && weight > best.weight) best = { language, weight };
  }
  return best.language;
}
