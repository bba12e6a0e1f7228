// Logs and lists to scan: made anew each time, the same each time, without a card in them. How fast they are read is scrub.ts's
// matter.

import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** What shops keep: a web server's log, a folder of all kinds, lists of numbers. Then each kind of line by itself. */
export const INPUTS = ["access", "mixed", "dense"] as const;
export const KINDS = [
  "json",
  "escaped",
  "token",
  "form",
  "shift-jis",
  "digest",
  "trace",
  "sql",
  "goods",
  "orders",
  "times",
  "phones",
] as const;
export type InputName = (typeof INPUTS)[number] | (typeof KINDS)[number];

/** Lines differ within a chunk, far longer than any cache or branch history; a file repeats its chunk. */
const CHUNK_BYTES = 8_000_000;

/** Writes `bytes` (at least) of one kind into a folder and answers the path. */
export function writeInput(folder: string, kind: InputName, bytes: number): string {
  const chunk = chunkOf(kind, Math.min(bytes, CHUNK_BYTES));
  const path = join(folder, `${kind}.log`);
  const file = openSync(path, "w");
  try {
    for (let size = 0; size < bytes; size += chunk.length) writeSync(file, chunk);
  } finally {
    closeSync(file);
  }
  return path;
}

function chunkOf(kind: InputName, bytes: number): Buffer {
  const dice = openDice(20_261_122);
  const line = LINES[kind];
  const lines: Buffer[] = [];
  for (let size = 0; size < bytes; size += lines.at(-1)?.length ?? 1) lines.push(line(dice));
  return Buffer.concat(lines);
}

interface Dice {
  below(limit: number): number;
  one<T>(list: readonly T[]): T;
  digits(length: number): string;
  letters(length: number): string;
}

/** Marsaglia's xorshift, so that each run reads the same. */
function openDice(seed: number): Dice {
  let state = seed;
  const below = (limit: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  return {
    below,
    one: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    digits: (length) => Array.from({ length }, () => below(10)).join(""),
    letters: (length) => Array.from({ length }, () => LETTERS.charAt(below(LETTERS.length))).join(""),
  };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const WORDS = [
  "ワンピース",
  "黒",
  "チェア",
  "コーヒー豆",
  "送料無料",
  "革の財布",
  "セール",
  "プレゼント",
  "北海道",
  "新米",
];
const AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
];

const clock = (dice: Dice): string => `${10 + dice.below(14)}:${10 + dice.below(50)}:${10 + dice.below(50)}`;

/** nginx, combined. */
function accessLine(dice: Dice): Buffer {
  const words = encodeURIComponent(dice.one(WORDS) + dice.one(WORDS));
  const path = dice.one([
    `/products/list?category_id=${dice.below(99)}&name=${words}`,
    `/products/detail/${dice.below(99_999)}`,
    `/html/template/default/assets/js/function.js?v=${dice.below(9999)}`,
    `/html/upload/save_image/${dice.below(1e9).toString(16)}.jpg`,
    "/cart",
    "/mypage/login",
  ]);
  const from = `${1 + dice.below(223)}.${dice.below(256)}.${dice.below(256)}.${dice.below(256)}`;
  const referrer = `https://shop.example.jp${dice.one(["/", "/products/list", "/cart"])}`;
  return Buffer.from(
    `${from} - - [22/Nov/2026:${clock(dice)} +0900] "GET ${path} HTTP/1.1" ${dice.one([200, 200, 304, 404])} ${dice.below(200_000)} "${referrer}" "${dice.one(AGENTS)}"\n`,
  );
}

/** What a shop's folder of logs holds: JSON lines, framework logs, tokens, escaped and Shift_JIS text, digests. */
const MIXED = ["json", "escaped", "token", "form", "shift-jis", "digest", "trace", "access"] as const;

/** Orders and stock: the worst a list of numbers can be. */
const DENSE = ["orders", "goods", "phones", "times"] as const;

const words = (dice: Dice): string => dice.one(WORDS) + dice.one(WORDS);
const moment = (dice: Dice): number => 1_763_807_097_123 + dice.below(1e9);

const LINES: Readonly<Record<InputName, (dice: Dice) => Buffer>> = {
  access: accessLine,
  mixed: (dice) => LINES[dice.one(MIXED)](dice),
  dense: (dice) =>
    Buffer.from(
      `${dice.below(1e6)},${DENSE.map((kind) => LINES[kind](dice).toString().trim()).join(",")},${dice.digits(12)}\n`,
    ),
  json: (dice) =>
    Buffer.from(
      `{"level":30,"time":${moment(dice)},"pid":${dice.below(32_768)},"req":{"id":"${dice.letters(20)}","url":"/shopping"},"msg":"注文を受け付けました ${words(dice)}"}\n`,
    ),
  escaped(dice) {
    const said = Array.from(words(dice), (unit) => `\\u${unit.charCodeAt(0).toString(16)}`).join("");
    return Buffer.from(
      `[2026-11-22 ${clock(dice)}] app.INFO: customer ${dice.below(99_999)} {"name":"${said}"} []\n`,
    );
  },
  token(dice) {
    const claims = Buffer.from(JSON.stringify({ sub: dice.letters(12), name: words(dice) })).toString(
      "base64url",
    );
    return Buffer.from(`authorization: Bearer eyJhbGciOiJIUzI1NiJ9.${claims}.${dice.letters(43)}\n`);
  },
  form: (dice) =>
    Buffer.from(
      `POST /shopping/confirm name=${encodeURIComponent(words(dice))}&tel=03-${dice.digits(4)}-${dice.digits(4)}\n`,
    ),
  "shift-jis": (dice) =>
    Buffer.concat([Buffer.from("shift_jis: "), SHIFT_JIS, Buffer.from(` no ${dice.below(99_999)}\n`)]),
  digest: (dice) =>
    Buffer.from(
      `sha256 ${Array.from({ length: 64 }, () => dice.below(16).toString(16)).join("")} upload ok\n`,
    ),
  trace: (dice) =>
    Buffer.from(
      `#${dice.below(99)} /var/www/html/vendor/symfony/http-kernel/HttpKernel.php(${dice.below(999)}): handle()\n`,
    ),
  sql: (dice) =>
    Buffer.from(
      `INSERT INTO dtb_order VALUES (${dice.below(99_999)},'2026-11-22 ${clock(dice)}','${words(dice)}','090${dice.digits(8)}',${dice.below(99_999)}.00,NULL);\n`,
    ),
  goods: (dice) => Buffer.from(`49${dice.digits(11)},${dice.below(99)},${dice.below(99_999)}\n`),
  orders: (dice) => Buffer.from(`20261122${dice.digits(6)}\n`),
  times: (dice) => Buffer.from(`2026-11-22 ${clock(dice)},${moment(dice)}\n`),
  phones: (dice) => Buffer.from(`0${dice.one(["3", "6", "90", "80"])}-${dice.digits(4)}-${dice.digits(4)}\n`),
};

/** ご注文ありがとうございます。商品を発送しました。 Node does not write this charset. */
const SHIFT_JIS = Buffer.from(
  "82b292958ab682a082e882aa82c682a482b282b482a282dc82b7814289a4956982f094ad919782b582dc82b582bd8142",
  "hex",
);
