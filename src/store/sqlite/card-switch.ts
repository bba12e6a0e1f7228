// The card switch as one row that survives everything.

import type { CardSwitch, CardSwitchState } from "../../gate/ports.ts";
import { SWITCH_AT_FIRST } from "../store.ts";
import type { Database } from "./database.ts";

export function sqliteCardSwitch(database: Database): CardSwitch {
  return {
    read: () =>
      database.read(() => {
        const row = database.sql("SELECT state, by, why, at_ms AS atMs FROM card_switch").get() as
          | CardSwitchState
          | undefined;
        return row === undefined ? SWITCH_AT_FIRST : { ...row };
      }),
    write: (state) =>
      database.write(() => {
        database
          .sql(
            `INSERT INTO card_switch VALUES (1, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
               state = excluded.state, by = excluded.by, why = excluded.why, at_ms = excluded.at_ms`,
          )
          .run(state.state, state.by, state.why, state.atMs);
      }),
  };
}
