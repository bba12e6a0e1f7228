// Facts about reading stretches: together they show what each shows alone, and of readings of the same bytes one stays.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CARD_KINDS, cardOf, openDice } from "../../test/scrub/corpus.ts";
import { SIGN, type Stretch } from "./kernel/contract.ts";
import { openSieve } from "./kernel/sieve.ts";
import { openSights, type Placed } from "./sights.ts";

const dice = openDice(31);
const usual = CARD_KINDS.filter((kind) => kind.usual);
const cards = Array.from({ length: 400 }, (_, i) => cardOf(dice, usual[i % usual.length] ?? CARD_KINDS[0]!));

/** As shops write them, one card in each line. */
const LINES: readonly ((card: string) => string)[] = [
  (card) =>
    `2026/11/2 12:10:11 [gateway] card_no=${card}&expire=1228&security_code=123&name=TARO+YAMADA result=OK`,
  (card) => `CardNumber%3D${card}%26Expire%3D1228 応答時間=12ms`,
  (card) => `{"card":{"number":"${card}","cvc":"123"}}`,
  (card) => `カード番号=${card} 名義=YAMADA TARO result=OK`,
  (card) => `token=${Buffer.from(`{"card":"${card}"}`).toString("base64")} ok`,
  (card) => `{"card":"${card.replaceAll(/\d/g, (digit) => `\\u003${digit}`)}"}`,
  (card) => `raw ${Buffer.from(`card=${card}`).toString("hex")}`,
];

function placedIn(bytes: Uint8Array, stretches: readonly Stretch[]): Placed[] {
  const found: Placed[] = [];
  openSights()(bytes, bytes.length, stretches, 0, bytes.length, (placed) => found.push(placed));
  return found;
}

function stretchesOf(bytes: Uint8Array): readonly Stretch[] {
  const sieve = openSieve();
  sieve.bytes.set(bytes);
  const stretches: Stretch[] = [];
  for (let at = 0; at < bytes.length;) at = sieve.sift(at, bytes.length, stretches);
  return stretches;
}

const told = ({ from, to, sight }: Placed): string => `${from} ${to} ${sight.kind} ${sight.certainty}`;

test("stretches read together show all that each shows alone", () => {
  const text = cards.map((card, i) => (LINES[(i * 5) % LINES.length] ?? String)(card)).join("\n");
  const bytes = Buffer.from(`${text}\n`);
  const stretches = stretchesOf(bytes);
  const together = placedIn(bytes, stretches);
  const seen = new Set(together.map(told));
  for (const stretch of stretches) {
    for (const one of placedIn(bytes, [stretch])) {
      // What stands at the edge of one's own context may be cut; the numbers never are.
      if (one.from < stretch.from || one.to > stretch.to) continue;
      assert.ok(seen.has(told(one)), `${told(one)} ${bytes.subarray(one.from, one.to).toString()}`);
    }
  }
  const numbers = together.filter(({ sight }) => sight.kind === "pan" && sight.certainty !== "possible");
  assert.equal(numbers.length, cards.length);
});

test("sights come by place, never overlap, and begin where they were asked for", () => {
  const bytes = Buffer.from(cards.map((card) => `card=${card} cvv=123\n`).join(""));
  const stretches = stretchesOf(bytes);
  const found: Placed[] = [];
  const [from, upTo] = [1_003, 7_007];
  openSights()(bytes, bytes.length, stretches, from, upTo, (placed) => found.push(placed));
  assert.ok(found.length > 100);
  found.forEach((placed, i) => {
    assert.ok(placed.from >= from && placed.from < upTo);
    assert.ok(placed.from >= (found[i - 1]?.to ?? 0));
  });
});

test("a short stretch inside of a long one disturbs no order", () => {
  const bytes = Buffer.from(cards.map((card) => `pay ${card} ${"word ".repeat(20)}\n`).join(""));
  const whole = { from: 0, to: bytes.length, signs: SIGN.digits };
  const inner = { from: 200, to: 300, signs: SIGN.digits | SIGN.base64 };
  const found = placedIn(bytes, [whole, inner]);
  assert.deepEqual(found.map(told), placedIn(bytes, [inner, whole]).map(told));
  assert.deepEqual(found.map(told), placedIn(bytes, [whole]).map(told));
  assert.ok(found.length >= cards.length && bytes.length > 40_000);
});

test("a form in EUC-JP is read though lines in UTF-8 stand beside it in the same stretch", () => {
  const key = "%A5%BB%A5%AD%A5%E5%A5%EA%A5%C6%A5%A3%A5%B3%A1%BC%A5%C9";
  const bytes = Buffer.from(
    `POST ${"x".repeat(80)}&${key}=853\nご注文ありがとうございます。お届けは明日です。\n`,
  );
  const at = bytes.indexOf("853");
  const found = placedIn(bytes, [{ from: 20, to: bytes.length, signs: SIGN.key | SIGN.digits }]);
  assert.deepEqual(
    found.map(({ from, to, sight }) => [from, to, sight.kind]),
    [[at, at + 3, "security-code"]],
  );
});

test("a track of a chip is found in a program's list of bytes", () => {
  const track = Buffer.from("4539578763621486D28121011234567890F");
  const bytes = Buffer.from(`{${Array.from(track, (byte) => `0x${byte.toString(16)}`).join(", ")}}`);
  const found = placedIn(bytes, [{ from: 3, to: bytes.length - 1, signs: SIGN.hex }]);
  assert.deepEqual(
    found.map(({ sight }) => sight.kind),
    ["track-2"],
  );
});

test("nothing comes of nothing, and stretches beyond the bytes are cut", () => {
  assert.deepEqual(placedIn(new Uint8Array(0), []), []);
  const bytes = Buffer.from("card=4539578763621486");
  assert.equal(placedIn(bytes, [{ from: 0, to: 900, signs: SIGN.digits }]).length, 1);
});
