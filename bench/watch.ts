// Watching files, measured: from a write to its alert (median, p99), a full pass against AIDE, and memory while a baseline of
// many files is made, checked and watched. The guard's own thread on a tree made for the run; nothing is asserted.
// Run: node bench/watch.ts [--files 100000] [--mebibytes 5120] [--writes 200] [--many 1000000] [--memory-only]

import { randomBytes } from "node:crypto";
import { execFileSync, spawnSync } from "node:child_process";
import { EventEmitter, on } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openSigningKey } from "../src/journal/index.ts";
import { systemClock } from "../src/kernel/index.ts";
import {
  baselineTree,
  checkTree,
  openWatchPost,
  type PostWord,
  type TreeGround,
  type TreeSettings,
} from "../src/watch/index.ts";

const { values } = parseArgs({
  options: {
    files: { type: "string", default: "100000" },
    mebibytes: { type: "string", default: "5120" },
    writes: { type: "string", default: "200" },
    many: { type: "string", default: "1000000" },
    "memory-only": { type: "boolean", default: false },
    /** For itself: memory with so many files, in a process of its own. */
    memory: { type: "string" },
  },
});
const FILES_PER_FOLDER = 100;
const clock = systemClock();
const folder = mkdtempSync(join(tmpdir(), "misemori-bench-watch-"));

try {
  if (values.memory !== undefined) await memoryOf(Number(values.memory));
  else await everything(Number(values.files), Number(values.many));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function everything(files: number, many: number): Promise<void> {
  if (!values["memory-only"]) {
    const size = Math.floor((Number(values.mebibytes) * 2 ** 20) / files);
    const tree = makeTree("shop", files, size);
    const ground = await groundOf("shop");
    say(`${files} files of ${size} bytes`);
    await timed("baseline", () => baselineTree(tree, ground, { by: "bench", why: "bench" }));
    await timed("full pass", () => checkTree(tree, ground, { quick: false, windows: [], textsMax: 0 }));
    await timed("quick pass", () => checkTree(tree, ground, { quick: true, windows: [], textsMax: 0 }));
    aide(tree.path);
    await latencies(tree, ground, Number(values.writes));
    rmSync(tree.path, { recursive: true });
  }
  // A tenth beside it: memory that grows with the number of files shows.
  for (const count of many > 0 ? [many / 10, many] : [])
    spawnSync(process.execPath, [import.meta.filename, "--memory", String(count)], { stdio: "inherit" });
}

/** Programs, texts and pictures as a shop has them: half of it pictures. */
function makeTree(name: string, files: number, size: number): TreeSettings {
  const path = join(folder, name);
  const text = Buffer.alloc(size, `${"x".repeat(60)}\n`);
  const picture = Buffer.alloc(size, randomBytes(4_096));
  for (let at = 0; at < files; at += FILES_PER_FOLDER) {
    const place = join(path, `d${Math.floor(at / 10_000)}`, `e${at / FILES_PER_FOLDER}`);
    mkdirSync(place, { recursive: true });
    for (let i = 0; i < FILES_PER_FOLDER && at + i < files; i++) {
      const isPhp = i % 4 === 0;
      const head = isPhp ? `<?php\nfunction f${at + i}($a) { return $a + ${i}; }\n?>\n` : `${at + i}\n`;
      const body = i % 2 === 1 ? picture : text;
      body.write(head);
      writeFileSync(join(place, `f${i}.${isPhp ? "php" : i % 2 === 1 ? "jpg" : "css"}`), body);
    }
  }
  return { name, path, writable: ["upload"], generated: [], ignore: [], unseen: [] };
}

async function groundOf(name: string): Promise<TreeGround> {
  const recordsFolder = join(folder, `records-${name}`);
  const key = await openSigningKey(join(recordsFolder, "keys/watch.key"));
  const gone = new AbortController().signal;
  return {
    recordsFolder,
    key,
    clock,
    language: "en",
    gone,
    bytesPerSecond: null,
    onProgress: () => undefined,
  };
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const [startedMs, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  const cpuSeconds = ((user + system) / 1e6).toFixed(2);
  say(`${what}: ${((performance.now() - startedMs) / 1000).toFixed(2)} s, CPU ${cpuSeconds} s`);
}

/** The same tree by the usual tool of Debian, SHA-256 as well. */
function aide(path: string): void {
  if (spawnSync("aide", ["--version"]).error !== undefined) return say("aide is not installed here");
  const config = join(folder, "aide.conf");
  const database = join(folder, "aide.db");
  writeFileSync(
    config,
    `database_in=file:${database}\ndatabase_out=file:${database}.new\ngzip_dbout=no\n${path} p+u+g+s+m+c+i+sha256\n`,
  );
  for (const verb of ["--init", "--check"]) {
    const startedMs = performance.now();
    const { status } = spawnSync("aide", ["-c", config, verb], { stdio: "ignore" });
    if (verb === "--init") execFileSync("mv", [`${database}.new`, database]);
    say(`aide ${verb}: ${((performance.now() - startedMs) / 1000).toFixed(2)} s (exit ${status})`);
  }
}

/** Backdoors dropped one after another at odd moments, each until its alert. */
async function latencies(tree: TreeSettings, { recordsFolder }: TreeGround, writes: number): Promise<void> {
  const tells = new EventEmitter();
  const heard = on(tells, "word");
  const until = async (wanted: (word: PostWord) => boolean): Promise<void> => {
    for (;;) {
      const { value } = (await heard.next()) as IteratorResult<[PostWord], [PostWord]>;
      if (wanted(value[0])) return;
    }
  };
  const sentry = {
    tree,
    recordsFolder,
    language: "en",
    fullPassMs: 1e10,
    bytesPerSecond: 1e9,
    pollMs: null,
  } as const;
  const startedMs = performance.now();
  const keyFile = join(recordsFolder, "keys/watch.key");
  const order = { keyFile, sentries: [sentry], rulesFolder: null, approved: {} };
  const post = openWatchPost(order, clock, (word) => tells.emit("word", word));
  await until((word) => word.kind === "passed");
  say(`guarded after ${((performance.now() - startedMs) / 1000).toFixed(2)} s`);
  await until((word) => word.kind === "passed");
  const took: number[] = [];
  for (let i = 0; i < writes; i++) {
    await setTimeout(20 + ((i * 37) % 200));
    const path = join(tree.path, `d0/e${i % 50}`, `z${i}.php`);
    const atMs = performance.now();
    writeFileSync(path, "<?php eval($_POST['x']);");
    await until((word) => word.kind === "alert" && word.alert.cause === "malicious");
    took.push(performance.now() - atMs);
    rmSync(path);
    await until((word) => word.kind === "settled" && word.cause === "malicious");
  }
  await post.close();
  took.sort((a, b) => a - b);
  const at = (share: number): string => (took[Math.floor((took.length - 1) * share)] ?? 0).toFixed(0);
  say(`write → alert, ${writes} times: median ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`);
}

/** The most this process held while each of these was done; the runtime alone has some 60 MiB. */
async function memoryOf(many: number): Promise<void> {
  const tree = makeTree("many", many, 64);
  const ground = await groundOf("many");
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
  const phase = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    most = process.memoryUsage.rss();
    const before = most;
    await timed(`${what} of ${many} files`, work);
    say(`  RSS before ${mebibytes(before)} MiB, at most ${mebibytes(most)} MiB`);
  };
  const check = (quick: boolean) => () => checkTree(tree, ground, { quick, windows: [], textsMax: 0 });
  await phase("baseline", () => baselineTree(tree, ground, { by: "bench", why: "bench" }));
  await phase("full pass", check(false));
  await phase("quick pass", check(true));
  await phase("guard, both passes and one backdoor", () => latencies(tree, ground, 1));
  clearInterval(watching);
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
