// What an alert says: subject, lines and the webhook's payload, from the alert's facts alone. Pure.

import {
  say,
  sayCrowd,
  sayYen,
  type AttackChange,
  type AttackFacts,
  type Language,
} from "../../kernel/index.ts";
import type { Alert } from "../ports.ts";
import { alertWords } from "./words.ts";

/** Guard events that become alerts. */
export type GuardKind = "worker.lost" | "store.trouble" | "config.refused" | "config.waiting";

/** What is kept in Alert.facts. */
export interface AlertStory {
  readonly attack?: AttackFacts;
  readonly guard?: {
    readonly kind: GuardKind;
    readonly times: number;
    readonly lastAtMs: number;
    readonly details: Readonly<Record<string, string | number>>;
  };
  /** What was told when: rate limits survive a restart with it. */
  readonly tells: readonly { readonly kind: string; readonly atMs: number }[];
}

export interface LetterSettings {
  readonly shopName: string;
  readonly language: Language;
  readonly timezone: string;
  /** The console's address without a final slash. */
  readonly publicUrl: string;
}

const UNTELLING: ReadonlySet<string> = new Set([
  "shop",
  "make-origin",
  "fingerprint",
  "seat",
  "card",
  "email",
]);

export interface Letter {
  readonly subject: string;
  readonly text: string;
  /** The payload for machines, with the same subject and text inside. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** `lastOfDay` is the daily cap when this letter is the last one under it. */
export function writeLetter(
  alert: Alert,
  story: AlertStory,
  change: string,
  settings: LetterSettings,
  lastOfDay: number | null,
): Letter {
  const link = `${settings.publicUrl}/alerts/${alert.id}`;
  const parts =
    story.attack === undefined ? guardParts(story, settings) : attackParts(story.attack, change, settings);
  const tell = teller(settings.language);
  const lines = [
    ...parts.lines,
    "",
    tell(change === "ended" ? "nextOver" : alert.state === "owned" ? "next" : "nextCalled", {
      owner: nameOf(alert.owner, settings.language),
    }),
    link,
    "",
    parts.ending,
    ...(lastOfDay === null ? [] : [tell("lastToday", { cap: lastOfDay })]),
  ];
  const text = `${lines.join("\n").trim()}\n`;
  return {
    subject: parts.subject,
    text,
    payload: {
      type: `alert.${alert.kind}`,
      alertId: alert.id,
      change,
      atMs: alert.changedAtMs,
      shop: settings.shopName,
      link,
      subject: parts.subject,
      text,
      ...(story.attack === undefined ? {} : { attack: story.attack }),
      ...(story.guard === undefined ? {} : { guard: story.guard }),
    },
  };
}

interface Parts {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly ending: string;
}

function attackParts(attack: AttackFacts, change: string, settings: LetterSettings): Parts {
  const { language } = settings;
  const tell = teller(language);
  const number = new Intl.NumberFormat(language === "ja" ? "ja-JP" : "en-GB");
  const values = {
    shop: settings.shopName,
    attempts: number.format(attack.attempts),
    stopped: number.format(attack.stopped),
    reached: number.format(attack.reachedGateway),
    fees: sayYen(attack.feesYen, language),
    saved: sayYen(attack.savedYen, language),
    left: sayYen(attack.budgetLeftYen, language),
    since: sayTime(attack.startedAtMs, settings),
    crowds: telling(attack.crowds)
      .map((crowd) => sayCrowd(crowd, language))
      .join(language === "ja" ? " ／ " : "; "),
  };
  return {
    subject: tell(`subject.${change as AttackChange}`, values),
    lines: [
      tell("what", values),
      ...(values.crowds === "" ? [] : [tell("where", values)]),
      tell("done", values),
      tell(attack.cardsPaused ? "cardsPaused" : attack.budgetLeftYen <= 0 ? "cardsSpent" : "cardsOpen"),
      tell("cost", values),
    ],
    ending: tell(
      change === "ended" ? "over" : change === "budget-spent" || attack.cardsPaused ? "act" : "calm",
    ),
  };
}

function guardParts(story: AlertStory, settings: LetterSettings): Parts {
  const tell = teller(settings.language);
  const kind = story.guard?.kind ?? "store.trouble";
  const values = { shop: settings.shopName, ...story.guard?.details };
  return {
    subject: tell(`guard.${kind}.subject`, values),
    lines: [tell(`guard.${kind}.what`, values), tell(`guard.${kind}.do`, values), tell("guard.cost")],
    ending: "",
  };
}

function teller(language: Language) {
  return (key: keyof typeof alertWords, values: Readonly<Record<string, string | number>> = {}): string =>
    say(alertWords, language, key, values);
}

/** Marks and "the whole shop" tell a reader on a phone nothing; they stand in only when there is nothing else. */
function telling(crowds: AttackFacts["crowds"]): AttackFacts["crowds"] {
  const plain = crowds.filter(({ kind }) => !UNTELLING.has(kind));
  return (plain.length === 0 ? crowds : plain).slice(0, 3);
}

/** "owner:花子" (taken in the console) and "花子" (from the configuration) are the same person to a reader. */
function nameOf(owner: string, language: Language): string {
  return owner === "owner" ? say(alertWords, language, "theOwner") : owner.replace(/^[a-z]+:/, "");
}

function sayTime(atMs: number, { language, timezone }: LetterSettings): string {
  return new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    timeZone: timezone,
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(atMs);
}
