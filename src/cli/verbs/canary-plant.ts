// `misemori canary plant`, `list` and `retire`: customers that watch a list, written as the shop's own import file or put straight
// into the shop, and the register of where they lie.

import { PLANT_ENCODINGS, PLANT_FORMATS, type PlantedCanary, type RetireWish } from "../../canary/index.ts";
import { clean, table } from "../text.ts";
import { needConfig, pathFrom, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { placeVerb, removeVerb, type PlaceOptions, type RemoveOptions } from "./canary-place.ts";
import { badOption, tellCanary as tell, wishFrom } from "./canary-wish.ts";
import { byOf } from "./incident.ts";
import { toNewFile } from "./new-file.ts";

export interface PlantOptions extends PlaceOptions {
  readonly out?: string;
  readonly place?: string;
  readonly encoding: string;
}

/** Into a file for the shop's own import, or straight into the shop. */
export async function plantVerb(verb: Verb, options: PlantOptions): VerbEnd {
  const { voice } = verb;
  const { out, place } = options;
  if (place !== undefined && out === undefined) return placeVerb(verb, place, options);
  if (out === undefined || place !== undefined || options.dryRun === true)
    return voice.fail(
      { code: "usage.canary", message: tell(voice, "outOrPlace"), hint: tell(voice, "outOrPlace.hint") },
      EXIT.usage,
    );
  return toFile(verb, out, options);
}

async function toFile(verb: Verb, out: string, options: PlantOptions): VerbEnd {
  const { deps, voice } = verb;
  const read = await wishFrom(verb, options);
  if (typeof read === "number") return read;
  const { recordsFolder, preset, wish } = read;
  const wanted = options.format ?? PLANT_FORMATS.find((one) => one === preset) ?? "generic";
  const format = PLANT_FORMATS.find((one) => one === wanted);
  if (format === undefined) return badOption(voice, "--format", wanted, PLANT_FORMATS.join(", "));
  const encoding = PLANT_ENCODINGS.find((one) => one === options.encoding);
  if (encoding === undefined)
    return badOption(voice, "--encoding", options.encoding, PLANT_ENCODINGS.join(", "));
  const done = await deps.acts.plantCanaries({
    recordsFolder,
    wish,
    format,
    encoding,
    by: byOf(),
    language: voice.language,
  });
  if (!done.ok) return voice.fail(done);
  const file = pathFrom(deps, out);
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

export interface RetireOptions extends Partial<RemoveOptions> {
  readonly system?: string;
  readonly period?: string;
}

/** One by its id, or all of a system's period; with `remove` taken out of the shop first. */
export async function retireVerb(verb: Verb, id: string | undefined, options: RetireOptions): VerbEnd {
  const { deps, voice } = verb;
  const { system, period, remove } = options;
  const set = system === undefined || period === undefined ? undefined : { system, period };
  const isMixed = id === undefined ? set === undefined : (system ?? period) !== undefined;
  if (isMixed)
    return voice.fail(
      { code: "usage.canary", message: tell(voice, "idOrSet"), hint: tell(voice, "idOrSet.hint") },
      EXIT.usage,
    );
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const { recordsFolder } = loaded;
  const wish = set ?? { id: id ?? "" };
  const name = clean(id ?? `${set?.system} ${set?.period}`, 140);
  if (remove !== undefined) {
    const listed = await deps.acts.listCanaries({ recordsFolder });
    if (!listed.ok) return voice.fail(listed);
    const ids = listed.value.filter((one) => isMeant(one, wish)).map((one) => one.id);
    if (ids.length === 0) return unknown(voice, name);
    const { preset } = loaded.config.platform;
    return removeVerb(verb, { recordsFolder, preset, ids }, { ...options, remove });
  }
  const done = await deps.acts.retireCanaries({ recordsFolder, wish, by: byOf() });
  if (!done.ok) return voice.fail(done);
  const count = done.value;
  if (count === 0) return unknown(voice, name);
  voice.result(
    { ...wish, retired: true, count },
    set === undefined
      ? tell(voice, "retired", { id: name })
      : tell(voice, "retired.set", { set: name, count }),
  );
  return EXIT.fine;
}

function isMeant(one: PlantedCanary, wish: RetireWish): boolean {
  return "id" in wish ? one.id === wish.id : one.system === wish.system && one.period === wish.period;
}

function unknown(voice: Voice, id: string): number {
  const message = tell(voice, "unknown", { id });
  return voice.fail({ code: "canary.unknown", message, hint: tell(voice, "unknown.hint") }, EXIT.usage);
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
