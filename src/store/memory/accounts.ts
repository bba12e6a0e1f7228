// Who may come in, in memory: accounts, sessions, API tokens and one-time links.

import type { Account, Accounts, ApiToken, ApiTokens } from "../../console/ports.ts";
import type { OneTimeKeys, Session, Sessions } from "../../console/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { LIST_MAX } from "../store.ts";

export function memoryAccounts(): Accounts {
  const byId = new Map<string, Account>();
  const byName = new Map<string, Account>();
  return {
    count: async () => byId.size,
    add: async (account) => {
      if (byId.has(account.id) || byName.has(account.name)) {
        throw new MisemoriError("account.exists", "an account of this name is there", "choose another name");
      }
      byId.set(account.id, { ...account });
      byName.set(account.name, { ...account });
    },
    findByName: async (name) => copyOf(byName.get(name)),
    get: async (id) => copyOf(byId.get(id)),
    list: async () =>
      copiesOf([...byId.values()].sort((a, b) => a.createdAtMs - b.createdAtMs)).slice(0, LIST_MAX),
    setPassword: async (id, passwordHash) => {
      const account = byId.get(id);
      if (account === undefined) return false;
      const changed = { ...account, passwordHash };
      byId.set(id, changed);
      byName.set(account.name, changed);
      return true;
    },
  };
}

export function memorySessions(): Sessions {
  const byKey = new Map<string, Session>();
  return {
    put: async (session) => {
      byKey.set(session.keyHash, { ...session });
    },
    find: async (keyHash, nowMs) => {
      const session = byKey.get(keyHash);
      return session !== undefined && session.expiresAtMs > nowMs ? { ...session } : undefined;
    },
    end: async (keyHash) => {
      byKey.delete(keyHash);
    },
    endAll: async (accountId, nowMs) => {
      let ended = 0;
      for (const session of byKey.values()) {
        if (session.accountId !== accountId) continue;
        byKey.delete(session.keyHash);
        if (session.expiresAtMs > nowMs) ended += 1;
      }
      return ended;
    },
    trim: async (nowMs) => {
      for (const session of byKey.values()) if (session.expiresAtMs <= nowMs) byKey.delete(session.keyHash);
    },
  };
}

export function memoryApiTokens(): ApiTokens {
  const byKey = new Map<string, ApiToken>();
  return {
    put: async (token) => {
      byKey.set(token.keyHash, { ...token, scopes: [...token.scopes] });
    },
    find: async (keyHash) => {
      const token = byKey.get(keyHash);
      // A revoked token is not found, so that no caller can forget to look.
      return token === undefined || token.revokedAtMs !== null ? undefined : copyOf(token);
    },
    list: async () =>
      copiesOf(
        [...byKey.values()]
          .sort((a, b) => b.createdAtMs - a.createdAtMs || (a.name === b.name ? 0 : a.name < b.name ? -1 : 1))
          .slice(0, LIST_MAX),
      ),
    revoke: async (name, atMs) => {
      let any = false;
      for (const token of byKey.values()) {
        if (token.name !== name || token.revokedAtMs !== null) continue;
        byKey.set(token.keyHash, { ...token, revokedAtMs: atMs });
        any = true;
      }
      return any;
    },
  };
}

export function memoryOneTimeKeys(): OneTimeKeys {
  const byKey = new Map<string, { purpose: "first-owner" | "reset"; expiresAtMs: number }>();
  return {
    put: async (keyHash, purpose, expiresAtMs) => {
      if (!byKey.has(keyHash)) byKey.set(keyHash, { purpose, expiresAtMs });
    },
    consume: async (keyHash, purpose, nowMs) => {
      for (const [key, entry] of byKey) if (entry.expiresAtMs <= nowMs) byKey.delete(key);
      return byKey.get(keyHash)?.purpose === purpose && byKey.delete(keyHash);
    },
  };
}
