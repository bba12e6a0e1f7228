// The process that one look at a page runs in: is told what to look at, looks, tells what it saw, ends. Ends likewise when whoever
// started it is gone.

import { readFile } from "node:fs/promises";
import { createWatchPageActs } from "./page-acts.ts";
import type { PageLookEnd, PageLookWish } from "./page-look.ts";

const FILE_BYTES_MAX = 1024 * 1024;
/** What the guard keeps of a look and holds in memory. */
const REPORT_CHARS_MAX = 4 * 1024 * 1024;
const DWELL_MS = 5_000;
/** Less than the guard waits before it ends this process hard. */
const CLOSE_MS = 3_000;

const gone = new AbortController();
process.once("disconnect", leave);
// On a busy machine whoever asked may have given up before this line was reached.
if (!process.connected) leave();
process.once("message", (wish: PageLookWish) => void answer(wish));

function leave(): void {
  gone.abort();
  // A browser that does not close when asked: leaving ends it with its files.
  setTimeout(() => process.exit(1), CLOSE_MS).unref();
}

async function answer(wish: PageLookWish): Promise<void> {
  if (gone.signal.aborted) return;
  const end = await look(wish).catch((error: unknown) => ({ ok: false as const, message: textOf(error) }));
  const message: PageLookEnd =
    JSON.stringify(end).length > REPORT_CHARS_MAX ? { ok: false, message: "too-large" } : end;
  // Without its channel nobody waits for the answer any more.
  process.send?.(message, () => process.disconnect?.());
}

async function look({ stepsFile, ...wish }: PageLookWish): Promise<PageLookEnd> {
  const steps = stepsFile === null ? null : await readFile(stepsFile, "utf8");
  if (steps !== null && steps.length > FILE_BYTES_MAX)
    return { ok: false, message: "the file of steps is too long" };
  const seen = await createWatchPageActs(process.env).watchPage({
    ...wish,
    steps,
    // Compared by the guard, with what it believes.
    approvedFile: null,
    dwellMs: DWELL_MS,
    gone: gone.signal,
    onProgress: () => undefined,
  });
  return seen.ok ? { ok: true, report: seen.value } : { ok: false, message: `${seen.message} ${seen.hint}` };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
