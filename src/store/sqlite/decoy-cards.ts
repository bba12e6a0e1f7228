// Decoy cards as rows: hash, mask and place, never a number.

import type { DecoyCard, DecoyCardRecords } from "../../canary/ports.ts";
import { DECOY_CARDS_MAX, tooManyCards } from "../canary-rule.ts";
import type { Database } from "./database.ts";

export function sqliteDecoyCards(database: Database): DecoyCardRecords {
  return {
    add: (cards) =>
      database.write(() => {
        for (const { id, kind, masked, place, addedAtMs, hash } of cards)
          database
            .sql("INSERT INTO decoy_cards VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
            .run(id, kind, masked, place, addedAtMs, hash);
        const { count } = database.sql("SELECT count(*) AS count FROM decoy_cards").get() as {
          count: number;
        };
        if (count > DECOY_CARDS_MAX) throw tooManyCards();
      }),
    list: () =>
      database.read(() =>
        database
          .sql(
            "SELECT id, kind, masked, place, added_at_ms AS addedAtMs, hash FROM decoy_cards ORDER BY added_at_ms, id",
          )
          .all()
          .map(cardFrom),
      ),
    remove: (id) =>
      database.write(() => Number(database.sql("DELETE FROM decoy_cards WHERE id = ?").run(id).changes) > 0),
  };
}

/** A plain object: rows of the driver have no prototype. */
function cardFrom(row: unknown): DecoyCard {
  return { ...(row as DecoyCard) };
}
