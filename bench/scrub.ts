// How fast card data is looked for, side by side in one run: Misemori's whole scan and its sieve alone, ripgrep with the best
// regular expression, ccsrch. Run: npm run bench:scrub -- [--mb 200] [--kinds] [--ccsrch PATH] [--json]. With --kinds each kind
// of line is measured by itself. ccsrch is not brought along; build it yourself.

import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Stretch } from "../src/scrub/kernel/contract.ts";
import { openSieve } from "../src/scrub/kernel/sieve.ts";
import { has } from "./rig.ts";
import { openScan } from "../src/scrub/scan.ts";
import { type InputName, INPUTS, KINDS, writeInput } from "./scrub-input.ts";

/** Reads one file through; answers how many places it would look at closer, or found. */
export type ScanFile = (path: string) => number;

interface Row {
  readonly input: InputName;
  readonly who: string;
  readonly places: number;
  readonly wallMs: number;
  /** User and system time; says more than the clock on a busy machine. */
  readonly cpuMs: number;
  readonly userMs: number;
  readonly bytes: number;
}

const RUNS = 7;
const BLOCK_BYTES = 1_048_576;
const CONTEXT_BYTES = 4096;

/** Groups of four, American Express and Diners, with the separators people use; no Luhn, one spelling of a digit. */
const EXPRESSION =
  "(?-u)\\b(?:[2-6]\\d{3}[ .+-]?\\d{4}[ .+-]?\\d{4}[ .+-]?\\d{1,7}|3[47]\\d{2}[ .+-]?\\d{6}[ .+-]?\\d{5}|3\\d{3}[ .+-]?\\d{6}[ .+-]?\\d{4})\\b";

/** The sieve as scan uses it: blocks at fixed places, context on both sides kept from block to block. */
function openSieveScan(): ScanFile {
  const sieve = openSieve();
  const found: Stretch[] = [];
  return (path) => {
    const file = openSync(path, "r");
    let places = 0;
    let kept = 0;
    try {
      for (;;) {
        const read = readSync(file, sieve.bytes, kept, BLOCK_BYTES, null);
        if (read === 0) return places;
        const filled = kept + read;
        found.length = 0;
        sieve.sift(0, filled, found);
        places += found.length;
        const keep = Math.min(filled, 2 * CONTEXT_BYTES);
        sieve.bytes.copyWithin(0, filled - keep, filled);
        kept = keep;
      }
    } finally {
      closeSync(file);
    }
  };
}

/** All there is to it: reading, sieve, views, cards, lines, hashes and patches. */
function openWholeScan(): ScanFile {
  const scan = openScan(openSieve(), new Uint8Array(32));
  return (path) => {
    const file = openSync(path, "r");
    let hits = 0;
    try {
      for (;;) {
        const room = scan.room();
        const read = readSync(file, room, 0, room.length, null);
        if (read === 0) return hits + scan.end().length;
        hits += scan.wrote(read).length;
      }
    } finally {
      closeSync(file);
    }
  };
}

/** Everyone who runs inside this process, by name. */
const OURS: Readonly<Record<string, ScanFile>> = {
  "misemori (scan)": openWholeScan(),
  "misemori (sieve)": openSieveScan(),
};

function measureOurs(input: InputName, path: string, who: string, scanFile: ScanFile): Row {
  const before = process.cpuUsage();
  const start = performance.now();
  const places = scanFile(path);
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return {
    input,
    who,
    places,
    wallMs,
    cpuMs: (user + system) / 1000,
    userMs: user / 1000,
    bytes: statSync(path).size,
  };
}

/** A program of others, timed by the shell; what it prints is counted in lines. */
function measureTheirs(input: InputName, path: string, who: string, command: readonly string[]): Row {
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" 2>/dev/null';
  const ran = spawnSync("bash", ["-c", script, "bash", ...command, path], {
    maxBuffer: 1 << 30,
    encoding: "utf8",
  });
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = ran.stderr
    .trim()
    .split(/\s+/)
    .slice(-3)
    .map(Number);
  const places = ran.stdout.split("\n").filter((line) => line.includes(path)).length;
  return {
    input,
    who,
    places: who === "ripgrep" ? Number(ran.stdout.trim() || 0) : places,
    wallMs: wall * 1000,
    cpuMs: (user + system) * 1000,
    userMs: user * 1000,
    bytes: statSync(path).size,
  };
}

/** The best of some runs, everyone alike; the first also warms the page cache. */
function best(measure: () => Row): Row {
  return Array.from({ length: RUNS }, measure).reduce((a, b) => (b.cpuMs < a.cpuMs ? b : a));
}

function print(rows: readonly Row[]): void {
  const perSecond = (row: Row, ms: number): string => (row.bytes / 1e6 / ms).toFixed(2);
  for (const row of rows) {
    const each = row.places === 0 ? "none" : `1 in ${(row.bytes / row.places / 1000).toFixed(1)} kB`;
    console.log(
      `${row.input.padEnd(9)} ${row.who.padEnd(18)} ${perSecond(row, row.wallMs)} GB/s by the clock, ${perSecond(row, row.cpuMs)} by processor time ` +
        `(user ${row.userMs.toFixed(0)} ms of ${row.cpuMs.toFixed(0)}), places: ${row.places} (${each})`,
    );
  }
}

const { values } = parseArgs({
  options: {
    mb: { type: "string", default: "200" },
    ccsrch: { type: "string" },
    kinds: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), "misemori-bench-scrub-"));
try {
  const inputs: readonly InputName[] = values.kinds ? KINDS : INPUTS;
  const rows = inputs.flatMap((input) => {
    const path = writeInput(folder, input, Number(values.mb) * 1e6);
    const ours = Object.entries(OURS).map(([who, scanFile]) =>
      best(() => measureOurs(input, path, who, scanFile)),
    );
    const theirs: Row[] = [];
    if (has("rg", "--version")) {
      theirs.push(
        best(() =>
          measureTheirs(input, path, "ripgrep", [
            "rg",
            "-j1",
            "-a",
            "--no-filename",
            "--count-matches",
            EXPRESSION,
          ]),
        ),
      );
    }
    if (values.ccsrch !== undefined) {
      const program = values.ccsrch;
      theirs.push(best(() => measureTheirs(input, path, "ccsrch", [program])));
    }
    rmSync(path);
    return ours.concat(theirs);
  });
  if (values.json) console.log(JSON.stringify(rows));
  else {
    print(rows);
    if (values.ccsrch === undefined)
      console.log("ccsrch: not measured here (0.28 GB/s is what others report)");
    console.log(`memory of this process: ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`);
    console.log(`${execFileSync("uname", ["-srm"], { encoding: "utf8" }).trim()}, Node ${process.version}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
