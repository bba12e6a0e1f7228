// The verbs shop, origin and sessions: orders for the whole shop, given to the running guard.

import type { Command } from "commander";
import { originFrom, type SiteView } from "../../gate/index.ts";
import { say } from "../../kernel/index.ts";
import { clean, table } from "../text.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { siteWords } from "./site-words.ts";
import { asking, sayTime, sayWho } from "./live.ts";

type Does = (work: (verb: Verb, ...given: never[]) => VerbEnd) => (...given: unknown[]) => void;
type Word = keyof typeof siteWords;

/** The API's answer to an order. */
interface Done {
  readonly changed: boolean;
  readonly state: SiteView;
}
interface Why {
  readonly why: string;
}

export function siteVerbs(program: Command, does: Does, voice: Voice): void {
  const t = (word: Word): string => say(siteWords, voice.language, word);
  const group = (name: "shop" | "origin" | "sessions"): Command =>
    program
      .command(name)
      .description(t(`verb.${name}`))
      .helpCommand(false)
      .helpOption("-h, --help", t("option.help"));
  const leaf = (parent: Command, name: string, word: Word): Command =>
    parent.command(name).description(t(word)).helpOption("-h, --help", t("option.help"));
  const withWhy = (command: Command): Command => command.option("--why <text>", t("option.why"), "cli");

  const shop = group("shop");
  withWhy(leaf(shop, "stop", "verb.shop.stop"))
    .option("--sentence <text>", t("option.sentence"))
    .action(does((verb, options: Why & { sentence?: string }) => order(verb, "stop", options)));
  withWhy(leaf(shop, "open", "verb.shop.open")).action(
    does((verb, { why }: Why) => order(verb, "open", { why })),
  );
  leaf(shop, "state", "verb.shop.state").action(does((verb) => tellState(verb, stateText)));
  leaf(shop, "pass", "verb.shop.pass").action(does(makePass));

  const origin = group("origin");
  withWhy(leaf(origin, "block <origin>", "verb.origin.block"))
    .option("--hours <n>", t("option.hours"))
    .option("--confirm", t("option.confirm"))
    .action(does(block));
  withWhy(leaf(origin, "unblock <origin>", "verb.origin.unblock")).action(
    does((verb, text: string, { why }: Why) => order(verb, "unblock", { ...originFrom(text), why })),
  );
  leaf(origin, "list", "verb.origin.list").action(does((verb) => tellState(verb, blocksText)));

  withWhy(leaf(group("sessions"), "end", "verb.sessions.end")).action(
    does((verb, { why }: Why) => order(verb, "sessions/end", { why })),
  );
}

async function block(
  verb: Verb,
  text: string,
  options: Why & { readonly hours?: string; readonly confirm?: boolean },
): VerbEnd {
  const hours = options.hours === undefined ? undefined : Number(options.hours);
  if (hours !== undefined && !(Number.isInteger(hours) && hours >= 1 && hours <= 8_760)) {
    const message = say(siteWords, verb.voice.language, "badHours");
    const hint = say(siteWords, verb.voice.language, "badHours.hint");
    return verb.voice.fail({ code: "usage.number", message, hint }, EXIT.usage);
  }
  const untilMs = hours === undefined ? {} : { untilMs: verb.deps.clock.nowMs() + hours * 3_600_000 };
  const confirm = options.confirm === true;
  return order(verb, "block", { ...originFrom(text), why: options.why, confirm, ...untilMs });
}

function order(verb: Verb, act: string, body: object): VerbEnd {
  return asking<Done>(
    verb,
    (guard) => guard.post(`/v1/site/${act}`, body),
    ({ changed, state }, timezone) => {
      const said = changed ? [] : [say(siteWords, verb.voice.language, "unchanged")];
      return [...said, stateText(verb.voice, state, timezone)].join("\n");
    },
  );
}

function tellState(verb: Verb, people: (voice: Voice, state: SiteView, timezone: string) => string): VerbEnd {
  return asking<SiteView>(
    verb,
    (guard) => guard.get("/v1/site"),
    (state, timezone) => people(verb.voice, state, timezone),
  );
}

function makePass(verb: Verb): VerbEnd {
  return asking<{ readonly url: string }>(
    verb,
    (guard) => guard.post("/v1/site/pass", {}),
    ({ url }) => `${say(siteWords, verb.voice.language, "link")}\n  ${url}`,
  );
}

function stateText(voice: Voice, state: SiteView, timezone: string): string {
  const t = (word: Word, values: Record<string, string | number> = {}): string =>
    say(siteWords, voice.language, word, values);
  const by = (one: { readonly by: string; readonly why: string; readonly atMs: number }): string =>
    t("by", {
      at: sayTime(one.atMs, voice.language, timezone),
      by: sayWho(voice, one.by),
      why: clean(one.why),
    });
  const { shop, blocks, sessions } = state;
  const lines = [t(shop.state === "stopped" ? "shopStopped" : "shopOpen")];
  if (shop.atMs > 0) lines.push(`  ${by(shop)}`);
  if (!state.readable) lines.push(t("unreadable"));
  lines.push(t("blocked", { count: blocks.length }));
  if (sessions !== null) {
    lines.push(t("sessionsEnded", { cookies: state.sessionCookies.join(", ") }), `  ${by(sessions)}`);
    if (state.tokens === "not-covered") lines.push(t("tokensLeft"));
  }
  return lines.join("\n");
}

function blocksText(voice: Voice, { blocks }: SiteView, timezone: string): string {
  const t = (word: Word): string => say(siteWords, voice.language, word);
  if (blocks.length === 0) return t("noneBlocked");
  const time = (atMs: number): string => sayTime(atMs, voice.language, timezone);
  return table(
    (["origin", "since", "until", "why"] as const).map((word) => ({ title: t(word) })),
    blocks.map(({ kind, value, atMs, untilMs, why }) => [
      kind === "asn" ? `AS${value}` : value,
      time(atMs),
      untilMs === null ? t("forever") : time(untilMs),
      why,
    ]),
  );
}
