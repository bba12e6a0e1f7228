// A shop whose list leaked through one of its copies: planted sets of half a year and mail to some of them, behind the real desk.

import { bracket, standingOf, type LeakDesk } from "../../src/canary/index.ts";
import { readConfigBytes } from "../../src/config/index.ts";
import { createEvents, type Clock, type Random } from "../../src/kernel/index.ts";
import { openLeakDesk, type LeakDeskTools } from "../../src/main/canary/leak-desk.ts";
import { openMemoryStore } from "../../src/store/index.ts";

const WEEK_MS = 7 * 86_400_000;
const SYSTEMS = ["お店のデータベース", "メール配信会社"];
const NOBODY = { systems: [], senders: [] };
const CONFIG = `shop: { name: 物語の店, url: "http://shop.example", upstream: "http://127.0.0.1:9" }
platform: { preset: eccube4 }
canary: { listen: "127.0.0.1:2525", domains: [leak.example.jp] }
`;

/** Taken from the mailing service between the 12th and the 11th week before today. `folder`: for the key. */
export async function livelyLeaks(
  clock: Clock,
  random: Random,
  folder: string,
  journal: LeakDeskTools["journal"],
): Promise<LeakDesk> {
  const reading = readConfigBytes(Buffer.from(CONFIG), `${folder}/misemori.yaml`, {
    env: {},
    language: "ja",
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const store = openMemoryStore();
  const events = createEvents(() => undefined);
  const leaks = openLeakDesk({ store, journal, events, clock, random, current: () => reading.loaded });
  const nowMs = clock.nowMs();
  for (const [s, system] of SYSTEMS.entries())
    for (let week = 24; week >= 1; week--)
      await store.canaries.plant(
        [0, 1, 2].map((n) => ({
          id: `cn_${s}${week}${n}`,
          address: `c${s}-${week}-${n}@leak.example.jp`,
          system,
          period: `2026-P${String(30 - week)}`,
          plantedAtMs: nowMs - week * WEEK_MS,
          retiredAtMs: null,
        })),
      );
  const mails = (await store.canaries.list())
    .filter(({ system, plantedAtMs }) => system === SYSTEMS[1] && plantedAtMs < nowMs - 11.5 * WEEK_MS)
    .map(({ id }) => ({ key: id, canary: id, outcome: "hit", facts: "", atMs: nowMs - WEEK_MS / 2 }));
  await store.canaryMails.keep(mails, null);
  const {
    hits,
    plantings,
    mails: arrived,
  } = standingOf(await store.canaryMails.list("hits"), await store.canaries.list(), NOBODY);
  const standing = {
    found: bracket(plantings, arrived),
    atMs: nowMs,
    hitAtMs: new Map(hits.map(({ canary, firstAtMs }) => [canary, firstAtMs])),
    mails: hits.length,
    watched: plantings.length,
  };
  const alarm = { wake: () => undefined, standing: () => standing, isWorking: () => false };
  leaks.hears({ port: () => 2525, alarm });
  return leaks.desk;
}
