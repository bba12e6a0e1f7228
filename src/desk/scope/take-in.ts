// Takes in everything a question is asked of: each input is hashed and kept once, and access logs are read at the same time as they
// are hashed, because DuckDB has threads of its own. What the logs mean for the question is reads.ts's matter.

import { readPlainLog, readUnpackedLog, type LogReading, type LogWish } from "./access-logs.ts";
import type { InputRecord, InputTrouble, ScopeRequest } from "./contract.ts";
import { openDuck, type Duck } from "./duck.ts";
import {
  bytesOf,
  firstLook,
  hasGrown,
  hashed,
  inputChanged,
  isStillThere,
  prefixOf,
  sizeOf,
  type OpenInput,
  type SeenInput,
} from "./inputs.ts";
import type { LogPart } from "./reads.ts";
import type { ScopeTools } from "./run.ts";
import { rowInput, tablesOf } from "./row-inputs.ts";

export interface TakenIn {
  /** Each content once per kind, in an order that only the content decides. */
  readonly inputs: readonly OpenInput[];
  readonly logs: readonly LogPart[];
  readonly troubles: readonly InputTrouble[];
  /** What is known of the logs for their records, by hash. */
  readonly records: ReadonlyMap<string, Partial<InputRecord>>;
  readonly duckdb: string | null;
}

/**
 * The order files are given in, and a file given twice, change nothing. Throws what reading throws, and RangeError when more
 * entries read the page than fit.
 */
export async function takeIn(request: ScopeRequest, wish: LogWish, tools: ScopeTools): Promise<TakenIn> {
  const { gone } = request;
  const total = (await Promise.all(request.inputs.map(sizeOf))).reduce((sum, bytes) => sum + bytes, 0);
  let done = 0;
  const inputs = new Map<string, OpenInput>();
  const readings = new Map<string, LogReading>();
  const troubles: InputTrouble[] = [];
  let duck: Duck | undefined;
  try {
    // Logs come last: what a person can mend elsewhere is told before hours of log are read.
    for (const input of request.inputs.toSorted(
      (a, b) => Number(a.kind === "log") - Number(b.kind === "log"),
    )) {
      const { path } = input;
      const seen = await firstLook(input, tools.language, gone);
      const hash = (until: AbortSignal): Promise<OpenInput> =>
        hashed(seen, tools.language, until, (bytes) => {
          done += bytes;
          request.onProgress(done, total, path);
        });
      if (input.kind === "log" && seen.packed === null) duck ??= await openDuck(tools.language);
      const [open, reading] =
        input.kind === "log"
          ? await takeLog(seen, hash, duck, wish, gone).catch(async (error: unknown) => {
              // Rotated away under the reader: whatever it stumbled over, that is why.
              if (gone.aborted || (await isStillThere(seen))) throw error;
              throw inputChanged(seen, tools.language, error);
            })
          : [await hash(gone), undefined];
      const key = `${open.kind} ${open.sha256}`;
      if (inputs.has(key)) {
        troubles.push({ path, what: "read-twice", count: 1, firstLine: 0 });
        continue;
      }
      inputs.set(key, open);
      if (reading === undefined) continue;
      readings.set(open.sha256, reading);
      troubles.push(...troublesOf(path, reading));
    }
  } finally {
    duck?.close();
  }
  for (const table of tablesOf(request)) {
    const open = await rowInput(table, gone);
    inputs.set(`${open.kind} ${open.sha256}`, open);
  }
  const byHash = [...readings].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    inputs: [...inputs].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, input]) => input),
    logs: byHash.map(([sha256, reading]) => ({ source: sha256.slice(0, 12), reading })),
    troubles,
    records: new Map(byHash.map(([sha256, { lines }]) => [sha256, { rows: lines }])),
    duckdb: duck?.version ?? null,
  };
}

/**
 * A log that did not grow is judged whole. One that did may have given DuckDB lines that the hash has not: what it was at first
 * sight, up to its last line end, is then hashed and judged in one more reading.
 */
async function takeLog(
  seen: SeenInput,
  hash: (until: AbortSignal) => Promise<OpenInput>,
  duck: Duck | undefined,
  wish: LogWish,
  gone: AbortSignal,
): Promise<[OpenInput, LogReading]> {
  const { growing, stand, upTo } = seen;
  if (growing === null || stand === null) return hashAndRead(seen, hash, duck, wish, gone);
  const isPart = upTo !== undefined && BigInt(upTo) < stand.size;
  if (!isPart) {
    const whole = await hashAndRead(seen, hash, duck, wish, gone);
    if (!(await hasGrown(seen))) return whole;
  }
  const { chunks, read } = prefixOf(seen, upTo ?? growing.lineEnd, gone);
  const reading = await readUnpackedLog(chunks, wish, () => false, { asDuck: true });
  const isTorn = !isPart && BigInt(growing.lineEnd) < stand.size;
  const troubles = [
    ...reading.troubles,
    "still-written" as const,
    ...(isTorn ? ["unfinished-line" as const] : []),
  ];
  return [
    { ...seen, ...read(), isUtf8: false },
    { ...reading, troubles },
  ];
}

/** Both go through the same pages at about the same speed, so a log larger than the memory comes from the disk once, not twice. */
async function hashAndRead(
  seen: SeenInput,
  hash: (until: AbortSignal) => Promise<OpenInput>,
  duck: Duck | undefined,
  wish: LogWish,
  gone: AbortSignal,
): Promise<[OpenInput, LogReading]> {
  gone.throwIfAborted();
  const failed = new AbortController();
  const until = AbortSignal.any([gone, failed.signal]);
  const stop = (): void => duck?.stop();
  until.addEventListener("abort", stop, { once: true });
  const failing = (error: unknown): never => {
    failed.abort(error);
    throw error;
  };
  // Neither may go on once the other has failed, and DuckDB may not be closed under a question that still runs.
  const both = [hash(until).catch(failing), readLog(seen, duck, wish, until).catch(failing)] as const;
  await Promise.allSettled(both);
  until.removeEventListener("abort", stop);
  failed.signal.throwIfAborted();
  return Promise.all(both);
}

async function readLog(
  seen: SeenInput,
  duck: Duck | undefined,
  wish: LogWish,
  gone: AbortSignal,
): Promise<LogReading> {
  if (seen.packed === null && duck !== undefined) return readPlainLog(duck, seen.path, wish);
  const unpacked = bytesOf(seen, gone);
  return readUnpackedLog(unpacked.chunks, wish, unpacked.cutOff);
}

function troublesOf(path: string, { garbage, troubles }: LogReading): InputTrouble[] {
  const told = troubles.map((what) => ({ path, what, count: 1, firstLine: 0 }));
  return garbage === 0 ? told : [{ path, what: "garbage-lines", count: garbage, firstLine: 0 }, ...told];
}
