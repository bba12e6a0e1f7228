// `misemori canary plant`, `list` and `retire`: customers that watch a list, written as the shop's own import file, and the register
// of where they lie.

import {
  PLANT_COUNT_MAX,
  PLANT_ENCODINGS,
  PLANT_FORMATS,
  weekOf,
  type PlantedCanary,
  type PlantWish,
} from "../../canary/index.ts";
import { say } from "../../kernel/index.ts";
import { canaryCliWords, type CanaryCliWord } from "../canary-words.ts";
import { clean, table } from "../text.ts";
import { needConfig, numberFrom, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { byOf } from "./incident.ts";
import { toNewFile } from "./new-file.ts";

export interface PlantOptions {
  readonly system: string;
  readonly period?: string;
  readonly count: string;
  readonly out: string;
  readonly format?: string;
  readonly encoding: string;
  readonly domain?: string;
  readonly mailbox?: string;
  readonly telephone: string;
}

const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/i;
const BOX = /^[\w.-]{1,40}$/;
/** Of a system's and a period's name: they stand in tables and sentences. */
const NAME_MAX = 60;

export async function plantVerb(verb: Verb, options: PlantOptions): VerbEnd {
  const { deps, voice } = verb;
  const count = numberFrom(options.count, "--count", [1, PLANT_COUNT_MAX], voice);
  if (typeof count !== "number") return count.exit;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { preset } = loaded.config.platform;
  const wanted = options.format ?? PLANT_FORMATS.find((one) => one === preset) ?? "generic";
  const format = PLANT_FORMATS.find((one) => one === wanted);
  if (format === undefined) return badOption(voice, "--format", wanted, PLANT_FORMATS.join(", "));
  const encoding = PLANT_ENCODINGS.find((one) => one === options.encoding);
  if (encoding === undefined)
    return badOption(voice, "--encoding", options.encoding, PLANT_ENCODINGS.join(", "));
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
  const wish = { system: options.system.trim(), period: period.trim(), count, at, telephone };
  const { recordsFolder } = loaded;
  const done = await deps.acts.plantCanaries({
    recordsFolder,
    wish,
    format,
    encoding,
    by: byOf(),
    language: voice.language,
  });
  if (!done.ok) return voice.fail(done);
  const file = pathFrom(deps, options.out);
  return toNewFile(verb, file, async (write) => {
    await write(done.value.csv);
    const { canaries } = done.value;
    voice.result(
      { file, format, encoding, canaries },
      tell(voice, "planted", { system: wish.system, period: wish.period, count: canaries.length, file }),
    );
    return EXIT.fine;
  });
}

export async function listVerb(verb: Verb, { addresses }: { readonly addresses?: boolean }): VerbEnd {
  const { deps, voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const done = await deps.acts.listCanaries({ recordsFolder: loaded.recordsFolder });
  if (!done.ok) return voice.fail(done);
  const canaries = done.value;
  if (addresses === true) {
    voice.result(
      { addresses: canaries.map(({ address }) => address) },
      canaries.map(({ address }) => address).join("\n"),
    );
    return EXIT.fine;
  }
  voice.result(
    { canaries },
    canaries.length === 0 ? tell(voice, "none") : canaryTable(voice, canaries, loaded.config.shop.timezone),
  );
  return EXIT.fine;
}

export interface RetireOptions {
  readonly system?: string;
  readonly period?: string;
}

/** One by its id, or all of a system's period. */
export async function retireVerb(verb: Verb, id: string | undefined, of: RetireOptions): VerbEnd {
  const { deps, voice } = verb;
  const { system, period } = of;
  const set = system === undefined || period === undefined ? undefined : { system, period };
  const isMixed = id === undefined ? set === undefined : (system ?? period) !== undefined;
  if (isMixed) return badOption(voice, "retire", id ?? "", "<id> | --system … --period …");
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { recordsFolder } = loaded;
  const wish = set ?? { id: id ?? "" };
  const done = await deps.acts.retireCanaries({ recordsFolder, wish, by: byOf() });
  if (!done.ok) return voice.fail(done);
  const name = id ?? `${set?.system} ${set?.period}`;
  const count = done.value;
  if (count === 0) {
    const message = tell(voice, "unknown", { id: clean(name, 140) });
    return voice.fail({ code: "canary.unknown", message, hint: tell(voice, "unknown.hint") }, EXIT.usage);
  }
  voice.result(
    { ...wish, retired: true, count },
    set === undefined
      ? tell(voice, "retired", { id: name })
      : tell(voice, "retired.set", { set: clean(name, 140), count }),
  );
  return EXIT.fine;
}

/** Where canaries' mail is taken by configuration, unless the command says otherwise. */
function placeFrom(
  asked: PlantOptions,
  { domains, mailboxes }: { readonly domains: readonly string[]; readonly mailboxes: readonly string[] },
): PlantWish["at"] | null {
  const isAsked = asked.domain !== undefined || asked.mailbox !== undefined;
  const domain = isAsked ? asked.domain : domains[0];
  const mailbox = isAsked || domain !== undefined ? asked.mailbox : mailboxes[0];
  if (domain !== undefined) return mailbox === undefined && DOMAIN.test(domain) ? { domain } : null;
  const [box = "", host = "", ...more] = (mailbox ?? "").split("@");
  return more.length === 0 && BOX.test(box) && DOMAIN.test(host) ? { mailbox: `${box}@${host}` } : null;
}

function canaryTable(voice: Voice, canaries: readonly PlantedCanary[], zone: string): string {
  const day = (ms: number): string =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();
  const heads = (
    ["head.id", "head.system", "head.period", "head.planted", "head.retired", "head.address"] as const
  ).map((key) => ({ title: tell(voice, key) }));
  return table(
    heads,
    canaries.map(({ id, system, period, plantedAtMs, retiredAtMs, address }) => [
      id,
      system,
      period,
      day(plantedAtMs),
      retiredAtMs === null ? "" : day(retiredAtMs),
      address,
    ]),
  );
}

function badOption(voice: Voice, name: string, value: string, allowed: string): number {
  const message = tell(voice, "badOption", { name, value: clean(value, 80) });
  return voice.fail(
    { code: "usage.canary", message, hint: tell(voice, "badOption.hint", { allowed }) },
    EXIT.usage,
  );
}

function tell(
  voice: Voice,
  key: CanaryCliWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return say(canaryCliWords, voice.language, key, values);
}
