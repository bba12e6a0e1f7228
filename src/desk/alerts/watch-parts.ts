// What an alert about the shop's files says: which file, why, since when, and what to leave alone. Pure.

import { say } from "../../kernel/index.ts";
import { sayTime, type LetterSettings, type Parts } from "./parts.ts";
import { watchAlertWords } from "./watch-words.ts";

type Facts = Readonly<Record<string, string | number | boolean | null>>;
type Key = keyof typeof watchAlertWords;

const KINDS = ["watch-malicious", "watch-script", "watch-unapproved", "watch-blind"] as const;
/** A phone's lock screen shows about this much. */
const TEXT_MAX = 160;

/** Undefined: an alert of something else. */
export function watchParts(kind: string, facts: Facts, settings: LetterSettings): Parts | undefined {
  const known = KINDS.find((one) => one === kind);
  if (known === undefined) return undefined;
  const { language, shopName: shop } = settings;
  const values = {
    shop,
    tree: plain(facts["tree"]),
    path: plain(facts["path"]) || "–",
    count: plain(facts["count"]),
    window: plain(facts["window"]),
    reason: reasonOf(facts, settings),
  };
  const tell = (key: Key, more: Readonly<Record<string, string>> = {}): string =>
    say(watchAlertWords, language, key, { ...values, ...more });
  const isRules = known === "watch-blind" && facts["reason"] === "rules";
  const isWindow = known === "watch-unapproved" && values.window !== "";
  const why = plain(facts["why"]);
  return {
    subject: tell(isRules ? "watch-rules.subject" : `${known}.subject`),
    lines: [
      tell(isWindow ? "watch-window.what" : isRules ? "watch-rules.what" : `${known}.what`),
      ...(why === "" ? [] : [tell("why", { why })]),
      ...(known !== "watch-blind" && known !== "watch-unapproved" && Number(facts["count"]) > 1
        ? [tell("several")]
        : []),
      ...(known === "watch-blind" ? [] : [tell("seen", timesOf(facts, settings))]),
      tell(isRules ? "watch-rules.do" : `${known}.do`),
    ],
    ending: "",
  };
}

function timesOf(facts: Facts, settings: LetterSettings): Record<string, string> {
  const time = (name: string): string => {
    const atMs = facts[name];
    return typeof atMs === "number" ? sayTime(atMs, settings) : "–";
  };
  return { first: time("firstSeenMs"), clean: time("lastCleanMs"), written: time("writtenMs") };
}

function reasonOf(facts: Facts, { language }: LetterSettings): string {
  const key = `reason.${plain(facts["reason"])}`;
  return Object.hasOwn(watchAlertWords, key) ? say(watchAlertWords, language, key as Key) : "–";
}

/** One line without control characters: a file's name is chosen by whoever put it there. */
function plain(value: string | number | boolean | null | undefined): string {
  const text = String(value ?? "").replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ");
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX - 1)}…` : text;
}
