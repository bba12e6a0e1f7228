// Fix on zips and workbooks: entries with card data are written anew, all others byte for byte; what would break is left.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { gunzipSync, gzipSync, inflateRawSync, zstdCompressSync } from "node:zlib";
import { readAll, tarOf, xlsxOf, zipOf } from "../members/archives.fixture.ts";
import { fixFile } from "./fix.ts";
import { fixOptions, testFolder } from "./stage.test-kit.ts";
import { planZip } from "./zip.ts";
import { zipInFile } from "./zip-file.ts";

const LINE = "2026-11-22 pay card=4111111111111111 and 5555-5555-5555-4444 ok\n";
const FIXED = "2026-11-22 pay card=411111******1111 and 5555-55**-****-4444 ok\n";

async function texts(path: string): Promise<Record<string, string>> {
  const { parts, skipped } = await readAll("a", readFileSync(path));
  assert.deepEqual(skipped, []);
  return Object.fromEntries(parts.map((part) => [part.path, part.text]));
}

/** A deflated entry as it stands, found by the directory. */
async function entryText(path: string, name: string): Promise<string> {
  const file = await open(path);
  const zip = zipInFile(file, statSync(path).size, fixOptions(path));
  const plan = await planZip(zip);
  const entry = typeof plan === "string" ? undefined : plan.entries.find((one) => one.name === name);
  assert.ok(entry !== undefined, `${name} is not in it`);
  const packed = await zip.read(entry.contentAt, entry.packedBytes);
  await file.close();
  return inflateRawSync(packed).toString();
}

test("a zip is written anew: stored, deflated and streamed entries, names, and what holds no card byte for byte", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "a.zip");
  const other = { name: "no card.txt", content: Buffer.from("nothing here\n".repeat(500)) };
  const before = zipOf([
    { name: "logs/", content: Buffer.alloc(0), method: 0 },
    { name: "logs/stored.log", content: Buffer.from(LINE.repeat(20)), method: 0 },
    other,
    { name: "logs/deflated.log", content: Buffer.from(LINE.repeat(900)) },
    { name: "logs/streamed.log", content: Buffer.from(LINE), streamed: true },
    { name: "ショップ.log", content: Buffer.from(LINE), method: 0, streamed: true },
  ]);
  writeFileSync(path, before);
  utimesSync(path, 1_500_000_000, 1_500_000_000);
  const dry = await fixFile(path, fixOptions(folder, { write: false }));
  assert.deepEqual([dry.state, dry.form, dry.hidden], ["would", "zip", 1_844]);
  assert.deepEqual(readFileSync(path), before);
  const fix = await fixFile(path, fixOptions(folder));
  assert.deepEqual([fix.state, fix.way, fix.hidden], ["fixed", "replaced", 1_844], fix.detail);
  assert.equal(fix.changes[0]?.finding.member, "logs/stored.log");
  assert.deepEqual(await texts(path), {
    "logs/stored.log": FIXED.repeat(20),
    "no card.txt": "nothing here\n".repeat(500),
    "logs/deflated.log": FIXED.repeat(900),
    "logs/streamed.log": FIXED,
    "ショップ.log": FIXED,
  });
  const whole = zipOf([other]);
  const alone = whole.subarray(0, whole.length - 22 - 46 - other.name.length);
  assert.ok(readFileSync(path).includes(alone), "an entry without cards is what it was");
  assert.equal(statSync(path).mtimeMs, 1_500_000_000_000);
  assert.equal((await fixFile(path, fixOptions(folder))).state, "clean");
});

test("other programs' zips stay good for other programs", async (t) => {
  const folder = testFolder(t);
  const script = `
import sys, zipfile
p = sys.argv[1]
if sys.argv[2] == "make":
    z = zipfile.ZipFile(p, "w")
    z.comment = b"by a shop"
    for i, how in enumerate([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2]):
        e = zipfile.ZipInfo("%d.log" % i, (2020, 2, 3, 4, 5, 6)); e.compress_type = how; e.external_attr = 0o640 << 16
        z.writestr(e, sys.argv[3] if i < 2 else "nothing")
else:
    z = zipfile.ZipFile(p)
    assert z.testzip() is None and z.comment == b"by a shop"
    for e in z.infolist(): assert e.date_time == (2020, 2, 3, 4, 5, 6) and e.external_attr == 0o640 << 16, e
    sys.stdout.write(z.read("0.log").decode() + z.read("1.log").decode())
`;
  if (spawnSync("python3", ["--version"]).status !== 0) return t.skip("no python3 on this machine");
  const path = join(folder, "a.zip");
  execFileSync("python3", ["-c", script, path, "make", LINE]);
  const fix = await fixFile(path, fixOptions(folder));
  // The one by bzip2 cannot be looked into.
  assert.deepEqual([fix.state, fix.why, fix.detail, fix.hidden], ["left", "packed-member", "2.log", 4]);
  assert.equal(execFileSync("python3", ["-c", script, path, "check"]).toString(), FIXED + FIXED);
  return undefined;
});

test("archives in a zip are fixed as deep as three, and a zip in a gzip", async (t) => {
  const folder = testFolder(t);
  const content = Buffer.from(LINE);
  const inner = zipOf([{ name: "deep.log", content }]);
  const path = join(folder, "a.zip");
  writeFileSync(
    path,
    zipOf([
      { name: "b.zip", content: inner, method: 0 },
      { name: "c.tar", content: tarOf([{ name: "d.log", content }]) },
      { name: "e.gz", content: gzipSync(content) },
      { name: "f.tar.zst", content: zstdCompressSync(tarOf([{ name: "g.log", content }])) },
    ]),
  );
  const fix = await fixFile(path, fixOptions(folder));
  assert.deepEqual([fix.state, fix.hidden], ["fixed", 8], fix.detail);
  assert.deepEqual(Object.keys(await texts(path)).sort(), [
    "b.zip/deep.log",
    "c.tar/d.log",
    "e.gz",
    "f.tar.zst/g.log",
  ]);
  for (const text of Object.values(await texts(path))) assert.equal(text, FIXED);
  const packed = join(folder, "b.zip.gz");
  writeFileSync(packed, gzipSync(inner));
  assert.equal((await fixFile(packed, fixOptions(folder))).state, "fixed");
  writeFileSync(join(folder, "b.zip"), gunzipSync(readFileSync(packed)));
  assert.deepEqual(await texts(join(folder, "b.zip")), { "deep.log": FIXED });
  // One too many: told, and nothing lost.
  let nested = inner;
  for (let depth = 0; depth < 4; depth++)
    nested = zipOf([{ name: `${depth}.zip`, content: nested, method: 0 }]);
  writeFileSync(path, nested);
  const left = await fixFile(path, fixOptions(folder));
  assert.deepEqual([left.state, left.why], ["left", "packed-member"]);
  assert.deepEqual(readFileSync(path), nested);
});

test("packed members of a tar that is packed itself are fixed; a damaged one is left and the rest is not", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "backup.tar.gz");
  const content = Buffer.from(LINE);
  const files = [
    { name: "a.log", content },
    { name: "b.zip", content: zipOf([{ name: "c.log", content: Buffer.from(LINE.repeat(90)) }]) },
    { name: "d.log.gz", content: gzipSync(LINE.repeat(700)) },
    { name: "clean.gz", content: gzipSync("nothing") },
    { name: "e.log", content },
  ];
  writeFileSync(path, gzipSync(tarOf(files)));
  const fix = await fixFile(path, fixOptions(folder));
  assert.deepEqual([fix.state, fix.hidden], ["fixed", 4 + 180 + 1_400], fix.detail);
  assert.deepEqual(await texts(path), {
    "a.log": FIXED,
    "b.zip/c.log": FIXED.repeat(90),
    "d.log.gz": FIXED.repeat(700),
    "clean.gz": "nothing",
    "e.log": FIXED,
  });
  assert.equal(execFileSync("tar", ["-xOzf", path, "e.log"]).toString(), FIXED, "tar reads it, too");
  const damaged = { name: "f.gz", content: gzipSync(LINE.repeat(700)).subarray(0, -20) };
  writeFileSync(path, gzipSync(tarOf([...files, damaged])));
  const told = await fixFile(path, fixOptions(folder));
  assert.deepEqual(
    [told.state, told.why, told.detail, told.hidden],
    ["left", "packed-member", "f.gz", 1_584],
  );
});

test("a workbook's words are hidden, and a cell whose number was hidden says that it is text", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "orders.xlsx");
  const cells =
    '<row r="1"><c r="A1" s="3"><v>4111111111111111</v></c><c r="B1" t="s"><v>0</v></c>' +
    '<c r="C1"><f>4111111111111111+1</f><v>4111111111111112</v></c><c r="D1"><v>1200</v></c></row>';
  writeFileSync(path, xlsxOf(cells, "<si><t>5555-5555-5555-4444 様</t></si>"));
  const fix = await fixFile(path, fixOptions(folder));
  assert.deepEqual([fix.state, fix.form], ["fixed", "zip"], fix.detail);
  const sheet = await entryText(path, "xl/worksheets/sheet1.xml");
  assert.match(sheet, /<c r="A1" s="3" t="str"><v>411111\*{6}1111<\/v><\/c><c r="B1" t="s"><v>0<\/v><\/c>/);
  assert.match(sheet, /<c r="C1"><v>4111111111111112<\/v><\/c><c r="D1"><v>1200<\/v><\/c>/);
  const words = await entryText(path, "xl/sharedStrings.xml");
  assert.equal(words, "<sst><si><t>5555-55**-****-4444 様</t></si></sst>");
});

test("what only the whole workbook tells is said to be left", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "orders.xlsx");
  writeFileSync(path, xlsxOf("<row/>", "<si><t>5555-5555-5555-4444</t></si>"));
  const fix = await fixFile(path, fixOptions(folder, { lookInside: async () => 2 }));
  assert.deepEqual([fix.state, fix.why, fix.unfit, fix.hidden], ["left", "unfit-places", 2, 1]);
});

test("zips that cannot be rewritten whole are left with the reason, byte for byte", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "a.zip");
  const card = { name: "a.log", content: Buffer.from(LINE), method: 0 } as const;
  const good = zipOf([card]);
  const disks = Buffer.from(good);
  disks.writeUInt16LE(1, good.length - 22 + 4);
  const hidden = Buffer.concat([zipOf([card, card]).subarray(0, 30 + 5 + LINE.length), good]);
  const at = 30 + 5 + LINE.length;
  hidden.writeUInt32LE(hidden.readUInt32LE(hidden.length - 6) + at, hidden.length - 6);
  hidden.writeUInt32LE(at, hidden.length - 22 - 46 - 5 + 42);
  const wide = Buffer.concat([good.subarray(0, -22), Buffer.alloc(20), good.subarray(-22)]);
  wide.writeUInt32LE(0x07064b50, good.length - 22);
  const cases = {
    "multi-part": disks,
    "hidden-bytes": hidden,
    zip64: wide,
    signed: zipOf([card, { name: "META-INF/SHOP.SF", content: Buffer.from("x"), method: 0 }]),
  };
  for (const [why, bytes] of Object.entries(cases)) {
    writeFileSync(path, bytes);
    const fix = await fixFile(path, fixOptions(folder));
    assert.deepEqual([fix.state, fix.why, fix.detail], ["left", "unfit-archive", why]);
    assert.deepEqual(readFileSync(path), bytes);
  }
  const locked = zipOf([card, { name: "b.log", content: Buffer.from(LINE), encrypted: true }]);
  writeFileSync(path, locked);
  const fix = await fixFile(path, fixOptions(folder));
  assert.deepEqual([fix.state, fix.why, fix.detail, fix.hidden], ["left", "packed-member", "b.log", 2]);
  const named = zipOf([{ name: "4111111111111111.txt", content: Buffer.from("x") }]);
  writeFileSync(path, named);
  const told = await fixFile(path, fixOptions(folder));
  assert.deepEqual([told.state, told.why, told.unfit], ["left", "unfit-places", 1]);
  const damaged = zipOf([{ ...card, sum: 1 }]);
  writeFileSync(path, damaged);
  assert.deepEqual([(await fixFile(path, fixOptions(folder))).why, readFileSync(path)], ["damaged", damaged]);
});

test("a zip scribbled over is fixed, told or left, and never half written", async (t) => {
  const folder = testFolder(t);
  mkdirSync(join(folder, "z"));
  const whole = zipOf([
    { name: "a.log", content: Buffer.from(LINE.repeat(9)) },
    { name: "b.log", content: Buffer.from(LINE), method: 0, streamed: true },
  ]);
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      async (scribbles) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of scribbles) bytes[at] = value;
        const path = join(folder, "z", `${++n}.zip`);
        writeFileSync(path, bytes);
        const fix = await fixFile(path, fixOptions(folder));
        if (fix.way === null) assert.deepEqual(readFileSync(path), bytes);
        else assert.ok(["fixed", "left"].includes(fix.state));
      },
    ),
    { numRuns: 60 },
  );
  assert.ok(readdirSync(join(folder, "z")).every((name) => name.endsWith(".zip")));
});
