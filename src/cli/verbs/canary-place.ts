// `misemori canary plant --place` and `canary retire --remove`: planted customers put straight into the shop, and taken out again.

import type { CanaryCustomer } from "../../canary/index.ts";
import type { CanaryPlaced } from "../canary-ports.ts";
import { withPassword, type PasswordOptions } from "../database-address.ts";
import { clean, table } from "../text.ts";
import type { Verb, VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { badOption, tellCanary, wishFrom, type WishOptions } from "./canary-wish.ts";
import { byOf } from "./incident.ts";

export interface PlaceOptions extends WishOptions, PasswordOptions {
  readonly format?: string;
  readonly dryRun?: boolean;
  readonly mailing: boolean;
}

const PLACE_FORMATS = ["eccube2", "eccube4", "woocommerce", "vendure"];

/** `address`: of the shop's database, or of Vendure's Admin API. */
export async function placeVerb(verb: Verb, address: string, options: PlaceOptions): VerbEnd {
  const { deps, voice } = verb;
  const read = await wishFrom(verb, options);
  if (typeof read === "number") return read;
  const format = formatFrom(voice, options.format ?? read.preset);
  if (typeof format === "number") return format;
  const shop = await withPassword(verb, address, options);
  if (typeof shop === "number") return shop;
  const dryRun = options.dryRun === true;
  const { recordsFolder, wish } = read;
  const { mailing } = options;
  const done = await deps.acts.placeCanaries({
    recordsFolder,
    wish,
    shop,
    format,
    mailing,
    dryRun,
    by: byOf(),
  });
  if (!done.ok) return voice.fail(done, exitOf(done.code));
  const { planned, ...rest } = done.value;
  const { system, period } = wish;
  const values = { system, period, shop: rest.shop, count: rest.placed.length, there: rest.there.length };
  const text = dryRun
    ? [tellCanary(voice, "place.dry", values), customersTable(voice, planned, rest)].join("\n\n")
    : [
        tellCanary(voice, "place.done", values),
        ...(format === "vendure" ? [tellCanary(voice, "place.vendure")] : []),
      ].join("\n");
  voice.result(
    {
      dryRun,
      ...rest,
      format,
      canaries: planned.map(({ canary }) => canary),
      customers: dryRun ? planned : [],
    },
    text,
  );
  return EXIT.fine;
}

export interface RemoveOptions extends PasswordOptions {
  readonly remove: string;
  readonly format?: string;
}

export async function removeVerb(
  verb: Verb,
  of: { readonly recordsFolder: string; readonly preset: string; readonly ids: readonly string[] },
  options: RemoveOptions,
): VerbEnd {
  const { deps, voice } = verb;
  const format = formatFrom(voice, options.format ?? of.preset);
  if (typeof format === "number") return format;
  const shop = await withPassword(verb, options.remove, options);
  if (typeof shop === "number") return shop;
  const { recordsFolder, ids } = of;
  const done = await deps.acts.takeOutCanaries({ recordsFolder, ids, shop, format, by: byOf() });
  if (!done.ok) return voice.fail(done, exitOf(done.code));
  const { taken, gone, ordered } = done.value;
  const values = { shop: done.value.shop, taken: taken.length, gone: gone.length, ordered: ordered.length };
  const text = [
    tellCanary(voice, "remove.done", values),
    ...(ordered.length === 0
      ? []
      : [tellCanary(voice, "remove.ordered", { ...values, who: ordered.join(", ") })]),
  ];
  voice.result(done.value, text.join("\n"));
  return ordered.length === 0 ? EXIT.fine : EXIT.findings;
}

function formatFrom(voice: Voice, wanted: string): string | number {
  return PLACE_FORMATS.includes(wanted)
    ? wanted
    : badOption(voice, "--format", wanted, PLACE_FORMATS.join(", "));
}

function exitOf(code: string): number {
  return code === "tables.url" || code === "place.url" ? EXIT.usage : EXIT.failure;
}

function customersTable(
  voice: Voice,
  planned: readonly CanaryCustomer[],
  { there }: Pick<CanaryPlaced, "there">,
): string {
  const heads = (["head.name", "head.address", "head.home", "head.telephone", "head.there"] as const).map(
    (key) => ({ title: tellCanary(voice, key) }),
  );
  return table(
    heads,
    planned.map(({ canary, person }) => [
      `${person.surname} ${person.given}`,
      canary.address,
      clean(`${person.postcode} ${person.prefecture}${person.city}${person.street}`, 60),
      person.telephone,
      there.includes(canary.address) ? tellCanary(voice, "place.there") : "",
    ]),
  );
}
