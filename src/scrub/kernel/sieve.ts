// Opens the compiled kernel: one instance, one fixed memory, callers read files straight into it. What it looks for is written in
// assembly/ and build/tables.ts.

import { readFileSync } from "node:fs";
import type { Sieve, Stretch } from "./contract.ts";

/** Addresses of assembly/layout.ts. */
const WINDOW_AT = 0x1_0000;
/** 1 MiB for a block and 8 KiB of context on each side. */
const WINDOW_BYTES = 1_048_576 + 2 * 8192;
const TABLE_AT = 0x11_5000;
const ENTRY_BYTES = 12;

/**
 * A sieve of its own: about 1.5 MiB that never grow. Opens at once (a few milliseconds). One call of `sift` always comes as far
 * as `to`: the table of stretches holds as many as can stand in a window 64 bytes apart.
 */
export function openSieve(): Sieve {
  const module = new WebAssembly.Module(readFileSync(new URL("./kernel.wasm", import.meta.url)));
  const kernel = new WebAssembly.Instance(module).exports as Kernel;
  const table = new DataView(kernel.memory.buffer, TABLE_AT);
  const inWindow = (from: number, to: number): boolean => 0 <= from && from <= to && to <= WINDOW_BYTES;
  return {
    bytes: new Uint8Array(kernel.memory.buffer, WINDOW_AT, WINDOW_BYTES),
    sift(from, to, into): number {
      if (!inWindow(from, to)) throw new RangeError(`no such bytes in the window: ${from} to ${to}`);
      const count = kernel.sift(WINDOW_AT + from, WINDOW_AT + to);
      for (let i = 0; i < count; i++) into.push(stretchAt(table, i * ENTRY_BYTES));
      return to;
    },
    lines(from, to): number {
      if (!inWindow(from, to)) throw new RangeError(`no such bytes in the window: ${from} to ${to}`);
      return kernel.lines(WINDOW_AT + from, WINDOW_AT + to);
    },
  };
}

/** Node's own; its types come with those of browsers, which this project does not believe in. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** What assembly/index.ts exports. */
interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  sift(from: number, to: number): number;
  lines(from: number, to: number): number;
}

function stretchAt(table: DataView, at: number): Stretch {
  return {
    from: table.getUint32(at, true) - WINDOW_AT,
    to: table.getUint32(at + 4, true) - WINDOW_AT,
    signs: table.getUint32(at + 8, true),
  };
}
