// What people ask of planted customers while the guard runs: over its own store, key and journal. Mail is taken by listening.ts, and
// what it tells is worked out by alarm.ts beside the main thread; here both are only read.

import {
  createTouchTally,
  DECOY_SYSTEM,
  LEAK_LIMITS,
  PLANT_FORMATS,
  weekOf,
  type CanaryLetter,
  type LeakDesk,
  type LeakOverview,
  type LettersAsked,
  type PlantedCanary,
  type PlantedSet,
  type PlantWish,
  type WatchedSystem,
} from "../../canary/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import type { Clock, Events, Random } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import { openCanaryKey } from "../keys.ts";
import { makeCard, removeCard } from "./decoying.ts";
import { ownSendersOf, type CanaryWatch } from "./listening.ts";
import { lettersFrom, plantSet, retireCanaries } from "./planting.ts";

const WEEK_MS = 7 * 86_400_000;

export interface LeakDeskTools {
  readonly store: Pick<Store, "canaries" | "canaryMails" | "decoyCards">;
  readonly journal: { write(kind: string, by: string, facts: object): Promise<unknown> };
  readonly events: Events;
  readonly clock: Clock;
  readonly random: Random;
  readonly current: () => LoadedConfig;
}

type Listening = Pick<CanaryWatch, "port" | "alarm">;

export interface LeakSide {
  readonly desk: LeakDesk;
  /** From now on this is what takes mail; given back. */
  hears<W extends Listening>(watch: W): W;
  close(): void;
}

export function openLeakDesk(tools: LeakDeskTools): LeakSide {
  const { store, clock, current, events } = tools;
  const sinceMs = clock.nowMs();
  const tally = createTouchTally();
  const stopHearing = events.on("bait.touched", (touch) => tally.add(touch));
  let watch: Listening | undefined;
  const acts = {
    records: store.canaries,
    cards: store.decoyCards,
    random: tools.random,
    nowMs: () => clock.nowMs(),
    write: (kind: string, by: string, facts: object) => tools.journal.write(kind, by, facts),
  };
  const desk: LeakDesk = {
    overview: async () => {
      const planted = await store.canaries.list();
      const standing = watch?.alarm.standing() ?? null;
      const count = planted.filter(({ retiredAtMs }) => retiredAtMs === null).length;
      // The command line plants and retires in a process of its own.
      if (standing !== null && standing.watched !== count) watch?.alarm.wake();
      return {
        ...settingsOf(current(), clock.nowMs(), watch?.port() ?? null),
        ...plantedOf(planted, current(), standing?.hitAtMs ?? new Map(), clock.nowMs()),
        standing:
          standing === null
            ? null
            : {
                atMs: standing.atMs,
                isWorking: watch?.alarm.isWorking() ?? false,
                mails: standing.mails,
                found: standing.found,
              },
        touches: tally.list(),
        touchesSinceMs: sinceMs,
      };
    },
    canaries: async (system, period) =>
      (await store.canaries.list()).filter((one) => one.system === system && one.period === period),
    letters: (asked) => lettersOf(tools, asked),
    plant: async ({ place, format, encoding, system, period, count, telephone }, by) => {
      const at = placesOf(current()).get(place);
      if (at === undefined) return "place";
      const key = await openCanaryKey(current().recordsFolder, tools.random);
      const wish = { system, period, count, telephone, at };
      const { csv } = await plantSet(acts, { key, wish, format, encoding, by });
      watch?.alarm.wake();
      return { csv };
    },
    retire: async (wish, by) => {
      const count = await retireCanaries(acts, wish, by);
      if (count > 0) watch?.alarm.wake();
      return count;
    },
    cards: () => store.decoyCards.list(),
    makeCard: async (place, by) => {
      const key = await openCanaryKey(current().recordsFolder, tools.random);
      return makeCard(acts, { key, place, by });
    },
    removeCard: (id, by) => removeCard(acts, id, by),
  };
  const hears = <W extends Listening>(next: W): W => {
    watch = next;
    return next;
  };
  return { desk, hears, close: stopHearing };
}

/** By the name people choose them by. */
function placesOf({ config }: LoadedConfig): ReadonlyMap<string, PlantWish["at"]> {
  const { domains, mailboxes } = config.canary;
  return new Map<string, PlantWish["at"]>([
    ...domains.map((domain) => [domain, { domain }] as const),
    ...mailboxes.map((mailbox) => [mailbox, { mailbox }] as const),
  ]);
}

function settingsOf(
  loaded: LoadedConfig,
  nowMs: number,
  port: number | null,
): Pick<LeakOverview, "zone" | "period" | "places" | "format" | "listening"> {
  const { shop, platform, canary } = loaded.config;
  return {
    zone: shop.timezone,
    period: weekOf(nowMs, shop.timezone),
    places: [...placesOf(loaded).keys()],
    format: PLANT_FORMATS.find((one) => one === platform.preset) ?? "generic",
    listening: { listen: canary.listen ?? null, port, folder: canary.folder !== undefined },
  };
}

function plantedOf(
  planted: readonly PlantedCanary[],
  { config }: LoadedConfig,
  hitAtMs: ReadonlyMap<string, number>,
  nowMs: number,
): Pick<LeakOverview, "systems" | "sets" | "setsLeftOut"> {
  const groups = Map.groupBy(planted, ({ system, period }) => `${system}\0${period}`);
  const sets = [...groups.values()]
    .map((members) => setOf(members, hitAtMs))
    .sort((a, b) => b.plantedAtMs - a.plantedAtMs);
  const given = config.canary.systems;
  const names = [...new Set([...given.map(({ name }) => name), ...sets.map(({ system }) => system)])];
  return {
    systems: names.map((system) => {
      const senders = given.find(({ name }) => name === system)?.senders;
      return systemOf(system, planted, senders, nowMs);
    }),
    sets: sets.slice(0, LEAK_LIMITS.setsMax),
    setsLeftOut: Math.max(0, sets.length - LEAK_LIMITS.setsMax),
  };
}

function setOf(members: readonly PlantedCanary[], hitAtMs: ReadonlyMap<string, number>): PlantedSet {
  const { system = "", period = "" } = members[0] ?? {};
  const hits = members.flatMap(({ id, retiredAtMs }) =>
    retiredAtMs === null ? (hitAtMs.get(id) ?? []) : [],
  );
  return {
    system,
    period,
    plantedAtMs: Math.min(...members.map(({ plantedAtMs }) => plantedAtMs)),
    count: members.length,
    retired: members.filter(({ retiredAtMs }) => retiredAtMs !== null).length,
    hit: hits.length,
    hitAtMs: hits.length === 0 ? null : Math.min(...hits),
  };
}

/** `senders` undefined: the configuration does not name it. A named place without canaries is due at once. */
function systemOf(
  system: string,
  planted: readonly PlantedCanary[],
  senders: readonly string[] | undefined,
  nowMs: number,
): WatchedSystem {
  const watched = planted.filter((one) => one.system === system && one.retiredAtMs === null);
  const plantedAtMs = watched.at(-1)?.plantedAtMs ?? null;
  const againMs = plantedAtMs === null ? null : plantedAtMs + WEEK_MS;
  return {
    system,
    watched: watched.length,
    plantedAtMs,
    dueAtMs: system === DECOY_SYSTEM ? null : (againMs ?? (senders === undefined ? null : nowMs)),
    senders: senders ?? [],
  };
}

async function lettersOf(
  { store, current }: LeakDeskTools,
  { which, after, limit }: LettersAsked,
): Promise<{ readonly letters: readonly CanaryLetter[]; readonly next: string | null }> {
  const kept = await store.canaryMails.list(which === "hits" ? "hits" : "all");
  const newest = kept.toSorted((a, b) => b.lastAtMs - a.lastAtMs || (a.key < b.key ? -1 : 1));
  const from = after === undefined ? 0 : newest.findIndex(({ key }) => key === after) + 1;
  const letters: CanaryLetter[] = [];
  const rest = newest.slice(from);
  for (const letter of lettersFrom(rest, await store.canaries.list(), ownSendersOf(current()))) {
    if (which === "all" || (which === "hits") === (letter.outcome === "hit")) letters.push(letter);
    if (letters.length > limit)
      return { letters: letters.slice(0, limit), next: letters[limit - 1]?.key ?? null };
  }
  return { letters, next: null };
}
