// What every keeper of accounts, sessions, tokens and one-time links must do.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Account, Accounts, ApiToken, ApiTokens, OneTimeKeys } from "../../console/ports.ts";
import type { Session, Sessions } from "../../console/ports.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

const HANAKO: Account = {
  id: "acc_1",
  name: "花子",
  passwordHash: "$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA",
  createdAtMs: START_MS,
};

export function accountsContract(open: Opening<Accounts>): void {
  describe("accounts", () => {
    test("finds an account by name and id, also over a restart, and refuses its name to another", () =>
      withPort(open, async (port, { reopen }) => {
        assert.equal(await port.count(), 0);
        await port.add(HANAKO);
        await assert.rejects(port.add({ ...HANAKO, id: "acc_2" }), { code: "account.exists" });
        await assert.rejects(port.add({ ...HANAKO, name: "太郎" }), { code: "account.exists" });
        const again = (await reopen?.()) ?? port;
        assert.equal(await again.count(), 1);
        assert.deepEqual(await again.findByName("花子"), HANAKO);
        assert.deepEqual(await again.get("acc_1"), HANAKO);
        assert.equal(await again.findByName("太郎"), undefined);
      }));

    test("lists the oldest first and changes a password for both ways of finding, over a restart too", () =>
      withPort(open, async (port, { reopen }) => {
        await port.add({ ...HANAKO, id: "acc_2", name: "太郎", createdAtMs: START_MS + 1 });
        await port.add(HANAKO);
        assert.deepEqual(
          (await port.list()).map(({ name }) => name),
          ["花子", "太郎"],
        );
        assert.equal(await port.setPassword("acc_9", "$new"), false);
        assert.equal(await port.setPassword("acc_1", "$new"), true);
        const again = (await reopen?.()) ?? port;
        assert.equal((await again.get("acc_1"))?.passwordHash, "$new");
        assert.equal((await again.findByName("花子"))?.passwordHash, "$new");
        assert.equal((await again.get("acc_2"))?.passwordHash, HANAKO.passwordHash);
      }));
  });
}

export function sessionsContract(open: Opening<Sessions>): void {
  const session: Session = {
    keyHash: "ab".repeat(32),
    accountId: "acc_1",
    createdAtMs: START_MS,
    expiresAtMs: START_MS + 1_000,
    csrf: "c",
  };
  describe("sessions", () => {
    test("lives until its end, or until it is ended", () =>
      withPort(open, async (port) => {
        await port.put(session);
        assert.deepEqual(await port.find(session.keyHash, START_MS + 999), session);
        assert.equal(await port.find(session.keyHash, START_MS + 1_000), undefined);
        await port.end(session.keyHash);
        assert.equal(await port.find(session.keyHash, START_MS), undefined);
      }));

    test("ends all sessions of one account and of no other, and counts the living", () =>
      withPort(open, async (port) => {
        await port.put(session);
        await port.put({ ...session, keyHash: "cd", expiresAtMs: START_MS + 5_000 });
        await port.put({ ...session, keyHash: "ef", accountId: "acc_2", expiresAtMs: START_MS + 5_000 });
        assert.equal(await port.endAll("acc_1", START_MS + 2_000), 1);
        assert.equal(await port.find(session.keyHash, START_MS), undefined);
        assert.equal(await port.find("cd", START_MS), undefined);
        assert.notEqual(await port.find("ef", START_MS), undefined);
        assert.equal(await port.endAll("acc_1", START_MS), 0);
      }));

    test("trims only what has expired", () =>
      withPort(open, async (port) => {
        await port.put(session);
        await port.put({ ...session, keyHash: "cd", expiresAtMs: START_MS + 5_000 });
        await port.trim(START_MS + 1_000);
        assert.equal(await port.find(session.keyHash, START_MS), undefined);
        assert.notEqual(await port.find("cd", START_MS), undefined);
      }));
  });
}

export function apiTokensContract(open: Opening<ApiTokens>): void {
  const token: ApiToken = {
    keyHash: "ef",
    name: "shop",
    scopes: ["outcomes:write", "holds:read"],
    createdAtMs: START_MS,
    revokedAtMs: null,
  };
  describe("API tokens", () => {
    test("is found until it is revoked, and stays listed after", () =>
      withPort(open, async (port) => {
        await port.put(token);
        assert.deepEqual(await port.find("ef"), token);
        assert.equal(await port.revoke("other", START_MS), false);
        assert.equal(await port.revoke("shop", START_MS + 1), true);
        assert.equal(await port.revoke("shop", START_MS + 2), false);
        assert.equal(await port.find("ef"), undefined);
        assert.deepEqual(await port.list(), [{ ...token, revokedAtMs: START_MS + 1 }]);
      }));
  });
}

export function oneTimeKeysContract(open: Opening<OneTimeKeys>): void {
  describe("one-time keys", () => {
    test("opens for exactly one of many, for its purpose, before its end", () =>
      withPort(open, async (port) => {
        await port.put("k", "first-owner", START_MS + 1_000);
        assert.equal(await port.consume("k", "reset", START_MS), false);
        const tries = await Promise.all(
          Array.from({ length: 8 }, () => port.consume("k", "first-owner", START_MS)),
        );
        assert.equal(tries.filter(Boolean).length, 1);
        await port.put("late", "reset", START_MS + 1_000);
        assert.equal(await port.consume("late", "reset", START_MS + 1_000), false);
        assert.equal(await port.consume("late", "reset", START_MS), false);
      }));
  });
}
