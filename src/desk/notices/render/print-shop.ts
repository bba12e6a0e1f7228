// Prints letters in child processes that are replaced before Typst's caches fill the memory. A child that dies or hangs is
// replaced and its job given to another once; nothing of what it had begun is taken.

import { fork, type ChildProcess } from "node:child_process";
import { MisemoriError, say, type Language } from "../../../kernel/index.ts";
import type { LetterSheet, PrintedLetters } from "./letters.ts";
import type { PressAnswer, PressJob } from "./press-child.ts";
import { renderWords } from "./words.ts";

export interface PrintShopOptions {
  /** Of its error messages. */
  readonly language: Language;
  /** Jobs printed at the same time, each by a child of its own: one core and up to 0.7 GB each. */
  readonly childrenMax?: number;
  /** After so many letters a child is replaced: it has grown to about 0.6 GB by then. */
  readonly lettersPerChild?: number;
  /** A child that takes longer for a job hangs. */
  readonly jobMsMax?: number;
}

export interface PrintShop {
  /**
   * At most LETTERS_MAX letters, each beginning on a new page. Throws MisemoriError "letters.missing", "letters.many",
   * "letters.unset", and "letters.died" when two children in a row died of it or hung.
   */
  print(
    sheets: readonly LetterSheet[],
    sender: readonly string[],
    language: Language,
  ): Promise<PrintedLetters>;
  /** Ids of the children alive. */
  children(): readonly number[];
  /** Ends the children; what they were printing is refused as "letters.died". */
  close(): Promise<void>;
}

/** 500 letters take one or two seconds; a loaded small server takes ten times that. */
const JOB_MS_MAX = 180_000;
const LETTERS_PER_CHILD = 3_000;
const TRIES = 2;

interface Child {
  readonly process: ChildProcess;
  letters: number;
}

export function openPrintShop({
  language,
  childrenMax = 1,
  lettersPerChild = LETTERS_PER_CHILD,
  jobMsMax = JOB_MS_MAX,
}: PrintShopOptions): PrintShop {
  const alive = new Set<Child>();
  const idle: Child[] = [];
  const waiting: ((child: Child) => void)[] = [];
  const closed = new AbortController();
  const take = (): Promise<Child> => {
    for (let child = idle.pop(); child !== undefined; child = idle.pop()) {
      if (isFit(child)) return Promise.resolve(child);
      alive.delete(child);
    }
    if (alive.size >= childrenMax) return new Promise((resolve) => waiting.push(resolve));
    return Promise.resolve(start(alive));
  };
  const release = async (child: Child): Promise<void> => {
    if (!isFit(child) || child.letters >= lettersPerChild) {
      await end(child);
      alive.delete(child);
      // Once closed, whoever waits gets the dead one and sees it is.
      waiting.shift()?.(closed.signal.aborted ? child : start(alive));
      return;
    }
    const next = waiting.shift();
    if (next === undefined) idle.push(child);
    else next(child);
  };
  return {
    print: async (sheets, sender, letterLanguage) => {
      for (let left = TRIES; left > 0 && !closed.signal.aborted; left--) {
        const child = await take();
        child.letters += sheets.length;
        const answer = await ask(child.process, { sheets, sender, language: letterLanguage }, jobMsMax);
        await release(child);
        if (answer?.kind === "printed") return answer.printed;
        if (answer !== undefined) throw new MisemoriError(answer.code, answer.message, answer.hint);
      }
      const message = say(renderWords, language, "letters.died");
      throw new MisemoriError("letters.died", message, say(renderWords, language, "letters.died.hint"));
    },
    children: () => [...alive].flatMap(({ process: { pid } }) => (pid === undefined ? [] : [pid])),
    close: async () => {
      closed.abort();
      await Promise.all(Array.from(alive, end));
      alive.clear();
    },
  };
}

/** How many children a machine bears: one per core and gigabyte that is free, two at most: the shop goes on selling. */
export function childrenFor(cores: number, freeBytes: number): number {
  return Math.max(1, Math.min(2, cores, Math.floor(freeBytes / 2 ** 30)));
}

function start(alive: Set<Child>): Child {
  const script = new URL(
    import.meta.url.endsWith(".ts") ? "./press-child.ts" : "./press-child.js",
    import.meta.url,
  );
  const { SystemRoot: systemRoot } = process.env;
  const child: Child = {
    letters: 0,
    process: fork(script, {
      serialization: "advanced",
      execArgv: [],
      // What Typst or a crash would write might quote a letter; and none of our own settings are its business.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: systemRoot === undefined ? {} : { SystemRoot: systemRoot },
    }),
  };
  alive.add(child);
  // Its end is seen by whoever waits for its answer.
  child.process.on("error", () => undefined);
  return child;
}

/** Undefined when the child died or took too long; it is dead then. */
function ask(child: ChildProcess, job: PressJob, msMax: number): Promise<PressAnswer | undefined> {
  return new Promise((resolve) => {
    const settle = (answer: PressAnswer | undefined): void => {
      clearTimeout(timer);
      child.off("message", onMessage);
      child.off("exit", onEnd);
      child.off("error", onEnd);
      resolve(answer);
    };
    const onMessage = (message: unknown): void => settle(message as PressAnswer);
    const onEnd = (): void => settle(undefined);
    const timer = setTimeout(() => child.kill("SIGKILL"), msMax);
    child.on("message", onMessage);
    child.on("exit", onEnd);
    child.on("error", onEnd);
    if (!isFit({ process: child })) onEnd();
    else child.send(job, (error) => error !== null && child.kill("SIGKILL"));
  });
}

function isFit({ process: child }: Pick<Child, "process">): boolean {
  return child.connected && child.exitCode === null && child.signalCode === null && !child.killed;
}

function end({ process: child }: Child): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
