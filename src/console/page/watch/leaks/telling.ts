// Words, days and names of the page about leaked lists in one language and the shop's own calendar. The words come with this page
// only, so that the first page stays small. Pure; choosing the language is use-telling.ts.

import { say } from "../../../../kernel/words.ts";
import type { Speech } from "../../ground/speech.ts";
import { watchLeaksWords } from "../../words/watch-leaks.ts";

export type LeakWord = keyof typeof watchLeaksWords;
/** Its customers are the guard's own; known to the API by this name. */
export const DECOY = "decoy";

export interface LeakTelling extends Speech {
  readonly w: (key: LeakWord, values?: Readonly<Record<string, string | number>>) => string;
  /** "3月10日"; with the year when it is not this one. */
  readonly day: (atMs: number) => string;
  readonly moment: (atMs: number) => string;
  readonly system: (name: string) => string;
}

export function leakTelling(speech: Speech, timeZone: string, nowMs: number): LeakTelling {
  const { language } = speech;
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const written = (atMs: number, more: Intl.DateTimeFormatOptions): string => {
    const year = new Intl.DateTimeFormat("en", { year: "numeric", timeZone });
    const ofYear = year.format(atMs) === year.format(nowMs) ? {} : ({ year: "numeric" } as const);
    const month = language === "ja" ? "long" : "short";
    return new Intl.DateTimeFormat(locale, { ...ofYear, month, day: "numeric", timeZone, ...more }).format(
      atMs,
    );
  };
  const w: LeakTelling["w"] = (key, values) => say(watchLeaksWords, language, key, values);
  return {
    ...speech,
    w,
    day: (atMs) => written(atMs, {}),
    moment: (atMs) => written(atMs, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    system: (name) => (name === DECOY ? w("system.decoy") : name),
  };
}

/** A word by a name the API tells; a name of a later version is shown as it came. */
export function wordOr({ w }: LeakTelling, key: string, otherwise: string): string {
  return Object.hasOwn(watchLeaksWords, key) ? w(key as LeakWord) : otherwise;
}
