// What every way of placing planted customers in a shop must do, run on each real shop or its real database.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { planPlanting } from "../../canary/index.ts";
import type { ShopCustomer, ShopPlace } from "../../canary/ports.ts";
import { START_MS } from "./opening.ts";

/** A shop with customers of its own, and looks into it that do not go through the adapter. */
export interface ShopStage {
  place(): Promise<ShopPlace>;
  /** All customers' addresses, planted and own. */
  addresses(): Promise<readonly string[]> | readonly string[];
  /** From now on the shop refuses this one address (and takes all others) until the function given back is called. */
  refuse(address: string): Promise<() => void> | (() => void);
  /** Somebody orders in this customer's name. */
  order(address: string): Promise<void> | void;
}

/** Three customers of a period, each called for their own test. */
export function setOf(period: string): readonly ShopCustomer[] {
  const wish = { system: "shop", period, count: 3, at: { domain: "leak.example.jp" } } as const;
  const key = new Uint8Array(32).fill(7);
  return planPlanting(key, { ...wish, telephone: "unassigned", nowMs: START_MS }, []).map(
    ({ canary, person }) => ({ address: canary.address, person }),
  );
}

export const HOW = { nowMs: START_MS, mailing: true };

export function shopPlaceContract(name: string, stage: () => ShopStage): void {
  const withPlace = async (work: (place: ShopPlace, stage: ShopStage) => Promise<void>): Promise<void> => {
    const place = await stage().place();
    try {
      await work(place, stage());
    } finally {
      await place.close();
    }
  };

  describe(`planted customers in ${name}`, () => {
    test("are there once however often they are placed, beside the shop's own, and gone when taken out", () =>
      withPlace(async (place, { addresses }) => {
        const own = await addresses();
        const set = setOf("once");
        assert.deepEqual(await place.there(addressesOf(set)), []);
        assert.deepEqual(await place.put(set, HOW), { placed: addressesOf(set), there: [] });
        assert.deepEqual(await place.put(set, HOW), { placed: [], there: addressesOf(set) });
        assert.deepEqual([...(await addresses())].toSorted(), [...own, ...addressesOf(set)].toSorted());
        const asked = [...addressesOf(set), "nobody@leak.example.jp"];
        assert.deepEqual(await place.takeOut(asked), {
          taken: addressesOf(set),
          gone: ["nobody@leak.example.jp"],
          ordered: [],
        });
        assert.deepEqual(await addresses(), own);
        assert.deepEqual((await place.put(set, HOW)).placed, addressesOf(set));
        await place.takeOut(addressesOf(set));
      }));

    test("of which the shop refuses the last are none; the next run places them all", () =>
      withPlace(async (place, { addresses, refuse }) => {
        const own = await addresses();
        const set = setOf("refused");
        const again = await refuse(set.at(-1)?.address ?? "");
        await assert.rejects(place.put(set, HOW), { code: "place.write" });
        assert.deepEqual(await addresses(), own);
        again();
        assert.deepEqual((await place.put(set, HOW)).placed, addressesOf(set));
        await place.takeOut(addressesOf(set));
      }));

    test("that an earlier run left half are completed", () =>
      withPlace(async (place) => {
        const set = setOf("half");
        await place.put(set.slice(0, 1), HOW);
        assert.deepEqual(await place.put(set, HOW), {
          placed: addressesOf(set.slice(1)),
          there: addressesOf(set.slice(0, 1)),
        });
        await place.takeOut(addressesOf(set));
      }));

    test("in whose name somebody ordered stay where they are", () =>
      withPlace(async (place, { addresses, order }) => {
        const set = setOf("ordered");
        await place.put(set, HOW);
        const [first = ""] = addressesOf(set);
        await order(first);
        assert.deepEqual(await place.takeOut(addressesOf(set)), {
          taken: addressesOf(set.slice(1)),
          gone: [],
          ordered: [first],
        });
        assert.ok((await addresses()).includes(first));
      }));
  });
}

function addressesOf(set: readonly ShopCustomer[]): readonly string[] {
  return set.map(({ address }) => address);
}
