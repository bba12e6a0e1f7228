// Reads the path to a checkout from a file: our own short form, or what the recorder of Chrome's developer tools exports. Pure.

import { fine, refuse, say, type Language, type Outcome } from "../../kernel/index.ts";
import { PAGE_LIMITS, type Step } from "./contract.ts";
import { pageWords } from "./words.ts";

/** Refuses "watch.steps" with the number of the first step that is not understood. */
export function readSteps(text: string, language: Language): Outcome<readonly Step[]> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return wrong(language, 0);
  }
  const given: unknown = isRecord(json) ? json["steps"] : json;
  if (!Array.isArray(given) || given.length > PAGE_LIMITS.stepsMax) return wrong(language, 0);
  const steps: Step[] = [];
  for (const [at, one] of given.entries()) {
    const read = isRecord(one) ? (ownStep(one) ?? recordedStep(one)) : undefined;
    if (read === undefined) return wrong(language, at + 1);
    if (read !== "nothing") steps.push(read);
  }
  return fine(steps);
}

type Fields = Readonly<Record<string, unknown>>;

function ownStep({ open, click, fill, with: words, choose, value, waitFor }: Fields): Step | undefined {
  if (isText(open)) return { open };
  if (isText(click)) return { click };
  if (isText(fill) && isText(words)) return { fill, with: words };
  if (isText(choose) && isText(value)) return { choose, value };
  return isText(waitFor) ? { waitFor } : undefined;
}

/** Chrome's recorder: what only sets the stage (window size, keys let go) is nothing to do. */
function recordedStep(step: Fields): Step | "nothing" | undefined {
  const { type, url, value, selectors } = step;
  if (type === "navigate" && isText(url)) return { open: url };
  if (
    type === "setViewport" ||
    type === "keyUp" ||
    type === "keyDown" ||
    type === "scroll" ||
    type === "hover"
  )
    return "nothing";
  const selector = cssOf(selectors);
  if (selector === undefined) return undefined;
  if (type === "click" || type === "doubleClick") return { click: selector };
  if (type === "change" && isText(value)) return { fill: selector, with: value };
  return type === "waitForElement" ? { waitFor: selector } : undefined;
}

/** The recorder gives several ways to each element; ours is plain CSS. */
function cssOf(selectors: unknown): string | undefined {
  const all: readonly unknown[] = Array.isArray(selectors) ? selectors.flat() : [];
  return all.find((one): one is string => isText(one) && !/^(?:aria|xpath|pierce|text)\//.test(one));
}

const TEXT_CHARS_MAX = 2_000;

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= TEXT_CHARS_MAX;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(language: Language, step: number): Outcome<never> {
  const message = step === 0 ? say(pageWords, language, "steps") : say(pageWords, language, "step", { step });
  return refuse("watch.steps", message, say(pageWords, language, "stepsHint"));
}
