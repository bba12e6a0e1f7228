// One thread that reads all mails, however they came in: so many at a time, so many waiting, each for a bounded time, in bounded
// memory. When it dies, those it was reading are read again one by one, and the one that kills it alone is kept by its envelope.

import { Worker } from "node:worker_threads";
import { MisemoriError } from "../../kernel/index.ts";
import type { Addressed } from "./addressed.ts";
import type { MailFacts } from "./contract.ts";
import { bareFacts } from "./facts.ts";
import type { FromThread, MailReader, ReadingOrder, ToThread } from "./reading.ts";
import type { Resolve } from "./verdicts.ts";

export interface ReadingThread extends MailReader {
  /** Mails being read or waiting. */
  waiting(): number;
  close(): Promise<void>;
}

export interface ReadingThreadDeps {
  readonly resolve: Resolve;
  readonly onTrouble: (error: unknown) => void;
  /** Milliseconds for one mail; by default READ_WITHIN_MS. */
  readonly readWithinMs?: number;
  /** The thread's own file, for tests of its dying. */
  readonly file?: URL;
}

/** Side by side, because most of a mail's time is waiting for the name service (at most 20 s of it). */
const AT_ONCE_MAX = 16;
/** Beyond, the sender is told to come later: at a third of a second each, the last of these waits some ten seconds. */
const WAITING_MAX = 40;
/** The name service's 20 s, and a third of a second of reading for each of those side by side, on a slow machine. */
const READ_WITHIN_MS = 45_000;
/** The worst mails that were made up took 60 MB each. */
const HEAP_MB_MAX = 384;

interface Job {
  readonly order: ReadingOrder;
  readonly done: (what: MailFacts | Addressed) => void;
  readonly failed: (error: unknown) => void;
  /** Was being read with others when the thread died. */
  isSuspect: boolean;
  timer: NodeJS.Timeout | undefined;
}

export function openReader(deps: ReadingThreadDeps): ReadingThread {
  const crew = new ReadingCrew(deps);
  let last = 0;
  return {
    facts: (raw, envelope) => crew.ask<MailFacts>({ kind: "facts", id: ++last, raw, envelope }),
    addressed: (raw) => crew.ask<Addressed>({ kind: "addressed", id: ++last, raw }),
    waiting: () => crew.waiting(),
    close: () => crew.close(),
  };
}

/** Holds the thread and the two lines before it. */
class ReadingCrew {
  readonly #deps: ReadingThreadDeps;
  readonly #waiting: Job[] = [];
  readonly #working = new Map<number, Job>();
  #thread: Worker | undefined;
  #isReady = false;
  #isClosed = false;

  constructor(deps: ReadingThreadDeps) {
    this.#deps = deps;
  }

  ask<T extends MailFacts | Addressed>(order: ReadingOrder): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (this.#isClosed || this.#waiting.length >= WAITING_MAX) {
      reject(new MisemoriError("canary.busy", "too many mails are waiting to be read", "they come again"));
      return promise;
    }
    const done = (what: MailFacts | Addressed): void => resolve(what as T);
    this.#waiting.push({ order, done, failed: reject, isSuspect: false, timer: undefined });
    this.#next();
    return promise;
  }

  waiting(): number {
    return this.#waiting.length + this.#working.size;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of [...this.#working.values(), ...this.#waiting.splice(0)]) {
      clearTimeout(job.timer);
      job.failed(new MisemoriError("canary.busy", "the guard is closing", "they come again"));
    }
    this.#working.clear();
    await this.#thread?.terminate();
  }

  #next(): void {
    for (;;) {
      const [first] = this.#waiting;
      if (first === undefined || this.#isClosed) return;
      const isAlone = first.isSuspect || [...this.#working.values()].some(({ isSuspect }) => isSuspect);
      if (this.#working.size >= (isAlone ? 1 : AT_ONCE_MAX)) return;
      this.#waiting.shift();
      const thread = (this.#thread ??= this.#start());
      this.#working.set(first.order.id, first);
      first.timer = setTimeout(() => void thread.terminate(), this.#deps.readWithinMs ?? READ_WITHIN_MS);
      // Copied, not handed over: should the thread die, the mail is still here.
      thread.postMessage(first.order satisfies ToThread);
    }
  }

  #start(): Worker {
    // From source Node strips the types; in the published package the same file is plain JavaScript.
    const own = import.meta.url.endsWith(".ts") ? "./reading-thread.ts" : "./reading-thread.js";
    const thread = new Worker(this.#deps.file ?? new URL(own, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    });
    this.#isReady = false;
    let why: unknown = new Error("the thread that reads mails did not answer in time");
    thread.on("message", (word: FromThread) => this.#hear(thread, word));
    thread.on("error", (error) => (why = error));
    thread.on("exit", () => this.#fell(why));
    thread.unref();
    return thread;
  }

  #hear(thread: Worker, word: FromThread): void {
    if (word.kind === "ready") this.#isReady = true;
    else if (word.kind === "asked") void this.#lookUp(thread, word);
    else {
      const job = this.#working.get(word.id);
      if (job === undefined) return;
      this.#working.delete(word.id);
      clearTimeout(job.timer);
      if (word.kind === "read") job.done(word.what);
      else this.#giveUp(job, new Error(word.why));
      this.#next();
    }
  }

  async #lookUp(thread: Worker, { id, name, type }: FromThread & { readonly kind: "asked" }): Promise<void> {
    const tell = (word: ToThread): void => thread.postMessage(word);
    try {
      tell({ kind: "named", id, records: await this.#deps.resolve(name, type) });
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "ESERVFAIL";
      tell({ kind: "unnamed", id, code });
    }
  }

  /** The thread is gone: by a mail's doing if it was reading, by the machine's if it never came up. */
  #fell(why: unknown): void {
    this.#thread = undefined;
    if (this.#isClosed) return;
    const jobs = [...this.#working.values()];
    this.#working.clear();
    for (const job of jobs) clearTimeout(job.timer);
    this.#deps.onTrouble(why);
    if (!this.#isReady) for (const job of jobs) job.failed(notStarted(why));
    else if (jobs.length === 1) for (const job of jobs) this.#giveUp(job, why);
    else this.#waiting.unshift(...jobs.map((job) => Object.assign(job, { isSuspect: true })));
    this.#next();
  }

  /** A mail that cannot be read came all the same. */
  #giveUp({ order, done }: Job, why: unknown): void {
    this.#deps.onTrouble(why);
    if (order.kind === "facts") done(bareFacts(order.raw, order.envelope));
    else done({ addresses: [], sender: "?" });
  }
}

function notStarted(cause: unknown): MisemoriError {
  const what = "the thread that reads mails did not start";
  return new MisemoriError("canary.unread", what, "see whether this machine has memory left", cause);
}
