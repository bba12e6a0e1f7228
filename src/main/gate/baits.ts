// Baits on the running guard: what canary makes of its key is what the gate serves, and who touches it becomes an alert.

import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import {
  baitContents,
  baitPlace,
  decoyKey,
  DECOY_SYSTEM,
  makeDecoy,
  meaningOf,
  planPlanting,
  storyWith,
  type CanaryCustomer,
  type DecoyCard,
  type TouchStory,
} from "../../canary/index.ts";
import type { Config } from "../../config/index.ts";
import type { GateSettings } from "../../gate/index.ts";
import { reveal, type Clock, type EventOf, type Events, type Random } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import type { Chore } from "../chores.ts";
import { openCanaryKey } from "../keys.ts";

type BaitSettings = NonNullable<GateSettings["baits"]>;

export interface BaitTools {
  readonly recordsFolder: string;
  readonly events: Events;
  readonly clock: Clock;
  readonly random: Random;
  readonly config: () => Config;
  readonly store: Pick<Store, "canaries" | "decoyCards">;
  /** Into the journal: only who uses a bait's words, a scan would fill it. */
  readonly record: (kind: string, facts: object) => void;
}

export interface Baits {
  settings(config: Config): BaitSettings;
  /** Looks for decoy cards that the command line or the console made or removed; `changed` when the gate must learn of it. */
  chore(changed: () => void): Chore;
  close(): void;
}

/** A decoy is known this soon after it was made; the look is one small read of the register. */
const REGISTER_MS = 3_000;

/** Scans are told together, those who use a bait's words each as long as they come. */
const SCAN = "canary:scan";
/** Causes of their own for this many addresses; later ones join the last. */
const TAKERS_MAX = 50;

export async function openBaits(tools: BaitTools): Promise<Baits> {
  const key = await openCanaryKey(tools.recordsFolder, tools.random);
  const customers = await baitCustomers(key, tools);
  const numbers = await baitCards(key, tools);
  let cards = await tools.store.decoyCards.list();
  const stories = new Map<string, TouchStory>();
  const close = tools.events.on("bait.touched", (touch) => {
    const card = cards.find(({ id }) => id === touch.card);
    const alert = alertOf(touch, stories, card);
    if (alert === undefined) return;
    const { path, act, ip, asn, country } = touch;
    const used = card === undefined ? {} : { card: card.id };
    if (alert.urgent) tools.record("decoy.used", { path, act, ip, asn, country, ...used });
    tools.events.emit(alert);
  });
  return {
    close,
    chore: (changed) => ({
      everyMs: REGISTER_MS,
      name: "gate.decoy-cards",
      run: async () => {
        const now = await tools.store.decoyCards.list();
        const isSame = isDeepStrictEqual(now.map(idOf), cards.map(idOf));
        cards = now;
        if (!isSame) changed();
      },
    }),
    settings: ({ shop, canary }) => {
      const { enabled, except, ownScanners } = canary.decoys;
      const wish = { shopName: shop.name, customers, cards: numbers, except };
      return {
        baits: enabled ? baitContents(key, wish) : [],
        ownScanners,
        cards: { key: decoyKey(key), cards: cards.map(({ id, hash }) => ({ id, hash })) },
      };
    },
  };
}

function idOf({ id }: DecoyCard): string {
  return id;
}

const CUSTOMERS = 8;

/** Planted for the baits alone, so that mail to them tells that one was taken; none while no canary address is configured. */
async function baitCustomers(
  key: Uint8Array,
  { config, store, clock }: BaitTools,
): Promise<readonly CanaryCustomer[]> {
  const { domains, mailboxes } = config().canary;
  const at =
    domains[0] !== undefined
      ? { domain: domains[0] }
      : mailboxes[0] !== undefined
        ? { mailbox: mailboxes[0] }
        : undefined;
  if (at === undefined) return [];
  const wish = { system: DECOY_SYSTEM, period: "always", count: CUSTOMERS, at, telephone: "none" } as const;
  const customers = planPlanting(key, { ...wish, nowMs: clock.nowMs() }, await store.canaries.list());
  await store.canaries.plant(customers.map(({ canary }) => canary));
  return customers;
}

const CARDS = 3;

/** Made for the dump alone, so that one that turns up tells that it was taken; on the register at the first start. */
async function baitCards(key: Uint8Array, { config, store, clock }: BaitTools): Promise<readonly string[]> {
  // A new key makes new numbers, which need rows of their own.
  const mark = createHash("sha256").update(decoyKey(key)).digest("hex").slice(0, 8);
  const made = Array.from({ length: CARDS }, (_, n) =>
    makeDecoy(key, {
      id: `dc_bait${mark}${n + 1}`,
      place: baitPlace(config().alerts.language),
      nowMs: clock.nowMs(),
    }),
  );
  await store.decoyCards.add(made.map(({ card }) => card));
  return made.map(({ number }) => reveal(number));
}

function alertOf(
  touch: EventOf<"bait.touched">,
  stories: Map<string, TouchStory>,
  card: DecoyCard | undefined,
): EventOf<"alert.raised"> | undefined {
  const meaning = meaningOf(touch);
  if (meaning === "crawler") return undefined;
  const own = touch.act === "paid" ? `canary:card:${touch.ip}` : `canary:taken:${touch.ip}`;
  const isFull = stories.size >= TAKERS_MAX && !stories.has(own);
  const cause = meaning === "scan" ? SCAN : isFull ? "canary:taken" : own;
  const story = storyWith(stories.get(cause), touch);
  stories.set(cause, story);
  return {
    type: "alert.raised",
    cause,
    kind: meaning === "scan" ? "decoy-scan" : touch.act === "paid" ? "decoy-card" : "decoy",
    area: "server",
    urgent: meaning === "taken",
    // A scan is told once; who uses a bait is told again when he comes further in.
    stage: meaning === "scan" ? "scan" : touch.act,
    facts: {
      path: touch.path,
      act: touch.act,
      ips: story.ips.join(" "),
      origin: touch.asnName === "" ? touch.country : `${touch.country} ${touch.asnName}`,
      count: story.touches,
      ...(card === undefined ? {} : { card: card.masked, place: card.place }),
      firstAtMs: story.firstAtMs,
    },
    atMs: touch.atMs,
  };
}
