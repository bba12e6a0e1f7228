// The acts that put planted customers straight into a shop and take them out: the register first, so that nobody is in the shop
// without being known as planted, and out of the shop before they are retired.

import { openVendurePlace, planPlanting, type ShopPlace } from "../../canary/index.ts";
import type { CliActs } from "../../cli/index.ts";
import { systemClock, systemRandom, type Secret } from "../../kernel/index.ts";
import { openShopDatabase } from "../../store/index.ts";
import { writeJournal } from "../desk/evidence.ts";
import { told } from "../desk/vault.ts";
import { openCanaryKey } from "../keys.ts";
import { withCanaries } from "./register.ts";

export function createPlacingActs(): Pick<CliActs, "placeCanaries" | "takeOutCanaries"> {
  return {
    placeCanaries: ({ recordsFolder, wish, shop, format, mailing, dryRun, by }) =>
      told(() =>
        withPlace(shop, format, (place) =>
          withCanaries(recordsFolder, async (records) => {
            const nowMs = systemClock().nowMs();
            const key = await openCanaryKey(recordsFolder, systemRandom());
            const planned = planPlanting(key, { ...wish, nowMs }, await records.list());
            const customers = planned.map(({ canary, person }) => ({ address: canary.address, person }));
            const addresses = customers.map(({ address }) => address);
            if (dryRun) {
              const there = await place.there(addresses);
              const placed = addresses.filter((one) => !there.includes(one));
              return { shop: place.name, planned, placed, there };
            }
            await records.plant(planned.map(({ canary }) => canary));
            const end = await place.put(customers, { nowMs, mailing });
            const { system, period } = wish;
            const facts = { system, period, count: end.placed.length, there: end.there.length };
            await writeJournal(recordsFolder, "canary.placed", by, { ...facts, shop: place.name });
            return { shop: place.name, planned, ...end };
          }),
        ),
      ),
    takeOutCanaries: ({ recordsFolder, ids, shop, format, by }) =>
      told(() =>
        withPlace(shop, format, (place) =>
          withCanaries(recordsFolder, async (records) => {
            const asked = (await records.list()).filter(({ id }) => ids.includes(id));
            const end = await place.takeOut(asked.map(({ address }) => address));
            // Who ordered stays in the shop, and so stays watched.
            const retired = asked.filter(({ address }) => !end.ordered.includes(address)).map(({ id }) => id);
            for (const id of retired) await records.retire(id, systemClock().nowMs());
            await writeJournal(recordsFolder, "canary.taken-out", by, { ids: retired, shop: place.name });
            return { shop: place.name, ...end, retired };
          }),
        ),
      ),
  };
}

async function withPlace<T>(
  shop: Secret,
  format: string,
  work: (place: ShopPlace) => Promise<T>,
): Promise<T> {
  const random = systemRandom();
  const place =
    format === "vendure"
      ? await openVendurePlace(shop, random)
      : await openShopDatabase(shop, format, random);
  try {
    return await work(place);
  } finally {
    await place.close();
  }
}
