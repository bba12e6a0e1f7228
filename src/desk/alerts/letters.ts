// What an alert says: subject, lines and the webhook's payload, from the alert's facts alone. Pure. Other rooms' kinds of
// alerts are in kinds.ts.

import {
  say,
  sayCrowd,
  sayYen,
  type AttackChange,
  type AttackFacts,
  type Language,
} from "../../kernel/index.ts";
import type { Alert } from "../ports.ts";
import type { Tell, Turn } from "./duty.ts";
import { raisedParts, type Raised } from "./kinds.ts";
import { sayTime, type LetterSettings, type Parts } from "./parts.ts";
import { bareName } from "./sheet.ts";
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
  /** What another room said. */
  readonly raised?: Raised;
}

/** What this one message is, beside what the alert says. */
export interface LetterOccasion {
  /** Whose turn it is, and whose it was before. */
  readonly turn?: Turn | undefined;
  readonly before?: Turn | undefined;
  readonly tell: Pick<Tell, "kind" | "stage">;
  readonly link: string;
  /** The alert's first message. */
  readonly isFirst: boolean;
  /** Nobody will be reminded of it after this. */
  readonly isLast: boolean;
  /** The daily cap when this is the last message under it. */
  readonly cap: number | null;
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

/** Alert.facts read back. What this version cannot read is empty. */
export function storyOf(alert: { readonly facts: string }): AlertStory {
  try {
    return (JSON.parse(alert.facts) as AlertStory | null) ?? {};
  } catch {
    return {};
  }
}

export function writeLetter(
  alert: Alert,
  story: AlertStory,
  settings: LetterSettings,
  occasion: LetterOccasion,
): Letter {
  const { tell: told, link, cap } = occasion;
  const stage = told.stage.split("@")[0] ?? "";
  const change = story.attack !== undefined && occasion.isFirst && stage !== "ended" ? "began" : stage;
  const parts = partsOf(story, change, settings);
  const tell = teller(settings.language);
  const nudge = told.kind === "news" ? "" : tell(`subject.${told.kind}`);
  const subject = `${nudge}${parts.subject}`;
  const owner = nameOf(alert.owner, settings.language);
  const lines = [
    ...turnLines(occasion, settings.language),
    ...parts.lines,
    "",
    tell(change === "ended" ? "nextOver" : alert.state === "owned" ? "next" : "nextCalled", { owner }),
    link,
    "",
    parts.ending,
    ...(occasion.isLast ? [tell("lastRepeat")] : []),
    ...(cap === null ? [] : [tell("lastToday", { cap })]),
  ];
  const text = `${lines.join("\n").trim()}\n`;
  return {
    subject,
    text,
    payload: {
      type: `alert.${alert.kind}`,
      alertId: alert.id,
      change,
      told: told.kind,
      owner: alert.owner,
      atMs: alert.changedAtMs,
      shop: settings.shopName,
      link,
      subject,
      text,
      ...story,
    },
  };
}

/** The alert as it stands, for a page: no greeting, no link. */
export function writeNotice(
  alert: Alert,
  story: AlertStory,
  settings: LetterSettings,
): { readonly subject: string; readonly lines: readonly string[] } {
  const change = story.attack?.change ?? "";
  const { subject, lines, ending } = partsOf(story, change, settings);
  // The page names the shop itself.
  const bare = subject.split("｜")[0]?.split(" | ")[0] ?? subject;
  return { subject: bare, lines: [...lines, ...(ending === "" || alert.state === "closed" ? [] : [ending])] };
}

/** Why this person hears of it now, when he was not the first to be asked. */
function turnLines({ turn, before, tell: told }: LetterOccasion, language: Language): readonly string[] {
  const tell = teller(language);
  if (told.kind !== "news") return [tell(`why.${told.kind}`), ""];
  if (turn === undefined || before === undefined || turn.why === "raised" || turn.why === "taken") return [];
  return [tell(`why.${turn.why}`, { before: nameOf(before.person, language) }), ""];
}

function partsOf(story: AlertStory, change: string, settings: LetterSettings): Parts {
  if (story.attack !== undefined) return attackParts(story.attack, change, settings);
  return story.guard !== undefined ? guardParts(story.guard, settings) : raisedParts(story.raised, settings);
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

function guardParts({ kind, details }: NonNullable<AlertStory["guard"]>, settings: LetterSettings): Parts {
  const tell = teller(settings.language);
  const values = { shop: settings.shopName, ...details };
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
  return owner === "owner" ? say(alertWords, language, "theOwner") : bareName(owner);
}
