// Many files of one run: what they share, and that nobody's answer is another's.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openAttributeCopier } from "./copier.ts";
import type { FileFix, FixOptions } from "./contract.ts";
import { openHolders } from "./holders.ts";
import { fixFiles } from "./many.ts";
import { fixOptions, testFolder } from "./stage.test-kit.ts";
import { together } from "./together.ts";
import { walkFiles } from "./walk.ts";

const LINE = "pay card=4111111111111111 ok\n";
const FIXED = "pay card=411111******1111 ok\n";
const linux = process.platform === "linux";

async function fixesOf(paths: readonly string[], options: FixOptions): Promise<FileFix[]> {
  const fixes: FileFix[] = [];
  for await (const fix of fixFiles(walkFiles(paths), options)) fixes.push(fix);
  return fixes;
}

/** As when the new file is gone before cp comes to it. */
async function emptied({ to }: { readonly to: string }): Promise<boolean> {
  rmSync(to);
  writeFileSync(to, "");
  return true;
}

test("files side by side are answered in their order, and each is fixed once, also under two names", async (t) => {
  const folder = testFolder(t);
  const names = Array.from({ length: 150 }, (_, i) => `${String(i).padStart(3, "0")}.log`);
  for (const [i, name] of names.entries())
    writeFileSync(join(folder, name), i % 3 === 0 ? "clean\n" : LINE.repeat(i));
  linkSync(join(folder, "001.log"), join(folder, "001b.log"));
  const fixes = await fixesOf([folder, join(folder, "nowhere")], fixOptions(folder));
  const seen = fixes.map(({ path, state }) => `${path} ${state}`);
  const wanted = names.map((name, i) => `${join(folder, name)} ${i % 3 === 0 ? "clean" : "fixed"}`);
  wanted.splice(2, 0, `${join(folder, "001b.log")} clean`);
  assert.deepEqual(seen, [...wanted, `${join(folder, "nowhere")} failed`]);
  for (const [i, name] of names.entries())
    assert.equal(readFileSync(join(folder, name), "utf8"), i % 3 === 0 ? "clean\n" : FIXED.repeat(i));
});

test("a new file that others swept away never takes the place of the old one", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "a.log");
  writeFileSync(path, LINE);
  const options = fixOptions(folder);
  const [fix] = await fixesOf([path], { ...options, run: { ...options.run, copyAttributes: emptied } });
  if (fix?.way === "in-place") return t.skip("nothing is replaced where other programs cannot be seen");
  assert.deepEqual([fix?.state, fix?.why], ["failed", "changed-meanwhile"]);
  assert.equal(readFileSync(path, "utf8"), LINE);
  return undefined;
});

test("what a killed run of the same number left is swept before new files are laid there", async (t) => {
  const folder = testFolder(t);
  // Many entries make the sweep long: files begun meanwhile must not fall to it.
  for (let i = 0; i < 300; i++)
    writeFileSync(join(folder, `.misemori-fix-${String(i).padStart(16, "0")}-${process.pid}.new`), LINE);
  for (let i = 0; i < 60; i++) writeFileSync(join(folder, `${i}.log`), LINE);
  const fixes = await fixesOf([folder], fixOptions(folder));
  assert.deepEqual(new Set(fixes.map(({ state }) => state)), new Set(["fixed"]));
  for (let i = 0; i < 60; i++) assert.equal(readFileSync(join(folder, `${i}.log`), "utf8"), FIXED);
});

test("told to stop, no further file is begun, and those under way are answered", async (t) => {
  const folder = testFolder(t);
  for (let i = 0; i < 300; i++) writeFileSync(join(folder, `${i}.log`), LINE);
  const gone = new AbortController();
  let seen = 0;
  for await (const { state, file } of fixFiles(
    walkFiles([folder]),
    fixOptions(folder, { gone: gone.signal }),
  )) {
    seen += 1;
    gone.abort();
    assert.equal(readFileSync(file, "utf8"), state === "fixed" ? FIXED : LINE);
  }
  assert.ok(seen > 0 && seen < 300, `${seen} files`);
});

test("one act answers all who ask before it begins, and its trouble is theirs alone", async () => {
  const acts: number[][] = [];
  const ask = together(async (questions: readonly number[]) => {
    acts.push([...questions]);
    if (questions.includes(13)) throw new Error("no luck");
    return questions.map((question) => question * 2);
  });
  assert.deepEqual(await Promise.all([ask(1), ask(2), ask(3)]), [2, 4, 6]);
  assert.deepEqual(acts, [[1, 2, 3]]);
  const late = ask(4).then(() => ask(5));
  await assert.rejects(ask(13), /no luck/);
  await assert.rejects(late, /no luck/);
  assert.equal(await ask(6), 12);
});

test("a look sees who came since the last one; where other programs cannot be seen it says so", async (t) => {
  const folder = testFolder(t);
  assert.equal(await openHolders(join(folder, "no-proc")).look({ dev: 1n, ino: 1n }), "unknown");
  if (!linux || process.getuid?.() !== 0) return t.skip("only root sees all programs, and only on Linux");
  const path = join(folder, "a.log");
  writeFileSync(path, LINE);
  const file = statSync(path, { bigint: true });
  const holders = openHolders();
  assert.equal(holders.wasFree(file), false, "nobody has looked yet");
  assert.equal(await holders.look(file), "free");
  const writer = spawn("sh", ["-c", 'exec 3>>"$0"; echo open; read x', path], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  t.after(() => writer.kill("SIGKILL"));
  await once(writer.stdout, "data");
  assert.deepEqual(
    [holders.wasFree(file), await holders.look(file), holders.wasFree(file)],
    [true, "held", false],
  );
  return undefined;
});

test("attributes are copied whatever the name, and a pair that fails is told alone", async (t) => {
  const folder = testFolder(t);
  if (!linux) return t.skip("needs GNU cp");
  const copy = openAttributeCopier();
  const odd = join(folder, "it's $(odd) `one`\n -n.log");
  for (const path of [odd, `${odd}.new`]) writeFileSync(path, path);
  execFileSync("touch", ["-d", "2020-02-03 04:05:06.123456789", odd]);
  const answers = await Promise.all([
    copy({ from: odd, to: `${odd}.new` }),
    copy({ from: join(folder, "nowhere"), to: `${odd}.new` }),
  ]);
  assert.deepEqual(answers, [true, false]);
  assert.equal(statSync(`${odd}.new`, { bigint: true }).mtimeNs, statSync(odd, { bigint: true }).mtimeNs);
  assert.equal(readFileSync(`${odd}.new`, "utf8"), `${odd}.new`);
  return undefined;
});
