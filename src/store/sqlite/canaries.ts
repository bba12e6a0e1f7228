// Planted canaries as rows that survive everything.

import type { CanaryRecords, PlantedCanary } from "../../canary/ports.ts";
import { addressTaken } from "../canary-rule.ts";
import type { Database } from "./database.ts";

export function sqliteCanaries(database: Database): CanaryRecords {
  const columns =
    "id, address, system, period, planted_at_ms AS plantedAtMs, retired_at_ms AS retiredAtMs FROM canaries";
  return {
    plant: (canaries) =>
      database.write(() => {
        for (const { id, address, system, period, plantedAtMs, retiredAtMs } of canaries) {
          const owner = database.sql("SELECT id FROM canaries WHERE address = ?").get(address) as
            | { id: string }
            | undefined;
          if (owner !== undefined && owner.id !== id) throw addressTaken();
          database
            .sql("INSERT INTO canaries VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")
            .run(id, address, system, period, plantedAtMs, retiredAtMs);
        }
      }),
    list: () =>
      database.read(() => database.sql(`SELECT ${columns} ORDER BY planted_at_ms, id`).all().map(canaryFrom)),
    find: (addresses) =>
      database.read(() =>
        addresses.flatMap((address) =>
          database.sql(`SELECT ${columns} WHERE address = ?`).all(address).map(canaryFrom),
        ),
      ),
    retire: (id, atMs) =>
      database.write(() => {
        const { changes } = database
          .sql("UPDATE canaries SET retired_at_ms = coalesce(retired_at_ms, ?) WHERE id = ?")
          .run(atMs, id);
        return Number(changes) > 0;
      }),
  };
}

/** A plain object: rows of the driver have no prototype. */
function canaryFrom(row: unknown): PlantedCanary {
  return { ...(row as PlantedCanary) };
}
