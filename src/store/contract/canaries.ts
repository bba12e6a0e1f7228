// What every keeper of planted canaries must do.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CanaryRecords, PlantedCanary } from "../../canary/ports.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

function canaryOf(n: number, more: Partial<PlantedCanary> = {}): PlantedCanary {
  return {
    id: `cn_${String(n).padStart(12, "0")}`,
    address: `tanaka${n}@leak.example.jp`,
    system: "倉庫",
    period: "2026-W47",
    plantedAtMs: START_MS + n,
    retiredAtMs: null,
    ...more,
  };
}

export function canariesContract(open: Opening<CanaryRecords>): void {
  describe("canaries", () => {
    test("are given back oldest first, also over a restart", () =>
      withPort(open, async (port, { reopen }) => {
        assert.deepEqual(await port.list(), []);
        await port.plant([canaryOf(2), canaryOf(1)]);
        await port.plant([canaryOf(3, { plantedAtMs: START_MS + 1 })]);
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(
          (await again.list()).map(({ id }) => id),
          [canaryOf(1).id, canaryOf(3).id, canaryOf(2).id],
        );
        assert.deepEqual((await again.list())[0], canaryOf(1));
        assert.deepEqual(await again.find([canaryOf(3).address, "nobody@leak.example.jp"]), [
          canaryOf(3, { plantedAtMs: START_MS + 1 }),
        ]);
      }));

    test("planted again stay as they were", () =>
      withPort(open, async (port) => {
        await port.plant([canaryOf(1)]);
        await port.plant([canaryOf(1, { plantedAtMs: START_MS + 99 }), canaryOf(2)]);
        assert.deepEqual(await port.list(), [canaryOf(1), canaryOf(2)]);
      }));

    test("with an address that is another's are refused, and nothing of that call is kept", () =>
      withPort(open, async (port) => {
        await port.plant([canaryOf(1)]);
        const clash = canaryOf(3, { address: canaryOf(1).address });
        await assert.rejects(port.plant([canaryOf(2), clash]), { code: "canary.address" });
        assert.deepEqual(await port.list(), [canaryOf(1)]);
      }));

    test("are retired once; an unknown one is told", () =>
      withPort(open, async (port) => {
        await port.plant([canaryOf(1)]);
        assert.equal(await port.retire("cn_nobody", START_MS), false);
        assert.equal(await port.retire(canaryOf(1).id, START_MS + 5), true);
        assert.equal(await port.retire(canaryOf(1).id, START_MS + 9), true);
        assert.equal((await port.list())[0]?.retiredAtMs, START_MS + 5);
      }));
  });
}
