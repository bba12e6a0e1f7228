// The one place where the shape of the databases changes: numbered steps, never edited once released, only added to.

/** One step per version; a database's `user_version` is the number of steps it has taken. */
export interface Migrations {
  readonly file: string;
  readonly steps: readonly string[];
}

/** What must survive everything: written with synchronous=FULL. */
export const RECORD_MIGRATIONS: Migrations = {
  file: "record.db",
  steps: [
    `CREATE TABLE journal (
       seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind TEXT NOT NULL, by TEXT NOT NULL,
       facts TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
     CREATE TABLE holds (
       id TEXT PRIMARY KEY, attempt_id TEXT NOT NULL, created_at_ms INTEGER NOT NULL, order_ref TEXT,
       amount_yen INTEGER, country TEXT NOT NULL, probability REAL NOT NULL, state TEXT NOT NULL,
       decided_at_ms INTEGER, decided_by TEXT, note TEXT) STRICT, WITHOUT ROWID;
     CREATE INDEX holds_by_time ON holds (state, created_at_ms);
     CREATE INDEX holds_by_order ON holds (order_ref, created_at_ms) WHERE order_ref IS NOT NULL;
     CREATE TABLE budget_slots (last_ms INTEGER PRIMARY KEY, yen INTEGER NOT NULL) STRICT;
     CREATE TABLE budget_leases (
       id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, slot_last_ms INTEGER NOT NULL, granted_yen INTEGER NOT NULL,
       given_back INTEGER NOT NULL) STRICT, WITHOUT ROWID;
     CREATE INDEX budget_leases_by_time ON budget_leases (at_ms);
     CREATE TABLE budget_clock (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), latest_ms INTEGER NOT NULL) STRICT;
     CREATE TABLE card_switch (
       only_row INTEGER PRIMARY KEY CHECK (only_row = 1), state TEXT NOT NULL, by TEXT NOT NULL, why TEXT NOT NULL,
       at_ms INTEGER NOT NULL) STRICT;
     CREATE TABLE alerts (
       cause TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, opened_at_ms INTEGER NOT NULL,
       changed_at_ms INTEGER NOT NULL, state TEXT NOT NULL, owner TEXT NOT NULL, owned_at_ms INTEGER,
       facts TEXT NOT NULL, told INTEGER NOT NULL) STRICT, WITHOUT ROWID;
     CREATE INDEX alerts_by_time ON alerts (opened_at_ms);
     CREATE TABLE outbox (
       key TEXT PRIMARY KEY, channel TEXT NOT NULL, body TEXT NOT NULL, created_at_ms INTEGER NOT NULL,
       state TEXT NOT NULL, tries INTEGER NOT NULL, next_try_at_ms INTEGER NOT NULL, last_error TEXT) STRICT;
     CREATE INDEX outbox_due ON outbox (state, next_try_at_ms);
     CREATE INDEX outbox_by_time ON outbox (created_at_ms);
     CREATE TABLE accounts (
       id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, password_hash TEXT NOT NULL,
       created_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
     CREATE TABLE sessions (
       key_hash TEXT PRIMARY KEY, account_id TEXT NOT NULL, created_at_ms INTEGER NOT NULL,
       expires_at_ms INTEGER NOT NULL, csrf TEXT NOT NULL) STRICT, WITHOUT ROWID;
     CREATE INDEX sessions_by_end ON sessions (expires_at_ms);
     CREATE TABLE api_tokens (
       key_hash TEXT PRIMARY KEY, name TEXT NOT NULL, scopes TEXT NOT NULL, created_at_ms INTEGER NOT NULL,
       revoked_at_ms INTEGER) STRICT, WITHOUT ROWID;
     CREATE TABLE one_time_keys (
       key_hash TEXT PRIMARY KEY, purpose TEXT NOT NULL, expires_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
    // Until now a held order's name could be the buyer's own word: all of them are unconfirmed from here on.
    `ALTER TABLE holds ADD COLUMN claimed_ref TEXT;
     UPDATE holds SET claimed_ref = order_ref, order_ref = NULL WHERE state = 'held';
     CREATE INDEX holds_unnamed ON holds (created_at_ms) WHERE state = 'held' AND order_ref IS NULL;`,
    `CREATE TABLE dispatches (
       id TEXT PRIMARY KEY, created_at_ms INTEGER NOT NULL, by TEXT NOT NULL, state TEXT NOT NULL,
       scope_run_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
     CREATE TABLE sends (
       dispatch TEXT NOT NULL, person_id TEXT NOT NULL, class TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL,
       next_try_at_ms INTEGER NOT NULL, note TEXT NOT NULL, settled_at_ms INTEGER,
       PRIMARY KEY (dispatch, person_id)) STRICT, WITHOUT ROWID;
     CREATE INDEX sends_by_state ON sends (dispatch, state, next_try_at_ms);`,
    // Entries of incidents are only ever added; the database itself refuses to change or delete one.
    `CREATE TABLE incident_entries (
       incident TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, by TEXT NOT NULL, fact TEXT NOT NULL,
       sealed TEXT, PRIMARY KEY (incident, seq)) STRICT, WITHOUT ROWID;
     CREATE INDEX incidents_by_time ON incident_entries (at_ms) WHERE seq = 1;
     CREATE TRIGGER incident_entries_stay BEFORE UPDATE ON incident_entries
       BEGIN SELECT raise(ABORT, 'entries of an incident are never changed'); END;
     CREATE TRIGGER incident_entries_remain BEFORE DELETE ON incident_entries
       BEGIN SELECT raise(ABORT, 'entries of an incident are never deleted'); END;`,
    // An alert moves on from person to person, and a link in its messages lets one of them take it.
    `ALTER TABLE alerts ADD COLUMN duty TEXT NOT NULL DEFAULT '{}';
     ALTER TABLE alerts ADD COLUMN next_at_ms INTEGER;
     ALTER TABLE alerts ADD COLUMN planned_at_ms INTEGER NOT NULL DEFAULT 0;
     CREATE INDEX alerts_due ON alerts (next_at_ms) WHERE next_at_ms IS NOT NULL;
     CREATE TABLE alert_links (
       key_hash TEXT PRIMARY KEY, alert_id TEXT NOT NULL, person TEXT NOT NULL, opened_at_ms INTEGER NOT NULL,
       expires_at_ms INTEGER NOT NULL, used_at_ms INTEGER) STRICT, WITHOUT ROWID;
     CREATE INDEX alert_links_by_end ON alert_links (expires_at_ms);`,
    `CREATE TABLE shop_door (
       only_row INTEGER PRIMARY KEY CHECK (only_row = 1), state TEXT NOT NULL, by TEXT NOT NULL, why TEXT NOT NULL,
       sentence TEXT, at_ms INTEGER NOT NULL) STRICT;
     CREATE TABLE sessions_end (
       only_row INTEGER PRIMARY KEY CHECK (only_row = 1), by TEXT NOT NULL, why TEXT NOT NULL,
       at_ms INTEGER NOT NULL) STRICT;
     CREATE TABLE origin_blocks (
       kind TEXT NOT NULL, value TEXT NOT NULL, by TEXT NOT NULL, why TEXT NOT NULL, at_ms INTEGER NOT NULL,
       until_ms INTEGER, PRIMARY KEY (kind, value)) STRICT, WITHOUT ROWID;
     CREATE TABLE site_acts (
       id TEXT PRIMARY KEY, kind TEXT NOT NULL, by TEXT NOT NULL, at_ms INTEGER NOT NULL,
       facts TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
    `CREATE TABLE canaries (
       id TEXT PRIMARY KEY, address TEXT NOT NULL UNIQUE, system TEXT NOT NULL, period TEXT NOT NULL,
       planted_at_ms INTEGER NOT NULL, retired_at_ms INTEGER) STRICT, WITHOUT ROWID;`,
    // Questions and answers about an incident, only ever added as well.
    `CREATE TABLE inquiry_entries (
       incident TEXT NOT NULL, inquiry TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, by TEXT NOT NULL,
       kind TEXT NOT NULL, channel TEXT NOT NULL, person TEXT, sealed TEXT NOT NULL,
       PRIMARY KEY (incident, inquiry, seq)) STRICT, WITHOUT ROWID;
     CREATE TRIGGER inquiry_entries_stay BEFORE UPDATE ON inquiry_entries
       BEGIN SELECT raise(ABORT, 'entries of an inquiry are never changed'); END;
     CREATE TRIGGER inquiry_entries_remain BEFORE DELETE ON inquiry_entries
       BEGIN SELECT raise(ABORT, 'entries of an inquiry are never deleted'); END;`,
    `CREATE TABLE canary_mails (
       key TEXT PRIMARY KEY, canary TEXT NOT NULL, day INTEGER NOT NULL, outcome TEXT NOT NULL,
       first_at_ms INTEGER NOT NULL, last_at_ms INTEGER NOT NULL, times INTEGER NOT NULL,
       facts TEXT NOT NULL) STRICT, WITHOUT ROWID;
     CREATE INDEX canary_mails_by_day ON canary_mails (canary, day);
     CREATE TABLE canary_mail_names (seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;`,
    `CREATE TABLE canary_marks (seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, text TEXT NOT NULL) STRICT;`,
    `CREATE TABLE decoy_cards (
       id TEXT PRIMARY KEY, kind TEXT NOT NULL, masked TEXT NOT NULL, place TEXT NOT NULL, added_at_ms INTEGER NOT NULL,
       hash TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID;`,
  ],
};

/** What may lose its last moment when the power fails (never at kill -9): written with synchronous=NORMAL. */
export const TRAFFIC_MIGRATIONS: Migrations = {
  file: "traffic.db",
  steps: [
    `CREATE TABLE attempts (
       seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at_ms INTEGER NOT NULL, route TEXT NOT NULL, ip TEXT NOT NULL,
       asn INTEGER NOT NULL, country TEXT NOT NULL, answer TEXT NOT NULL, outcome TEXT, reached INTEGER NOT NULL,
       fee_yen REAL NOT NULL, saved_yen REAL NOT NULL, amount_yen REAL, decline_code TEXT, order_ref TEXT, hold_id TEXT, shop_ms REAL,
       rest TEXT NOT NULL) STRICT;
     CREATE INDEX attempts_by_time ON attempts (at_ms, ip, answer, reached);
     CREATE INDEX attempts_by_answer ON attempts (answer, at_ms);
     CREATE INDEX attempts_by_order ON attempts (order_ref, at_ms) WHERE order_ref IS NOT NULL;
     CREATE TABLE minute_sums (
       minute_ms INTEGER NOT NULL, answer TEXT NOT NULL, attempts INTEGER NOT NULL, reached INTEGER NOT NULL,
       declined INTEGER NOT NULL, approved INTEGER NOT NULL, fees_yen REAL NOT NULL, saved_yen REAL NOT NULL, sales_yen REAL NOT NULL,
       PRIMARY KEY (minute_ms, answer)) STRICT, WITHOUT ROWID;
     CREATE TABLE origin_sums (
       kind TEXT NOT NULL, slot_ms INTEGER NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, attempts INTEGER NOT NULL,
       reached INTEGER NOT NULL, stopped INTEGER NOT NULL, PRIMARY KEY (kind, slot_ms, key)) STRICT, WITHOUT ROWID;
     CREATE TABLE learned (
       name TEXT PRIMARY KEY, bytes BLOB NOT NULL, saved_at_ms INTEGER NOT NULL) STRICT;`,
  ],
};
