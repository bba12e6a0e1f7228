// Card data hidden in a stream of bytes, for shop developers and for `scrub pipe`: a Transform with bounded memory and a
// bounded delay. One text is text.ts's matter.

import { randomBytes } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";
import type { DecoyCards } from "../decoys.ts";
import { openSieve } from "../kernel/sieve.ts";
import { openScan } from "../scan.ts";
import { hidesAll, hidesLikely, openMasker, type Masker, type Place } from "./masker.ts";
import type { ScrubOptions } from "./text.ts";

export interface ScrubStreamOptions extends ScrubOptions {
  /** A whole line waits no longer than this after the last bytes came. */
  readonly quietMs?: number;
  /** The owner's own, told and hidden as such. */
  readonly decoys?: DecoyCards | null;
}

/** Long enough to gather a busy log's lines, short enough for a person who watches them go by. */
const QUIET_MS = 200;
/** A line waits at most this many quiet times when bytes keep trickling in. */
const TRICKLE_TIMES = 5;

/**
 * Bytes in, exactly as many bytes out, with every card number, security code and the like hidden. Where something cannot be
 * hidden in its own writing, all of it becomes asterisks. An unfinished line waits for its end (or the stream's), as a card
 * may go on in the next bytes; a line of any length passes in bounded memory.
 */
export function createScrubStream(options: ScrubStreamOptions = {}): Transform {
  const masker = createMasker(options);
  const quietMs = options.quietMs ?? QUIET_MS;
  let timer: NodeJS.Timeout | undefined;
  let heldSinceMs: number | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  const pass = (bytes: Uint8Array): void => {
    if (bytes.length > 0) stream.push(bytes);
  };
  const letGo = (): void => {
    timer = undefined;
    heldSinceMs = undefined;
    attempt(
      (error) => {
        if (error != null) stream.destroy(error);
      },
      () => pass(masker.flush()),
    );
  };
  const stream = new Transform({
    decodeStrings: true,
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      stop();
      attempt(done, () => {
        pass(masker.push(chunk));
        const nowMs = performance.now();
        heldSinceMs ??= nowMs;
        if (nowMs - heldSinceMs >= quietMs * TRICKLE_TIMES) {
          heldSinceMs = nowMs;
          pass(masker.flush());
        }
        timer = setTimeout(letGo, quietMs);
      });
    },
    flush(done: TransformCallback) {
      stop();
      attempt(done, () => pass(masker.end()));
    },
    destroy(error, done) {
      stop();
      done(error);
    },
  });
  return stream;
}

/** A fault ends the stream with an error: whatever went wrong, nothing unlooked-at passes. */
export function attempt(done: (error?: Error | null) => void, work: () => void): void {
  try {
    work();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  done();
}

/** What hides and blots, with a key of its own: nobody compares the hashes of a stream. */
export function createMasker({ all, onFinding, decoys }: ScrubStreamOptions): Masker {
  return openMasker(openScan(openSieve(), randomBytes(32), decoys ?? null), {
    hides: all === true ? hidesAll : hidesLikely,
    blots: true,
    ...(onFinding === undefined ? {} : { onPlace: ({ finding }: Place) => onFinding(finding) }),
  });
}
