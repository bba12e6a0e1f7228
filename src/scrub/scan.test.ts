// Facts about scanning a stream: how its bytes arrive changes nothing, places are exact, and what is struck stays struck.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { openSieve } from "./kernel/sieve.ts";
import { BLOCK_BYTES, openScan, type Hit } from "./scan.ts";

const KEY = new Uint8Array(32);
const scan = openScan(openSieve(), KEY);

const CARD = "4539578763621486";
const WRITINGS: readonly string[] = [
  `card=${CARD} `,
  `pay ${CARD.replaceAll(/(.{4})(?=.)/g, "$1-")}\n`,
  `カード番号：${CARD.replaceAll(/\d/g, (digit) => String.fromCharCode(0xfee0 + digit.charCodeAt(0)))}\n`,
  `d=${Buffer.from(`{"card":"${CARD}","cvv":"123"}`).toString("base64")}&\n`,
  `x'${Buffer.from(`card=${CARD}`).toString("hex")}'\n`,
  `q=${CARD.replaceAll(/\d/g, (digit) => `%3${digit}`)}\n`,
  `{"card":"${CARD.replaceAll(/\d/g, (digit) => `\\u003${digit}`)}","cvc":"999"}\n`,
];

function allAtOnce(bytes: Uint8Array): readonly Hit[] {
  return [...scan.push(bytes), ...scan.end()];
}

function plain(hits: readonly Hit[]): unknown {
  return hits.map(({ finding, patches }) => ({
    ...finding,
    patches: patches?.map(({ at, bytes }) => [at, ...bytes]),
  }));
}

function struck(bytes: Uint8Array, hits: readonly Hit[]): Buffer {
  const after = Buffer.from(bytes);
  for (const { patches } of hits) for (const patch of patches ?? []) after.set(patch.bytes, patch.at);
  return after;
}

/** Filler up to a block's end or nearly, then writings of a card with words between. */
const streams = fc
  .tuple(
    fc.constantFrom(0, BLOCK_BYTES, 2 * BLOCK_BYTES),
    fc.integer({ min: 0, max: 400 }),
    fc.array(fc.tuple(fc.constantFrom(...WRITINGS), fc.constantFrom("", " ", "log line 12\n", "あ\n")), {
      minLength: 1,
      maxLength: 8,
    }),
  )
  .map(([blocks, before, pieces]) => {
    const filler = "request served in 12 ms\n"
      .repeat(Math.ceil(blocks / 24))
      .slice(0, Math.max(0, blocks - before));
    return Buffer.from(`${filler}\n${pieces.flat().join("")}`);
  });

describe("a stream of bytes", () => {
  test("gives the same hits however it is cut", () => {
    fc.assert(
      fc.property(
        streams,
        fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1 }),
        (bytes, sizes) => {
          const whole = allAtOnce(bytes);
          const parts: Hit[] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            parts.push(...scan.push(bytes.subarray(at, at + size)));
            at += size;
          }
          parts.push(...scan.end());
          assert.deepEqual(plain(parts), plain(whole));
        },
      ),
      { numRuns: 40 },
    );
  });

  test("written into the scan's own room gives the same hits as pushed", () => {
    const bytes = Buffer.from(`${"x ".repeat(BLOCK_BYTES / 2 - 10)}card=${CARD}\n`.repeat(2));
    const hits: Hit[] = [];
    for (let at = 0; at < bytes.length;) {
      const room = scan.room();
      assert.ok(room.length > 0);
      const size = Math.min(room.length, bytes.length - at);
      room.set(bytes.subarray(at, at + size));
      at += size;
      hits.push(...scan.wrote(size));
    }
    hits.push(...scan.end());
    assert.deepEqual(plain(hits), plain(allAtOnce(bytes)));
    assert.equal(hits.length, 2);
  });

  test("names offsets, lengths and lines exactly", () => {
    const before = "注文\n\nline three ";
    const [hit] = allAtOnce(Buffer.from(`${before}card=${CARD} end\n`));
    assert.equal(hit?.finding.offset, Buffer.byteLength(before) + 5);
    assert.equal(hit?.finding.bytes, 16);
    assert.equal(hit?.finding.line, 3);
  });

  test("counts lines across blocks", () => {
    const lines = Math.ceil((2 * BLOCK_BYTES) / 10);
    const [hit] = allAtOnce(Buffer.from(`${"123456789\n".repeat(lines)}card=${CARD}\n`));
    assert.equal(hit?.finding.line, lines + 1);
  });

  test("has hits in order that never overlap, all before what is settled", () => {
    fc.assert(
      fc.property(streams, (bytes) => {
        const hits: Hit[] = [];
        for (let at = 0; at < bytes.length; at += 300_000) {
          hits.push(...scan.push(bytes.subarray(at, at + 300_000)));
          const last = hits.at(-1)?.finding;
          assert.ok((last?.offset ?? 0) + (last?.bytes ?? 0) <= scan.settledBytes());
        }
        hits.push(...scan.end());
        let end = 0;
        for (const { finding } of hits) {
          assert.ok(finding.offset >= end);
          end = finding.offset + finding.bytes;
        }
        assert.ok(end <= bytes.length);
      }),
      { numRuns: 25 },
    );
  });

  test("once struck shows no certain card there, and nothing else has changed", () => {
    fc.assert(
      fc.property(streams, (bytes) => {
        const hits = allAtOnce(bytes).filter(({ finding }) => finding.kind === "pan");
        const after = struck(bytes, hits);
        assert.equal(after.length, bytes.length);
        const covered = new Uint8Array(bytes.length);
        for (const { finding } of hits) covered.fill(1, finding.offset, finding.offset + finding.bytes);
        for (let at = 0; at < bytes.length; at++) {
          if (bytes[at] !== after[at]) assert.equal(covered[at], 1, `byte ${at} is no hit's`);
        }
        const again = allAtOnce(after).filter(({ finding }) => finding.kind === "pan");
        assert.deepEqual(plain(again), []);
      }),
      { numRuns: 25 },
    );
  });
});

describe("a scan", () => {
  test("settles whole lines when flushed, and the rest at the end", () => {
    const first = scan.push(Buffer.from(`card=${CARD}\ncard=45395787`));
    assert.deepEqual(first, []);
    assert.equal(scan.flush().length, 1);
    assert.equal(scan.settledBytes(), 22);
    assert.equal(scan.flush().length, 0);
    const rest = [...scan.push(Buffer.from("63621486\n")), ...scan.end()];
    assert.deepEqual(
      rest.map(({ finding }) => [finding.offset, finding.line]),
      [[27, 2]],
    );
  });

  test("begins anew after the end", () => {
    const bytes = Buffer.from(`a\nb card=${CARD}\n`);
    assert.deepEqual(plain(allAtOnce(bytes)), plain(allAtOnce(bytes)));
    assert.equal(scan.settledBytes(), 0);
  });

  test("finds a card anywhere in a run of base64 longer than is read at once", () => {
    const words = "word ".repeat(4000);
    const inner = Array.from({ length: 5 }, () => `${words}card ${CARD} `).join("");
    const hits = allAtOnce(Buffer.from(`d=${Buffer.from(inner).toString("base64")}\n`));
    assert.equal(hits.filter(({ finding }) => finding.kind === "pan").length, 5);
  });

  test("keeps no more of 64 MiB without a line end than its window", () => {
    const chunk = Buffer.alloc(BLOCK_BYTES, "x");
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    for (let block = 0; block < 64; block++) {
      assert.deepEqual(scan.push(chunk), []);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    assert.equal(scan.push(Buffer.from(` card=${CARD} `)).length + scan.end().length, 1);
    assert.ok(most < 8 * BLOCK_BYTES, `${most} bytes`);
  });

  test("counts equal cards as one by their hash, and other keys give other hashes", () => {
    const [one, two] = allAtOnce(
      Buffer.from(`card=${CARD}\ncard=${CARD.replaceAll(/(.{4})(?=.)/g, "$1 ")}\n`),
    );
    assert.equal(one?.finding.cardHash, two?.finding.cardHash);
    const other = openScan(openSieve(), new Uint8Array(32).fill(1));
    const [third] = [...other.push(Buffer.from(`card=${CARD}\n`)), ...other.end()];
    assert.notEqual(third?.finding.cardHash, one?.finding.cardHash);
    assert.match(one?.finding.cardHash ?? "", /^[0-9a-f]{32}$/);
  });
});
