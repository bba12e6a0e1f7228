// The pages of a PDF as text, read in a thread of its own with bounds on time and memory. A PDF must be held whole to be read
// (its directory stands at its end); one that is too great or broken is read as it stands, and that is said.

import { Worker } from "node:worker_threads";
import type { MemberLimits } from "./contract.ts";
import type { PdfMessage } from "./pdf-worker.ts";
import { broken, type Source } from "./source.ts";
import type { Entry } from "./zip.ts";

/** Heap of the thread: pdf.js needs some times the file, fonts and images aside. */
const HEAP_MEGABYTES = 512;

export async function* pdfPages(source: Source, limits: MemberLimits): AsyncGenerator<Entry> {
  const held: Uint8Array[] = [];
  let bytes = 0;
  for (let chunk = await source.next(); chunk !== undefined; chunk = await source.next()) {
    held.push(chunk);
    bytes += chunk.length;
    if (bytes <= limits.heldBytesMax) continue;
    yield asItStands(source, held);
    throw broken("too-big", source.path);
  }
  // A copy of its own goes to the thread, so that the bytes are still here if it fails.
  const thread = openThread(Uint8Array.from(Buffer.concat(held)), limits.pdfMs);
  let pages = 0;
  let failed: PdfEnd | undefined;
  let unread = false;
  try {
    for (;;) {
      const said = await thread.next();
      if (said.kind !== "page") {
        if (said.kind === "failed") failed = said;
        else if (said.unread) unread = true;
        break;
      }
      pages += 1;
      yield { name: `page ${said.page}`, chunks: once(Buffer.from(said.text, "utf8")) };
    }
  } finally {
    await thread.close();
  }
  if (unread) throw broken("not-supported", source.path);
  if (failed === undefined) return;
  // Half a PDF read as text and all of it read raw would tell the same places twice.
  if (failed.reason !== "encrypted" && pages === 0) yield asItStands(source, held);
  throw broken(failed.reason, source.path);
}

interface PdfEnd {
  readonly kind: "failed";
  readonly reason: "encrypted" | "broken" | "too-slow" | "too-big";
}
type PdfStep = Extract<PdfMessage, { kind: "page" | "end" }> | PdfEnd;

function openThread(bytes: Uint8Array, pdfMs: number): { next(): Promise<PdfStep>; close(): Promise<void> } {
  const worker = new Worker(workerUrl(), {
    workerData: bytes,
    transferList: [bytes.buffer as ArrayBuffer],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    // What it prints could quote the document.
    stdout: true,
    stderr: true,
  });
  const steps: PdfStep[] = [];
  const state = { wake: (): void => undefined };
  const put = (step: PdfStep): void => {
    steps.push(step);
    state.wake();
  };
  worker.stdout.resume();
  worker.stderr.resume();
  worker.on("message", (message: PdfMessage) =>
    put(
      message.kind === "failed"
        ? { kind: "failed", reason: message.encrypted ? "encrypted" : "broken" }
        : message,
    ),
  );
  worker.on("error", (error: unknown) => {
    const outOfMemory =
      error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
    put({ kind: "failed", reason: outOfMemory ? "too-big" : "broken" });
  });
  worker.on("exit", () => put({ kind: "failed", reason: "broken" }));
  return {
    async next() {
      // The thread reads one page at a time, when asked.
      worker.postMessage("next");
      const timer = setTimeout(() => put({ kind: "failed", reason: "too-slow" }), pdfMs);
      try {
        for (;;) {
          const step = steps.shift();
          if (step !== undefined) return step;
          await new Promise<void>((resolve) => {
            state.wake = resolve;
          });
        }
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      await worker.terminate();
    },
  };
}

function asItStands(source: Source, held: readonly Uint8Array[]): Entry {
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* held;
    for (let chunk = await source.next(); chunk !== undefined; chunk = await source.next()) yield chunk;
  }
  return { name: "", chunks: all() };
}

// oxlint-disable-next-line require-await
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function workerUrl(): URL {
  // From source Node strips the types; in the published package the same file is plain JavaScript.
  return new URL(import.meta.url.endsWith(".ts") ? "./pdf-worker.ts" : "./pdf-worker.js", import.meta.url);
}
