// What `misemori canary plant` is asked for, read from its options and the configuration: for a file and for a shop alike.

import { PLANT_COUNT_MAX, weekOf, type PlantWish } from "../../canary/index.ts";
import { say } from "../../kernel/index.ts";
import { canaryCliWords, type CanaryCliWord } from "../canary-words.ts";
import { clean } from "../text.ts";
import { needConfig, numberFrom, type Verb } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";

export interface WishOptions {
  readonly system: string;
  readonly period?: string;
  readonly count: string;
  readonly domain?: string;
  readonly mailbox?: string;
  readonly telephone: string;
}

export interface ReadWish {
  readonly recordsFolder: string;
  /** The shop system of the configuration. */
  readonly preset: string;
  readonly wish: Omit<PlantWish, "nowMs">;
}

const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/i;
const BOX = /^[\w.-]{1,40}$/;
/** Of a system's and a period's name: they stand in tables and sentences. */
const NAME_MAX = 60;

/** The exit code after having said what is wrong. */
export async function wishFrom(verb: Verb, options: WishOptions): Promise<ReadWish | number> {
  const { deps, voice } = verb;
  const count = numberFrom(options.count, "--count", [1, PLANT_COUNT_MAX], voice);
  if (typeof count !== "number") return count.exit;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const telephone = (["unassigned", "none"] as const).find((one) => one === options.telephone);
  if (telephone === undefined) return badOption(voice, "--telephone", options.telephone, "unassigned, none");
  const at = placeFrom(options, loaded.config.canary);
  if (at === null)
    return badOption(
      voice,
      "--domain | --mailbox",
      options.domain ?? options.mailbox ?? "",
      "leak.example.jp | name@shop.example.jp",
    );
  const period = options.period ?? weekOf(deps.clock.nowMs(), loaded.config.shop.timezone);
  for (const [name, value] of [
    ["--system", options.system],
    ["--period", period],
  ] as const)
    if (value.trim() === "" || value.length > NAME_MAX || clean(value) !== value)
      return badOption(voice, name, value, `1–${NAME_MAX}`);
  return {
    recordsFolder: loaded.recordsFolder,
    preset: loaded.config.platform.preset,
    wish: { system: options.system.trim(), period: period.trim(), count, at, telephone },
  };
}

export function badOption(voice: Voice, name: string, value: string, allowed: string): number {
  const message = tellCanary(voice, "badOption", { name, value: clean(value, 80) });
  return voice.fail(
    { code: "usage.canary", message, hint: tellCanary(voice, "badOption.hint", { allowed }) },
    EXIT.usage,
  );
}

export function tellCanary(
  voice: Voice,
  key: CanaryCliWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(canaryCliWords, voice.language, key, values);
}

/** Where canaries' mail is taken by configuration, unless the command says otherwise. */
function placeFrom(
  asked: WishOptions,
  { domains, mailboxes }: { readonly domains: readonly string[]; readonly mailboxes: readonly string[] },
): PlantWish["at"] | null {
  const isAsked = asked.domain !== undefined || asked.mailbox !== undefined;
  const domain = isAsked ? asked.domain : domains[0];
  const mailbox = isAsked || domain !== undefined ? asked.mailbox : mailboxes[0];
  if (domain !== undefined) return mailbox === undefined && DOMAIN.test(domain) ? { domain } : null;
  const [box = "", host = "", ...more] = (mailbox ?? "").split("@");
  return more.length === 0 && BOX.test(box) && DOMAIN.test(host) ? { mailbox: `${box}@${host}` } : null;
}
