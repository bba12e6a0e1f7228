// `… | misemori scrub pipe | …`: runs the stream between two others until one of them ends or the process is told to go.

import type { Readable, Writable } from "node:stream";
import type { DecoyCards } from "../decoys.ts";
import { createScrubStream } from "./stream.ts";

export interface PipeRequest {
  readonly input: Readable;
  readonly output: Writable;
  /** Told to go: what is on its way still arrives and leaves, then it ends. */
  readonly gone: AbortSignal;
  readonly all?: boolean;
  readonly quietMs?: number;
  /** The owner's own, told and hidden as such. */
  readonly decoys?: DecoyCards | null;
}

export interface PipeEnd {
  /** "done": all came through. "reader-gone": the program behind no longer reads. "broken": reading or writing failed. */
  readonly how: "done" | "reader-gone" | "broken";
  readonly reason: string;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly findings: number;
  /** Which decoys were among them: their ids. */
  readonly decoys: readonly string[];
}

/** After being told to go, input that is silent for this long counts as ended … */
const DRAIN_QUIET_MS = 500;
/** … and input that never falls silent is left after this: service supervisors kill after ten seconds and more. */
const DRAIN_MAX_MS = 8_000;

/** Resolves when the last byte was handed over. Back-pressure reaches the input; memory stays bounded whatever comes. */
export function runPipe({ input, output, gone, all, quietMs, decoys }: PipeRequest): Promise<PipeEnd> {
  const counts = { bytesIn: 0, bytesOut: 0, findings: 0 };
  const decoyIds = new Set<string>();
  const scrub = createScrubStream({
    ...(all === undefined ? {} : { all }),
    ...(quietMs === undefined ? {} : { quietMs }),
    ...(decoys === undefined ? {} : { decoys }),
    onFinding: ({ decoy }) => {
      counts.findings += 1;
      if (decoy !== undefined) decoyIds.add(decoy);
    },
  });
  return new Promise((resolve) => {
    let over = false;
    const timers: NodeJS.Timeout[] = [];
    const end = (how: PipeEnd["how"], reason = ""): void => {
      if (over) return;
      over = true;
      for (const timer of timers) clearTimeout(timer);
      gone.removeEventListener("abort", drain);
      input.destroy();
      scrub.destroy();
      resolve({ how, reason, ...counts, decoys: [...decoyIds] });
    };
    const drain = (): void => {
      const finish = (): void => {
        input.unpipe(scrub);
        scrub.end();
      };
      const quiet = setTimeout(finish, DRAIN_QUIET_MS);
      input.on("data", () => quiet.refresh());
      timers.push(quiet, setTimeout(finish, DRAIN_MAX_MS));
    };
    input.on("data", (chunk: Buffer) => (counts.bytesIn += chunk.length));
    input.on("error", (error) => end("broken", codeOf(error)));
    scrub.on("data", (chunk: Buffer) => (counts.bytesOut += chunk.length));
    scrub.on("error", (error) => end("broken", codeOf(error)));
    // A reader that is gone is told by EPIPE at the next write, or by a close before the end.
    output.on("error", (error) => end(codeOf(error) === "EPIPE" ? "reader-gone" : "broken", codeOf(error)));
    output.on("close", () => end("reader-gone", "closed"));
    input.pipe(scrub).pipe(output, { end: false });
    // The last write's callback: only then has everything been handed over.
    scrub.on("end", () => output.write("", (error) => (error == null ? end("done") : undefined)));
    if (gone.aborted) drain();
    else gone.addEventListener("abort", drain, { once: true });
  });
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : error.message;
}
