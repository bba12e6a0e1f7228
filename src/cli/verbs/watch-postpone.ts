// `watch postpone` and `watch updated`: decisions about updates, with who, why and until when.

import type { Command } from "commander";
import { say } from "../../kernel/index.ts";
import { clean } from "../text.ts";
import { needConfig, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { watchUpdateWords, type WatchUpdateWord } from "../watch-update-words.ts";
import { byOf } from "./incident.ts";

interface PostponeOptions {
  readonly why?: string;
  readonly until?: string;
  readonly by?: string;
}

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;

export function addWatchPostpone(watch: Command, does: Does, voice: Voice): void {
  const t = (key: WatchUpdateWord): string => say(watchUpdateWords, voice.language, key);
  watch
    .command("postpone")
    .description(t("verb.postpone"))
    .helpOption("-h, --help", voice.tell("option.help"))
    .argument("<component>", t("argument.component"))
    .option("--why <text>", t("option.why"))
    .option("--until <day>", t("option.until"))
    .option("--by <name>", t("option.by"))
    .action(does(postpone));
  watch
    .command("updated")
    .description(t("verb.updated"))
    .helpOption("-h, --help", voice.tell("option.help"))
    .requiredOption("--what <component>", t("option.what"))
    .option("--by <name>", t("option.by"))
    .action(does(updated));
}

/** Names and reasons stand in tables and alerts. */
const TEXT_MAX = 200;
const DAY_MS = 86_400_000;
const YEAR_DAYS = 366;

async function postpone(verb: Verb, component: string, options: PostponeOptions): VerbEnd {
  const { deps, voice } = verb;
  const why = (options.why ?? "").trim();
  if (why === "" || options.until === undefined) return refuse(voice, "needWhy", "needWhyHint");
  if (!isName(component) || why.length > TEXT_MAX) return refuse(voice, "badName", "badNameHint");
  const untilMs = endOfDayMs(options.until, Date.now());
  if (untilMs === null) return refuse(voice, "badDay", "badDayHint", { day: clean(options.until, 40) });
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const by = options.by ?? byOf();
  const { recordsFolder } = loaded;
  const done = await deps.acts.postponeUpdate({
    recordsFolder,
    component,
    why,
    by,
    untilMs,
    language: voice.language,
  });
  if (!done.ok) return voice.fail(done);
  const told = { component: clean(component), why: clean(why), by: clean(by), until: options.until };
  voice.result({ component, why, by, untilMs }, tell(voice, "postponed", told));
  return EXIT.fine;
}

async function updated(verb: Verb, options: { readonly what: string; readonly by?: string }): VerbEnd {
  const { deps, voice } = verb;
  const { what } = options;
  if (!isName(what)) return refuse(voice, "badName", "badNameHint");
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const by = options.by ?? byOf();
  const { recordsFolder } = loaded;
  const done = await deps.acts.tickUpdate({ recordsFolder, what, by, language: voice.language });
  if (!done.ok) return voice.fail(done);
  voice.result({ what, by }, tell(voice, "updated", { what: clean(what), by: clean(by) }));
  return EXIT.fine;
}

/** The machine's own midnight after that day; null for what is no day, over, or more than a year away. */
export function endOfDayMs(day: string, nowMs: number): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (found === null) return null;
  const [year, month, date] = found.slice(1).map(Number) as [number, number, number];
  const start = new Date(year, month - 1, date);
  if (start.getMonth() !== month - 1 || start.getDate() !== date) return null;
  const endMs = new Date(year, month - 1, date + 1).getTime() - 1;
  return endMs < nowMs || endMs > nowMs + YEAR_DAYS * DAY_MS ? null : endMs;
}

function isName(name: string): boolean {
  return name.trim() !== "" && name.length <= TEXT_MAX;
}

function refuse(
  voice: Voice,
  key: WatchUpdateWord,
  hint: WatchUpdateWord,
  values: Readonly<Record<string, string>> = {},
): number {
  const told = { code: "usage.options", message: tell(voice, key, values), hint: tell(voice, hint) };
  return voice.fail(told, EXIT.usage);
}

function tell(voice: Voice, key: WatchUpdateWord, values: Readonly<Record<string, string>> = {}): string {
  return say(watchUpdateWords, voice.language, key, values);
}
