// No card number that stands in a command line, a file's name or a file's content is told by any verb, and none is left behind
// in what the verbs keep.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { lawfulNumber } from "../../src/ready/drill/cards.ts";
import * as street from "./street.ts";
import { filesOf, tracesOf } from "./traces.ts";

const LAUNCHER = fileURLToPath(new URL("../../bin/misemori.js", import.meta.url));
const rng = street.random(20261123);
const pans = new Map<string, string>();

function pan(input: string): string {
  const number = lawfulNumber(["453910", "541180", "356900", "400022"][pans.size % 4] ?? "", rng);
  pans.set(input, number);
  return number;
}

test("no verb tells or keeps a card number that came by its command line, a file's name or a file's content", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "misemori-names-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const shop = join(folder, "shop");
  await mkdir(join(shop, pan("folder name")), { recursive: true });
  await writeFile(join(shop, pan("file name")), `card ${pan("content")}\n`);
  await writeFile(join(shop, "form.log"), `body=card_no%3D${pan("form")}%26x%3D1\n`);
  await writeFile(
    join(shop, "b64.log"),
    `d=${Buffer.from(`card_no=${pan("base64")}&b=1`).toString("base64")}\n`,
  );
  await writeFile(join(shop, "old.log.gz"), gzipSync(`{"card":"${pan("gzip")}"}\n`));
  await writeFile(join(shop, "cut.gz"), gzipSync(`card ${pan("cut gzip")}\n`.repeat(50)).subarray(0, 60));
  await writeFile(join(folder, "misemori.yaml"), `shop: { name: "${pan("config")}" }\n`);
  const places = new Map<string, Uint8Array>();

  async function misemori(...words: string[]): Promise<void> {
    const env = {
      ...process.env,
      HOME: folder,
      XDG_STATE_HOME: join(folder, "state"),
      DB_WORD: pan("password"),
    };
    const child = spawn(process.execPath, [LAUNCHER, ...words], { cwd: folder, env });
    const said: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => void said.push(part));
    child.stderr.on("data", (part: Buffer) => void said.push(part));
    child.stdin.end(`line with ${pan(`standard input of ${words[0] ?? ""} ${places.size}`)}\n`);
    const code = await new Promise<number | null>((resolve) => void child.on("close", resolve));
    assert.ok(code !== null, `${words.join(" ")} was killed`);
    places.set(`${places.size} ${words.slice(0, 2).join(" ")}`, Buffer.concat(said));
  }

  for (const json of [[], ["--json"]]) {
    await misemori("-c", "none.yaml", ...json, "scrub", "scan", "--all", "shop", "-", pan("missing path"));
    await misemori(
      "-c",
      "none.yaml",
      ...json,
      "scrub",
      "scan",
      "--html",
      `${pan("report name")}/x.html`,
      "shop",
    );
    await misemori("-c", "none.yaml", ...json, "scrub", "fix", "shop", pan("missing path of fix"));
    await misemori("-c", "none.yaml", ...json, "scrub", "pipe");
    await misemori("-c", "none.yaml", ...json, "scrub", "db", `mysql://u@127.0.0.1:1/${pan("database")}`);
    await misemori(...json, "scrub", "db", pan("database url"), "--password-env", "DB_WORD");
    await misemori(...json, "config", "check");
    await misemori(...json, "-c", pan("config name"), "journal", "verify");
    await misemori(...json, pan("verb"));
    await misemori(...json, "hold", "release", pan("hold id"), "--note", pan("note"));
    await misemori(...json, "drill", "card-testing", "--target", `http://shop.example/${pan("target")}`);
    await misemori(...json, `--${pan("option")}`);
  }
  await misemori("-c", "none.yaml", "scrub", "scan", "--html", "report.html", "shop");
  await misemori("-c", "none.yaml", "scrub", "fix", "--write", "shop");
  for (const kept of ["state", "report.html"]) {
    const all = await filesOf(folder);
    for (const [name, content] of all) if (name.includes(kept)) places.set(name, content);
  }
  assert.ok([...places.keys()].some((name) => name.endsWith("report.html")));
  assert.ok(pans.size > 40, `${pans.size} inputs`);
  assert.deepEqual(tracesOf(pans, places), []);
});
