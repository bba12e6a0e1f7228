// The launcher for real: started by this machine's older Node (where there is one) and by the pinned one.

import assert from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const repo = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "misemori-launcher-"));
after(() => rmSync(folder, { recursive: true }));

const MAIN = `
export async function main(argv: string[]): Promise<number> {
  if (argv[0] === "stay") {
    process.on("SIGTERM", () => { console.log("told to end"); process.exit(7); });
    console.log("pid " + process.pid);
    setInterval(() => undefined, 1_000);
    await new Promise(() => undefined);
  }
  if (argv[0] === "crash") process.kill(process.pid, "SIGTERM");
  const input: string[] = [];
  if (argv[0] === "echo") for await (const chunk of process.stdin) input.push(String(chunk));
  console.log(JSON.stringify({ major: Number(process.versions.node.split(".")[0]), argv, input: input.join("") }));
  return 5;
}
`;

function packageAt(name: string, withNode: boolean): string {
  const root = join(folder, name, "pkg");
  mkdirSync(join(root, "bin"), { recursive: true });
  mkdirSync(join(root, "src"));
  copyFileSync(join(repo, "bin/misemori.js"), join(root, "bin/misemori.js"));
  writeFileSync(join(root, "package.json"), '{"type":"module"}');
  writeFileSync(join(root, "src/main.ts"), MAIN);
  // One folder higher, as npm hoists it when Misemori is a dependency.
  if (withNode) symlinkSync(join(repo, "node_modules"), join(folder, name, "node_modules"), "junction");
  return join(root, "bin/misemori.js");
}
const launcher = packageAt("whole", true);
const lonely = packageAt("lonely", false);

/** A Node from 18 to 25 on the path, outside of node_modules. */
function olderNode(): string | undefined {
  for (const place of (process.env["PATH"] ?? "").split(delimiter)) {
    const file = join(place, "node");
    if (place.includes("node_modules") || !existsSync(file)) continue;
    const major = Number(/^v(\d+)/.exec(execFileSync(file, ["--version"], { encoding: "utf8" }))?.[1]);
    if (major >= 18 && major < 26) return file;
  }
  return undefined;
}
const older = olderNode();

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}
function ending(child: ChildProcess): Promise<Ended> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.on("close", (code, signal) => resolve({ code, signal, out, err })));
}
const skip = older === undefined && "no Node older than 26 on this machine";

test(
  "an older Node goes on with the pinned one: arguments, stdin, stdout and exit code pass through",
  { skip },
  async () => {
    const child = spawn(older ?? "", [launcher, "echo", "--json", "日本 語"], { stdio: "pipe" });
    child.stdin.end("typed");
    const { code, out } = await ending(child);
    assert.equal(code, 5);
    assert.deepEqual(JSON.parse(out), { major: 26, argv: ["echo", "--json", "日本 語"], input: "typed" });
  },
);

test("a good Node runs the program itself", async () => {
  const { code, out } = await ending(spawn(process.execPath, [launcher, "x"]));
  assert.equal(code, 5);
  assert.equal((JSON.parse(out) as { argv: string[] }).argv[0], "x");
});

test("SIGTERM to the launcher reaches the program, whose exit code comes back", { skip }, async () => {
  const child = spawn(older ?? "", [launcher, "stay"], { stdio: "pipe" });
  const ended = ending(child);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.kill("SIGTERM");
  const { code, out } = await ended;
  assert.equal(code, 7);
  assert.match(out, /told to end/);
});

test("a program killed by a signal lets the launcher die of the same signal", { skip }, async () => {
  const { code, signal } = await ending(spawn(older ?? "", [launcher, "crash"]));
  assert.deepEqual([code, signal], [null, "SIGTERM"]);
});

test("a launcher killed hard takes the program with it", { skip }, async () => {
  const child = spawn(older ?? "", [launcher, "stay"], { stdio: "pipe" });
  // The pipe closes only when the last process that holds it is gone.
  const ended = ending(child);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  child.kill("SIGKILL");
  assert.equal((await ended).signal, "SIGKILL");
});

test(
  "without the pinned Node the launcher says what is missing and what to do, in both languages",
  { skip },
  async () => {
    const node = older ?? "";
    const english = await ending(spawn(node, [lonely, "--lang", "en"]));
    assert.equal(english.code, 3);
    assert.match(english.err, /needs Node 26.*was not found[^]*→ Run "npm ci"/);
    const japanese = await ending(spawn(node, [lonely], { env: { LANG: "ja_JP.UTF-8" } }));
    assert.match(japanese.err, /Node 26 以上が必要です[^]*→ 「npm ci」/);
    assert.equal(japanese.out, "");
  },
);

test("without the program itself the launcher says so", async () => {
  rmSync(join(folder, "lonely/pkg/src"), { recursive: true });
  const { code, err } = await ending(spawn(process.execPath, [lonely, "--lang=en"]));
  assert.equal(code, 3);
  assert.match(err, /program itself is missing/);
});
