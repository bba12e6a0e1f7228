// Compiles the kernel (`npm run build:kernel`): AssemblyScript to WebAssembly, with the tables of tables.ts as its data. The result
// is committed; a test compiles it again and compares, so what runs is what can be read.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeTables } from "./tables.ts";

const ASSEMBLY = join(import.meta.dirname, "../assembly/index.ts");
/** Run as a program: its types would make the whole project believe in AssemblyScript's globals. */
const COMPILER = join(import.meta.dirname, "../../../../node_modules/assemblyscript/bin/asc.js");
/** 64 KiB pages of assembly/layout.ts: tables, window, stretches, lines. Memory never grows. */
const PAGES = "23";
const TABLES_END = 0x8000;

/** The kernel's bytes, the same on every machine. Fails with the compiler's words. */
export async function compileKernel(): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "misemori-kernel-"));
  try {
    const file = join(folder, "kernel.wasm");
    const options =
      "-O3 --converge --noAssert --runtime stub --use abort= --enable simd --enable relaxed-simd";
    const memory = ["--initialMemory", PAGES, "--maximumMemory", PAGES];
    const all = [COMPILER, ASSEMBLY, "--outFile", file, ...options.split(" "), ...memory];
    await promisify(execFile)(process.execPath, all);
    return withTables(await readFile(file));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Appends a data section (WebAssembly core specification, 5.5.14) that holds the tables. */
function withTables(module: Uint8Array): Uint8Array {
  const tables = new Uint8Array(TABLES_END);
  writeTables(tables);
  const from = tables.findIndex((byte) => byte !== 0);
  const to = tables.findLastIndex((byte) => byte !== 0) + 1;
  const segment = [1, 0, 0x41, ...signed(from), 0x0b, ...unsigned(to - from), ...tables.subarray(from, to)];
  const section = [11, ...unsigned(segment.length), ...segment];
  return Uint8Array.from([...module, ...section]);
}

function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];
}
