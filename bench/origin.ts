// Measures the origin tables: time to compile and load, memory, look-ups per second. Run: node bench/origin.ts

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadOrigins, openOrigins } from "../src/gate/origin/index.ts";
import { parseIp, seededRandom, type Ip } from "../src/kernel/index.ts";

const folder = await mkdtemp(join(tmpdir(), "misemori-origin-"));
const random = seededRandom(1);
const byte = (): number => Math.floor(random.unit() * 256);

function address(): Ip {
  const six = random.unit() < 0.3;
  const text = six
    ? `2${byte().toString(16)}:${byte().toString(16)}00:${byte()}::1`
    : `${1 + (byte() % 223)}.${byte()}.${byte()}.${byte()}`;
  return parseIp(text) ?? address();
}

async function timed<T>(label: string, work: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  process.stdout.write(`${label}: ${(performance.now() - start).toFixed(0)} ms\n`);
  return result;
}

const first = await timed("first start (compiles, or reads dist/origins)", () => loadOrigins(folder));
const buffers = await timed("second start", () => loadOrigins(folder));
const bytes = buffers.networks.byteLength + buffers.countries.byteLength;
process.stdout.write(`shared memory: ${(bytes / 1e6).toFixed(1)} MB (one copy for all workers)\n`);
void first;
const heapBefore = process.memoryUsage().heapUsed;
const origins = await timed("open in a worker", () => openOrigins(buffers));
const million = Array.from({ length: 1_000_000 }, address);
const crowd = million.slice(0, 5_000);
let hosting = 0;
const rate = (label: string, addresses: readonly Ip[], times: number): void => {
  const start = performance.now();
  for (let i = 0; i < times; i++) for (const ip of addresses) if (origins.lookUp(ip).hosting) hosting++;
  const perSecond = (addresses.length * times) / ((performance.now() - start) / 1000);
  process.stdout.write(`${label}: ${(perSecond / 1e6).toFixed(2)} M look-ups/s\n`);
};
rate("every address new", million, 1);
rate("5,000 addresses again and again", crowd, 400);
const heapMb = (process.memoryUsage().heapUsed - heapBefore) / 1e6;
process.stdout.write(
  `heap after (with the million test addresses): ${heapMb.toFixed(0)} MB; hosting seen ${hosting}\n`,
);
await rm(folder, { recursive: true });
