// Baits on the running guard: what canary makes of its key is what the gate serves, and who touches it becomes an alert.

import {
  baitContents,
  DECOY_SYSTEM,
  meaningOf,
  planPlanting,
  storyWith,
  type CanaryCustomer,
  type TouchStory,
} from "../../canary/index.ts";
import type { Config } from "../../config/index.ts";
import type { GateSettings } from "../../gate/index.ts";
import type { Clock, EventOf, Events, Random } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import { openCanaryKey } from "../keys.ts";

type BaitSettings = NonNullable<GateSettings["baits"]>;

export interface BaitTools {
  readonly recordsFolder: string;
  readonly events: Events;
  readonly clock: Clock;
  readonly random: Random;
  readonly config: () => Config;
  readonly store: Pick<Store, "canaries">;
  /** Into the journal: only who uses a bait's words, a scan would fill it. */
  readonly record: (kind: string, facts: object) => void;
}

export interface Baits {
  settings(config: Config): BaitSettings;
  close(): void;
}

/** Scans are told together, those who use a bait's words each as long as they come. */
const SCAN = "canary:scan";
/** Causes of their own for this many addresses; later ones join the last. */
const TAKERS_MAX = 50;

export async function openBaits(tools: BaitTools): Promise<Baits> {
  const key = await openCanaryKey(tools.recordsFolder, tools.random);
  const customers = await baitCustomers(key, tools);
  const stories = new Map<string, TouchStory>();
  const close = tools.events.on("bait.touched", (touch) => {
    const alert = alertOf(touch, stories);
    if (alert === undefined) return;
    const { path, act, ip, asn, country } = touch;
    if (alert.urgent) tools.record("decoy.used", { path, act, ip, asn, country });
    tools.events.emit(alert);
  });
  return {
    close,
    settings: ({ shop, canary }) => {
      const { enabled, except, ownScanners } = canary.decoys;
      const wish = { shopName: shop.name, customers, except };
      return { baits: enabled ? baitContents(key, wish) : [], ownScanners };
    },
  };
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

function alertOf(
  touch: EventOf<"bait.touched">,
  stories: Map<string, TouchStory>,
): EventOf<"alert.raised"> | undefined {
  const meaning = meaningOf(touch);
  if (meaning === "crawler") return undefined;
  const own = `canary:taken:${touch.ip}`;
  const isFull = stories.size >= TAKERS_MAX && !stories.has(own);
  const cause = meaning === "scan" ? SCAN : isFull ? "canary:taken" : own;
  const story = storyWith(stories.get(cause), touch);
  stories.set(cause, story);
  return {
    type: "alert.raised",
    cause,
    kind: meaning === "scan" ? "decoy-scan" : "decoy",
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
      firstAtMs: story.firstAtMs,
    },
    atMs: touch.atMs,
  };
}
