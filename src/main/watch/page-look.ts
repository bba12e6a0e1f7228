// One look at a page in a process of its own: a browser, and a page that means harm, must never take the guard's thread or memory. Late
// ones are ended with all they started.

import { fork, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import type { Clock, Language } from "../../kernel/index.ts";
import type { LookEnd, PageReport } from "../../watch/index.ts";

/** What the process is told; see page-look-process.ts. */
export interface PageLookWish {
  readonly name: string;
  readonly url: string;
  readonly stepsFile: string | null;
  /** Decoy cards and planted customers are known from there. */
  readonly recordsFolder: string;
  readonly chromiumPath: string | null;
  readonly language: Language;
}

export type PageLookEnd =
  | { readonly ok: true; readonly report: PageReport }
  | { readonly ok: false; readonly message: string };

export type LookAtPage = (wish: PageLookWish, gone: AbortSignal) => Promise<LookEnd>;

/** Fifty steps may take twenty seconds each, but a checkout that takes three minutes is not one that buyers use. */
const LOOK_MS_MAX = 180_000;
/** To close the browser by itself before it is ended hard. */
const CLOSE_MS = 5_000;
/** The report is some hundred kilobytes; a page that means harm must not make it a gigabyte. */
const OLD_SPACE_MB = 512;

export function lookInChild(clock: Clock, timeoutMs = LOOK_MS_MAX): LookAtPage {
  return async (wish, gone) => {
    // The browser's own files; one that is ended hard leaves them.
    const folder = await mkdtemp(join(tmpdir(), "misemori-look-"));
    const child = fork(processUrl(), [], {
      env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder },
      execArgv: [`--max-old-space-size=${OLD_SPACE_MB}`],
      // Its own words would stand in the guard's log.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      // A group of its own: ended as a whole.
      detached: true,
    });
    const ended = new AbortController();
    const exited = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
    const end = new Promise<LookEnd>((resolve) => {
      child.once("message", (message: PageLookEnd) =>
        resolve(message.ok ? { report: message.report } : { trouble: message.message }),
      );
      void exited.then(() => resolve({ trouble: "no-answer" }));
      void clock
        .sleep(timeoutMs, AbortSignal.any([ended.signal, gone]))
        .then((how) => resolve({ trouble: how === "elapsed" ? "timeout" : "broken-off" }));
    });
    // The shop comes first.
    if (child.pid !== undefined) givePrecedence(child.pid);
    child.send(wish, () => undefined);
    const answer = await end;
    ended.abort();
    await endTree(child, exited, clock);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    return answer;
  };
}

/** Asked first (it closes its browser), then without mercy: a browser whose pipe is gone ends by itself. */
async function endTree(child: ChildProcess, exited: Promise<void>, clock: Clock): Promise<void> {
  const done = new AbortController();
  const waited = exited.then(() => done.abort());
  if (child.connected) child.disconnect();
  if ((await clock.sleep(CLOSE_MS, done.signal)) === "elapsed") killGroup(child);
  await waited;
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

function givePrecedence(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Gone already, or not allowed: then it runs as the guard does.
  }
}

function processUrl(): URL {
  // From source Node strips the types; in the published package the same file is plain JavaScript.
  const file = import.meta.url.endsWith(".ts") ? "./page-look-process.ts" : "./page-look-process.js";
  return new URL(file, import.meta.url);
}
