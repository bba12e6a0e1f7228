// The words of a letter: what a tired reader needs, and nothing that is not so.

import assert from "node:assert/strict";
import { test } from "node:test";
import { yen, type AttackFacts } from "../../kernel/index.ts";
import type { Alert } from "../ports.ts";
import { writeLetter } from "./letters.ts";

const ATTACK: AttackFacts = {
  attackId: "attack_1",
  startedAtMs: Date.UTC(2026, 10, 22, 17, 2),
  nowMs: Date.UTC(2026, 10, 22, 17, 3),
  attempts: 90,
  reachedGateway: 2,
  stopped: 88,
  feesYen: yen(40),
  savedYen: yen(812),
  crowds: [
    { kind: "shop", label: "shop", share: 0.9 },
    { kind: "make-origin", label: "1b2ba07a abroad-hosting", share: 0.8 },
    { kind: "visit", label: "program", share: 0.7 },
    { kind: "country", label: "SG", share: 0.6 },
  ],
  budgetLeftYen: yen(960),
  cardsPaused: false,
  change: "began",
};
const ALERT: Alert = {
  id: "alert_1",
  cause: "attack:attack_1",
  kind: "attack",
  openedAtMs: ATTACK.startedAtMs,
  changedAtMs: ATTACK.nowMs,
  state: "open",
  owner: "owner",
  ownedAtMs: null,
  facts: "{}",
  told: 0,
  duty: "{}",
  nextAtMs: null,
  plannedAtMs: 0,
};

function textOf(
  change: AttackFacts["change"],
  more: Partial<AttackFacts> = {},
  alert: Partial<Alert> = {},
): string {
  const settings = {
    shopName: "みなと屋",
    language: "ja",
    timezone: "Asia/Tokyo",
    publicUrl: "https://console.example.jp",
  } as const;
  const attack = { ...ATTACK, ...more, change };
  return writeLetter({ ...ALERT, ...alert }, { attack }, settings, {
    tell: { kind: "news", stage: change },
    link: "https://console.example.jp/alerts/alert_1",
    isFirst: false,
    isLast: false,
    cap: null,
  }).text;
}

test("names crowds a reader can picture, and marks only when there is nothing else", () => {
  assert.match(textOf("began"), /主な出どころ：ブラウザーではなくプログラム ／ シンガポールからのアクセス\n/);
  const marks = textOf("began", { crowds: ATTACK.crowds.slice(0, 1) });
  assert.match(marks, /主な出どころ：お店全体への試み/);
});

test("says that new buyers' cards are paused when the budget is spent", () => {
  assert.match(textOf("budget-spent", { budgetLeftYen: yen(0) }), /初めてのお客様の分だけ止めています/);
  assert.match(textOf("began"), /カード決済：続いています/);
});

test("calls the owner by name without its prefix, and asks nobody to take what is over", () => {
  assert.match(textOf("began"), /店主さんにお知らせしています/);
  assert.match(textOf("began", {}, { state: "owned", owner: "owner:花子" }), /担当は花子さんです/);
  assert.doesNotMatch(textOf("ended"), /担当/);
});
