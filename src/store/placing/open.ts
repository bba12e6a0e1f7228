// Opens a shop's database for placing planted customers, and does it: all of a set or none, none twice.

import type { ShopPlace } from "../../canary/ports.ts";
import { MisemoriError, reveal, type Random, type Secret } from "../../kernel/index.ts";
import { openBy } from "../tables/open.ts";
import { arrivals } from "./arrivals.ts";
import { eccube2, eccube4 } from "./eccube.ts";
import type { Layout, LayoutOf } from "./layout.ts";
import { openMysqlWriter } from "./mysql-writer.ts";
import { hashLike } from "./password-form.ts";
import { openPostgresWriter } from "./postgres-writer.ts";
import { woocommerce } from "./woocommerce.ts";
import { writeTrouble, type Writer } from "./writer.ts";

const LAYOUTS: ReadonlyMap<string, LayoutOf> = new Map([
  ["eccube2", eccube2],
  ["eccube4", eccube4],
  ["woocommerce", woocommerce],
]);

/** Throws MisemoriError as `openTables`, and `place.layout` when the database is not one of that shop system's known versions. */
export async function openShopDatabase(url: Secret, format: string, random: Random): Promise<ShopPlace> {
  const layoutOf = LAYOUTS.get(format);
  if (layoutOf === undefined)
    throw new MisemoriError(
      "place.layout",
      `planted customers cannot be put straight into a database of ${format}`,
      `give --format ${[...LAYOUTS.keys()].join("|")}, or write the import file with --out`,
    );
  const writer = await openBy(url, { mysql: openMysqlWriter, postgres: openPostgresWriter });
  try {
    const { host, pathname } = new URL(reveal(url));
    const layout = await layoutOf(writer, random);
    if ("lacking" in layout)
      throw new MisemoriError(
        "place.layout",
        `${host}${pathname} is not a database of ${format} that can be written to: ${layout.lacking}; nothing was written`,
        "check --format and the database's name; otherwise write the import file with --out and import it in the shop's own back office",
      );
    return shopPlace(writer, layout, random, `${host}${pathname} (${layout.name})`);
  } catch (error) {
    await writer.close();
    throw writeTrouble(error);
  }
}

function shopPlace(writer: Writer, layout: Layout, random: Random, name: string): ShopPlace {
  const { numbers } = layout;
  return {
    name,
    there: (addresses) => refusing(() => thereOf(addresses, numbers)),
    put: (customers, { nowMs, mailing }) =>
      refusing(() =>
        writer.whole(async () => {
          const there = await thereOf(
            customers.map(({ address }) => address),
            numbers,
          );
          const fresh = customers.filter(({ address }) => !there.includes(address));
          const { atMs, hash: example } = await layout.newest();
          const times = arrivals(fresh.length, atMs, nowMs, random);
          const hash = (): string => hashLike(example, layout.standardHash, random);
          for (const [at, customer] of fresh.entries())
            await layout.insert(customer, { atMs: times[at] ?? nowMs, mailing, hash });
          return { placed: fresh.map(({ address }) => address), there };
        }),
      ),
    takeOut: (addresses) =>
      refusing(() =>
        writer.whole(async () => {
          const end = { taken: [] as string[], gone: [] as string[], ordered: [] as string[] };
          for (const address of addresses) {
            const id = await numbers.of(address);
            if (id === undefined) end.gone.push(address);
            else if (await numbers.hasOrdered(id)) end.ordered.push(address);
            else {
              await layout.remove(id);
              end.taken.push(address);
            }
          }
          return end;
        }),
      ),
    close: () => writer.close(),
  };
}

async function thereOf(addresses: readonly string[], numbers: Layout["numbers"]): Promise<readonly string[]> {
  const there: string[] = [];
  for (const address of addresses) if ((await numbers.of(address)) !== undefined) there.push(address);
  return there;
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw writeTrouble(error);
  }
}
