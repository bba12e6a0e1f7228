// One-tap links of alerts in SQLite: only hashes of their secret part, used once by one conditional update.

import type { AlertLink, AlertLinks } from "../../desk/ports.ts";
import { copyOf } from "../copies.ts";
import type { Database } from "./database.ts";

const FIELDS = `key_hash AS keyHash, alert_id AS alertId, person, opened_at_ms AS openedAtMs,
  expires_at_ms AS expiresAtMs, used_at_ms AS usedAtMs`;

export function sqliteAlertLinks(database: Database): AlertLinks {
  return {
    put: (link, nowMs) =>
      database.write(() => {
        database.sql("DELETE FROM alert_links WHERE expires_at_ms <= ?").run(nowMs);
        database
          .sql(
            `INSERT INTO alert_links (key_hash, alert_id, person, opened_at_ms, expires_at_ms, used_at_ms)
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
          )
          .run(link.keyHash, link.alertId, link.person, link.openedAtMs, link.expiresAtMs, link.usedAtMs);
      }),
    find: (keyHash) =>
      database.read(() => {
        const row = database.sql(`SELECT ${FIELDS} FROM alert_links WHERE key_hash = ?`).get(keyHash);
        return copyOf(row as AlertLink | undefined);
      }),
    use: (keyHash, nowMs) =>
      database.write(() => {
        const { changes } = database
          .sql("UPDATE alert_links SET used_at_ms = ? WHERE key_hash = ? AND used_at_ms IS NULL")
          .run(nowMs, keyHash);
        return changes === 1;
      }),
  };
}
