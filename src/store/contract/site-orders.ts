// What every keeper of the orders for the whole shop must do.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SiteOrders } from "../../gate/ports.ts";
import type { OriginBlock, ShopDoor, SiteAct } from "../../gate/ports.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

const STOPPED: ShopDoor = {
  state: "stopped",
  by: "owner:花子",
  why: "改ざんの疑い",
  sentence: "夕方まで止めます。",
  atMs: START_MS,
};

function blockOf(value: string, n: number): OriginBlock {
  return { kind: "ip", value, by: "api:shop", why: "攻撃", atMs: START_MS + n, untilMs: null };
}

function actOf(n: number): SiteAct {
  return {
    id: `act_${String(n).padStart(26, "0")}`,
    kind: "shop.stopped",
    by: "owner:花子",
    atMs: START_MS + n,
    facts: { why: "改ざん", n, none: null },
  };
}

export function siteOrdersContract(open: Opening<SiteOrders>): void {
  describe("orders for the shop", () => {
    test("nothing is ordered before anybody did, and then what was ordered last, also over a restart", () =>
      withPort(open, async (port, { reopen }) => {
        const first = await port.read();
        assert.deepEqual([first.shop.state, first.blocks, first.sessions], ["open", [], null]);
        await port.change({ kind: "shop", shop: STOPPED }, actOf(1));
        await port.change({ kind: "sessions", sessions: { by: "b", why: "w", atMs: START_MS } }, actOf(2));
        await port.change(
          { kind: "sessions", sessions: { by: "c", why: "v", atMs: START_MS + 5 } },
          actOf(3),
        );
        const again = await ((await reopen?.()) ?? port).read();
        assert.deepEqual(again.shop, STOPPED);
        assert.deepEqual(again.sessions, { by: "c", why: "v", atMs: START_MS + 5 });
      }));

    test("a block of the same origin takes the old one's place, and an ended one is gone", () =>
      withPort(open, async (port, { reopen }) => {
        await port.change({ kind: "block", block: blockOf("203.0.113.7", 1) }, actOf(1));
        await port.change({ kind: "block", block: blockOf("203.0.113.8", 2) }, actOf(2));
        const longer = { ...blockOf("203.0.113.7", 3), untilMs: START_MS + 99 };
        await port.change({ kind: "block", block: longer }, actOf(3));
        await port.change({ kind: "unblock", origin: { kind: "ip", value: "203.0.113.8" } }, actOf(4));
        await port.change({ kind: "unblock", origin: { kind: "network", value: "203.0.113.7" } }, actOf(5));
        assert.deepEqual((await ((await reopen?.()) ?? port).read()).blocks, [longer]);
      }));

    test("an act waits for the journal until it is written, also over a restart", () =>
      withPort(open, async (port, { reopen }) => {
        await port.change({ kind: "shop", shop: STOPPED }, actOf(2));
        await port.note(actOf(1));
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(await again.unwritten(), [actOf(1), actOf(2)]);
        await again.written(actOf(1).id);
        await again.written(actOf(1).id);
        assert.deepEqual(await again.unwritten(), [actOf(2)]);
      }));

    test("a change whose act cannot be noted is not made", () =>
      withPort(open, async (port) => {
        const broken = { ...actOf(1), facts: { n: 1n } } as unknown as SiteAct;
        await assert.rejects(port.change({ kind: "shop", shop: STOPPED }, broken));
        assert.equal((await port.read()).shop.state, "open");
        assert.deepEqual(await port.unwritten(), []);
      }));
  });
}
