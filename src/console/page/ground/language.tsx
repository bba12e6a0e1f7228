// Which language the page speaks, chosen once and kept on this device.

import { createContext, use, useEffect, useMemo, useState, type ReactNode } from "react";
import { MisemoriError } from "../../../kernel/errors.ts";
import type { Language } from "../../../kernel/words.ts";
import { speechIn, type Speech } from "./speech.ts";

interface LanguageChoice extends Speech {
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);
const KEPT_AS = "misemori-language";

/** The language chosen earlier on this device; Japanese at first. */
export function keptLanguage(): Language {
  return localStorage.getItem(KEPT_AS) === "en" ? "en" : "ja";
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(keptLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo<LanguageChoice>(
    () => ({
      ...speechIn(language),
      choose: (chosen) => {
        localStorage.setItem(KEPT_AS, chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

export function useSpeech(): LanguageChoice {
  const choice = use(LanguageContext);
  if (choice === null)
    throw new MisemoriError("bug.language", "LanguageProvider is missing", "please report this");
  return choice;
}
