// Real pino, with the transport in its own thread and with the destination in this one: no card reaches the file.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createPinoDestination, createPinoScrub } from "./pino.ts";

const folder = mkdtempSync(join(tmpdir(), "misemori-pino-"));
after(() => rmSync(folder, { recursive: true }));
const ROOT = join(import.meta.dirname, "..", "..", "..");
const PINO = JSON.stringify(join(ROOT, "node_modules", "pino", "pino.js"));
const TARGET = JSON.stringify(join(import.meta.dirname, "pino.ts"));
const CARD = "4111111111111111";

/** What careless shops log. */
const CARELESS = `
  const card = "${CARD}";
  log.info("paid with " + card);
  log.info({ order: { payment: { card: { number: card, list: [card] } } } }, "nested");
  log.error(new Error("declined: 4111 1111 1111 1111 by the bank"));
  log.warn({ err: new TypeError("bad " + card, { cause: new Error("cause " + card) }), body: Buffer.from("pan=" + card), raw: new TextEncoder().encode(card) });
  log.info({ bare: Number(card), url: "/pay?c=" + card + "&x=1", ["key " + card]: "日本語 ４" });
  log.child({ session: card }).info("bound");
`;

function run(name: string, text: string): void {
  const file = join(folder, name);
  writeFileSync(file, text);
  const ran = spawnSync(process.execPath, [file], { encoding: "utf8", timeout: 60_000 });
  assert.equal(ran.status, 0, ran.stderr);
}

function check(path: string, lines: number): void {
  const text = readFileSync(path, "utf8");
  assert.equal(text.trimEnd().split("\n").length, lines, text);
  assert.ok(!text.includes(CARD), text);
  assert.ok(!text.includes("4111 1111 1111 1111"));
  assert.ok(!text.includes("52,49,49,49,49,49,49,49"), "not as a list of bytes either");
  assert.match(text, /411111\*{6}1111/);
  assert.match(text, /"stack":"Error: declined: 4111 11\*\* \*{4} 1111/);
}

test("as a transport in its own thread", () => {
  const log = join(folder, "thread", "shop.log");
  run(
    "thread.mjs",
    `import pino from ${PINO};
     const log = pino(pino.transport({ target: ${TARGET}, options: { destination: ${JSON.stringify(log)}, mkdir: true } }));
     ${CARELESS}`,
  );
  check(log, 6);
});

test("in a pipeline before another target", () => {
  const log = join(folder, "pipeline.log");
  run(
    "pipeline.mjs",
    `import pino from ${PINO};
     const log = pino(pino.transport({ pipeline: [
       { target: ${TARGET}, options: { pass: true } },
       { target: "pino/file", options: { destination: ${JSON.stringify(log)} } },
     ] }));
     ${CARELESS}`,
  );
  check(log, 6);
});

test("beside another target, through pino's own splitting", () => {
  const log = join(folder, "targets.log");
  run(
    "targets.mjs",
    `import pino from ${PINO};
     const log = pino(pino.transport({ targets: [{ target: ${TARGET}, level: "info", options: { destination: ${JSON.stringify(log)} } }] }));
     ${CARELESS}`,
  );
  check(log, 6);
});

test("as a destination in the program's own thread", () => {
  const log = join(folder, "destination.log");
  run(
    "destination.mts",
    `import pino from ${PINO};
     import { createPinoDestination } from ${TARGET};
     const destination = createPinoDestination({ destination: ${JSON.stringify(log)} });
     const log = pino(destination);
     ${CARELESS}
     destination.end();`,
  );
  check(log, 6);
});

test("a killed program loses no line it had already handed over for long", async () => {
  const path = join(folder, "whole-lines.log");
  const destination = createPinoDestination({ destination: path });
  destination.write(`{"msg":"first ${CARD}"}\n`);
  while (!readFileSync(path, { encoding: "utf8", flag: "a+" }).includes("\n")) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.equal(readFileSync(path, "utf8"), '{"msg":"first 411111******1111"}\n');
  destination.destroy();
});

test("every line leaves at once, whatever its bytes", async () => {
  const stream = createPinoScrub();
  const out: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => out.push(chunk));
  const odd = Buffer.from([0xff, 0xfe, 0x80, 0x00, 0x0a]);
  await new Promise((resolve) => stream.write(odd, resolve));
  assert.deepEqual(Buffer.concat(out), odd);
  stream.end();
});
