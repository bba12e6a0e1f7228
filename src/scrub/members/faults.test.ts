// Tests of archives that are cut short, broken, hostile or locked: what could be read is read, the rest is named, and neither
// memory nor time runs away.

import { test } from "node:test";
import assert from "node:assert/strict";
import { constants, createGzip, gzipSync, zstdCompressSync } from "node:zlib";
import * as fc from "fast-check";
import { CARD, readAll, tarOf, xlsxOf, zipOf } from "./archives.fixture.ts";
import { MEMBER_LIMITS } from "./contract.ts";
import { openMembers } from "./open.ts";

const LINES = Buffer.from(
  Array.from({ length: 40_000 }, (_, i) => `${i} card=${CARD} ${(i * 7919) % 9973}\n`).join(""),
);

test("a gzip, zstd, tar or zip cut short is read up to there and named once", async () => {
  for (const [packed, reason] of [
    [gzipSync(LINES), "truncated"],
    [zstdCompressSync(LINES), "truncated"],
    [tarOf([{ name: "a", content: LINES }]), "truncated"],
    [zipOf([{ name: "a", content: LINES }]), "truncated"],
    [gzipSync(tarOf([{ name: "a", content: LINES }])), "truncated"],
  ] as const) {
    const { parts, skipped } = await readAll("a", packed.subarray(0, Math.floor(packed.length * 0.7)));
    assert.ok((parts[0]?.text.length ?? 0) > LINES.length / 3, `${parts[0]?.text.length}`);
    assert.ok(LINES.toString("latin1").startsWith(parts[0]?.text ?? "?"));
    assert.deepEqual([...new Set(skipped.map((s) => s.reason))], [reason]);
  }
});

test("a gzip whose sum is wrong is read and called broken, and one broken in the middle keeps its beginning", async () => {
  const packed = gzipSync(LINES);
  const wrongSum = Buffer.from(packed);
  wrongSum.writeUInt32LE(1, packed.length - 8);
  const read = await readAll("a.gz", wrongSum);
  assert.equal(read.parts[0]?.text.length, LINES.length);
  assert.deepEqual(read.skipped, [{ path: "", reason: "broken" }]);
  const torn = Buffer.from(packed);
  const middle = Math.floor(packed.length / 2);
  torn.fill(0xff, middle, middle + 100);
  const half = await readAll("a.gz", torn);
  assert.ok((half.parts[0]?.text.length ?? 0) > LINES.length / 4);
  assert.deepEqual(half.skipped, [{ path: "", reason: "broken" }]);
});

test("a broken entry does not take the others with it", async () => {
  const good = Buffer.from(`card=${CARD}\n`);
  const zip = zipOf([
    { name: "torn", content: LINES, packed: Buffer.alloc(300, 0xff) },
    { name: "wrong sum", content: good, sum: 7 },
    { name: "no xlsx", content: Buffer.from("PK\u0003\u0004 nothing of the kind") },
    { name: "half.gz", content: gzipSync(good).subarray(0, 15), method: 0 },
    { name: "good", content: good },
  ]);
  const { parts, skipped } = await readAll("a.zip", zip);
  assert.equal(parts.at(-1)?.path, "good");
  assert.equal(parts.find((p) => p.path === "wrong sum")?.text, good.toString());
  assert.deepEqual(
    skipped.map((s) => `${s.path}: ${s.reason}`),
    ["torn: broken", "wrong sum: broken", "no xlsx: truncated", "half.gz: truncated"],
  );
});

test("a tar with a damaged header goes on at the next whole one", async () => {
  const good = Buffer.from(`card=${CARD}\n`);
  const tar = tarOf([
    { name: "a", content: good },
    { name: "b", content: good },
    { name: "c", content: good },
  ]);
  tar.fill(0x58, 1024, 1100);
  const { parts, skipped } = await readAll("a.tar", tar);
  assert.deepEqual(
    parts.map((p) => p.path),
    ["a", "c"],
  );
  assert.deepEqual(skipped, [{ path: "", reason: "broken" }]);
});

test("a bomb is stopped by what comes out of it, flat or nested, and named", async () => {
  const zeros = Buffer.alloc(8 * 1024 ** 2);
  const limits = { expandedFreeBytes: 1024 ** 2, ratioMax: 100 };
  const nested = zipOf(
    Array.from({ length: 10 }, (_, i) => ({
      name: `${i}.zip`,
      content: zipOf([{ name: "z", content: zeros }]),
    })),
  );
  for (const bomb of [
    gzipSync(zeros),
    zstdCompressSync(zeros),
    zipOf([{ name: "z", content: zeros }]),
    nested,
    gzipSync(gzipSync(zeros)),
  ]) {
    const { parts, skipped } = await readAll("bomb", bomb, limits);
    assert.deepEqual(
      skipped.map((s) => s.reason),
      ["bomb"],
    );
    const read = parts.reduce((sum, p) => sum + p.text.length, 0);
    assert.ok(read < limits.expandedFreeBytes + limits.ratioMax * bomb.length + 1024 ** 2, `${read}`);
  }
});

test("an ordinary log that shrinks well is no bomb", async () => {
  const log = Buffer.from(
    '127.0.0.1 - - [22/Nov/2026:10:00:00 +0900] "GET / HTTP/1.1" 200 512\n'.repeat(200_000),
  );
  const { skipped } = await readAll("access.log.gz", gzipSync(log));
  assert.deepEqual(skipped, []);
});

test("hours of zeros are read in bounded memory, and stop at the limit", async () => {
  const gzip = createGzip({ level: constants.Z_BEST_SPEED });
  const block = Buffer.alloc(1024 ** 2);
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (!gzip.write(block)) await new Promise((resolve) => gzip.once("drain", resolve));
      for (let out = gzip.read() as Buffer | null; out !== null; out = gzip.read() as Buffer | null)
        yield out;
    }
  }
  const limits = { ...MEMBER_LIMITS, ratioMax: 1e9, expandedBytesMax: 200 * 1024 ** 2 };
  let most = 0;
  const before = process.memoryUsage.rss();
  const skipped: string[] = [];
  for await (const part of openMembers("a.gz", endless(), limits)) {
    if ("skipped" in part) skipped.push(part.skipped);
    else for await (const _ of part.chunks) most = Math.max(most, process.memoryUsage.rss());
  }
  assert.deepEqual(skipped, ["bomb"]);
  assert.ok(most - before < 100 * 1024 ** 2, `${most - before}`);
});

test("archives in archives without end stop at the depth, and too many parts at the count", async () => {
  let deep = Buffer.from(`card=${CARD}`);
  for (let i = 0; i < 12; i++) deep = Buffer.from(gzipSync(deep));
  assert.deepEqual(
    (await readAll("deep", deep)).skipped.map((s) => s.reason),
    ["too-deep"],
  );
  const many = zipOf(Array.from({ length: 50 }, (_, i) => ({ name: `${i}`, content: Buffer.from("x") })));
  const { parts, skipped } = await readAll("many", many, { membersMax: 20 });
  assert.equal(parts.length, 20);
  assert.deepEqual(
    skipped.map((s) => s.reason),
    ["too-many-members"],
  );
});

test("formats that are known and not read are named, not passed over in silence", async () => {
  for (const [hex, reason] of [
    ["fd377a585a000004e6d6b446", "not-supported"],
    ["377abcaf271c0004", "not-supported"],
    ["526172211a0701003392b5e5", "not-supported"],
  ] as const) {
    assert.deepEqual((await readAll("a", Buffer.from(hex, "hex"))).skipped, [{ path: "", reason }]);
  }
  const sealed = Buffer.concat([
    Buffer.from("d0cf11e0a1b11ae1", "hex"),
    Buffer.alloc(600),
    Buffer.from("EncryptedPackage", "utf16le"),
  ]);
  assert.deepEqual((await readAll("a.xlsx", sealed)).skipped, [{ path: "", reason: "encrypted" }]);
});

test("no bytes make it throw or hang: broken archives of every kind end in members and named reasons", async () => {
  const seeds = [
    gzipSync(LINES.subarray(0, 3000)),
    zstdCompressSync(LINES.subarray(0, 3000)),
    zipOf([
      { name: "a", content: LINES.subarray(0, 500) },
      { name: "b", content: LINES.subarray(0, 500), method: 0, streamed: true },
    ]),
    tarOf([{ name: "a", content: LINES.subarray(0, 700) }]),
    xlsxOf(`<row r="1"><c t="s"><v>0</v></c></row>`, "<si><t>x</t></si>"),
    Buffer.from("QlpoOTFBWSZTWXNvbWUgYnl0ZXM=", "base64"),
    Buffer.from(
      `From: a@b\nTo: c\nSubject: d\nContent-Transfer-Encoding: base64\n\n${LINES.subarray(0, 300).toString("base64")}`,
    ),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.nat(255)), {
        maxLength: 6,
      }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 5000 }),
      async (seed, changes, kept, chunkBytes) => {
        const bytes = Buffer.from(seed);
        // The first bytes stay, so that the format is still known.
        for (const [where, byte] of changes) bytes[10 + Math.floor(where * (bytes.length - 10))] = byte;
        const { parts } = await readAll("a", bytes.subarray(0, 10 + Math.floor(kept * bytes.length)), {
          chunkBytes,
        });
        assert.ok(parts.length < 100);
      },
    ),
    { numRuns: 300 },
  );
});
