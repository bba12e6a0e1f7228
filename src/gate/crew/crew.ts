// The gate's worker threads: started one by one on a shared port, replaced when one dies, told of new settings.

import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { MisemoriError, type Clock } from "../../kernel/index.ts";
import type { House } from "../flow/house.ts";
import type { GateSettings } from "../settings.ts";
import { serveLine, type HouseMessage, type WorkerMessage } from "./line.ts";
import type { WorkerBoot } from "./worker.ts";

export interface Crew {
  readonly port: number;
  reload(settings: GateSettings): void;
  running(): { readonly running: number; readonly wanted: number };
  /** Ends one worker as a crash would; for drills of this very case. */
  kill(index: number): Promise<void>;
  close(graceMs: number): Promise<void>;
}

export interface CrewOptions {
  readonly boot: Omit<WorkerBoot, "reusePort" | "decoys">;
  readonly count: number | "auto";
  readonly house: House;
  readonly clock: Clock;
  readonly decoys: Uint8Array | undefined;
  readonly onDecoys: (bytes: Uint8Array) => void;
  readonly onLost: (index: number, reason: string) => void;
  readonly onTrouble: (what: string) => void;
}

/** A worker that dies is replaced after this, doubled each time it dies again within a minute. */
const RESTART_MS = 100;
const RESTART_MS_MAX = 10_000;
/**
 * Where new objects of a worker live, three equal parts. What a request leaves behind is dead when it is answered; in a
 * space that a core's own cache holds, making and clearing it costs a tenth less than in Node's far larger default.
 */
const YOUNG_MEGABYTES = 6;

export async function startCrew(options: CrewOptions): Promise<Crew> {
  const wanted = options.count === "auto" ? Math.max(1, availableParallelism()) : options.count;
  const workers: (Worker | undefined)[] = [];
  let settings = options.boot.settings;
  let { decoys } = options;
  let closing = false;

  const start = (index: number, port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const boot: WorkerBoot = {
        ...options.boot,
        settings: { ...shareOf(settings, wanted), listen: { ...settings.listen, port } },
        decoys,
        reusePort: wanted > 1,
      };
      const worker = new Worker(workerUrl(), {
        workerData: boot,
        name: `gate-${index}`,
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
      });
      workers[index] = worker;
      const send = (message: HouseMessage): void => worker.postMessage(message);
      worker.on("message", (message: WorkerMessage) => {
        if (message.kind === "listening") return resolve(message.port);
        if (message.kind === "failed") {
          return reject(new MisemoriError(message.code, message.message, message.hint));
        }
        if (message.kind === "trouble") return options.onTrouble(message.what);
        if (message.kind === "decoys") {
          decoys = message.bytes;
          options.onDecoys(message.bytes);
          for (const other of workers) if (other !== worker) other?.postMessage(message);
          return;
        }
        void serveLine(options.house, message, send);
      });
      worker.on("error", (error) => reject(error));
      worker.on("exit", (code) => {
        if (workers[index] === worker) workers[index] = undefined;
        reject(new MisemoriError("gate.worker", `worker ${index} ended with ${code}`, "see the lines above"));
        if (!closing) options.onLost(index, `exit ${code}`);
      });
    });

  const port = await start(0, settings.listen.port);
  for (let index = 1; index < wanted; index++) await start(index, port);

  const keepUp = watchOver({
    clock: options.clock,
    missing: () => Array.from({ length: wanted }, (_, i) => i).filter((i) => workers[i] === undefined),
    start: (index) => start(index, port),
    onTrouble: options.onTrouble,
  });
  return {
    port,
    running: () => ({ running: workers.filter((worker) => worker !== undefined).length, wanted }),
    reload: (next) => {
      // A worker started later must share the others' address; another one takes a new start.
      settings = { ...next, listen: settings.listen };
      for (const worker of workers)
        worker?.postMessage({ kind: "settings", settings: shareOf(settings, wanted) } satisfies HouseMessage);
    },
    kill: async (index) => void (await workers[index]?.terminate()),
    close: async (graceMs) => {
      closing = true;
      keepUp.stop();
      await Promise.all(workers.map((worker) => endWorker(worker, graceMs)));
    },
  };
}

/** Looks every RESTART_MS whether a worker is missing and starts it again, ever slower while it keeps failing. */
function watchOver(tools: {
  readonly clock: Clock;
  readonly missing: () => readonly number[];
  readonly start: (index: number) => Promise<number>;
  readonly onTrouble: (what: string) => void;
}): { stop(): void } {
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    let pauseMs = RESTART_MS;
    while ((await tools.clock.sleep(pauseMs, stop.signal)) === "elapsed") {
      pauseMs = Math.max(RESTART_MS, pauseMs / 1.1);
      for (const index of tools.missing()) {
        try {
          await tools.start(index);
        } catch {
          pauseMs = Math.min(RESTART_MS_MAX, pauseMs * 2);
          tools.onTrouble(`worker ${index} could not be started again`);
        }
      }
    }
  };
  void run();
  return { stop: () => stop.abort() };
}

/** Connection limits are the whole gate's: each worker gets its part. */
function shareOf(settings: GateSettings, workers: number): GateSettings {
  const { limits } = settings;
  const part = (whole: number): number => Math.max(1, Math.ceil(whole / workers));
  return {
    ...settings,
    limits: {
      ...limits,
      connectionsMax: part(limits.connectionsMax),
      upstreamConnectionsMax: part(limits.upstreamConnectionsMax),
    },
  };
}

async function endWorker(worker: Worker | undefined, graceMs: number): Promise<void> {
  if (worker === undefined) return;
  const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  worker.postMessage({ kind: "close", graceMs } satisfies HouseMessage);
  const timer = setTimeout(() => void worker.terminate(), graceMs + 2_000);
  await ended;
  clearTimeout(timer);
}

function workerUrl(): URL {
  // From source Node strips the types; in the published package the same file is plain JavaScript.
  return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);
}
