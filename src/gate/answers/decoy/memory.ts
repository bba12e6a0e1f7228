// What the decoys have learned, as bytes for a restart and for other workers. Only patterns that two people confirmed
// are in it: no marks, no values, no first samples.

import type { Pattern, RouteMemory } from "./decoys.ts";
import { WRITINGS, type Writing } from "./fields.ts";
import type { Symbol, TimeForm } from "./symbols.ts";
import { createDeclineTimes } from "./timing.ts";

const VERSION = 2;
const BYTES_MAX = 16 * 1024 * 1024;
const FORMS: readonly string[] = ["s", "ms", "T", " ", "/", "d-", "d/"] satisfies TimeForm[];

interface WrittenPattern extends Omit<Pattern, "marks" | "bornAtMs" | "row" | "ready"> {
  readonly row: readonly (string | Exclude<Symbol, { kind: "text" }>)[];
}

export function writeMemory(routes: ReadonlyMap<string, RouteMemory>): Uint8Array {
  const content = [...routes].map(([name, memory]) => ({
    name,
    times: memory.times.values(),
    patterns: memory.patterns
      .filter((pattern) => pattern.people > 1)
      .map(({ status, charset, language, row, people, seen }) => ({
        status,
        charset,
        language,
        row: row.map((symbol) => (symbol.kind === "text" ? symbol.text : symbol)),
        people,
        seen,
      })),
  }));
  return Buffer.from(JSON.stringify({ version: VERSION, routes: content }));
}

/** Bytes of another version or damaged ones give nothing: what was learned is learned again. */
export function readMemory(bytes: Uint8Array, nowMs: number): ReadonlyMap<string, RouteMemory> {
  const routes = new Map<string, RouteMemory>();
  if (bytes.length > BYTES_MAX) return routes;
  try {
    const content = JSON.parse(Buffer.from(bytes).toString("utf8")) as {
      version: number;
      routes: { name: string; times: number[]; patterns: WrittenPattern[] }[];
    };
    if (content.version !== VERSION) return routes;
    for (const { name, times, patterns } of content.routes) {
      const restored: Pattern[] = [];
      for (const { status, charset, language, people, seen, row: written } of patterns) {
        const row = written.map((one): Symbol =>
          typeof one === "string" ? { kind: "text", text: one } : one,
        );
        if (people < 2 || !row.every(isSymbol)) continue;
        restored.push({ status, charset, language, people, seen, row, marks: [], bornAtMs: nowMs });
      }
      const sane = times.filter((time) => Number.isFinite(time) && time >= 0);
      routes.set(name, { times: createDeclineTimes(sane), patterns: restored, misfits: 0 });
    }
  } catch {
    routes.clear();
  }
  return routes;
}

function isSymbol(value: Symbol): boolean {
  switch (value.kind) {
    case "text":
      return typeof value.text === "string";
    case "echo":
      return (
        typeof value.field === "string" &&
        (value.usual === undefined || typeof value.usual === "string") &&
        value.writings.every((w: Writing) => WRITINGS.includes(w))
      );
    case "time":
      return FORMS.includes(value.form) && Math.abs(value.offsetMs) <= 86_400_000;
    case "hole":
      return (
        typeof value.alphabet === "string" &&
        typeof value.shape === "string" &&
        typeof value.digits === "boolean" &&
        value.lengthMax <= 400
      );
    default:
      return false;
  }
}
