// Words of the page of watched files in the reader's language. They come with this page only, so that the first page stays small.

import { say } from "../../../../kernel/words.ts";
import { useSpeech } from "../../ground/language.tsx";
import type { Speech } from "../../ground/speech.ts";
import { watchFilesWords } from "../../words/watch-files.ts";

type FilesPageWord = keyof typeof watchFilesWords;

export interface Telling extends Speech {
  /** As `t`, with the words of this page. */
  readonly w: (key: FilesPageWord, values?: Readonly<Record<string, string | number>>) => string;
  /** A word by a name the API tells; a name of a later version is said as it is. */
  readonly named: (group: "reason", name: string) => string;
}

export function useTelling(): Telling {
  const speech = useSpeech();
  const w: Telling["w"] = (key, values) => say(watchFilesWords, speech.language, key, values);
  return {
    ...speech,
    w,
    named: (group, name) => {
      const key = `${group}.${name}`;
      return Object.hasOwn(watchFilesWords, key) ? w(key as FilesPageWord) : name;
    },
  };
}
