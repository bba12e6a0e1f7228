// Words of the notice pages in the reader's language. They come with these pages only, so that the first page stays small.

import { useContext } from "react";
import { say } from "../../../kernel/words.ts";
import { useSpeech } from "../ground/language.tsx";
import type { Speech } from "../ground/speech.ts";
import { tellMoment } from "../incidents/moments.ts";
import { inquiriesWords } from "../words/inquiries.ts";
import { noticeFactsWords } from "../words/notice-facts.ts";
import { noticesWords } from "../words/notices.ts";
import { sendingWords } from "../words/sending.ts";
import { ShopClockZone } from "./shop-clock.tsx";

const telling = { ...noticesWords, ...noticeFactsWords, ...sendingWords, ...inquiriesWords };
export type TellingWord = keyof typeof telling;

export interface Telling extends Speech {
  /** The shop's own; `time` tells moments in it. */
  readonly timeZone: string;
  /** As `t`, with the words of these pages. */
  readonly w: (key: TellingWord, values?: Readonly<Record<string, string | number>>) => string;
}

export function useTelling(): Telling {
  const speech = useSpeech();
  const timeZone = useContext(ShopClockZone);
  return {
    ...speech,
    timeZone,
    time: (atMs) => tellMoment(speech, atMs, timeZone),
    w: (key, values) => say(telling, speech.language, key, values),
  };
}

/** A word by a name the API tells; a name of a later version is shown as it came. */
export function wordOr({ w }: Telling, key: string, otherwise: string): string {
  return Object.hasOwn(telling, key) ? w(key as TellingWord) : otherwise;
}
