// What the gate learned, as opaque bytes per name; a save replaces the old bytes whole or not at all.

import type { LearnedMemory } from "../../gate/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { copyOf } from "../copies.ts";
import { LEARNED_BYTES_MAX } from "../store.ts";
import type { Database } from "./database.ts";

export function sqliteLearned(database: Database): LearnedMemory {
  return {
    save: async (name, bytes, atMs) => {
      if (bytes.length > LEARNED_BYTES_MAX) {
        throw new MisemoriError(
          "learned.too-big",
          `"${name}" has ${bytes.length} bytes`,
          "please report this",
        );
      }
      await database.write(() => {
        database
          .sql(
            `INSERT INTO learned VALUES (?, ?, ?)
             ON CONFLICT DO UPDATE SET bytes = excluded.bytes, saved_at_ms = excluded.saved_at_ms`,
          )
          .run(name, bytes, atMs);
      });
    },
    load: (name) =>
      database.read(() => {
        const row = database
          .sql("SELECT bytes, saved_at_ms AS savedAtMs FROM learned WHERE name = ?")
          .get(name) as { bytes: Uint8Array; savedAtMs: number } | undefined;
        return copyOf(row);
      }),
  };
}
