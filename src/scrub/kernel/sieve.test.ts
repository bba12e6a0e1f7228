// The sieve against cards planted in every writing, a slow rule, other windows, and its own source.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import fc from "fast-check";
import { isPan } from "../issuers.ts";
import { compileKernel } from "./build/compile.ts";
import { lengthsOfHead } from "./build/heads.ts";
import { SIGN, type Stretch } from "./contract.ts";
import { CARD_KEYS } from "./keys.ts";
import { placesIn, writingsOf } from "./reference.test-kit.ts";
import { openSieve } from "./sieve.ts";

const sieve = openSieve();
/** The agencies' published test numbers, one of each length and way of grouping. */
const CARDS = [
  "4111111111111111",
  "378282246310005",
  "30569309025904",
  "3530111333300000",
  "6240008631401148",
  "5555555555554444",
];

function siftBytes(bytes: Uint8Array): Stretch[] {
  const into: Stretch[] = [];
  sieve.bytes.set(bytes);
  assert.equal(sieve.sift(0, bytes.length, into), bytes.length);
  return into;
}

const covers = (stretches: readonly Stretch[], from: number, to: number): boolean =>
  Array.from({ length: to - from }, (_, i) => from + i).every((at) =>
    stretches.some((stretch) => stretch.from <= at && at < stretch.to),
  );
const touches = (stretches: readonly Stretch[], from: number, to: number): boolean =>
  stretches.some((stretch) => stretch.from < to && stretch.to > from);

test("the committed kernel is what its source compiles to", async () => {
  const committed = readFileSync(new URL("./kernel.wasm", import.meta.url));
  assert.ok(Buffer.from(await compileKernel()).equals(committed), "run npm run build:kernel");
});

test("the kernel's issuer heads leave out no card number", () => {
  const digits = fc.array(fc.nat(9), { minLength: 12, maxLength: 19 }).map((list) => list.join(""));
  fc.assert(
    fc.property(digits, fc.nat(9), (body, check) => {
      const number = body.slice(0, -1) + String(check);
      if (!isPan(number)) return;
      assert.notEqual(
        (lengthsOfHead(Number(number.slice(0, 4))) >> (number.length - 12)) & 1,
        0,
        number.slice(0, 4),
      );
    }),
    { numRuns: 20_000 },
  );
});

describe("a card is named", () => {
  // Noise that neither continues a number nor a run of base64 where it touches the card.
  const noise = fc.uint8Array({ maxLength: 200 });
  const fence = fc.constantFrom(' "', "\n@:", "('", "='", 'カード"', ">");
  for (const card of CARDS) {
    for (const [writing, bytes] of writingsOf(card)) {
      test(`${writing}, ${card.length} digits, at any offset`, () => {
        for (let offset = 0; offset < 130; offset++) {
          const stretches = siftBytes(
            Buffer.concat([Buffer.from(`${"x".repeat(offset)}"`), bytes, Buffer.from('"')]),
          );
          assert.ok(touches(stretches, offset + 1, offset + 1 + bytes.length), `offset ${offset}`);
        }
        fc.assert(
          fc.property(noise, fence, noise, (before, left, after) => {
            const head = Buffer.concat([before, Buffer.from(left)]);
            const stretches = siftBytes(Buffer.concat([head, bytes, Buffer.from('"'), after]));
            return touches(stretches, head.length, head.length + bytes.length);
          }),
          { numRuns: 60 },
        );
      });
    }
  }
});

test("the kernel agrees with the slow rule on plain digits", () => {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.nat(99_999).map(String) },
    { weight: 4, arbitrary: fc.constantFrom(" ", "-", "\n", "\r\n", ".", "  ", ",", "_") },
    { weight: 2, arbitrary: fc.constantFrom("4111", "1111", "111111", "37828", "5", "41", "x", ":") },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.constantFrom(...CARDS),
          fc.constantFrom(" ", "-", "\n", "", "  "),
          fc.integer({ min: 1, max: 9 }),
        )
        .map(([card, gap, size]) => (card.match(new RegExp(`.{1,${size}}`, "g")) ?? []).join(gap)),
    },
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      const stretches = siftBytes(Buffer.from(text));
      for (const place of placesIn(text)) {
        assert.ok(covers(stretches, place.from, place.to), JSON.stringify([place, text]));
      }
    }),
    { numRuns: 3000 },
  );
});

test("what stands outside the range is not read", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 150 }),
      fc.uint8Array({ maxLength: 150 }),
      fc.nat(100),
      (around, inside, at) => {
        const answers = [0, 1].map((fill) => {
          sieve.bytes.fill(fill === 0 ? 0x34 : 0, 0, 600);
          if (fill === 1) sieve.bytes.set(around, at + inside.length);
          sieve.bytes.set(inside, at);
          const into: Stretch[] = [];
          sieve.sift(at, at + inside.length, into);
          return into;
        });
        assert.deepEqual(answers[0], answers[1]);
      },
    ),
  );
});

test("windows with context name what one sweep names", () => {
  const CONTEXT = 4096;
  const cards = fc.constantFrom(
    ...CARDS.flatMap((card) => writingsOf(card).map(([, bytes]) => ({ bytes, card: true }))),
  );
  const filler = fc
    .constantFrom(
      "GET /products/detail/12345 HTTP/1.1\n",
      "19:24:57 INFO ",
      "注文番号 2026-1122-0001 ",
      '{"a":"b"}',
    )
    .map((text) => ({ bytes: Buffer.from(text.repeat(20)), card: false }));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(cards, filler), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 300, max: 3000 }),
      (parts, block) => {
        const bytes = Buffer.concat(parts.flatMap((part) => [part.bytes, Buffer.from('" ')]));
        const whole = siftBytes(bytes);
        const pieces: Stretch[] = [];
        for (let at = 0; at < bytes.length; at += block) {
          const from = Math.max(0, at - CONTEXT);
          const to = Math.min(bytes.length, at + block + CONTEXT);
          for (const found of siftBytes(bytes.subarray(from, to))) {
            const stretch = { from: found.from + from, to: found.to + from, signs: found.signs };
            if (stretch.from < at + block && stretch.to > at) pieces.push(stretch);
          }
        }
        let offset = 0;
        for (const part of parts) {
          const end = offset + part.bytes.length;
          if (part.card) {
            assert.ok(
              touches(whole, offset, end),
              `one sweep: ${bytes.toString("latin1", offset - 80, end + 80)}`,
            );
            assert.ok(
              touches(pieces, offset, end),
              `windows: ${bytes.toString("latin1", offset - 80, end + 80)}`,
            );
          } else {
            // A filler's middle is far from every card: nothing is merged over it.
            const middle = (offset + end) >> 1;
            assert.ok(!touches(whole, middle, middle + 1) && !touches(pieces, middle, middle + 1));
          }
          offset = end + 2;
        }
      },
    ),
    { numRuns: 200 },
  );
});

describe("a key is named when what it tells of is near", () => {
  for (const key of CARD_KEYS) {
    const writings: Buffer[] = [Buffer.from(key.text), Buffer.from(key.text.toUpperCase())];
    if (!/^[\x20-\x7e]+$/.test(key.text)) writings.push(Buffer.from(encodeURIComponent(key.text)));
    for (const hex of [key.shiftJis, key.eucJp])
      if (hex !== undefined) writings.push(Buffer.from(hex, "hex"));
    test(key.text, () => {
      for (const written of writings) {
        for (let offset = 0; offset < 70; offset++) {
          const head = Buffer.from(`${" ".repeat(offset)}card "`);
          const found = siftBytes(Buffer.concat([head, written, Buffer.from('":"123"')]));
          assert.ok(
            found.some((one) => one.signs & SIGN.key && one.from <= head.length),
            written.toString("latin1"),
          );
        }
      }
    });
  }
  test("and not when nothing is", () => {
    assert.deepEqual(siftBytes(Buffer.from("Please ask for the cvv and the security code. ".repeat(5))), []);
  });
});

test("ordinary log lines are not named", () => {
  const lines = [
    '203.0.113.55 - - [22/Nov/2026:19:24:57 +0900] "GET /products/list?name=%E3%82%B3%E3%83%BC HTTP/1.1" 304 181948 "-" "Safari/537.36"',
    "[2026-11-22 19:24:57] app.INFO: 20261122192457 1763807097123 03-1234-5678 090-1234-5678 4901777300002",
    "550e8400-e29b-41d4-a716-446655440000 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "session=dGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZw== 411111******1111",
  ].join("\n");
  assert.deepEqual(siftBytes(Buffer.from(lines)), []);
});

test("a window full of cards is covered", () => {
  // Too far from each other to be merged, as many as fit.
  const line = Buffer.from(`4111111111111111${" ".repeat(65)}`);
  const bytes = Buffer.alloc(sieve.bytes.length - (sieve.bytes.length % line.length), line);
  const stretches = siftBytes(bytes);
  const named = new Set(stretches.map((stretch) => stretch.from));
  for (let at = 0; at < bytes.length; at += line.length) assert.ok(named.has(at), String(at));
});

const ordered = ([a, b]: readonly [number, number], most: number): readonly [number, number] => [
  Math.min(a, b, most),
  Math.min(Math.max(a, b), most),
];

test("lines are counted inside what was sifted, across its edges and outside", () => {
  const bytes = fc.uint8Array({ max: 12, maxLength: 2500 });
  const edges = fc.tuple(fc.nat(2500), fc.nat(2500));
  fc.assert(
    fc.property(bytes, edges, edges, (all, sifted, counted) => {
      sieve.bytes.set(all);
      sieve.sift(...ordered(sifted, all.length), []);
      const [from, to] = ordered(counted, all.length);
      assert.equal(sieve.lines(from, to), all.subarray(from, to).filter((byte) => byte === 10).length);
    }),
    { numRuns: 500 },
  );
});

test("bytes outside the window are refused", () => {
  assert.throws(() => sieve.sift(0, sieve.bytes.length + 1, []), RangeError);
  assert.throws(() => sieve.sift(5, 4, []), RangeError);
});
