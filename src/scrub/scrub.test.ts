// Tests of the scrub: which numbers are cards, what is masked, and what is left alone.

import { test } from "node:test";
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { reveal } from "../kernel/index.ts";
import { brandOf, firstPanIn, isPan, maskText, passesLuhn, readPan } from "./index.ts";

const KNOWN: readonly (readonly [string, string])[] = [
  ["4111111111111111", "visa"],
  ["4222222222222", "visa"],
  ["5555555555554444", "mastercard"],
  ["2223003122003222", "mastercard"],
  ["2720990000000007", "mastercard"],
  ["3530111333300000", "jcb"],
  ["3566002020360505", "jcb"],
  ["378282246310005", "amex"],
  ["30569309025904", "diners"],
  ["38520000023237", "diners"],
  ["6011111111111117", "discover"],
  ["6200000000000005", "unionpay"],
  ["6759649826438453", "maestro"],
];

function withCheckDigit(body: string): string {
  for (let digit = 0; digit <= 9; digit++) if (passesLuhn(`${body}${digit}`)) return `${body}${digit}`;
  return body;
}

const cardNumbers = fc
  .tuple(
    fc.constantFrom(
      ["4", 16],
      ["4", 13],
      ["4", 19],
      ["53", 16],
      ["2221", 16],
      ["3528", 16],
      ["3589", 16],
      ["2131", 15],
      ["1800", 15],
      ["34", 15],
      ["36", 14],
      ["6011", 16],
      ["62", 19],
      ["50", 16],
    ),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 19, maxLength: 19 }),
  )
  .map(([[prefix, length], digits]) => withCheckDigit(`${prefix}${digits.join("")}`.slice(0, length - 1)));

const writings: readonly ((digits: string) => string)[] = [
  (d) => d,
  (d) => d.replace(/(.{4})(?=.)/g, "$1 "),
  (d) => d.replace(/(.{4})(?=.)/g, "$1-"),
  (d) => d.replace(/(.{4})(?=.)/g, "$1+"),
  (d) => d.replace(/(.{4})(?=.)/g, "$1%20"),
  (d) => d.replace(/(.{4})(?=.)/g, "$1."),
  (d) => d.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  (d) => d.replace(/./g, (c) => `%3${c}`),
  (d) => d.replace(/./g, (c) => `%EF%BC%9${c}`),
  (d) => d.replace(/./g, (c) => `\\u003${c}`),
  (d) => d.replace(/./g, (c) => `\\uff1${c}`),
];

test("names the brand of the card networks' published test numbers", () => {
  for (const [digits, brand] of KNOWN) {
    assert.equal(brandOf(digits), brand, digits);
    assert.ok(isPan(digits), digits);
  }
});

test("knows the JCB ranges with 15 digits and the edges of 3528–3589", () => {
  assert.equal(brandOf("213100000000000"), "jcb");
  assert.equal(brandOf("180000000000000"), "jcb");
  assert.equal(brandOf("3528000000000000"), "jcb");
  assert.equal(brandOf("3589000000000000"), "jcb");
  assert.equal(brandOf("3527000000000000"), undefined);
  assert.equal(brandOf("3590000000000000"), undefined);
  assert.equal(brandOf("2220990000000000"), undefined);
  assert.equal(brandOf("2721000000000000"), undefined);
});

test("reads a typed card with blanks, hyphens and full-width digits", () => {
  for (const text of [
    "4111 1111 1111 1111",
    " 4111-1111-1111-1111 ",
    "４１１１　１１１１−１１１１ー１１１１",
  ]) {
    const card = readPan(text);
    assert.ok(card !== undefined, text);
    assert.equal(reveal(card), "4111111111111111");
  }
});

test("refuses a typed value that is too short, too long, untrue to Luhn or not only a number", () => {
  for (const text of ["", "411111111111", "4111111111111112", "card 4111111111111111", "4".repeat(500)]) {
    assert.equal(readPan(text), undefined, text.slice(0, 40));
  }
});

test("a card that was read cannot print itself", () => {
  const card = readPan("4111111111111111");
  assert.ok(!JSON.stringify({ card }).includes("4111111111111111"));
  assert.ok(!String(card).includes("4111111111111111"));
});

test("masks every card in every writing, wherever it stands", () => {
  fc.assert(
    fc.property(
      cardNumbers,
      fc.constantFrom(...writings),
      fc.constantFrom("", "card=", "no: ", '{"n":"', "あ", "x=1&card%5Bno%5D="),
      fc.constantFrom("", "&exp=1", '"}', " です", "\n"),
      (digits, write, before, after) => {
        // A JAN code by chance; it has a test of its own.
        fc.pre(!/^4[59]\d{11}$/.test(digits));
        const written = write(digits);
        const masked = maskText(before + written + after);
        assert.ok(!masked.includes(written));
        assert.equal(firstPanIn(masked), undefined);
        assert.ok(masked.startsWith(before) && masked.endsWith(after));
      },
    ),
    { numRuns: 1500 },
  );
});

test("masking is idempotent on text made of digits, signs and cards", () => {
  const piece = fc.oneof(
    cardNumbers,
    fc.stringMatching(/^[0-9 .+:=%"'\\u{}-]{0,14}$/),
    fc.constantFrom("cvc", "=", ":", "cvv=123", '"securityCode":1234,', "あ", "order_id="),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const once = maskText(pieces.join(""));
      assert.equal(maskText(once), once);
    }),
    { numRuns: 2000 },
  );
});

test("a code and a card side by side are both masked, and so are two cards with a dot between", () => {
  assert.equal(maskText("cvv=123.4000000000000002"), "cvv=***.****************");
  assert.equal(maskText("cvc=4111 1111 1111 1111"), "cvc=**** **** **** ****");
  assert.equal(maskText("4111111111111111.5555555555554444"), `${"*".repeat(16)}.${"*".repeat(16)}`);
});

test("text without digits is returned unchanged", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: "grapheme" }), (text) => {
      const plain = text.replace(/[0-9\uff10-\uff19]/g, "");
      assert.equal(maskText(plain), plain);
    }),
  );
});

test("masks security codes under telling keys in forms, JSON, multipart and Japanese", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["cvv=123&x=456", "cvv=***&x=456"],
    ["card%5Bcvc%5D=1234", "card%5Bcvc%5D=****"],
    ['{"securityCode":"123","amount":456}', '{"securityCode":"***","amount":456}'],
    ['{"security_code": 123}', '{"security_code": "***"}'],
    ["セキュリティコード：１２３", "セキュリティコード：***"],
    ['name="security_code"\r\n\r\n987\r\n--', 'name="security_code"\r\n\r\n***\r\n--'],
    ['<input name="cvc" value="321">', '<input name="cvc" value="***">'],
    [
      "%E3%82%BB%E3%82%AD%E3%83%A5%E3%83%AA%E3%83%86%E3%82%A3%E3%82%B3%E3%83%BC%E3%83%89=123",
      "%E3%82%BB%E3%82%AD%E3%83%A5%E3%83%AA%E3%83%86%E3%82%A3%E3%82%B3%E3%83%BC%E3%83%89=***",
    ],
  ];
  for (const [text, masked] of cases) assert.equal(maskText(text), masked);
});

test("a card as a bare JSON number leaves readable JSON behind", () => {
  const masked = maskText('{"card":4111111111111111,"cvc":123,"list":[4111111111111111,2]}');
  assert.deepEqual(JSON.parse(masked), { card: "*".repeat(16), cvc: "***", list: ["*".repeat(16), 2] });
});

test("timestamps, UUIDs, digests, fractions and named order numbers are left alone", () => {
  for (let i = 0; i < 2000; i++) {
    const ms = 1_700_000_000_000 + i * 7_919_333;
    assert.equal(maskText(`at ${ms} and ${ms}000`), `at ${ms} and ${ms}000`);
  }
  for (const text of [
    "41111111-1111-4111-8111-111111111111",
    "id=550e8400-4111-1111-1111-111155440000",
    "sha=a4111111111111111bcdef0123456789",
    "ratio 0.4111111111111111",
    "order_id=500000000009",
    "20261122163012",
    "order 12345678",
  ]) {
    assert.equal(maskText(text), text);
  }
});

test("JAN codes of goods are left alone, 13-digit cards after a telling key are not", () => {
  let looksLikeCard = 0;
  for (let i = 0; i < 1_000; i++) {
    const body = `49${String(12_345_678_90 + i * 7).padStart(10, "0")}`;
    const sum = Array.from(body, Number).reduce(
      (total, digit, at) => total + digit * (at % 2 === 0 ? 1 : 3),
      0,
    );
    const jan = `${body}${(10 - (sum % 10)) % 10}`;
    if (isPan(jan)) looksLikeCard += 1;
    assert.equal(maskText(`JANコード ${jan} 緑茶`), `JANコード ${jan} 緑茶`);
    assert.equal(maskText(`"code":"${jan}"`), `"code":"${jan}"`);
    if (isPan(jan)) assert.equal(maskText(`card_no=${jan}`), `card_no=${"*".repeat(13)}`);
  }
  assert.ok(looksLikeCard > 50);
  assert.equal(maskText("4222222222222"), "*".repeat(13));
});

test("256 KiB of the worst texts are masked without running away", () => {
  const size = 256 * 1024;
  for (const unit of [
    "4",
    "4 ",
    "4-",
    "%34",
    "4111 ",
    "cvc",
    "cvc=",
    "\\u0034",
    "a4",
    "41111111-",
    "cvc\\\\\\\\",
  ]) {
    const text = unit.repeat(Math.ceil(size / unit.length));
    assert.ok(maskText(text).length > 0);
  }
});

test("masks tracks wholly, names and all, and leaves what only stands beside a card", () => {
  assert.equal(
    maskText("x %B4111111111111111^YAMADA/TARO^28121011234? y"),
    `x %B${"*".repeat(16)}^******/****^***********? y`,
  );
  assert.equal(maskText(";4111111111111111=28121011234?"), `;${"*".repeat(16)}=***********?`);
  assert.equal(maskText("card=4111111111111111&exp=12/28"), `card=${"*".repeat(16)}&exp=12/28`);
});

test("masks cards whose groups and digits are escaped one by one", () => {
  assert.equal(
    maskText("no=4111%201111%2D1111%E3%80%801111&x=%41"),
    "no=****%20****%2D****%E3%80%80****&x=%41",
  );
  assert.equal(
    maskText('"\\uFF14111\\u30001111\\u30001111\\u30001111"'),
    '"****\\u3000****\\u3000****\\u3000****"',
  );
});

test("masks what hides in base64, hexadecimal and escapes one within another, and changes nothing else", () => {
  const secret = "card=4111111111111111&cvv=123";
  const hidden: readonly (readonly [string, (text: string) => string])[] = [
    [Buffer.from(secret).toString("base64"), (text) => Buffer.from(text, "base64").toString()],
    [Buffer.from(secret).toString("hex"), (text) => Buffer.from(text, "hex").toString()],
    [
      Buffer.from(JSON.stringify({ body: encodeURIComponent(secret) })).toString("base64url"),
      (text) => Buffer.from(text, "base64url").toString(),
    ],
    [encodeURIComponent(encodeURIComponent("4111 1111 1111 1111")), (text) => text],
    ["&#52;&#49;&#49;&#49;".padEnd(4 + 16 * 5 - 4, "&#49;"), (text) => text],
  ];
  for (const [written, reading] of hidden) {
    const line = `注文 "${written}" を受付`;
    const masked = maskText(line);
    assert.notEqual(masked, line);
    assert.equal(masked.length, line.length);
    assert.ok(masked.startsWith('注文 "') && masked.endsWith('" を受付'));
    assert.equal(firstPanIn(reading(masked.slice(4, -5))), undefined);
    assert.ok(!/111.?1111|=123/.test(decodeURIComponent(reading(masked.slice(4, -5)))));
    assert.equal(maskText(masked), masked);
  }
});

test("tokens, digests and half surrogates beside hidden data stay as they are", () => {
  const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0";
  const digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  const line = `\ud83d ${token} ${digest} ${Buffer.from("no 4111111111111111").toString("base64")}`;
  const masked = maskText(line);
  assert.ok(masked.startsWith(`\ud83d ${token} ${digest} `));
  assert.notEqual(masked, line);
});

test("a card far inside a long run of base64 is masked", () => {
  const text = Buffer.from(`${"word ".repeat(3000)}card 4111111111111111 ${"word ".repeat(3000)}`).toString(
    "base64",
  );
  assert.ok(!Buffer.from(maskText(text), "base64").toString().includes("4111111111111111"));
});
