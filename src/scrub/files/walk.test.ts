// Tests of walking: links, patterns, things that are no files, missing rights, and names of any bytes.

import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import * as fc from "fast-check";
import { type ScanReport } from "./contract.ts";
import { showName } from "./names.ts";
import { AMEX, cardsIn, folderFor, JCB, scan, VISA } from "./scan-folder.fixture.ts";
import { walk } from "./walk.ts";

test("links in loops and to what is read anyway are harmless, links out are named and not followed", async (t) => {
  const folder = folderFor(t);
  mkdirSync(join(folder, "in/deep"), { recursive: true });
  writeFileSync(join(folder, "secret.log"), VISA);
  writeFileSync(join(folder, "in/own.log"), JCB);
  symlinkSync("..", join(folder, "in/deep/up"));
  symlinkSync("loop", join(folder, "in/loop"));
  symlinkSync("own.log", join(folder, "in/same.log"));
  symlinkSync("../secret.log", join(folder, "in/out.log"));
  symlinkSync("nowhere", join(folder, "in/gone.log"));
  const report = await scan(folder, ["in"]);
  assert.deepEqual(
    report.files.map((f) => f.path),
    ["in/own.log"],
  );
  assert.deepEqual(
    report.skipped.map(({ path, reason }) => [path, reason]),
    [
      ["in/gone.log", "link-broken"],
      ["in/out.log", "link-out"],
    ],
  );
  // A link that was named is followed: it was asked for.
  assert.equal((await scan(folder, ["in/out.log"])).files.length, 1);
});

test("what is given twice, or lies in another given folder, is read once; hard links are two files", async (t) => {
  const folder = folderFor(t);
  mkdirSync(join(folder, "logs"));
  writeFileSync(join(folder, "logs/a.log"), VISA);
  linkSync(join(folder, "logs/a.log"), join(folder, "logs/b.log"));
  const report = await scan(folder, ["logs/a.log", "logs", "logs/../logs"]);
  assert.equal(report.filesRead, 2);
  assert.equal(cardsIn(report), 1);
});

test("patterns are matched, also where a name with the same signs stands", async (t) => {
  const folder = folderFor(t);
  for (const name of ["a.log", "b.log", "c.txt", "d[1].log"]) writeFileSync(join(folder, name), VISA);
  assert.deepEqual(pathsOf(await scan(folder, ["*.log"])), ["a.log", "b.log", "d[1].log"]);
  assert.deepEqual(pathsOf(await scan(folder, ["d[1].log"])), ["d[1].log"]);
  const none = await scan(folder, ["*.gz", "a.log"]);
  assert.deepEqual(
    none.skipped.map(({ path, reason }) => [path, reason]),
    [["*.gz", "missing"]],
  );
});

test("pipes, sockets, devices and system views are named, never opened", async (t) => {
  if (process.platform === "win32") return t.skip("no such files on Windows");
  const folder = folderFor(t);
  execFileSync("mkfifo", [join(folder, "a.pipe")]);
  const server = createServer().listen(join(folder, "b.sock"));
  await once(server, "listening");
  t.after(() => server.close());
  const report = await scan(folder, [".", "/dev/null"]);
  assert.deepEqual(
    report.skipped.map((s) => s.reason),
    ["fifo", "socket", "device"],
  );
  if (process.platform === "linux") {
    assert.deepEqual(
      (await scan(folder, ["/proc"])).skipped.map((s) => s.reason),
      ["pseudo-files"],
    );
  }
});

test("files and folders without rights are named", async (t) => {
  const folder = folderFor(t);
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "shut"), { mode: 0o000 });
  writeFileSync(join(folder, "shut.log"), VISA, { mode: 0o000 });
  // Root may read everything: it steps down to nobody for the moment.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    const report = await scan(folder, ["."]);
    assert.deepEqual(
      report.skipped.map((s) => s.reason),
      ["unreadable", "unreadable"],
    );
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(join(folder, "shut"), 0o700);
  }
});

test("names of any bytes survive and are shown escaped, cards in names are masked", async (t) => {
  if (process.platform !== "linux") return t.skip("only Linux takes any bytes as a name");
  const folder = folderFor(t);
  const raw = Buffer.from("ff6f6c64e38182fe2e6c6f67", "hex");
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), raw]), `${VISA}\n`);
  writeFileSync(join(folder, `${AMEX}.txt`), `${AMEX}\n`);
  const report = await scan(folder, ["."]);
  assert.deepEqual(
    report.files.map((f) => [
      f.path,
      f.pathBytes === null ? null : Buffer.from(f.pathBytes, "base64").toString("hex"),
    ]),
    [
      [`./${"*".repeat(15)}.txt`, null],
      ["./\\xffoldあ\\xfe.log", Buffer.concat([Buffer.from("./"), raw]).toString("hex")],
    ],
  );
  assert.ok(!JSON.stringify(report).includes(AMEX));
});

test("any bytes make a name that says them all", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const { path, pathBytes } = showName(bytes);
      if (pathBytes !== null) assert.deepEqual([...Buffer.from(pathBytes, "base64")], [...bytes]);
      else if (!path.includes("*")) assert.deepEqual([...Buffer.from(path)], [...bytes]);
    }),
  );
});

test("a folder that goes away while it is walked is named, not thrown", (t) => {
  const folder = folderFor(t);
  mkdirSync(join(folder, "a/b"), { recursive: true });
  writeFileSync(join(folder, "a/1"), "");
  const found: string[] = [];
  for (const step of walk({ paths: ["a"], folder })) {
    rmSync(join(folder, "a/b"), { recursive: true, force: true });
    found.push(step.kind === "skipped" ? step.reason : step.kind);
  }
  assert.deepEqual(found, ["file", "unreadable"]);
});

function pathsOf(report: ScanReport): string[] {
  return report.files.map((file) => file.path);
}
