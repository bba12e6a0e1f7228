// Tests of scanning files: exact counts, changes while reading, standard input, progress and limits.

import { test } from "node:test";
import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { zipOf } from "../members/archives.fixture.ts";
import { openCardSet } from "./card-set.ts";
import { SCAN_LIMITS } from "./contract.ts";
import { AMEX, cardsIn, folderFor, JCB, scan, VISA } from "./scan-folder.fixture.ts";

test("folders are read down to their files in the order of names, with offset, line and mask", async (t) => {
  const folder = folderFor(t);
  mkdirSync(join(folder, "logs/b"), { recursive: true });
  writeFileSync(join(folder, "logs/b/z.log"), `first\nno card\ncard=${VISA}\n`);
  writeFileSync(join(folder, "logs/a.log"), JCB);
  writeFileSync(join(folder, "logs/empty.log"), "");
  const report = await scan(folder, ["logs"]);
  assert.deepEqual(
    report.files.map((f) => f.path),
    ["logs/a.log", "logs/b/z.log"],
  );
  const [place] = report.files[1]?.places ?? [];
  assert.deepEqual([place?.offset, place?.line, place?.member, place?.brand], [19, 3, null, "visa"]);
  assert.ok(!JSON.stringify(report).includes(VISA));
  assert.deepEqual([report.filesRead, report.bytes, cardsIn(report), report.complete], [3, 52, 2, true]);
});

test("different cards are counted exactly, per file and over all files, also inside archives", async (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, "a.log"), `${VISA}\n${JCB}\n`.repeat(50));
  writeFileSync(join(folder, "b.gz"), gzipSync(`${VISA}\n`));
  writeFileSync(
    join(folder, "c.zip"),
    zipOf([
      { name: "x", content: Buffer.from(`${AMEX}\n`) },
      { name: "y", content: Buffer.from(`${VISA} and ${AMEX}\n`) },
    ]),
  );
  const report = await scan(folder, ["."]);
  assert.deepEqual(report.files.map(cardsIn), [2, 1, 2]);
  assert.deepEqual(
    report.files.map((f) => f.findings + f.testFindings),
    [100, 1, 3],
  );
  assert.equal(cardsIn(report), 3);
  assert.deepEqual(
    report.files.flatMap((f) => f.places.slice(0, 1).map((p) => p.member)),
    [null, "b", "x"],
  );
  assert.equal(report.membersRead, 3);
});

test("a file that grows is read to its size at opening, one that shrinks to its end, and both are said", async (t) => {
  const folder = folderFor(t);
  const file = join(folder, "a.log");
  for (const [how, change] of [
    ["grew", () => appendFileSync(file, `${JCB}\n`.repeat(10))],
    ["shrank", () => truncateSync(file, 1_200_000)],
  ] as const) {
    writeFileSync(file, `${VISA}\n`.padEnd(3_000_000, "x"));
    let changed = false;
    const report = await scan(folder, ["a.log"], {
      onProgress: () => {
        if (!changed) change();
        changed = true;
      },
    });
    assert.deepEqual(report.changed, [{ path: "a.log", how }]);
    assert.equal(cardsIn(report), 1);
    assert.equal(report.bytes, how === "grew" ? 3_000_000 : 1_200_000);
  }
});

test("a sparse file is read without taking its size in memory", async (t) => {
  const folder = folderFor(t);
  const file = join(folder, "sparse.log");
  writeFileSync(file, `${VISA}\n`);
  truncateSync(file, 150_000_000);
  appendFileSync(file, `\n${JCB}\n`);
  const before = process.memoryUsage.rss();
  let most = 0;
  const report = await scan(folder, ["sparse.log"], {
    onProgress: () => {
      most = Math.max(most, process.memoryUsage.rss() - before);
    },
  });
  assert.equal(cardsIn(report), 2);
  assert.ok(most < 140_000_000, `${most}`);
});

test("a set of cards counts as a Set does, however many, and says when it is full", () => {
  const hashes = fc.array(
    fc.array(fc.constantFrom("00000000", "00000001", "ffffffff", "12345678"), { minLength: 4, maxLength: 4 }),
  );
  fc.assert(
    fc.property(hashes, (lists) => {
      const set = openCardSet(1_000);
      const truth = new Set<string>();
      for (const hash of lists.map((list) => list.join("")).filter((text) => !/^0+$/.test(text))) {
        assert.equal(set.add(hash), !truth.has(hash));
        truth.add(hash);
      }
      assert.equal(set.size(), truth.size);
    }),
  );
  const many = openCardSet(50_000);
  for (let i = 1; i <= 60_000; i++) many.add((i * 2_654_435_761).toString(16).padStart(32, "0"));
  assert.deepEqual([many.size(), many.full()], [50_000, true]);
  many.clear();
  assert.deepEqual([many.size(), many.full()], [0, false]);
});

test("findings beyond what is listed are still counted, and so are files", async (t) => {
  const folder = folderFor(t);
  for (const name of ["a", "b", "c"]) writeFileSync(join(folder, name), `${VISA}\n`.repeat(40));
  const limits = { ...SCAN_LIMITS, placesPerFileMax: 10, placesMax: 15, filesMax: 2 };
  const report = await scan(folder, ["."], { limits });
  assert.deepEqual(
    report.files.map((f) => [f.places.length, f.unlisted]),
    [
      [10, 30],
      [5, 35],
    ],
  );
  assert.deepEqual(
    [report.findings + report.testFindings, report.unlistedFiles, report.filesWithFindings],
    [120, 1, 3],
  );
});

test("standard input is read like a file, opened when it is an archive", async (t) => {
  const folder = folderFor(t);
  for (const bytes of [Buffer.from(`card=${VISA}\n`), gzipSync(`card=${VISA}\n`)]) {
    // oxlint-disable-next-line require-await
    async function* stdin(): AsyncGenerator<Uint8Array> {
      for (const byte of bytes) yield Uint8Array.of(byte);
    }
    const report = await scan(folder, ["-"], { stdin });
    assert.deepEqual(
      report.files.map((f) => [f.path, f.places[0]?.offset]),
      [["-", 5]],
    );
    assert.equal(report.bytes, bytes.length);
  }
});

test("an interrupted scan reports how far it came and is not complete", async (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, "a"), `${VISA}\n`.padEnd(5_000_000, "x"));
  writeFileSync(join(folder, "b"), JCB);
  const gone = new AbortController();
  const report = await scan(folder, ["."], { gone: gone.signal, onProgress: () => gone.abort() });
  assert.deepEqual([report.complete, cardsIn(report), report.filesRead], [false, 1, 1]);
});

test("progress knows the whole before it begins", async (t) => {
  const folder = folderFor(t);
  writeFileSync(join(folder, "a"), "x".repeat(2_500_000));
  writeFileSync(join(folder, "b.gz"), gzipSync("x".repeat(1000)));
  const seen: number[] = [];
  let total = 0;
  const report = await scan(folder, ["."], {
    onProgress: (at) => {
      seen.push(at.bytes);
      total = at.bytesTotal;
    },
  });
  assert.equal(total, report.bytes);
  assert.equal(seen.at(-1), total);
  assert.deepEqual(
    seen,
    [...seen].sort((a, b) => a - b),
  );
});

test("an archive left in the middle is not called broken", async (t) => {
  const folder = folderFor(t);
  const noise = Buffer.from(Array.from({ length: 900_000 }, (_, i) => (i * i * 7919) % 251));
  writeFileSync(join(folder, "a.gz"), gzipSync(noise));
  const gone = new AbortController();
  const report = await scan(folder, ["a.gz"], { gone: gone.signal, onProgress: () => gone.abort() });
  assert.deepEqual([report.complete, report.skipped], [false, []]);
});
