// The orders for the whole shop in record.db: one row for the shop's door, one for the newest ending of sessions, one per
// blocked origin, and the acts that the journal has not taken yet.

import type { SiteOrders } from "../../gate/ports.ts";
import type { OriginBlock, SessionsEnd, ShopDoor, SiteAct, SiteChange } from "../../gate/ports.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { LIST_MAX, SHOP_AT_FIRST } from "../store.ts";
import type { Database } from "./database.ts";

type ActRow = Omit<SiteAct, "facts"> & { readonly facts: string };

export function sqliteSiteOrders(database: Database): SiteOrders {
  const note = (act: SiteAct): void => {
    database
      .sql("INSERT INTO site_acts VALUES (?, ?, ?, ?, ?)")
      .run(act.id, act.kind, act.by, act.atMs, JSON.stringify(act.facts));
  };
  return {
    read: () =>
      database.read(() => {
        const shop = database.sql("SELECT state, by, why, sentence, at_ms AS atMs FROM shop_door").get();
        const sessions = database.sql("SELECT by, why, at_ms AS atMs FROM sessions_end").get();
        const blocks = database
          .sql(
            `SELECT kind, value, by, why, at_ms AS atMs, until_ms AS untilMs FROM origin_blocks
             ORDER BY at_ms, kind, value LIMIT ?`,
          )
          .all(LIST_MAX);
        return {
          shop: copyOf(shop as ShopDoor | undefined) ?? SHOP_AT_FIRST,
          sessions: copyOf(sessions as SessionsEnd | undefined) ?? null,
          blocks: copiesOf(blocks as unknown as OriginBlock[]),
        };
      }),
    change: (change, act) =>
      database.write(() => {
        make(database, change);
        note(act);
      }),
    note: (act) => database.write(() => note(act)),
    unwritten: () =>
      database.read(() => {
        const rows = database
          .sql("SELECT id, kind, by, at_ms AS atMs, facts FROM site_acts ORDER BY id LIMIT ?")
          .all(LIST_MAX) as unknown as ActRow[];
        return rows.map(({ id, kind, by, atMs, facts }) => ({
          id,
          kind,
          by,
          atMs,
          facts: JSON.parse(facts) as SiteAct["facts"],
        }));
      }),
    written: (id) =>
      database.write(() => {
        database.sql("DELETE FROM site_acts WHERE id = ?").run(id);
      }),
  };
}

function make(database: Database, change: SiteChange): void {
  switch (change.kind) {
    case "shop": {
      const { state, by, why, sentence, atMs } = change.shop;
      database
        .sql("INSERT OR REPLACE INTO shop_door VALUES (1, ?, ?, ?, ?, ?)")
        .run(state, by, why, sentence, atMs);
      return;
    }
    case "sessions": {
      const { by, why, atMs } = change.sessions;
      database.sql("INSERT OR REPLACE INTO sessions_end VALUES (1, ?, ?, ?)").run(by, why, atMs);
      return;
    }
    case "block": {
      const { kind, value, by, why, atMs, untilMs } = change.block;
      database
        .sql("INSERT OR REPLACE INTO origin_blocks VALUES (?, ?, ?, ?, ?, ?)")
        .run(kind, value, by, why, atMs, untilMs);
      return;
    }
    case "unblock":
      database
        .sql("DELETE FROM origin_blocks WHERE kind = ? AND value = ?")
        .run(change.origin.kind, change.origin.value);
      return;
  }
}
