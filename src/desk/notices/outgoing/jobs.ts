// The sendings at work in this process: each a job that can be stopped, goes on after a full disk, and says how fast it goes and
// what holds it up. What a job does is ./email-job and ./letter-job.

import { MisemoriError, type Clock } from "../../../kernel/index.ts";
import type { DispatchId } from "../../ports.ts";
import { createMeter, type Meter } from "./meter.ts";

export interface Job {
  readonly gone: AbortSignal;
  readonly meter: Meter;
  /** A code while it stands still; null: it goes. */
  trouble(code: string | null): void;
}

export interface JobView {
  readonly isActive: boolean;
  /** It came to its end in this process. */
  readonly isOver: boolean;
  readonly trouble: string | null;
  readonly perSecond: number | null;
}

export interface Jobs {
  /** One at a time for each name: a second one waits for what the first has on its way. */
  start(id: DispatchId, work: (job: Job) => Promise<"done" | "stopped">): void;
  /** Stops between two persons; resolves at once. */
  stop(id: DispatchId): void;
  view(id: DispatchId): JobView;
  close(): Promise<void>;
}

interface Kept {
  readonly gone: AbortController;
  readonly meter: Meter;
  over: Promise<void>;
  trouble: string | null;
  isActive: boolean;
  isOver: boolean;
}

const AGAIN_FIRST_MS = 2_000;
const AGAIN_MAX_MS = 60_000;

export function createJobs(clock: Clock, onTrouble: (error: unknown) => void): Jobs {
  const jobs = new Map<DispatchId, Kept>();
  let isClosed = false;
  const run = async (
    job: Kept,
    before: Promise<void>,
    work: (job: Job) => Promise<"done" | "stopped">,
  ): Promise<void> => {
    await before;
    const gone = job.gone.signal;
    for (let tries = 0; !gone.aborted; tries++) {
      try {
        const end = await work({ gone, meter: job.meter, trouble: (code) => (job.trouble = code) });
        job.isOver = end === "done";
        break;
      } catch (error) {
        job.trouble = troubleCode(error);
        onTrouble(error);
        await clock.sleep(Math.min(AGAIN_FIRST_MS * 2 ** Math.min(tries, 10), AGAIN_MAX_MS), gone);
      }
    }
    job.isActive = false;
    job.trouble = null;
  };
  return {
    start: (id, work) => {
      const before = jobs.get(id);
      if (isClosed || (before?.isActive === true && !before.gone.signal.aborted)) return;
      const job: Kept = {
        gone: new AbortController(),
        meter: createMeter(clock),
        over: Promise.resolve(),
        trouble: null,
        isActive: true,
        isOver: false,
      };
      jobs.set(id, job);
      job.over = run(job, before?.over ?? Promise.resolve(), work);
    },
    stop: (id) => jobs.get(id)?.gone.abort(),
    view: (id) => {
      const job = jobs.get(id);
      if (job === undefined) return { isActive: false, isOver: false, trouble: null, perSecond: null };
      const isActive = job.isActive && !job.gone.signal.aborted;
      return {
        isActive,
        isOver: job.isOver,
        trouble: isActive ? job.trouble : null,
        perSecond: isActive ? job.meter.perSecond() : null,
      };
    },
    close: async () => {
      isClosed = true;
      for (const { gone } of jobs.values()) gone.abort();
      await Promise.all(Array.from(jobs.values(), ({ over }) => over));
    },
  };
}

/** "disk-full", or the error's own code: a page has words for the first and shows the rest as they are. */
export function troubleCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = "code" in at ? at.code : "";
    if (code === "ENOSPC" || code === "store.full") return "disk-full";
  }
  return error instanceof MisemoriError ? error.code : "bug";
}
