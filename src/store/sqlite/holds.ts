// Orders on hold in SQLite. Each decision is one conditional update, so that exactly one caller makes it.

import type { Hold, Holds } from "../../gate/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { listLimit } from "../store.ts";
import type { Database } from "./database.ts";

const FIELDS = `id, attempt_id AS attemptId, created_at_ms AS createdAtMs, order_ref AS orderRef, claimed_ref AS claimedRef,
  amount_yen AS amountYen, country, probability, state, decided_at_ms AS decidedAtMs, decided_by AS decidedBy, note`;

export function sqliteHolds(database: Database): Holds {
  const one = (text: string, ...values: string[]): Promise<Hold | undefined> =>
    database.read(() => copyOf(database.sql(text).get(...values) as Hold | undefined));
  return {
    create: (hold) => database.write(() => insert(database, hold)),
    nameOrder: (id, orderRef, claimedRef) =>
      database.write(() => {
        database
          .sql("UPDATE holds SET order_ref = ?, claimed_ref = ? WHERE id = ?")
          .run(orderRef, claimedRef, id);
      }),
    decide: (id, decision, by, note, atMs, onlyNamed = false) =>
      database.write(() =>
        copyOf(
          database
            .sql(
              `UPDATE holds SET state = ?, decided_at_ms = ?, decided_by = ?, note = ?
               WHERE id = ? AND state = 'held' AND (? = 0 OR order_ref IS NOT NULL) RETURNING ${FIELDS}`,
            )
            .get(decision, atMs, by, note, id, onlyNamed ? 1 : 0) as Hold | undefined,
        ),
      ),
    get: (id) => one(`SELECT ${FIELDS} FROM holds WHERE id = ?`, id),
    // An order with several holds is as held as its most held one: a held one hides a released one.
    findByOrder: (orderRef) =>
      one(
        `SELECT ${FIELDS} FROM holds WHERE order_ref = ?
         ORDER BY state = 'held' DESC, state = 'cancelled' DESC, created_at_ms DESC, id DESC LIMIT 1`,
        orderRef,
      ),
    unnamed: ({ orderRef, limit }) =>
      database.read(() =>
        copiesOf(
          database
            .sql(
              `SELECT ${FIELDS} FROM holds WHERE state = 'held' AND order_ref IS NULL
               ORDER BY claimed_ref IS ? DESC, created_at_ms DESC, id DESC LIMIT ?`,
            )
            .all(orderRef, listLimit(limit)) as unknown as Hold[],
        ),
      ),
    list: (query) =>
      database.read(() => {
        const rows =
          query.state === undefined
            ? database
                .sql(`SELECT ${FIELDS} FROM holds ORDER BY created_at_ms DESC, id DESC LIMIT ?`)
                .all(listLimit(query.limit))
            : database
                .sql(
                  `SELECT ${FIELDS} FROM holds WHERE state = ? ORDER BY created_at_ms DESC, id DESC LIMIT ?`,
                )
                .all(query.state, listLimit(query.limit));
        return copiesOf(rows as Hold[]);
      }),
  };
}

function insert(database: Database, hold: Hold): void {
  const { changes } = database
    .sql("INSERT INTO holds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    .run(
      hold.id,
      hold.attemptId,
      hold.createdAtMs,
      hold.orderRef,
      hold.amountYen,
      hold.country,
      hold.probability,
      hold.state,
      hold.decidedAtMs,
      hold.decidedBy,
      hold.note,
      hold.claimedRef,
    );
  if (changes !== 1)
    throw new MisemoriError("hold.exists", `hold ${hold.id} is there already`, "make a new id");
}
