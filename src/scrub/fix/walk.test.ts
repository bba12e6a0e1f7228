// Which files a fix goes through, and what is said of the rest.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { testFolder } from "./stage.test-kit.ts";
import { walkFiles } from "./walk.ts";

const linux = process.platform === "linux";

test("a folder is walked without following links, without Misemori's own files", async (t) => {
  const folder = testFolder(t);
  mkdirSync(join(folder, "sub"));
  for (const name of [
    "a.log",
    "sub/b.log",
    "a.log.misemori-original",
    `.misemori-fix-${"0".repeat(16)}-1.new`,
  ]) {
    writeFileSync(join(folder, name), "x");
  }
  symlinkSync("a.log", join(folder, "inside"));
  symlinkSync("/etc/hostname", join(folder, "outside"));
  symlinkSync(".", join(folder, "circle"));
  const seen: string[] = [];
  for (const { path, why } of walkFiles([folder, join(folder, "nowhere")])) {
    seen.push(`${path.slice(folder.length + 1)} ${why ?? "ok"}`);
  }
  assert.deepEqual(
    seen.toSorted((a, b) => a.localeCompare(b)),
    ["a.log ok", "nowhere missing", "outside leads-out", "sub/b.log ok"],
  );
});

test("pipes and names that are no UTF-8 are named, and what is given twice is given once", (t) => {
  if (!linux) return t.skip("only Linux takes any bytes as a name");
  const folder = testFolder(t);
  execFileSync("mkfifo", [join(folder, "a.pipe")]);
  writeFileSync(join(folder, "b.log"), "x");
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/c`), Buffer.from([0xff])]), "x");
  const seen = [...walkFiles([folder, join(folder, "b.log")])];
  assert.deepEqual(
    seen.map(({ path, why }) => [path.slice(folder.length + 1), why]),
    [
      ["a.pipe", "not-a-file"],
      ["b.log", null],
      ["c\\xff", "broken"],
    ],
  );
  return undefined;
});
