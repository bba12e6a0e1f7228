// The pino transport of shop developers (`misemori/pino`): every log line passes the scrub stream before it is written, so
// that no card reaches the file, wherever in the line it stands.

import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Transform, Writable, type TransformCallback } from "node:stream";
import { scrubByteLists } from "./json-bytes.ts";
import { attempt, createMasker, type ScrubStreamOptions } from "./stream.ts";

export interface PinoScrubOptions extends Pick<ScrubStreamOptions, "all"> {
  /** A file's path (appended to) or a file descriptor; standard output when absent. */
  readonly destination?: string | number;
  /** Makes the file's folder. */
  readonly mkdir?: boolean;
  /** True inside a `pipeline`: passes the lines on to the next target instead of writing them. */
  readonly pass?: boolean;
}

/** Lines longer than this are looked at in pieces; what may be a list of bytes is carried over to the next. */
const LINE_CHARACTERS_MAX = 1024 * 1024;
/** The longest tail carried over: a card in a list takes 19 × 4 characters, with keys 19 × 14. */
const CARRY_CHARACTERS = 1024;

/** Log lines in, log lines out. Each whole line leaves at once. */
export function createPinoScrub(options: Pick<ScrubStreamOptions, "all"> = {}): Transform {
  const masker = createMasker(options);
  const lists = openListScrub();
  const stream = new Transform({
    decodeStrings: true,
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      attempt(done, () => {
        stream.push(masker.push(lists.push(chunk)));
        stream.push(masker.flush());
      });
    },
    flush(done: TransformCallback) {
      attempt(done, () => {
        stream.push(masker.push(lists.end()));
        stream.push(masker.end());
      });
    },
  });
  return stream;
}

/** Bytes as Latin-1 characters, so that lists are found without decoding and other bytes never change. */
function openListScrub(): { push(chunk: Buffer): Buffer; end(): Buffer } {
  let kept = "";
  const upTo = (end: number): Buffer => {
    const out = Buffer.from(scrubByteLists(kept.slice(0, end)), "latin1");
    kept = kept.slice(end);
    return out;
  };
  return {
    push(chunk) {
      kept += chunk.toString("latin1");
      const lineEnd = kept.lastIndexOf("\n") + 1;
      if (lineEnd > 0) return upTo(lineEnd);
      if (kept.length <= LINE_CHARACTERS_MAX) return Buffer.alloc(0);
      // Too long to be kept whole: what is carried over is read twice, once on each side of the cut.
      const scrubbed = scrubByteLists(kept);
      const out = Buffer.from(scrubbed.slice(0, -CARRY_CHARACTERS), "latin1");
      kept = scrubbed.slice(-CARRY_CHARACTERS);
      return out;
    },
    end: () => upTo(kept.length),
  };
}

/** A destination for `pino(options, destination)`: a Writable that scrubs and writes. `flush` empties what is held. */
export function createPinoDestination(options: PinoScrubOptions = {}): Writable {
  const { destination = 1, mkdir = false } = options;
  const path = typeof destination === "string" ? destination : "";
  if (mkdir && path !== "") mkdirSync(dirname(path), { recursive: true });
  const file =
    typeof destination === "string"
      ? createWriteStream(path, { flags: "a" })
      : createWriteStream("", { fd: destination, autoClose: false });
  const scrub = createPinoScrub(options);
  const outer = new Writable({
    decodeStrings: true,
    write: (chunk: Buffer, _encoding, done) => void scrub.write(chunk, (error) => done(error)),
    final(done) {
      file.once("finish", () => done());
      scrub.end();
    },
    destroy(error, done) {
      scrub.destroy();
      if (file.closed || typeof destination === "number") return done(error);
      file.once("close", () => done(error));
      file.destroy();
    },
  });
  file.on("error", (error) => outer.destroy(error));
  scrub.on("error", (error) => outer.destroy(error));
  scrub.pipe(file);
  return outer;
}

/** What pino calls for `target: "misemori/pino"`. */
export default function pinoTarget(options: PinoScrubOptions = {}): Writable | Transform {
  return options.pass === true ? createPinoScrub(options) : createPinoDestination(options);
}
