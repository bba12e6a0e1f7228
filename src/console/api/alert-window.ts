// From when to when somebody may have been inside, as far as the alert knows that an incident is opened from: a watched file was last
// as approved and then seen changed, or planted customers tell when a list was taken.

import { storyOf, type AlertStory } from "../../desk/index.ts";
import { say, type Language } from "../../kernel/index.ts";
import { openingWords } from "../incident-words.ts";

export interface AlertWindow {
  readonly fromMs: number | null;
  readonly toMs: number;
  readonly how: string;
}

/** Null when the alert tells none. `facts`: the alert's own JSON. */
export function windowOfAlert(alert: { readonly facts: string }, language: Language): AlertWindow | null {
  const { raised } = storyOf(alert);
  return raised === undefined ? null : (leakWindow(raised, language) ?? fileWindow(raised));
}

type Raised = NonNullable<AlertStory["raised"]>;

function leakWindow({ facts }: Raised, language: Language): AlertWindow | null {
  const { windowFromMs, windowToMs, system } = facts;
  if (typeof windowFromMs !== "number" || typeof windowToMs !== "number") return null;
  const how = say(openingWords, language, "window", { system: String(system ?? "–") });
  return { fromMs: windowFromMs, toMs: windowToMs, how };
}

function fileWindow({ kind, facts }: Raised): AlertWindow | null {
  const { firstSeenMs, lastCleanMs, path } = facts;
  if (!kind.startsWith("watch-") || typeof firstSeenMs !== "number") return null;
  const fromMs = typeof lastCleanMs === "number" && lastCleanMs <= firstSeenMs ? lastCleanMs : null;
  return { fromMs, toMs: firstSeenMs, how: typeof path === "string" ? path : "" };
}
