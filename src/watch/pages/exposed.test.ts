// What may stand on no page: found in documents and scripts, masked, bounded, and alarming without any approval.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pan } from "../../kernel/index.ts";
import { decoyHash, openDecoys, passesLuhn } from "../../scrub/index.ts";
import { changesWithExposed, openExposureSearch, SEARCHED_CHARACTERS_MAX } from "./exposed.ts";
import { approvedPage, CHECKOUT, CHECKOUT_URL, reportOf } from "./page.fixture.ts";
import { alarmsOf, freshRound, isWaking, roundAfter } from "./rounds.ts";

const KEY = new Uint8Array(32).fill(3);
const withCheck = (digits: string): string =>
  Array.from({ length: 10 }, (_, last) => `${digits}${last}`).find(passesLuhn) ?? "";
const DECOY = withCheck("359402718364519");
const CUSTOMERS = withCheck("454001273645182");
const PLANTED = "yamada.k@leak.example";
const proofs = {
  decoys: openDecoys(KEY, [{ id: "dc_1", hash: decoyHash(KEY, pan(DECOY)) }]),
  placeOf: (id: string) => (id === "dc_1" ? "注文の備考" : ""),
  isPlanted: (address: string) => address.toLowerCase() === PLANTED,
};
const search = (text: string, own: (address: string) => boolean = () => false): string[] =>
  openExposureSearch(proofs, own)
    .search([{ place: CHECKOUT_URL, text }])
    .map(({ kind, what }) => `${kind} ${what}`);

test("a decoy, a card under a card's key and a planted address are found, masked, with where they are", () => {
  const found = search(
    `<p>備考 ${DECOY}</p><input name="card_number" value="${CUSTOMERS}"><td>Yamada.K@leak.example</td><td>a@b.jp</td>`,
  );
  assert.deepEqual(found, [
    `decoy-shown 359402******${DECOY.slice(-4)} · 注文の備考 · ${CHECKOUT_URL}`,
    `card-shown 454001******${CUSTOMERS.slice(-4)} · ${CHECKOUT_URL}`,
    `planted-shown Yamada.K@leak.example · ${CHECKOUT_URL}`,
  ]);
  assert.ok(!JSON.stringify(found).includes(CUSTOMERS));
});

test("published test numbers, advertising's long numbers and what the visit typed itself are no alarm", () => {
  const page = `card_number: "4111 1111 1111 1111";\n fbq('init','${CUSTOMERS}'); <i>${PLANTED}</i>`;
  assert.deepEqual(
    search(page, (address) => address === PLANTED),
    [],
  );
});

test("a page that shows a whole table is fifty lines and its decoy, and what lies beyond the bound is not searched", () => {
  const rows = Array.from({ length: 300 }, (_, n) => {
    const number = withCheck(`45400127${String(n).padStart(7, "0")}`);
    return `<p>カード番号: ${number.replace(/(....)(?=.)/g, "$1-")}</p>`;
  });
  const found = search(`${rows.join("\n")}<p>${DECOY}</p>`);
  assert.deepEqual([found.length, found.filter((one) => one.startsWith("decoy-shown")).length], [51, 1]);
  assert.deepEqual(search(`${" ".repeat(SEARCHED_CHARACTERS_MAX)}${PLANTED}`), []);
});

test("what is shown wakes the owner, approved or not, and names who alone saw it", () => {
  const exposed = [{ kind: "decoy-shown" as const, what: "359402******0001" }];
  const report = reportOf(CHECKOUT, CHECKOUT);
  const shown = { ...report, visits: report.visits.map((one, at) => (at === 0 ? { ...one, exposed } : one)) };
  assert.deepEqual(changesWithExposed(null, report.visits), null);
  for (const approval of [null, { page: approvedPage(), sha256: "aa" }]) {
    const round = roundAfter(freshRound(0), { report: shown }, approval, { nowMs: 1, nextAtMs: 2 });
    const alarms = alarmsOf(round);
    assert.deepEqual(alarms, [
      { kind: "decoy-shown", weight: "alarm", what: "359402******0001", seenBy: ["desktop"] },
    ]);
    assert.ok(isWaking(alarms));
  }
});
