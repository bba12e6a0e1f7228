// `misemori canary card`: decoy card numbers, made or the owner's own, and where they were put.

import { reveal, type Pan } from "../../kernel/index.ts";
import { readPan } from "../../scrub/index.ts";
import { clean, table } from "../text.ts";
import { needConfig, type Verb, type VerbEnd } from "../verb.ts";
import { EXIT, type Voice } from "../voice.ts";
import { badOption, tellCanary } from "./canary-wish.ts";
import { hiddenLine } from "./hidden-line.ts";
import { byOf } from "./incident.ts";

/** It stands in tables, alerts and sentences. */
const PLACE_MAX = 60;

/** The number is shown this once; a script finds it in the one JSON object. */
export async function makeCardVerb(verb: Verb, { at }: { readonly at: string }): VerbEnd {
  const { deps, voice } = verb;
  const place = placeFrom(voice, at);
  if (typeof place === "number") return place;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const done = await deps.acts.makeDecoyCard({ recordsFolder: loaded.recordsFolder, place, by: byOf() });
  if (!done.ok) return voice.fail(done);
  const { card, number } = done.value;
  const digits = reveal(number);
  const grouped = digits.replace(/(....)(?=.)/g, "$1 ");
  voice.result(
    { id: card.id, kind: card.kind, number: digits, place },
    tellCanary(voice, "card.made", { id: card.id, number: grouped, place }),
  );
  return EXIT.fine;
}

/** The owner's own card is typed or piped in, so that it stands in no history and on no screen. */
export async function addCardVerb(verb: Verb, { at }: { readonly at: string }): VerbEnd {
  const { deps, voice } = verb;
  const place = placeFrom(voice, at);
  if (typeof place === "number") return place;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  voice.note(tellCanary(voice, "card.ask"));
  const number: Pan | undefined = readPan((await hiddenLine(deps.stdin ?? process.stdin, deps.gone)) ?? "");
  if (number === undefined) return noNumber(voice);
  const { recordsFolder } = loaded;
  const done = await deps.acts.addOwnCard({ recordsFolder, number, place, by: byOf() });
  if (!done.ok) return voice.fail(done);
  const { id, masked } = done.value;
  voice.result({ id, masked, place }, tellCanary(voice, "card.added", { id, masked, place }));
  return EXIT.fine;
}

export async function listCardsVerb(verb: Verb): VerbEnd {
  const { deps, voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const done = await deps.acts.knownDecoys({ recordsFolder: loaded.recordsFolder });
  if (!done.ok) return voice.fail(done);
  const cards = done.value.cards.map(({ id, kind, masked, place, addedAtMs }) => ({
    id,
    kind,
    masked,
    place,
    addedAtMs,
  }));
  const day = (ms: number): string =>
    Temporal.Instant.fromEpochMilliseconds(ms)
      .toZonedDateTimeISO(loaded.config.shop.timezone)
      .toPlainDate()
      .toString();
  const heads = (["head.id", "head.kind", "head.masked", "head.place", "head.planted"] as const).map(
    (key) => ({
      title: tellCanary(voice, key),
    }),
  );
  voice.result(
    { cards },
    cards.length === 0
      ? tellCanary(voice, "card.none")
      : table(
          heads,
          cards.map(({ id, kind, masked, place, addedAtMs }) => [
            id,
            tellCanary(voice, kind === "made" ? "card.made.kind" : "card.own"),
            masked,
            place,
            day(addedAtMs),
          ]),
        ),
  );
  return EXIT.fine;
}

export async function removeCardVerb(verb: Verb, id: string): VerbEnd {
  const { deps, voice } = verb;
  const loaded = await needConfig(verb);
  if (typeof loaded === "number") return loaded;
  const done = await deps.acts.removeDecoyCard({ recordsFolder: loaded.recordsFolder, id, by: byOf() });
  if (!done.ok) return voice.fail(done);
  if (!done.value) {
    const message = tellCanary(voice, "card.unknown", { id: clean(id, 40) });
    const hint = tellCanary(voice, "card.unknown.hint");
    return voice.fail({ code: "canary.unknown", message, hint }, EXIT.usage);
  }
  voice.result({ id, removed: true }, tellCanary(voice, "card.removed", { id }));
  return EXIT.fine;
}

function placeFrom(voice: Voice, at: string): string | number {
  const place = at.trim();
  return place === "" || place.length > PLACE_MAX || clean(place) !== place
    ? badOption(voice, "--at", at, `1–${PLACE_MAX}`)
    : place;
}

function noNumber(voice: Voice): number {
  const [message, hint] = [tellCanary(voice, "card.noNumber"), tellCanary(voice, "card.noNumber.hint")];
  return voice.fail({ code: "usage.card", message, hint }, EXIT.usage);
}
