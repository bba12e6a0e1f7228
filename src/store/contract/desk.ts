// What every keeper of alerts and outgoing messages must do: one alert per cause, each message claimed once.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Alert, AlertLink, AlertLinks, Alerts, Outbox, OutboxMessage } from "../../desk/ports.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

function alertOf(n: number, more: Partial<Alert> = {}): Alert {
  return {
    id: `alert_${n}`,
    cause: `attack:${n}`,
    kind: "attack",
    openedAtMs: START_MS + n,
    changedAtMs: START_MS + n,
    state: "open",
    owner: "owner",
    ownedAtMs: null,
    facts: "{}",
    told: 0,
    duty: "{}",
    nextAtMs: null,
    plannedAtMs: START_MS,
    ...more,
  };
}

export function alertsContract(open: Opening<Alerts>): void {
  describe("alerts", () => {
    test("keeps one alert per cause, replaced whole, also over a restart", () =>
      withPort(open, async (port, { reopen }) => {
        await port.put(alertOf(1));
        const owned = alertOf(1, { state: "owned", owner: "花子", ownedAtMs: START_MS + 9, told: 2 });
        await port.put(owned);
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(await again.findByCause("attack:1"), owned);
        assert.deepEqual(await again.get("alert_1"), owned);
        assert.deepEqual(await again.list({ limit: 10 }), [owned]);
        assert.equal(await again.get("alert_2"), undefined);
        assert.equal(await again.findByCause("attack:2"), undefined);
      }));

    test("lists newest first, by state, within the limit", () =>
      withPort(open, async (port) => {
        await port.put(alertOf(1));
        await port.put(alertOf(2, { state: "closed" }));
        await port.put(alertOf(3));
        const ids = async (query: Parameters<Alerts["list"]>[0]): Promise<string[]> =>
          (await port.list(query)).map((alert) => alert.id);
        assert.deepEqual(await ids({ limit: 2 }), ["alert_3", "alert_2"]);
        assert.deepEqual(await ids({ state: "open", limit: 9 }), ["alert_3", "alert_1"]);
      }));

    test("gives what is due, longest due first, and what was planned before the clock was set back", () =>
      withPort(open, async (port, { reopen }) => {
        await port.put(alertOf(1, { nextAtMs: START_MS + 100 }));
        await port.put(alertOf(2, { nextAtMs: START_MS + 50, duty: '{"turns":[]}' }));
        await port.put(alertOf(3));
        await port.put(alertOf(4, { nextAtMs: START_MS + 9_000, plannedAtMs: START_MS + 8_000 }));
        const again = (await reopen?.()) ?? port;
        const due = async (nowMs: number, limit = 9): Promise<string[]> =>
          (await again.due(nowMs, limit)).map((alert) => alert.id);
        assert.deepEqual(await due(START_MS + 49), ["alert_4"]);
        assert.deepEqual(await due(START_MS + 8_000), ["alert_2", "alert_1"]);
        assert.deepEqual(await due(START_MS + 8_000, 1), ["alert_2"]);
        await again.put(alertOf(2, { nextAtMs: null, state: "closed" }));
        assert.deepEqual(await due(START_MS + 99_000), ["alert_1", "alert_4"]);
      }));
  });
}

function linkOf(keyHash: string, more: Partial<AlertLink> = {}): AlertLink {
  return {
    keyHash,
    alertId: "alert_1",
    person: "花子",
    openedAtMs: START_MS,
    expiresAtMs: START_MS + 1_000,
    usedAtMs: null,
    ...more,
  };
}

export function alertLinksContract(open: Opening<AlertLinks>): void {
  describe("alert links", () => {
    test("keeps a link as it was first put, also over a restart, until its end", () =>
      withPort(open, async (port, { reopen }) => {
        await port.put(linkOf("a"), START_MS);
        await port.put(linkOf("a", { person: "太郎" }), START_MS);
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(await again.find("a"), linkOf("a"));
        assert.equal(await again.find("b"), undefined);
        await again.put(linkOf("b", { expiresAtMs: START_MS + 9_000 }), START_MS + 1_000);
        assert.equal(await again.find("a"), undefined);
      }));

    test("is used by exactly one caller", () =>
      withPort(open, async (port) => {
        await port.put(linkOf("a"), START_MS);
        const uses = await Promise.all([1, 2, 3].map((n) => port.use("a", START_MS + n)));
        assert.equal(uses.filter(Boolean).length, 1);
        assert.notEqual((await port.find("a"))?.usedAtMs, null);
        assert.equal(await port.use("none", START_MS), false);
      }));
  });
}

function messageOf(key: string, more: Partial<OutboxMessage> = {}): OutboxMessage {
  return {
    key,
    channel: "email",
    body: '{"subject":"警告"}',
    createdAtMs: START_MS,
    state: "waiting",
    tries: 0,
    nextTryAtMs: START_MS,
    lastError: null,
    ...more,
  };
}

export function outboxContract(open: Opening<Outbox>): void {
  describe("outbox", () => {
    test("takes a key once", () =>
      withPort(open, async (port) => {
        assert.equal(await port.put(messageOf("a")), true);
        assert.equal(await port.put(messageOf("a", { body: "{}" })), false);
        assert.deepEqual(await port.list({ limit: 10 }), [messageOf("a")]);
      }));

    test("hands each due message to one claimant, the longest due first", () =>
      withPort(open, async (port) => {
        await port.put(messageOf("late", { nextTryAtMs: START_MS + 5 }));
        await port.put(messageOf("early", { nextTryAtMs: START_MS + 1 }));
        await port.put(messageOf("not-yet", { nextTryAtMs: START_MS + 60_000 }));
        const claims = await Promise.all(Array.from({ length: 6 }, () => port.claim(START_MS + 5)));
        assert.deepEqual(
          claims.filter((m) => m !== undefined).map((m) => [m.key, m.state, m.tries]),
          [
            ["early", "claimed", 1],
            ["late", "claimed", 1],
          ],
        );
      }));

    test("sends a message that failed for now back to waiting, and never a settled one", () =>
      withPort(open, async (port) => {
        await port.put(messageOf("a"));
        await port.claim(START_MS);
        await port.settle("a", { state: "waiting", error: "421 later", nextTryAtMs: START_MS + 60_000 });
        assert.equal(await port.claim(START_MS + 59_999), undefined);
        const again = await port.claim(START_MS + 60_000);
        assert.deepEqual([again?.tries, again?.lastError], [2, "421 later"]);
        await port.settle("a", { state: "sent", error: null, nextTryAtMs: START_MS });
        assert.equal(await port.claim(START_MS * 2), undefined);
      }));

    test("gives the messages under a prefix, oldest first, and gives up only what still waits", () =>
      withPort(open, async (port) => {
        await port.put(messageOf("alert_1:2:email", { createdAtMs: START_MS + 5 }));
        await port.put(messageOf("alert_1:1:email"));
        await port.put(messageOf("alert_10:1:email"));
        await port.put(messageOf("alert_1"));
        const keys = (await port.under("alert_1:", 9)).map(({ key }) => key);
        assert.deepEqual(keys, ["alert_1:1:email", "alert_1:2:email"]);
        assert.equal((await port.under("alert_1:", 1)).length, 1);
        assert.equal(await port.giveUp("alert_1:2:email", "taken"), true);
        assert.equal(await port.giveUp("alert_1:2:email", "taken"), false);
        assert.equal(await port.giveUp("none", "taken"), false);
        const claimed = await port.claim(START_MS);
        assert.equal(await port.giveUp(claimed?.key ?? "", "taken"), false);
        const [, gone] = await port.under("alert_1:", 9);
        assert.deepEqual([gone?.state, gone?.lastError], ["failed", "taken"]);
      }));

    test("after a crash what was claimed is unknown, and is not claimed again", () =>
      withPort(open, async (port, { reopen }) => {
        await port.put(messageOf("a"));
        await port.put(messageOf("b", { nextTryAtMs: START_MS + 1 }));
        await port.claim(START_MS);
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(await again.recover(), [messageOf("a", { state: "unknown", tries: 1 })]);
        assert.deepEqual(await again.recover(), []);
        assert.equal((await again.claim(START_MS + 1))?.key, "b");
        assert.equal(await again.claim(START_MS + 1), undefined);
      }));
  });
}
