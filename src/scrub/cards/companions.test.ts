// Tests of what stands beside a card number, of tracks, and of the verdicts that need a whole text.

import { test } from "node:test";
import assert from "node:assert/strict";
import { CARD_KINDS, cardOf, openDice, type CardKind } from "../../../test/scrub/corpus.ts";
import { passesLuhn } from "../issuers.ts";
import { stroked } from "../../../test/scrub/stroked.ts";
import { readCards } from "./read.ts";

const [visa, , , mastercard, , jcb, , amex] = CARD_KINDS as readonly [CardKind, ...CardKind[]];
const CARD = cardOf(openDice(1), visa);
const OTHER = cardOf(openDice(2), mastercard ?? visa);
const AMEX = cardOf(openDice(3), amex ?? visa);

function hiddenIn(text: string): string {
  return stroked(text, readCards(text));
}

/** "kind certainty value" of each sight; card numbers as C, O, A. */
function told(text: string): string[] {
  return readCards(text).map(({ kind, certainty, from, to }) => {
    const value = text.slice(from, to).replace(CARD, "C").replace(OTHER, "O").replace(AMEX, "A");
    return `${kind} ${certainty} ${value}`;
  });
}

/** A table as PostgreSQL dumps it. */
function dump(pan: string, code: string): string {
  return `COPY public.pay (id, card_no, cvv, note) FROM stdin;\n1\t${pan}\t${code}\tx\n2\t\\N\t\\N\t123\n\\.\n`;
}

const M = `${CARD.slice(0, 6)}******${CARD.slice(-4)}`;

test("codes, expiries and holders are found under their keys in every kind of document, and hidden", () => {
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    [
      `card=${CARD}&exp=12/28&cvv=123&holder=TARO+YAMADA`,
      ["pan certain C", "expiry certain 12/28", "security-code certain 123", "holder certain TARO+YAMADA"],
      `card=${M}&exp=**/**&cvv=***&holder=****+******`,
    ],
    [
      `カード番号：${CARD}\n有効期限：12月/2028年\nセキュリティコード：１２３\nカード名義：山田　太郎`,
      [
        "pan certain C",
        "expiry certain 12月/2028年",
        "security-code certain １２３",
        "holder certain 山田　太郎",
      ],
      `カード番号：${M}\n有効期限：**月/****年\nセキュリティコード：＊＊＊\nカード名義：＊＊　＊＊`,
    ],
    [
      `<Card><CardNumber>${CARD}</CardNumber><Expiry>1228</Expiry><CVV2>123</CVV2><HolderName>Taro Yamada</HolderName></Card>`,
      ["pan certain C", "expiry certain 1228", "security-code certain 123", "holder certain Taro Yamada"],
      `<Card><CardNumber>${M}</CardNumber><Expiry>****</Expiry><CVV2>***</CVV2><HolderName>**** ******</HolderName></Card>`,
    ],
    [
      `a:3:{s:7:"card_no";s:16:"${CARD}";s:3:"cvv";s:3:"123";s:6:"expire";s:5:"12/28";}`,
      ["pan certain C", "security-code certain 123", "expiry certain 12/28"],
      `a:3:{s:7:"card_no";s:16:"${M}";s:3:"cvv";s:3:"***";s:6:"expire";s:5:"**/**";}`,
    ],
    [
      `<input value="${CARD}" name="card_no"><input name="security_code" value="123"><input name="card_expire" value="2028-12">`,
      ["pan certain C", "security-code certain 123", "expiry certain 2028-12"],
      `<input value="${M}" name="card_no"><input name="security_code" value="***"><input name="card_expire" value="****-**">`,
    ],
    [
      `{"number":"${AMEX}","exp":"12\\/28","cvc":"1234"}`,
      ["pan certain A", "expiry certain 12\\/28", "security-code certain 1234"],
      `{"number":"${AMEX.slice(0, 6)}*****${AMEX.slice(-4)}","exp":"**\\/**","cvc":"****"}`,
    ],
    [
      "order,カード番号,有効期限,セキュリティコード,名義\r\n" +
        `1,${CARD},12/28,123,TARO YAMADA\r\n2,${OTHER},0127,045,花子\r\n`,
      [
        "pan certain C",
        "expiry certain 12/28",
        "security-code certain 123",
        "holder certain TARO YAMADA",
        "pan certain O",
        "expiry certain 0127",
        "security-code certain 045",
        "holder certain 花子",
      ],
      "order,カード番号,有効期限,セキュリティコード,名義\r\n" +
        `1,${M},**/**,***,**** ******\r\n2,${OTHER.slice(0, 6)}******${OTHER.slice(-4)},****,***,＊＊\r\n`,
    ],
  ];
  assert.deepEqual(told(dump(CARD, "123")), ["pan certain C", "security-code certain 123"]);
  assert.equal(hiddenIn(dump(CARD, "123")), dump(M, "***"));
  for (const [text, sights, hidden] of cases) {
    assert.deepEqual(told(text), sights, text);
    assert.equal(hiddenIn(text), hidden);
    assert.deepEqual(readCards(hidden), []);
  }
});

test("fields right beside a card number are its expiry, code and holder", () => {
  for (const [text, sights] of [
    [
      `${CARD},12/28,123,TARO YAMADA`,
      ["pan likely C", "expiry likely 12/28", "security-code likely 123", "holder likely TARO YAMADA"],
    ],
    [
      `TARO YAMADA,${CARD},1228,123`,
      ["holder likely TARO YAMADA", "pan likely C", "expiry likely 1228", "security-code likely 123"],
    ],
    [`${CARD}|12|2028|123`, ["pan likely C", "expiry likely 12|2028", "security-code likely 123"]],
    [`"${CARD}";"2812";"123"`, ["pan likely C", "expiry likely 2812", "security-code likely 123"]],
    [
      `<td>${CARD}</td> <td>12/28</td><td>123</td>`,
      ["pan likely C", "expiry likely 12/28", "security-code likely 123"],
    ],
    [
      `(7,'${CARD}','12/28','123','TARO YAMADA')`,
      ["pan likely C", "expiry likely 12/28", "security-code likely 123", "holder likely TARO YAMADA"],
    ],
    [`${AMEX}:0128:1234`, ["pan likely A", "expiry likely 0128", "security-code likely 1234"]],
    [`${CARD} 12/28 123`, ["pan likely C", "expiry likely 12/28", "security-code likely 123"]],
    // Four digits that are no month and year, and three digits without an expiry before, may be anything.
    [`${CARD},9900,123`, ["pan likely C"]],
    [`${CARD},500,3`, ["pan likely C"]],
    [`2026-11-22 12:00:01 ${CARD} 2026-11-22`, ["pan likely C"]],
  ] as const) {
    assert.deepEqual(told(text), sights, text);
  }
});

test("an expiry, name or code that belongs to something else is no card data", () => {
  for (const text of [
    "クーポン有効期限 2028/12 まで",
    "有効期限：2028/12",
    "口座名義：ヤマダ タロウ",
    "名義：山田 太郎",
    "会員証 有効期限 12/28 会員番号 1234",
    "Cookie expires=1228; path=/",
    '{"cvv2ResultCode":"100","cvc_check":"123 pass"}',
    "cvv length 3, card_type=123",
    "token expires in 3600",
    'placeholder="1234" maxlength="16"',
    "CSC 101 lecture, CVN-780, CVD 300, CVC 2024",
    "CSC 12345, security code 12-3456",
    "SELECT card_holder FROM dtb_card WHERE cvv IS NULL",
  ]) {
    assert.deepEqual(told(text), [], text);
  }
});

test("track 1 and track 2 are found with and without sentinels, and nothing but six and four digits of them stays", () => {
  for (const [text, kind] of [
    [`%B${CARD}^YAMADA/TARO^28121011234567890123?`, "track-1"],
    [`raw B${CARD}^YAMADA/TARO T^2812101123? end`, "track-1"],
    [`;${CARD}=28121011234567890123?`, "track-2"],
    [`swipe ${CARD}=2812101123456 ok`, "track-2"],
    [`57 13 ${CARD}D2812201123456789F`, "track-2"],
  ] as const) {
    const [sight, ...more] = readCards(text);
    assert.equal(more.length, 0);
    assert.equal(sight?.kind, kind);
    assert.equal(sight?.certainty, "certain");
    assert.equal(sight?.masked, M);
    const hidden = hiddenIn(text);
    assert.equal(hidden.length, text.length);
    assert.ok(!/YAMADA|TARO|2812|123/.test(hidden), hidden);
    assert.deepEqual(readCards(hidden), []);
  }
});

test("bare numbers in JSON, SQL and PHP stay numbers, and are no card any more", () => {
  const json = `{"card_number":${CARD},"cvc":123,"exp_month":12,"exp_year":2028,"list":[1,${OTHER},2]}`;
  const read = JSON.parse(hiddenIn(json));
  assert.equal(String(read.card_number).slice(0, 6), CARD.slice(0, 6));
  assert.equal(String(read.card_number).slice(-4), CARD.slice(-4));
  assert.ok(!passesLuhn(String(read.card_number)));
  assert.deepEqual([read.cvc, read.exp_month, read.exp_year], [0, 0, 0]);
  assert.ok(!passesLuhn(String(read.list[1])));
  const sql = `INSERT INTO pay (id, card_no, cvv) VALUES (1, ${CARD}, 123), (2, '${OTHER}', '456');`;
  assert.match(hiddenIn(sql), /VALUES \(1, \d{16}, {3}0\), \(2, '\d{6}\*{6}\d{4}', '\*{3}'\);$/);
  const php = `a:2:{s:7:"card_no";i:${CARD};s:3:"cvv";i:123;}`;
  assert.match(hiddenIn(php), /^a:2:\{s:7:"card_no";i:\d{16};s:3:"cvv";i:000;\}$/);
  for (const text of [json, sql, php]) assert.deepEqual(readCards(hiddenIn(text)), [], text);
});

test("every card made into a number again keeps no Luhn", () => {
  const dice = openDice(9);
  for (let i = 0; i < 3000; i++) {
    const kind = CARD_KINDS[i % CARD_KINDS.length] ?? visa;
    const hidden = hiddenIn(`{"card":${cardOf(dice, kind)}}`);
    const [digits = ""] = /\d+/.exec(hidden) ?? [];
    assert.ok(digits.length === kind.length && !passesLuhn(digits), hidden);
  }
});

test("one card is masked the same wherever it stands", () => {
  const digits = cardOf(openDice(4), jcb ?? visa);
  const masked = `${digits.slice(0, 6)}******${digits.slice(-4)}`;
  for (const text of [
    digits,
    `card ${digits}`,
    `"${digits}"`,
    digits.replace(/....(?=.)/g, "$& "),
    `${digits},1228,123`,
  ]) {
    assert.equal(
      hiddenIn(text)
        .replace(/ (?=[0-9*])/g, "")
        .replace(/^card|"/g, "")
        .slice(0, 16),
      masked,
      text,
    );
    assert.equal(readCards(text)[0]?.masked, masked);
  }
});

test("a number in a log's brackets is covered with asterisks, one in a list of values stays a number", () => {
  for (const text of [`php[${CARD}]: x`, `[${CARD}] INFO`, `card: ${CARD}, x`, `${CARD},1,2`]) {
    assert.ok(hiddenIn(text).includes(M), text);
  }
  for (const text of [`{"a":[${CARD}]}`, `[${CARD},1]`, `[1, ${CARD}]`, `{"a":\n  ${CARD}\n}`]) {
    assert.doesNotThrow(() => JSON.parse(hiddenIn(text)), text);
  }
});

test("a holder's name ends before the next key, whether a blank or an underscore shows it", () => {
  assert.deepEqual(told(`カード番号=${CARD} 名義=YAMADA TARO result=OK 応答時間=12ms`), [
    "pan certain C",
    "holder certain YAMADA TARO",
  ]);
  assert.deepEqual(
    told(`card_no=${CARD} holder_name=HANAKO SUZUKI pay_type=1`).at(-1),
    "holder certain HANAKO SUZUKI",
  );
  assert.deepEqual(told(`card_no=${CARD} holder=result=OK`), ["pan certain C"]);
});

test("the last column's name says nothing of the first field below it, nor one name of the next", () => {
  assert.deepEqual(told(`order,card,exp\n1001,${CARD},2028/11\n1002,,\n`), [
    "pan certain C",
    "expiry certain 2028/11",
  ]);
  assert.deepEqual(told(`id,card_no,cvc\n1001,${CARD},123\n`), [
    "pan certain C",
    "security-code certain 123",
  ]);
  assert.deepEqual(told(`カード名義人\tセキュリティコード\tカード番号\nKENJI SATO\t973\t${CARD}\n`), [
    "holder certain KENJI SATO",
    "security-code certain 973",
    "pan certain C",
  ]);
  assert.deepEqual(told(`カード、有効期限\n`), []);
});

test("a field kept apart by a tab belongs to no number that blanks group", () => {
  const grouped = CARD.replaceAll(/(.{4})(?=.)/g, "$1 ");
  assert.deepEqual(
    readCards(`1001\t${grouped}\t2028/11\n`).map(({ kind, certainty }) => `${kind} ${certainty}`),
    ["pan certain", "expiry likely"],
  );
  assert.deepEqual(
    readCards(`1001 ${grouped} 2028 1002 1003\n`).filter(({ certainty }) => certainty !== "possible"),
    [],
    "the same with blanks is a row of numbers",
  );
});
