// How fast evidence is packed and checked on this machine: one large log and many small files. Prints figures, judges none.
// Run: node bench/evidence.ts [MB, default 300]

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preserve, verifyBag } from "../src/desk/index.ts";
import { systemClock } from "../src/kernel/index.ts";

const megabytes = Number(process.argv[2] ?? 300);
const folder = mkdtempSync(join(tmpdir(), "misemori-bench-"));
const shop = join(folder, "shop");

function line(n: number): string {
  return `203.0.113.${n % 250} - - [22/Nov/2026:10:00:${n % 60} +0900] "GET /products/${(n * 7919) % 99991} HTTP/1.1" 200 ${n}\n`;
}

try {
  mkdirSync(shop);
  const block = Array.from({ length: 10_000 }, (_, n) => line(n)).join("");
  writeFileSync(join(shop, "access.log"), block.repeat(Math.ceil((megabytes * 1e6) / block.length)));
  for (let n = 0; n < 2_000; n++) writeFileSync(join(shop, `${n}.php`), `<?php // ${n}\n`.repeat(50));
  for (const out of ["bag", "bag.tar", "bag.tar.zst"]) {
    const cpu = process.cpuUsage();
    const report = await preserve({
      caseName: "bench",
      by: "bench",
      out: join(folder, out),
      paths: [shop],
      keptOut: [],
      ownRecords: null,
      recipient: null,
      stamp: null,
      version: "bench",
      clock: systemClock(),
      gone: new AbortController().signal,
      onProgress: () => undefined,
    });
    const { user, system } = process.cpuUsage(cpu);
    const speed = report.bytes / 1e6 / report.seconds;
    console.log(
      `${out.padEnd(12)} packed ${speed.toFixed(0)} MB/s, ${((user + system) / 1e6).toFixed(2)} s CPU`,
    );
    const startMs = performance.now();
    const verdict = await verifyBag(report.out);
    const checked = report.bytes / 1e3 / (performance.now() - startMs);
    console.log(`${out.padEnd(12)} checked ${checked.toFixed(0)} MB/s, ${verdict.ok ? "whole" : "BROKEN"}`);
    rmSync(report.out, { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true });
}
