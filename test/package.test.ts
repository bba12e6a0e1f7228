// The published form: compiled to JavaScript in a folder of its own, without the sources, started by the launcher.

import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

const ROOT = join(import.meta.dirname, "..");
const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");
const place = mkdtempSync(join(tmpdir(), "misemori-package-"));
const launcher = join(place, "bin", "misemori.js");

before(() => {
  const built = spawnSync(
    process.execPath,
    [TSC, "-p", join(ROOT, "tsconfig.build.json"), "--outDir", join(place, "dist")],
    { encoding: "utf8" },
  );
  assert.equal(built.status, 0, built.stdout + built.stderr);
  for (const part of ["bin", "package.json"])
    cpSync(join(ROOT, part), join(place, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(place, "node_modules"), "junction");
});
after(() => rmSync(place, { recursive: true }));

test("holds no tests and starts from JavaScript alone", () => {
  const version = spawnSync(process.execPath, [launcher, "--version"], { encoding: "utf8" });
  assert.equal(version.status, 0, version.stderr);
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  const files = readdirSync(join(place, "dist"), { recursive: true, encoding: "utf8" });
  assert.ok(files.includes(join("gate", "crew", "worker.js")));
  assert.deepEqual(
    files.filter((file) => /\.test|\.fixture|(?<!\.d)\.ts$/.test(file)),
    [],
  );
});

test("says where the demonstration is when it is asked for it", () => {
  const demo = spawnSync(process.execPath, [launcher, "demo", "--json"], { cwd: place, encoding: "utf8" });
  assert.equal(demo.status, 3);
  assert.equal((JSON.parse(demo.stdout) as { error: { code: string } }).error.code, "demo.missing");
});

test("the shop developers' example of docs/scrub.md runs against the package, and no card is in its log", () => {
  const page = readFileSync(join(ROOT, "docs", "scrub.md"), "utf8");
  const example = /```js\n(\/\/ shop\.mjs\n[\s\S]*?)```/.exec(page)?.[1];
  assert.ok(example !== undefined);
  // Inside the package its own name leads to itself, as it does from a shop's node_modules.
  writeFileSync(join(place, "shop.mjs"), example);
  const ran = spawnSync(process.execPath, ["shop.mjs"], { cwd: place, encoding: "utf8" });
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(ran.stdout, "card 411111******1111\n4111 11** **** 1111\n");
  const log = readFileSync(join(place, "shop.log"), "utf8");
  assert.equal(log.trimEnd().split("\n").length, 3);
  assert.ok(!log.includes("4111111111111111") && !log.includes("52,49,49,49,49,49,49"), log);
  assert.match(log, /declined: 411111\*{6}1111/);
});

test("a shop written in TypeScript finds the types", () => {
  writeFileSync(
    join(place, "shop.mts"),
    `import { createScrubStream, scrubText } from "misemori/scrub";
     import pinoTarget, { createPinoDestination } from "misemori/pino";
     const text: string = scrubText("x", { onFinding: (finding) => console.log(finding.masked) });
     // @ts-expect-error a text is needed
     scrubText(1);
     createScrubStream({ all: true }).pipe(createPinoDestination({ destination: text }));
     pinoTarget({ pass: true });`,
  );
  const checked = spawnSync(
    process.execPath,
    [
      TSC,
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2025",
      "--types",
      "node",
      "shop.mts",
    ],
    { cwd: place, encoding: "utf8" },
  );
  assert.equal(checked.status, 0, checked.stdout);
});

test("stands guard with worker threads and passes a page on", async (t) => {
  const shop = createServer((_, answer) => answer.end("a page of the shop"));
  t.after(() => shop.close());
  const shopUrl = await listening(shop);
  mkdirSync(join(place, "shop"));
  const config = join(place, "shop", "misemori.yaml");
  writeFileSync(
    config,
    `shop: { name: 店, url: "http://127.0.0.1", upstream: "${shopUrl}" }\nplatform: { preset: eccube4 }\ngate: { listen: "127.0.0.1:0", workers: 2 }\nconsole: { listen: "127.0.0.1:0" }\n`,
  );
  const up = spawn(process.execPath, [launcher, "up", "--json", "-c", config], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(() => up.kill("SIGKILL"));
  const { gateUrl } = await addresses(up);
  const page = await fetch(gateUrl);
  assert.equal(await page.text(), "a page of the shop");
  up.kill("SIGTERM");
  const [code] = (await once(up, "exit")) as [number | null];
  assert.equal(code, 0);
});

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The one object that `up --json` prints; fails with what it said when it ends before. */
async function addresses(up: ChildProcess): Promise<{ readonly gateUrl: string }> {
  let out = "";
  let err = "";
  up.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
  for await (const chunk of up.stdout ?? []) {
    out += String(chunk);
    try {
      return JSON.parse(out) as { gateUrl: string };
    } catch {
      // Not all of it has arrived.
    }
  }
  throw new Error(`up ended without addresses: ${out}${err}`);
}
