// What every keeper of decoy cards must do.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { DecoyCard, DecoyCardRecords } from "../../canary/ports.ts";
import { DECOY_CARDS_MAX } from "../../scrub/index.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

function cardOf(n: number, more: Partial<DecoyCard> = {}): DecoyCard {
  return {
    id: `dc_${String(n).padStart(12, "0")}`,
    kind: "made",
    masked: "359012******0005",
    place: "注文の備考",
    addedAtMs: START_MS + n,
    hash: String(n).padStart(32, "0"),
    ...more,
  };
}

export function decoyCardsContract(open: Opening<DecoyCardRecords>): void {
  describe("decoy cards", () => {
    test("are given back oldest first, also over a restart, and once", () =>
      withPort(open, async (port, { reopen }) => {
        await port.add([cardOf(2), cardOf(1)]);
        await port.add([cardOf(1, { place: "elsewhere" }), cardOf(3, { hash: cardOf(2).hash })]);
        const again = (await reopen?.()) ?? port;
        assert.deepEqual(await again.list(), [cardOf(1), cardOf(2)]);
        assert.equal(await again.remove(cardOf(1).id), true);
        assert.equal(await again.remove(cardOf(1).id), false);
        assert.deepEqual(await again.list(), [cardOf(2)]);
      }));

    test("beyond the limit are refused whole", () =>
      withPort(open, async (port) => {
        await port.add(Array.from({ length: DECOY_CARDS_MAX - 1 }, (_, n) => cardOf(n)));
        await assert.rejects(port.add([cardOf(9_001), cardOf(9_002)]), { code: "canary.cards" });
        assert.equal((await port.list()).length, DECOY_CARDS_MAX - 1);
        await port.add([cardOf(9_003)]);
      }));
  });
}
