// Who may come in, in SQLite: accounts, sessions, API tokens and one-time links. Only hashes of keys are here.

import type { Account, Accounts, ApiScope, ApiToken, ApiTokens } from "../../console/ports.ts";
import type { OneTimeKeys, Session, Sessions } from "../../console/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { LIST_MAX } from "../store.ts";
import type { Database } from "./database.ts";

const ACCOUNT = "id, name, password_hash AS passwordHash, created_at_ms AS createdAtMs";
const SESSION = `key_hash AS keyHash, account_id AS accountId, created_at_ms AS createdAtMs,
  expires_at_ms AS expiresAtMs, csrf`;
const TOKEN = "key_hash AS keyHash, name, scopes, created_at_ms AS createdAtMs, revoked_at_ms AS revokedAtMs";

export function sqliteAccounts(database: Database): Accounts {
  const one = (column: "id" | "name", value: string): Promise<Account | undefined> =>
    database.read(() => {
      const row = database.sql(`SELECT ${ACCOUNT} FROM accounts WHERE ${column} = ?`).get(value) as
        | Account
        | undefined;
      return copyOf(row);
    });
  return {
    count: () =>
      database.read(
        () =>
          (database.sql("SELECT count(*) AS many FROM accounts").get() as { many: number } | undefined)
            ?.many ?? 0,
      ),
    add: (account) =>
      database.write(() => {
        const { changes } = database
          .sql("INSERT INTO accounts VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
          .run(account.id, account.name, account.passwordHash, account.createdAtMs);
        if (changes !== 1) {
          throw new MisemoriError(
            "account.exists",
            "an account of this name is there",
            "choose another name",
          );
        }
      }),
    findByName: (name) => one("name", name),
    get: (id) => one("id", id),
    list: () =>
      database.read(() =>
        copiesOf(
          database
            .sql(`SELECT ${ACCOUNT} FROM accounts ORDER BY created_at_ms, id LIMIT ?`)
            .all(LIST_MAX) as unknown as Account[],
        ),
      ),
    setPassword: (id, passwordHash) =>
      database.write(
        () =>
          database.sql("UPDATE accounts SET password_hash = ? WHERE id = ?").run(passwordHash, id).changes ===
          1,
      ),
  };
}

export function sqliteSessions(database: Database): Sessions {
  return {
    put: (session) =>
      database.write(() => {
        database
          .sql("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?)")
          .run(session.keyHash, session.accountId, session.createdAtMs, session.expiresAtMs, session.csrf);
      }),
    find: (keyHash, nowMs) =>
      database.read(() => {
        const row = database
          .sql(`SELECT ${SESSION} FROM sessions WHERE key_hash = ? AND expires_at_ms > ?`)
          .get(keyHash, nowMs) as Session | undefined;
        return copyOf(row);
      }),
    end: (keyHash) =>
      database.write(() => {
        database.sql("DELETE FROM sessions WHERE key_hash = ?").run(keyHash);
      }),
    endAll: (accountId, nowMs) =>
      database.write(() => {
        const living = database
          .sql("SELECT count(*) AS many FROM sessions WHERE account_id = ? AND expires_at_ms > ?")
          .get(accountId, nowMs) as { many: number } | undefined;
        database.sql("DELETE FROM sessions WHERE account_id = ?").run(accountId);
        return living?.many ?? 0;
      }),
    trim: (nowMs) =>
      database.write(() => {
        database.sql("DELETE FROM sessions WHERE expires_at_ms <= ?").run(nowMs);
      }),
  };
}

type TokenRow = Omit<ApiToken, "scopes"> & { readonly scopes: string };

function tokenOf(row: TokenRow): ApiToken {
  return { ...row, scopes: JSON.parse(row.scopes) as ApiScope[] };
}

export function sqliteApiTokens(database: Database): ApiTokens {
  return {
    put: (token) =>
      database.write(() => {
        database
          .sql("INSERT OR REPLACE INTO api_tokens VALUES (?, ?, ?, ?, ?)")
          .run(token.keyHash, token.name, JSON.stringify(token.scopes), token.createdAtMs, token.revokedAtMs);
      }),
    find: (keyHash) =>
      database.read(() => {
        // A revoked token is not found, so that no caller can forget to look.
        const row = database
          .sql(`SELECT ${TOKEN} FROM api_tokens WHERE key_hash = ? AND revoked_at_ms IS NULL`)
          .get(keyHash) as TokenRow | undefined;
        return row === undefined ? undefined : tokenOf(row);
      }),
    list: () =>
      database.read(() =>
        (
          database
            .sql(`SELECT ${TOKEN} FROM api_tokens ORDER BY created_at_ms DESC, name, key_hash LIMIT ?`)
            .all(LIST_MAX) as TokenRow[]
        ).map(tokenOf),
      ),
    revoke: (name, atMs) =>
      database.write(() => {
        const { changes } = database
          .sql("UPDATE api_tokens SET revoked_at_ms = ? WHERE name = ? AND revoked_at_ms IS NULL")
          .run(atMs, name);
        return changes > 0;
      }),
  };
}

export function sqliteOneTimeKeys(database: Database): OneTimeKeys {
  return {
    put: (keyHash, purpose, expiresAtMs) =>
      database.write(() => {
        database
          .sql("INSERT INTO one_time_keys VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
          .run(keyHash, purpose, expiresAtMs);
      }),
    consume: (keyHash, purpose, nowMs) =>
      database.write(() => {
        database.sql("DELETE FROM one_time_keys WHERE expires_at_ms <= ?").run(nowMs);
        const { changes } = database
          .sql("DELETE FROM one_time_keys WHERE key_hash = ? AND purpose = ?")
          .run(keyHash, purpose);
        return changes === 1;
      }),
  };
}
