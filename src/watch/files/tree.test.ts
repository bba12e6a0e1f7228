// A shop's files beside what was approved of them, on a real disk.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { systemClock } from "../../kernel/index.ts";
import { keepRelease } from "./known.ts";
import { openManifest, writeManifest } from "./manifest.ts";
import { markOf } from "./seen.ts";
import { BACKDOOR, smallShop, type SmallShop } from "./tree.fixture.ts";

test("what was approved is the same until something changes, also in a quick look", async (t) => {
  const shop = smallShop(t);
  await assert.rejects(shop.check(), { code: "watch.no-baseline" });
  await shop.baseline();
  assert.deepEqual(await shop.differences(), []);
  shop.write("app/index.php", "<?php\necho 2;\n");
  shop.write("app/new.php", "<?php echo 3;");
  rmSync(shop.at("app/style.css"));
  const expected = ["changed app/index.php clean", "added app/new.php clean", "removed app/style.css clean"];
  assert.deepEqual(await shop.differences(), expected);
  assert.deepEqual(await shop.differences(true), expected);
});

test("a change that set its time and size back is found by the quick look, too", async (t) => {
  const shop = smallShop(t);
  utimesSync(shop.at("app/index.php"), 1_000_000, 1_000_000);
  await shop.baseline();
  writeFileSync(shop.at("app/index.php"), "<?php\necho 9;\n");
  utimesSync(shop.at("app/index.php"), 1_000_000, 1_000_000);
  assert.deepEqual(await shop.differences(true), ["changed app/index.php clean"]);
});

test("uploads may come and go; a script among them may not, nor code in a picture, nor what can be run", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  rmSync(shop.at("upload/a.jpg"));
  shop.write("upload/b.jpg", "another");
  chmodSync(shop.at("upload/b.jpg"), 0o777);
  assert.deepEqual(await shop.differences(), []);
  shop.write("upload/c.php", "<?php echo 1;");
  shop.write("upload/d.jpg", `GIF89a${BACKDOOR}`);
  shop.write("upload/e", "#!/bin/sh\nls\n");
  shop.write("upload/f.bin", Buffer.from("7f454c46020101", "hex"));
  assert.deepEqual(
    (await shop.differences()).map((one) => one.replace(/ (?:malicious|suspicious)$/, "")),
    ["added upload/c.php", "added upload/d.jpg", "added upload/e", "added upload/f.bin"],
  );
});

test("where the shop writes programs itself only backdoors are told; an ignored folder still tells scripts; an unseen one nothing", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  shop.write("cache/other.php", "<?php echo 3;");
  shop.write("notes/a.txt", "text");
  shop.write("blind/a.php", BACKDOOR);
  assert.deepEqual(await shop.differences(), []);
  shop.write("cache/x.php", BACKDOOR);
  shop.write("notes/a.php", "<?php echo 1;");
  assert.deepEqual(await shop.differences(), ["added cache/x.php malicious", "added notes/a.php suspicious"]);
});

test("a baseline leaves a backdoor unapproved, and an approval takes one only by its own name", async (t) => {
  const shop = smallShop(t);
  shop.write("app/x.php", BACKDOOR);
  await shop.baseline();
  assert.deepEqual(await shop.differences(), ["added app/x.php malicious"]);
  shop.write("app/y.php", "<?php echo 1;");
  assert.equal((await shop.approve())?.approvedCount, 1);
  assert.equal((await shop.approve({ paths: ["app"] }))?.approvedCount, 0);
  assert.deepEqual(await shop.differences(), ["added app/x.php malicious"]);
  assert.equal((await shop.approve({ paths: ["app/x.php"] }))?.approvedCount, 1);
  assert.deepEqual(await shop.differences(), []);
});

test("what is approved is what was looked at, or nothing", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  shop.write("app/a.php", "<?php echo 1;");
  const { seen } = await shop.check();
  shop.write("app/a.php", "<?php echo 2;");
  await assert.rejects(shop.approve({ seen }), { code: "watch.seen" });
  assert.deepEqual(await shop.differences(), ["added app/a.php clean"]);
  assert.equal((await shop.approve({ seen: (await shop.check()).seen }))?.approvedCount, 1);
  const approvals = (await shop.check()).approvals.map(({ by, why, count }) => [by, why, count]);
  assert.deepEqual(approvals.at(-1), ["太郎", "更新", 1]);
});

test("only what was changed in a window is approved by it", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  shop.write("app/a.php", "<?php echo 1;");
  const nowMs = systemClock().nowMs();
  const window = { id: "window_1", who: "制作会社", by: "花子", why: "更新", atMs: nowMs };
  const past = { ...window, fromMs: nowMs - 20_000_000, toMs: nowMs - 10_000_000 };
  assert.equal((await shop.approve({ window: past }))?.approvedCount, 0);
  const now = { ...window, fromMs: nowMs - 60_000, toMs: nowMs + 60_000 };
  assert.equal((await shop.approve({ window: now }))?.approvedCount, 1);
});

test("an approval by marks takes what was shown, also what only a full pass could show, and refuses what moved on", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  shop.write("app/index.php", "<?php\necho 2;\n");
  shop.write("upload/x.php", "<?php echo 3;");
  const marks = async (): Promise<ReadonlySet<string>> =>
    new Set((await shop.check()).differences.map(markOf));
  const shown = await marks();
  shop.write("upload/x.php", "<?php echo 4;");
  await assert.rejects(shop.approve({ marks: shown }), { code: "watch.seen" });
  assert.equal((await shop.approve({ marks: await marks() }))?.approvedCount, 2);
  assert.deepEqual(await shop.differences(), []);
  // Bytes of a broken disk change no time: written behind the file system's back, they are told by a full pass alone.
  await forgeHash(shop, "app/style.css");
  assert.deepEqual(await shop.differences(true), []);
  assert.deepEqual(await shop.differences(), ["changed app/style.css clean"]);
  const forged = await marks();
  assert.equal((await shop.approve({ marks: forged }))?.approvedCount, 1);
  assert.deepEqual(await shop.differences(), []);
});

/** As if the file's content had become another with nothing else: its approved hash is another one. */
async function forgeHash(shop: SmallShop, name: string): Promise<void> {
  const old = await openManifest(shop.places, shop.key, "shop", "ja");
  assert.ok(old !== null);
  const writer = writeManifest(shop.places, shop.key, old.head);
  for await (const { entries, end } of old.batches()) {
    for (const entry of entries)
      await writer.add(entry.path.toString() === name ? { ...entry, sha256: "0".repeat(64) } : entry);
    if (end !== null) await writer.finish(end);
  }
}

test("links are not followed, those that lead out are told, and what is no file is never opened", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  symlinkSync("/etc", shop.at("out"));
  symlinkSync("index.php", shop.at("app/in"));
  symlinkSync("/etc/passwd", shop.at("upload/p.txt"));
  execFileSync("mkfifo", [shop.at("pipe")]);
  const { differences } = await shop.check();
  assert.deepEqual(
    differences.map(({ path, leadsOut, after }) => [path, leadsOut, after?.type]),
    [
      ["app/in", false, "link"],
      ["out", true, "link"],
      ["pipe", false, "special"],
      ["upload/p.txt", true, "link"],
    ],
  );
  await shop.approve();
  assert.deepEqual(await shop.differences(), []);
  rmSync(shop.at("app/in"));
  symlinkSync("style.css", shop.at("app/in"));
  assert.deepEqual(await shop.differences(), ["link app/in clean"]);
});

test("names of raw bytes, line breaks and card numbers are compared and never confused", async (t) => {
  const shop = smallShop(t);
  const raw = Buffer.concat([Buffer.from(shop.at("app/raw-")), Buffer.from([0xff])]);
  writeFileSync(raw, "1");
  shop.write("app/two\nlines", "1");
  await shop.baseline();
  assert.deepEqual(await shop.differences(), []);
  writeFileSync(raw, "2");
  shop.write("app/4111111111111111.txt", "1");
  const { differences } = await shop.check();
  assert.deepEqual(
    differences.map(({ path }) => path),
    ["app/****************.txt", "app/raw-\\xff"],
  );
  assert.equal(Buffer.from(differences[1]?.pathBytes ?? "", "base64").at(-1), 0xff);
  assert.equal((await shop.approve({ paths: ["app/raw-\\xff"] }))?.approvedCount, 1);
});

test("rights, a folder moved away and a missing tree are told", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  chmodSync(shop.at("app/style.css"), 0o4755);
  assert.deepEqual(await shop.differences(), ["mode app/style.css clean"]);
  await shop.approve();
  mkdirSync(shop.at("lib"));
  renameSync(shop.at("app"), shop.at("lib/app"));
  assert.deepEqual(
    (await shop.differences()).map((one) => one.split(" ").slice(0, 2).join(" ")),
    [
      "removed app",
      "removed app/index.php",
      "removed app/style.css",
      "added lib",
      "added lib/app",
      "added lib/app/index.php",
      "added lib/app/style.css",
    ],
  );
  rmSync(shop.settings.path, { recursive: true });
  await assert.rejects(shop.check(), { code: "watch.no-folder" });
});

test("a changed text is shown line by line, with cards masked in what is kept and in what is shown", async (t) => {
  const shop = smallShop(t);
  shop.write("app/pay.php", "<?php\n// 4111 1111 1111 1111\n$a = 1;\n");
  await shop.baseline();
  shop.write("app/pay.php", "<?php\n// 4111 1111 1111 1111\n$a = 2; // 5555 5555 5555 4444\n");
  const text = (await shop.check()).differences[0]?.text;
  assert.deepEqual(text?.lines.slice(-2), ["-$a = 1;", "+$a = 2; // **** **** **** ****"]);
  assert.ok(!JSON.stringify(text).includes("4111"));
});

test("files equal to an official release or to the shop's git are named as such", async (t) => {
  const shop = smallShop(t);
  const git = (...words: string[]): void =>
    void execFileSync("git", [
      "-C",
      shop.settings.path,
      "-c",
      "user.name=a",
      "-c",
      "user.email=a@b.c",
      ...words,
    ]);
  git("init", "-q");
  await shop.baseline();
  shop.write("app/committed.php", "<?php echo 'committed';");
  git("add", "app/committed.php");
  git("commit", "-qm", "x");
  shop.write("app/official.php", "<?php echo 'official';");
  shop.write("app/own.php", "<?php echo 'own';");
  const archive = shop.at("../release.tar.gz");
  const tar = execFileSync("tar", ["-C", shop.settings.path, "-cf", "-", "app/official.php"]);
  writeFileSync(archive, gzipSync(tar));
  const gone = new AbortController().signal;
  assert.equal((await keepRelease(shop.ground.recordsFolder, archive, "shop-1.0", gone)).files, 1);
  const known = (await shop.check()).differences
    .filter(({ path }) => path.startsWith("app/"))
    .map(
      ({ path, knownAs }) =>
        `${path}: ${knownAs?.name.replace(/[0-9a-f]{12}$/, "…") ?? "–"} ${knownAs?.path ?? ""}`,
    );
  assert.deepEqual(known, [
    "app/committed.php: git … app/committed.php",
    "app/official.php: release shop-1.0 app/official.php",
    "app/own.php: – ",
  ]);
});

test("two writers of one tree do not meet, and a dead one is no hindrance", async (t) => {
  const shop = smallShop(t);
  await shop.baseline();
  writeFileSync(shop.places.lock, `${process.pid}\n`);
  await assert.rejects(shop.approve(), { code: "watch.busy" });
  writeFileSync(shop.places.lock, "999999999\n");
  assert.equal((await shop.approve())?.approvedCount, 0);
});
