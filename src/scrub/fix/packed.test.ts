// Fix on packed files and archives: rewritten where that can be done byte for byte, named and left where not.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { gunzipSync, gzipSync, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { openScans } from "../scans.ts";
import { fixFile } from "./fix.ts";
import { fixOptions, testFolder } from "./stage.test-kit.ts";
import { openTarMasker } from "./tar.ts";

const LINE = "2026-11-22 pay card=4111111111111111 and 5555-5555-5555-4444 ok\n";
const FIXED = "2026-11-22 pay card=411111******1111 and 5555-55**-****-4444 ok\n";

/** A file's first page with cards in it, and whatever makes it what it is. */
function page(fill: (head: Buffer) => void): Buffer {
  const head = Buffer.alloc(8_192);
  fill(head);
  head.write(LINE, 1_000);
  return head;
}

test("gzip and zstd are packed again with the cards hidden; gzip keeps name, time and comment", async (t) => {
  const folder = testFolder(t);
  const plain = Buffer.from(LINE.repeat(1_000));
  const named = gzipSync(plain, { level: 9 });
  const header = Buffer.concat([
    named.subarray(0, 3),
    Buffer.from([8 | 16]),
    Buffer.from([1, 2, 3, 4]),
    named.subarray(8, 10),
  ]);
  const gz = Buffer.concat([header, Buffer.from("access.log\0by rotate\0"), named.subarray(10)]);
  writeFileSync(join(folder, "a.log.gz"), gz);
  writeFileSync(join(folder, "two.gz"), Buffer.concat([gzipSync(LINE), gzipSync(LINE)]));
  writeFileSync(join(folder, "a.log.zst"), zstdCompressSync(plain));
  for (const name of ["a.log.gz", "two.gz", "a.log.zst"]) {
    const fix = await fixFile(join(folder, name), fixOptions(folder));
    assert.deepEqual([name, fix.state, fix.way], [name, "fixed", "replaced"], JSON.stringify(fix));
  }
  const after = readFileSync(join(folder, "a.log.gz"));
  assert.equal(gunzipSync(after).toString(), FIXED.repeat(1_000));
  assert.deepEqual(after.subarray(0, header.length + 21), gz.subarray(0, header.length + 21));
  assert.equal(gunzipSync(readFileSync(join(folder, "two.gz"))).toString(), FIXED + FIXED);
  assert.equal(zstdDecompressSync(readFileSync(join(folder, "a.log.zst"))).toString(), FIXED.repeat(1_000));
});

test("tar, also packed, is fixed member by member and stays a whole archive", async (t) => {
  const folder = testFolder(t);
  const inside = join(folder, "in");
  mkdirSync(join(inside, "deep"), { recursive: true });
  const long = `${"very-long-name-".repeat(8)}.log`;
  writeFileSync(join(inside, "deep", "a.log"), LINE.repeat(300));
  writeFileSync(join(inside, long), LINE);
  writeFileSync(join(inside, "empty"), "");
  for (const format of ["gnu", "pax"]) {
    const tar = join(folder, `${format}.tar`);
    execFileSync("tar", [`--format=${format}`, "-cf", tar, "-C", inside, "."]);
    writeFileSync(`${tar}.gz`, gzipSync(readFileSync(tar)));
    for (const path of [tar, `${tar}.gz`]) {
      const fix = await fixFile(path, fixOptions(folder));
      assert.deepEqual([fix.state, fix.hidden], ["fixed", 602], JSON.stringify({ ...fix, changes: [] }));
      assert.deepEqual(
        [...new Set(fix.changes.map(({ finding }) => finding.member ?? ""))].toSorted((a, b) =>
          a.localeCompare(b),
        ),
        ["./deep/a.log", `./${long}`],
      );
      assert.equal(execFileSync("tar", ["-xOf", path, "./deep/a.log"]).toString(), FIXED.repeat(300));
      assert.equal(execFileSync("tar", ["-xOf", path, `./${long}`]).toString(), FIXED);
    }
  }
});

test("a sparse file in a tar is fixed, however many holes its map tells of, and so is what stands behind it", async (t) => {
  const folder = testFolder(t);
  const inside = join(folder, "in");
  mkdirSync(inside);
  const holes = openSync(join(inside, "a.bin"), "w");
  // More pieces than one header can name: the map goes on in blocks of its own.
  for (let piece = 0; piece < 60; piece++) writeSync(holes, LINE, piece * 65_536);
  closeSync(holes);
  writeFileSync(join(inside, "b.log"), LINE);
  for (const format of ["gnu", "pax"]) {
    const tar = join(folder, `${format}.tar`);
    execFileSync("tar", [`--format=${format}`, "--sparse", "-cf", tar, "-C", inside, "a.bin", "b.log"]);
    const fix = await fixFile(tar, fixOptions(folder));
    assert.deepEqual([fix.state, fix.hidden], ["fixed", 122], format);
    assert.equal(execFileSync("tar", ["-xOf", tar, "b.log"]).toString(), FIXED);
    const out = execFileSync("tar", ["-xOf", tar, "a.bin"], { maxBuffer: 1e8 }).toString("latin1");
    assert.equal(out.replaceAll("\0", ""), FIXED.repeat(60));
  }
});

test("a card in a member's name cannot be hidden, a packed member cannot be looked into: both are told", async (t) => {
  const folder = testFolder(t);
  writeFileSync(join(folder, "4111111111111111.txt"), "nothing\n");
  writeFileSync(join(folder, "inner.gz"), gzipSync(LINE));
  const tar = (name: string, member: string): string => {
    execFileSync("tar", ["-cf", join(folder, name), "-C", folder, member]);
    return join(folder, name);
  };
  const named = await fixFile(tar("n.tar", "4111111111111111.txt"), fixOptions(folder));
  assert.deepEqual([named.state, named.why, named.unfit], ["left", "unfit-places", 1]);
  const packed = await fixFile(tar("p.tar", "inner.gz"), fixOptions(folder));
  assert.deepEqual([packed.state, packed.why, packed.detail], ["left", "packed-member", "inner.gz"]);
});

test("what cannot be changed byte for byte is named and left", async (t) => {
  const folder = testFolder(t);
  const closed = { "a.zip": "PK\x03\x04", "a.pdf": "%PDF-1.7\n", "a.bz2": "BZh9", "a.xz": "\xfd7zXZ\x00" };
  for (const [name, sign] of Object.entries(closed)) {
    const path = join(folder, name);
    writeFileSync(path, Buffer.concat([Buffer.from(sign, "latin1"), Buffer.from(LINE)]));
    const bytes = readFileSync(path);
    const fix = await fixFile(path, fixOptions(folder));
    assert.deepEqual([fix.state, fix.why, fix.unfit], ["left", "closed-form", 2], name);
    assert.deepEqual(readFileSync(path), bytes);
  }
});

test("a closed file that someone can look into is clean when nothing is in it, and tells how much is when there is", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "a.zip");
  writeFileSync(path, "PK\x03\x04 packed");
  const seen = async (inside: number | null) => {
    const { state, unfit } = await fixFile(path, fixOptions(folder, { lookInside: async () => inside }));
    return [state, unfit];
  };
  assert.deepEqual(await seen(0), ["clean", 0]);
  assert.deepEqual(await seen(3), ["left", 3]);
  assert.deepEqual(await seen(null), ["left", 0]);
});

test("files that would break by it are only looked at: databases, programs, pictures", async (t) => {
  const folder = testFolder(t);
  const sealed: Record<string, Buffer> = {
    "orders.ibd": page((head) => {
      head.writeUInt16BE(8, 24);
      head.writeUInt32BE(77, 34);
      head.writeUInt32BE(77, 38);
    }),
    "16384": page((head) => {
      head.writeUInt16LE(0x2000, 16);
      head.writeUInt16LE(0x2004, 18);
    }),
    "shop.sqlite": page((head) => head.write("SQLite format 3\0")),
    "a.png": page((head) => head.write("\x89PNG\r\n", "latin1")),
  };
  for (const [name, bytes] of Object.entries(sealed)) {
    writeFileSync(join(folder, name), bytes);
    const fix = await fixFile(join(folder, name), fixOptions(folder));
    assert.deepEqual([name, fix.state, fix.why, fix.unfit], [name, "left", "sealed-form", 2]);
    assert.deepEqual(readFileSync(join(folder, name)), bytes);
    execFileSync("tar", ["-cf", join(folder, "s.tar"), "-C", folder, name]);
    const archived = await fixFile(join(folder, "s.tar"), fixOptions(folder));
    assert.deepEqual([name, archived.why, archived.hidden], [name, "unfit-places", 0]);
    const clean = Buffer.concat([bytes.subarray(0, 1_000), Buffer.alloc(7_192)]);
    writeFileSync(join(folder, name), clean);
    assert.equal((await fixFile(join(folder, name), fixOptions(folder))).state, "clean");
  }
});

test("damaged and exploding archives are left as they are", async (t) => {
  const folder = testFolder(t);
  const cut = join(folder, "cut.gz");
  writeFileSync(cut, gzipSync(LINE.repeat(9_000)).subarray(0, -20));
  const bomb = join(folder, "bomb.zst");
  writeFileSync(bomb, zstdCompressSync(Buffer.alloc(200 * 1024 * 1024)));
  for (const [path, why] of [
    [cut, "damaged"],
    [bomb, "bomb"],
  ] as const) {
    const before = readFileSync(path);
    const fix = await fixFile(path, fixOptions(folder));
    assert.deepEqual([fix.state, fix.why], ["failed", why], fix.detail);
    assert.deepEqual(readFileSync(path), before);
  }
});

test("an archive cut off, scribbled over or read in any pieces comes out as long as it went in, its structure unchanged", (t) => {
  const folder = testFolder(t);
  mkdirSync(join(folder, "in"));
  writeFileSync(join(folder, "in", "a.log"), LINE.repeat(40));
  writeFileSync(join(folder, "in", "b.log"), `no card here\n${LINE}`);
  const whole = execFileSync("tar", ["-cf", "-", "-C", join(folder, "in"), "."]);
  fc.assert(
    fc.property(
      fc.nat(whole.length),
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 20 }),
      (length, scribbles, sizes) => {
        const bytes = Buffer.from(whole.subarray(0, length));
        for (const [at, value] of scribbles) if (at < length) bytes[at] = value;
        const through = (cuts: readonly number[]): Buffer => {
          const masker = openTarMasker(openScans(Buffer.alloc(32)));
          const out: Uint8Array[] = [];
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const size = cuts[i % cuts.length] ?? 1;
            out.push(masker.push(bytes.subarray(at, at + size)));
            at += size;
          }
          return Buffer.concat([...out, masker.end()]);
        };
        const atOnce = through([bytes.length + 1]);
        assert.equal(atOnce.length, bytes.length);
        assert.ok(atOnce.every((byte, i) => byte === bytes[i] || byte === 0x2a));
        assert.deepEqual(through(sizes), atOnce);
      },
    ),
    { numRuns: 60 },
  );
});
