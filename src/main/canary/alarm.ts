// From mails on record to the desk: what stands is bracketed beside the main thread, and told by system. However many mails come, it
// is worked out at most every few seconds.

import { Worker } from "node:worker_threads";
import {
  alarmsFrom,
  leakCause,
  standingOf,
  type Bracketed,
  type KeptMail,
  type LeakStanding,
  type OwnSenders,
} from "../../canary/index.ts";
import type { Journal } from "../../journal/index.ts";
import type { Clock, Events } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import type { BracketQuestion } from "./bracket-thread.ts";

/** A flood must not keep a core busy: after one working-out, this many times its own duration is rest, and at least this long. */
const REST_TIMES = 20;
const REST_MIN_MS = 3_000;

export interface CanaryAlarm {
  /** Something new is on record. */
  wake(): void;
  /** What was worked out last; null until the first time. */
  standing(): LeakStanding | null;
  /** Something came since, or is being worked out. */
  isWorking(): boolean;
  close(): Promise<void>;
}

export interface CanaryAlarmTools {
  readonly store: Pick<Store, "canaries" | "canaryMails">;
  readonly events: Events;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly own: () => OwnSenders;
  readonly zone: () => string;
  readonly onTrouble: (error: unknown) => void;
}

export function createCanaryAlarm(tools: CanaryAlarmTools): CanaryAlarm {
  const { clock, events, onTrouble } = tools;
  const ended = new AbortController();
  const told = new Map<string, string>();
  const stopHearing = events.on("config.reloaded", () => wake());
  let [isAwake, isStirred, isLooking] = [false, false, false];
  let standing: LeakStanding | null = null;
  let working: Promise<void> = Promise.resolve();
  const work = async (): Promise<void> => {
    while (isStirred && !ended.signal.aborted) {
      isStirred = false;
      const begunMs = clock.monoMs();
      isLooking = true;
      const looked = await look(tools, told, ended.signal).catch((error: unknown) => {
        if (!ended.signal.aborted) onTrouble(error);
        return null;
      });
      isLooking = false;
      standing = looked?.standing ?? standing;
      const hasWorked = looked?.hasWorked ?? true;
      if (!hasWorked) continue;
      const restMs = Math.max(REST_MIN_MS, (clock.monoMs() - begunMs) * REST_TIMES);
      await clock.sleep(restMs, ended.signal);
    }
    isAwake = false;
  };
  const wake = (): void => {
    isStirred = true;
    if (isAwake) return;
    isAwake = true;
    working = work();
  };
  return {
    wake,
    standing: () => standing,
    isWorking: () => isStirred || isLooking,
    close: async () => {
      stopHearing();
      ended.abort();
      await working;
    },
  };
}

/** `hasWorked` false when there was nothing to work out. */
async function look(
  tools: CanaryAlarmTools,
  told: Map<string, string>,
  gone: AbortSignal,
): Promise<{ readonly hasWorked: boolean; readonly standing: LeakStanding }> {
  const { store, events, journal, clock } = tools;
  const kept = await store.canaryMails.list("hits");
  const planted = await store.canaries.list();
  const count = planted.filter(({ retiredAtMs }) => retiredAtMs === null).length;
  if (kept.length === 0) return { hasWorked: false, standing: standingFrom(null, [], count, clock.nowMs()) };
  const { hits, watched, plantings, mails } = standingOf(kept, planted, tools.own());
  const found = mails.length === 0 ? null : await bracketed({ plantings, mails }, gone);
  const nowMs = clock.nowMs();
  const alarms = found === null ? [] : alarmsFrom(found, hits, watched, { nowMs, zone: tools.zone() });
  for (const alarm of alarms) {
    const { cause, stage, facts } = alarm;
    const now = JSON.stringify(facts);
    if (told.get(cause) === now) continue;
    told.set(cause, now);
    events.emit(alarm);
    // A flood only counts up, and a start tells the desk anew: neither is news for the journal.
    const news = [stage, facts["takenFrom"], facts["takenTo"]].join(" ");
    const mark = `journal ${cause}`;
    if ((await store.canaryMails.mark(mark)) === news) continue;
    await journal.write("canary.hit", "misemori", { ...facts, stage });
    // Afterwards: killed in between, it is written twice rather than never.
    await store.canaryMails.setMark(mark, news);
  }
  // A sender was named since, or canaries retired: nothing of it stands any more, whichever process told it.
  const systemOf = new Map(planted.map(({ id, system }) => [id, system]));
  for (const system of new Set(kept.map(({ canary }) => systemOf.get(canary)))) {
    const cause = leakCause(system ?? "");
    if (alarms.some((alarm) => alarm.cause === cause)) continue;
    told.delete(cause);
    events.emit({ type: "alert.settled", cause, atMs: nowMs });
  }
  return { hasWorked: true, standing: standingFrom(found, hits, count, nowMs) };
}

/** What pages show of it, small enough to be held in memory. */
function standingFrom(
  found: Bracketed | null,
  hits: readonly KeptMail[],
  watched: number,
  atMs: number,
): LeakStanding {
  const hitAtMs = new Map<string, number>();
  for (const { canary, firstAtMs } of hits)
    hitAtMs.set(canary, Math.min(hitAtMs.get(canary) ?? firstAtMs, firstAtMs));
  return { found, atMs, hitAtMs, watched, mails: hits.reduce((sum, { times }) => sum + times, 0) };
}

function bracketed(question: BracketQuestion, gone: AbortSignal): Promise<Bracketed> {
  const { promise, resolve, reject } = Promise.withResolvers<Bracketed>();
  // From source Node strips the types; in the published package the same file is plain JavaScript.
  const file = import.meta.url.endsWith(".ts") ? "./bracket-thread.ts" : "./bracket-thread.js";
  const worker = new Worker(new URL(file, import.meta.url), { workerData: question });
  const stop = (): void => void worker.terminate();
  gone.addEventListener("abort", stop, { once: true });
  worker.on("message", resolve);
  worker.on("error", reject);
  worker.on("exit", () => {
    gone.removeEventListener("abort", stop);
    reject(new Error("the thread that brackets leaks ended without an answer"));
  });
  return promise;
}
