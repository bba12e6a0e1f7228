// What every keeper of canaries' mail must do.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { CanaryMails, FreshMail } from "../../canary/ports.ts";
import { MAIL_ROWS_MAX } from "../canary-rule.ts";
import { START_MS, withPort, type Opening } from "./opening.ts";

const DAY_MS = 86_400_000;

function mailOf(n: number, more: Partial<FreshMail> = {}): FreshMail {
  return { key: `k${n}`, canary: "cn_1", outcome: "hit", facts: `{"n":${n}}`, atMs: START_MS + n, ...more };
}

export function canaryMailsContract(open: Opening<CanaryMails>): void {
  describe("mails to canaries", () => {
    test("are given back by arrival, hits alone or all, also over a restart", () =>
      withPort(open, async (port, { reopen }) => {
        assert.deepEqual(await port.list("all"), []);
        assert.equal(
          await port.keep([mailOf(2), mailOf(1, { outcome: "own-sender", canary: "" })], null),
          true,
        );
        const again = (await reopen?.()) ?? port;
        const first = { firstAtMs: START_MS + 1, lastAtMs: START_MS + 1, times: 1, facts: '{"n":1}' };
        assert.deepEqual((await again.list("all"))[0], {
          key: "k1",
          canary: "",
          outcome: "own-sender",
          ...first,
        });
        assert.deepEqual(
          (await again.list("hits")).map(({ key }) => key),
          ["k2"],
        );
      }));

    test("of one key count up, first and last moment kept", () =>
      withPort(open, async (port) => {
        await port.keep([mailOf(1)], null);
        await port.keep([mailOf(1, { atMs: START_MS + 9, facts: "{}" })], null);
        const [row, ...more] = await port.list("all");
        assert.deepEqual(
          [row?.times, row?.firstAtMs, row?.lastAtMs, row?.facts, more.length],
          [2, START_MS + 1, START_MS + 9, '{"n":1}', 0],
        );
      }));

    test("are taken from a folder once", () =>
      withPort(open, async (port, { reopen }) => {
        assert.equal(await port.keep([mailOf(1)], "a"), true);
        const again = (await reopen?.()) ?? port;
        assert.equal(await again.keep([mailOf(1)], "a"), false);
        assert.deepEqual([await again.isKnown("a"), await again.isKnown("b")], [true, false]);
        assert.equal(await again.keep([mailOf(1)], "b"), true);
        assert.equal((await again.list("all"))[0]?.times, 2);
      }));

    test("leave marks to go on from, the last one of a name counts", () =>
      withPort(open, async (port, { reopen }) => {
        assert.equal(await port.mark("a"), null);
        await port.setMark("a", "1");
        await port.setMark("b", "x");
        await port.setMark("a", "2");
        const again = (await reopen?.()) ?? port;
        assert.deepEqual([await again.mark("a"), await again.mark("b")], ["2", "x"]);
      }));

    test("of a flood are counted, not kept, and the next day has room again", () =>
      withPort(open, async (port) => {
        const flood = Array.from({ length: 1_000 }, (_, n) => mailOf(n));
        await port.keep(flood, null);
        const rows = await port.list("hits");
        assert.equal(rows.length, MAIL_ROWS_MAX + 1);
        const rest = rows.find(({ facts }) => facts === "");
        assert.equal(rest?.times, 1_000 - MAIL_ROWS_MAX);
        assert.deepEqual([rest.firstAtMs, rest.lastAtMs], [START_MS + MAIL_ROWS_MAX, START_MS + 999]);
        await port.keep([mailOf(5_000, { atMs: START_MS + DAY_MS })], null);
        assert.equal((await port.list("hits")).at(-1)?.facts, '{"n":5000}');
      }));
  });
}
