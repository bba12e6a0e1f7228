// The outbox in SQLite: a key makes a message single, a claim is one conditional update.

import type { Outbox, OutboxMessage } from "../../desk/ports.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { listLimit } from "../store.ts";
import type { Database } from "./database.ts";

const FIELDS = `key, channel, body, created_at_ms AS createdAtMs, state, tries, next_try_at_ms AS nextTryAtMs,
  last_error AS lastError`;

export function sqliteOutbox(database: Database): Outbox {
  return {
    put: (message) =>
      database.write(() => {
        const { changes } = database
          .sql("INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
          .run(
            message.key,
            message.channel,
            message.body,
            message.createdAtMs,
            message.state,
            message.tries,
            message.nextTryAtMs,
            message.lastError,
          );
        return changes === 1;
      }),
    claim: (nowMs) =>
      database.write(() => {
        const row = database
          .sql(
            `UPDATE outbox SET state = 'claimed', tries = tries + 1 WHERE key = (
                 SELECT key FROM outbox WHERE state = 'waiting' AND next_try_at_ms <= ?
                 ORDER BY next_try_at_ms, created_at_ms, key LIMIT 1) RETURNING ${FIELDS}`,
          )
          .get(nowMs) as OutboxMessage | undefined;
        return copyOf(row);
      }),
    settle: (key, result) =>
      database.write(() => {
        database
          .sql("UPDATE outbox SET state = ?, last_error = ?, next_try_at_ms = ? WHERE key = ?")
          .run(result.state, result.error, result.nextTryAtMs, key);
      }),
    recover: () =>
      database.write(() => {
        const rows = database
          .sql(`UPDATE outbox SET state = 'unknown' WHERE state = 'claimed' RETURNING ${FIELDS}`)
          .all();
        return copiesOf(rows as OutboxMessage[]);
      }),
    list: (query) =>
      database.read(() => {
        const rows = database
          .sql(`SELECT ${FIELDS} FROM outbox ORDER BY created_at_ms DESC, key DESC LIMIT ?`)
          .all(listLimit(query.limit));
        return copiesOf(rows as OutboxMessage[]);
      }),
    under: (prefix, limit) =>
      database.read(() => {
        // Keys are ASCII: everything that begins with the prefix sorts before the prefix followed by the highest sign.
        const rows = database
          .sql(`SELECT ${FIELDS} FROM outbox WHERE key >= ? AND key < ? ORDER BY created_at_ms, key LIMIT ?`)
          .all(prefix, `${prefix}\u{10ffff}`, listLimit(limit));
        return copiesOf(rows as OutboxMessage[]);
      }),
    giveUp: (key, error) =>
      database.write(() => {
        const { changes } = database
          .sql("UPDATE outbox SET state = 'failed', last_error = ? WHERE key = ? AND state = 'waiting'")
          .run(error, key);
        return changes === 1;
      }),
  };
}
