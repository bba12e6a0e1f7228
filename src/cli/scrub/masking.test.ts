// The stories of docs/scrub.md and of a shop's evening, played with the real launcher.

import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { stage } from "../stage.ts";

const LAUNCHER = fileURLToPath(new URL("../../../bin/misemori.js", import.meta.url));
const PAGE = readFileSync(fileURLToPath(new URL("../../../docs/scrub.md", import.meta.url)), "utf8");
const CARD = "4111111111111111";
const HIDDEN = "411111******1111";

interface Place {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly run: (
    words: readonly string[],
    input?: string,
  ) => { code: number | null; out: string; err: string };
}

function place(t: TestContext): Place {
  const folder = mkdtempSync(join(tmpdir(), "misemori-masking-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const env = {
    PATH: process.env["PATH"],
    LANG: "ja_JP.UTF-8",
    XDG_STATE_HOME: join(folder, "state"),
    HOME: folder,
  };
  return {
    folder,
    env,
    run: (words, input = "") => {
      const ran = spawnSync(process.execPath, [LAUNCHER, ...words], {
        cwd: folder,
        env,
        input,
        timeout: 60_000,
      });
      return { code: ran.status, out: ran.stdout.toString(), err: ran.stderr.toString() };
    },
  };
}

function started(t: TestContext, { folder, env }: Place, words: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [LAUNCHER, ...words], { cwd: folder, env, stdio: "pipe" });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

/** "…" alone stands for any lines, within a line for any text. */
function patternOf(lines: readonly string[]): RegExp {
  const source = lines.map((line) =>
    line === "…"
      ? "(?:[^\\n]*\\n)*?"
      : `${line
          .split("…")
          .map((part) => RegExp.escape(part))
          .join("[^\\n]*")}\\n`,
  );
  return new RegExp(`^${source.join("")}$`);
}

test("the page's story of scrub fix happens as told", (t) => {
  const here = place(t);
  writeFileSync(join(here.folder, "shop.log"), "card 4111-1111-1111-1111\ncard 3530111333300000\n");
  const steps = (/```console\n([\s\S]*?)```/.exec(PAGE)?.[1] ?? "").split(/^\$ misemori /m).slice(1);
  assert.equal(steps.length, 3);
  for (const step of steps) {
    const [words = "", ...lines] = step.trimEnd().split("\n");
    const { code, out } = here.run(words.split(" "));
    assert.match(out, patternOf(lines.slice(0, -1)), words);
    assert.equal(`[exit ${code}]`, lines.at(-1), words);
  }
});

test("a folder of logs is fixed; what cannot be is named, and scripts get one object without any card", (t) => {
  const { folder, run } = place(t);
  const logs = join(folder, "logs");
  mkdirSync(logs);
  writeFileSync(join(logs, "a.log"), `card=${CARD}\n`);
  writeFileSync(join(logs, `${CARD}.log`), "a card in the file's name\n");
  writeFileSync(join(logs, "b.zip"), `PK\x03\x04 ${CARD}`);
  const dry = run(["scrub", "fix", "logs", "--json"]);
  assert.equal(dry.code, 1);
  assert.ok(!(dry.out + dry.err).includes(CARD));
  assert.equal(readFileSync(join(logs, "a.log"), "utf8"), `card=${CARD}\n`);
  const wet = run(["scrub", "fix", "logs", "--write", "--json"]);
  assert.equal(wet.code, 1, "the zip is left");
  assert.ok(!(wet.out + wet.err).includes(CARD));
  const said = JSON.parse(wet.out) as {
    files: {
      path: string;
      state: string;
      why: string | null;
      changes: { cardHash?: string; after: string | null }[];
    }[];
    counts: Record<string, number>;
  };
  assert.deepEqual(
    said.files
      .map(({ path, state, why }) => [path.split("/").at(-1), state, why])
      .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
    [
      ["a.log", "fixed", null],
      ["b.zip", "left", "closed-form"],
    ],
  );
  assert.deepEqual(
    said.files.find(({ state }) => state === "fixed")?.changes.map(({ after }) => after),
    [HIDDEN],
  );
  assert.equal(said.counts["clean"], 1);
  assert.equal(readFileSync(join(logs, "a.log"), "utf8"), `card=${HIDDEN}\n`);
  const human = run(["scrub", "fix", "logs", "--write"]);
  assert.match(human.out, /b\.zip：この形式（pdf、bzip2、壊れた zip など）は/);
  assert.equal(run(["scrub", "fix", "nowhere"]).code, 3);
});

test("an original is kept only with a key, encrypted, and opened with the other half", (t) => {
  const { folder, run } = place(t);
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  writeFileSync(join(folder, "public.pem"), publicKey.export({ type: "spki", format: "pem" }));
  writeFileSync(join(folder, "private.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(join(folder, "a.log"), `card=${CARD}\n`);
  const bare = run(["scrub", "fix", "a.log", "--write", "--keep-original"]);
  assert.equal(bare.code, 2);
  assert.match(bare.err, /--recipient（公開鍵）が要ります/);
  const wrong = run(["scrub", "fix", "a.log", "--write", "--recipient", "private.pem"]);
  assert.equal(wrong.code, 2);
  assert.equal(readFileSync(join(folder, "a.log"), "utf8"), `card=${CARD}\n`);
  assert.equal(
    run(["scrub", "fix", "a.log", "--write", "--keep-original", "--recipient", "public.pem"]).code,
    0,
  );
  assert.equal(readFileSync(join(folder, "a.log"), "utf8"), `card=${HIDDEN}\n`);
  const kept = "a.log.misemori-original";
  const opened = run(["scrub", "open-original", kept, "--key", "private.pem", "--out", "back.log"]);
  assert.equal(opened.code, 0, opened.err);
  assert.equal(readFileSync(join(folder, "back.log"), "utf8"), `card=${CARD}\n`);
  assert.equal(run(["scrub", "open-original", kept, "--key", "public.pem", "--out", "x.log"]).code, 3);
  assert.ok(!existsSync(join(folder, "x.log")), "nothing half opened is left");
});

test("the pipe passes every byte but the hidden ones, and counts on standard error", (t) => {
  const { run } = place(t);
  const input = `GET / 200\ncard=${CARD}\nno line end ${CARD}`;
  const { code, out, err } = run(["scrub", "pipe", "--json"], input);
  assert.equal(code, 0);
  assert.equal(out, input.replaceAll(CARD, HIDDEN));
  assert.deepEqual(JSON.parse(err), { findings: 2, bytesIn: input.length, bytesOut: input.length });
});

test("lines reach the next program while the pipe stays open; SIGTERM lets out what is held", async (t) => {
  const child = started(t, place(t), ["scrub", "pipe"]);
  let out = "";
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stdin?.write(`one ${CARD.slice(0, 9)}`);
  child.stdin?.write(`${CARD.slice(9)}\nunfinished ${CARD}`);
  while (!out.includes("\n")) await once(child.stdout!, "data");
  assert.equal(out, `one ${HIDDEN}\n`);
  child.kill("SIGTERM");
  const [code] = (await once(child, "close")) as [number | null];
  assert.equal(code, 0);
  assert.equal(out, `one ${HIDDEN}\nunfinished ${HIDDEN}`);
});

test("when the next program ends, the pipe ends and says so", async (t) => {
  const child = started(t, place(t), ["scrub", "pipe"]);
  let err = "";
  child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
  child.stdin?.on("error", () => undefined);
  child.stdout?.destroy();
  child.stdin?.write("line\n".repeat(20_000));
  const [code] = (await once(child, "close")) as [number | null];
  assert.equal(code, 3);
  assert.match(err, /受け取る側のプログラムが終わりました/);
});

test("follow hides what a growing log is given, tells it line by line, and ends tidily", async (t) => {
  const here = place(t);
  const log = join(here.folder, "shop.log");
  writeFileSync(log, `before ${CARD}\n`);
  const child = started(t, here, ["scrub", "follow", "shop.log", "--fix", "--json"]);
  let out = "";
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
  while (!out.includes('"began"')) await once(child.stdout!, "data");
  appendFileSync(log, `after ${CARD}\n`);
  while (!out.includes('"found"')) await once(child.stdout!, "data");
  child.kill("SIGTERM");
  const [code] = (await once(child, "close")) as [number | null];
  assert.equal(code, 0);
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    lines.map(({ kind }) => kind),
    ["began", "found", "end"],
  );
  assert.deepEqual([lines[1]?.["masked"], lines[1]?.["hidden"], lines[1]?.["what"]], [HIDDEN, true, "pan"]);
  assert.ok(!out.includes(CARD));
  assert.equal(readFileSync(log, "utf8"), `before ${CARD}\nafter ${HIDDEN}\n`);
});

test("every word of the new verbs shows in both languages", async (t) => {
  const { run } = stage(t, null);
  assert.match((await run("scrub", "--help")).out, /カード番号などを探し、隠します/);
  assert.match((await run("scrub", "fix", "--help", "--lang", "en")).out, /really change the files/);
  assert.match(
    (await run("scrub", "follow", "--help", "--lang", "en")).out,
    /end when all that is there was read/,
  );
  assert.equal((await run("scrub", "fix")).code, 2);
});

function packed(text: string): Buffer {
  return spawnSync("bzip2", ["-c"], { input: text }).stdout;
}

test("what fix cannot open is looked into: clean packed files are clean, others are told and left as they are", async (t) => {
  const { folder, run } = stage(t, null);
  const [clean, dirty] = [join(folder, "clean.bz2"), join(folder, "dirty[1].bz2")];
  if (packed("x").length === 0) return t.skip("bzip2 is not installed");
  writeFileSync(clean, packed("nothing here\n"));
  const before = packed(`card_no=${CARD}\n`);
  writeFileSync(dirty, before);
  const both = await run("scrub", "fix", clean, dirty, "--lang", "en");
  assert.equal(both.code, 1);
  assert.match(both.out, /dirty\[1\]\.bz2/);
  assert.ok(!both.out.includes("clean.bz2"));
  assert.match(both.out, /need a person's look/);
  assert.deepEqual(readFileSync(dirty), before);
  assert.equal((await run("scrub", "fix", clean)).code, 0);
});
