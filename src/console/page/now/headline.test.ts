// The headline and the words for shares: what an owner reads in the first five seconds.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { yen } from "../../../kernel/money.ts";
import { quietNow } from "../../api/memory.ts";
import { speechIn } from "../ground/speech.ts";
import type { AlertView, NowView } from "../ground/reach.ts";
import { pageWords } from "../words/index.ts";
import { headlineOf } from "./headline.ts";
import { minuteRows } from "./minutes.ts";
import { tellAttack, tellAttackers, tellFailures, tellHold } from "./told.ts";

const ja = speechIn("ja");
const atMs = Date.UTC(2026, 0, 5, 3);
const quiet = quietNow(atMs);
const attacked: NowView = {
  ...quiet,
  attack: {
    attackId: "attack_1",
    startedAtMs: atMs,
    nowMs: atMs,
    attempts: 10,
    reachedGateway: 3,
    stopped: 7,
    feesYen: yen(60),
    savedYen: yen(900),
    crowds: [],
    budgetLeftYen: yen(900),
    cardsPaused: false,
    change: "began",
  },
};
const alert = (state: AlertView["state"], owner = ""): AlertView => ({
  id: "alert_1",
  kind: "attack",
  openedAtMs: atMs,
  changedAtMs: atMs,
  state,
  owner,
  ownedAtMs: null,
  facts: "{}",
  told: 1,
});

const sum = (bucketStartMs: number, attempts: number): NowView["perMinute"][number] => ({
  bucketStartMs,
  answer: "decoy",
  attempts,
  reachedGateway: 0,
  declined: 0,
  approved: 0,
  feesYen: 0,
  savedYen: 0,
  salesYen: 0,
});
const names = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).sort((a, b) => a.localeCompare(b));

describe("the headline", () => {
  test("is calm on an ordinary day and asks nothing of anybody", () => {
    const head = headlineOf(quiet, [], ja);
    assert.equal(head.level, "calm");
    assert.equal(head.action, null);
    assert.equal(headlineOf(quiet, [alert("closed")], ja).level, "calm");
  });

  test("is red while an attack has no owner, and offers to take it", () => {
    const head = headlineOf(attacked, [alert("open")], ja);
    assert.equal(head.level, "act");
    assert.equal(head.who, "まだ誰も担当していません");
    assert.deepEqual(head.action, { kind: "own", alertId: "alert_1" });
  });

  test("says who was called while nobody has answered", () => {
    assert.equal(headlineOf(attacked, [alert("open", "owner:花子")], ja).who, "花子 に連絡済み（返事待ち）");
  });

  test("is no longer red once somebody has it, and names that person", () => {
    const head = headlineOf(attacked, [alert("owned", "owner:花子")], ja);
    assert.equal(head.level, "watch");
    assert.equal(head.who, "花子");
    assert.equal(head.action, null);
  });

  test("sends to the held orders when nothing more urgent is there", () => {
    assert.deepEqual(headlineOf({ ...quiet, holdsWaiting: 2 }, [], ja).action, { kind: "holds" });
    const owned = [alert("owned", "owner:花子")];
    assert.deepEqual(headlineOf({ ...attacked, holdsWaiting: 2 }, owned, ja).action, { kind: "holds" });
  });

  test("is red when the budget is spent under attack, and when the guard stands still, before all else", () => {
    const spent = { ...attacked, budget: { ...quiet.budget, hour: { spentYen: 1_000, limitYen: 1_000 } } };
    assert.equal(headlineOf(spent, [alert("owned", "owner:花子")], ja).level, "act");
    const dead = headlineOf({ ...spent, workers: { running: 0, wanted: 2 } }, [], ja);
    assert.equal(dead.level, "act");
    assert.equal(dead.title, "Misemori の見張りが止まっています。");
  });

  test("of a stopped shop is not calm, says who stopped it, and is not red for that", () => {
    const shop = { state: "stopped", by: "owner:花子", why: "x", sentence: null, atMs } as const;
    const head = headlineOf({ ...quiet, site: { ...quiet.site, shop }, holdsWaiting: 2 }, [], ja);
    assert.equal(head.level, "watch");
    assert.match(head.next, /花子が止めました/);
    assert.equal(head.who, "花子");
  });

  test("says who paused the cards", () => {
    const cards = { state: "paused", by: "api:reception", why: "x", atMs } as const;
    assert.match(headlineOf({ ...quiet, cards }, [], ja).next, /reception（API）/);
  });
});

describe("shares", () => {
  test("are told as tries of ten, never as a bare probability", () => {
    assert.equal(tellFailures(410, 372, ja), "10回中9回が失敗");
    assert.equal(tellFailures(7, 6, ja), "7回中6回が失敗");
    assert.equal(tellFailures(100, 100, ja), "ほぼすべて失敗");
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        for (const text of [tellAttackers(share, ja), tellHold(share, ja)])
          assert.ok(!/%|0\.|10件中10|10人中10/.test(text), text);
      }),
    );
  });
});

describe("an alert's facts", () => {
  test("are told when they are an attack's figures, and left out when they are anything else", () => {
    const figures = '{"attempts":1412,"stopped":1381,"feesYen":620,"savedYen":48300}';
    assert.match(tellAttack(figures, ja) ?? "", /1,412回の試みのうち1,381回/);
    for (const odd of ["", "null", "[]", "{}", '"x"', '{"attempts":"9"}', "{"])
      assert.equal(tellAttack(odd, ja), undefined, odd);
  });
});

describe("the minutes", () => {
  test("are sixty, lose no attempt of the last hour, and leave older ones out", () => {
    const rows = minuteRows({
      atMs: atMs + 30_000,
      perMinute: [sum(atMs, 3), sum(atMs - 59 * 60_000, 2), sum(atMs - 60 * 60_000, 9)],
    });
    assert.equal(rows.minutesMs.length, 60);
    assert.equal(rows.attempts, 5);
    assert.equal(rows.stopped, 5);
    assert.deepEqual(rows.answers, ["decoy"]);
    assert.equal(rows.counts["decoy"]?.[59], 3);
  });
});

describe("the catalogue", () => {
  test("says everything in both languages, with the same values in both", () => {
    for (const [key, { ja: japanese, en }] of Object.entries<{ ja: string; en: string }>(pageWords)) {
      assert.ok(japanese !== "" && en !== "", key);
      assert.deepEqual(names(japanese), names(en), key);
    }
  });
});
