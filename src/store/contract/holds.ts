// What every keeper of orders on hold must do: above all, decide each exactly once.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Hold, Holds } from "../../gate/ports.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

function holdOf(n: number, more: Partial<Hold> = {}): Hold {
  return {
    id: `hold_${n}`,
    attemptId: `att_${n}`,
    createdAtMs: START_MS + n,
    orderRef: null,
    claimedRef: null,
    amountYen: 12_000,
    country: "JP",
    probability: 0.42,
    state: "held",
    decidedAtMs: null,
    decidedBy: null,
    note: null,
    ...more,
  };
}

export function holdsContract(open: Opening<Holds>): void {
  describe("holds", () => {
    test("keeps a hold as it was made, and names its order later", () =>
      withPort(open, async (port) => {
        await port.create(holdOf(1, { amountYen: null }));
        assert.deepEqual(await port.get("hold_1"), holdOf(1, { amountYen: null }));
        await port.nameOrder("hold_1", "注文-1", null);
        assert.deepEqual(
          await port.findByOrder("注文-1"),
          holdOf(1, { amountYen: null, orderRef: "注文-1" }),
        );
        assert.equal(await port.get("hold_2"), undefined);
        assert.equal(await port.findByOrder("注文-2"), undefined);
      }));

    test("refuses to replace a hold", () =>
      withPort(open, async (port) => {
        await port.create(holdOf(1));
        await assert.rejects(port.create(holdOf(1, { state: "released" })), { code: "hold.exists" });
        assert.equal((await port.get("hold_1"))?.state, "held");
      }));

    test("lets exactly one of many callers decide", () =>
      withPort(open, async (port) => {
        await port.create(holdOf(1));
        const tries = await Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            port.decide(
              "hold_1",
              n % 2 === 0 ? "released" : "cancelled",
              `owner:${n}`,
              "電話で確認",
              START_MS + n,
            ),
          ),
        );
        const made = tries.filter((hold) => hold !== undefined);
        assert.equal(made.length, 1);
        assert.deepEqual(await port.get("hold_1"), made[0]);
        assert.equal(made[0]?.note, "電話で確認");
        assert.equal(await port.decide("hold_9", "released", "owner:x", "", START_MS), undefined);
      }));

    test("an order with a released and a held hold is held", () =>
      withPort(open, async (port) => {
        await port.create(holdOf(1, { orderRef: "A" }));
        await port.create(holdOf(2, { orderRef: "A", state: "released" }));
        await port.create(holdOf(3, { orderRef: "A", state: "cancelled" }));
        assert.equal((await port.findByOrder("A"))?.id, "hold_1");
      }));

    test("an unnamed hold claims an order without bearing its name, and gives both up when renamed", () =>
      withPort(open, async (port) => {
        await port.create(holdOf(1, { claimedRef: "A" }));
        await port.create(holdOf(2));
        await port.create(holdOf(3, { orderRef: "B" }));
        await port.create(holdOf(4, { claimedRef: "A", state: "cancelled" }));
        assert.equal(await port.findByOrder("A"), undefined);
        const unnamed = async (orderRef: string, limit = 10): Promise<string[]> =>
          (await port.unnamed({ orderRef, limit })).map((hold) => hold.id);
        assert.deepEqual(await unnamed("A"), ["hold_1", "hold_2"]);
        assert.deepEqual(await unnamed("B"), ["hold_2", "hold_1"]);
        assert.deepEqual(await unnamed("A", 1), ["hold_1"]);
        await port.nameOrder("hold_1", "C", null);
        assert.deepEqual(await port.get("hold_1"), holdOf(1, { orderRef: "C" }));
        assert.deepEqual(await unnamed("A"), ["hold_2"]);
      }));

    test("decides an unnamed hold only for callers who need no name", () =>
      withPort(open, async (port) => {
        await port.create(holdOf(1));
        assert.equal(await port.decide("hold_1", "cancelled", "owner:a", "", START_MS, true), undefined);
        assert.equal((await port.get("hold_1"))?.state, "held");
        await port.nameOrder("hold_1", "A", null);
        const decided = await port.decide("hold_1", "cancelled", "owner:a", "", START_MS, true);
        assert.equal(decided?.orderRef, "A");
      }));

    test("lists newest first, by state, within the limit", () =>
      withPort(open, async (port) => {
        for (const n of [1, 2, 3]) await port.create(holdOf(n));
        await port.decide("hold_2", "released", "owner:a", "", START_MS);
        const ids = async (query: Parameters<Holds["list"]>[0]): Promise<string[]> =>
          (await port.list(query)).map((hold) => hold.id);
        assert.deepEqual(await ids({ limit: 10 }), ["hold_3", "hold_2", "hold_1"]);
        assert.deepEqual(await ids({ state: "held", limit: 10 }), ["hold_3", "hold_1"]);
        assert.deepEqual(await ids({ state: "held", limit: 1 }), ["hold_3"]);
      }));

    test("keeps holds and decisions over a restart", (t) =>
      withPort(open, async (port, { reopen }) => {
        if (reopen === undefined) return t.skip("this adapter keeps nothing over a restart");
        await port.create(holdOf(1));
        await port.decide("hold_1", "cancelled", "owner:a", "", START_MS);
        const again = await reopen();
        assert.equal((await again.get("hold_1"))?.state, "cancelled");
        assert.equal(await again.decide("hold_1", "released", "owner:b", "", START_MS), undefined);
      }));
  });
}
