// Names from the watch in the reader's words; a name without words is said as it is.

import type { Speech } from "../ground/speech.ts";
import { watchWords } from "../words/watch.ts";

export function tellName(
  { t }: Speech,
  group: "change" | "guise" | "trouble" | "whyNot",
  name: string,
): string {
  const key = `watch.${group}.${name}`;
  return Object.hasOwn(watchWords, key) ? t(key as keyof typeof watchWords) : name;
}
