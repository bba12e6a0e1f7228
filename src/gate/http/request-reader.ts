// Cuts the bytes of one connection into requests, strictly one after the other: head, body when somebody wants it, and
// the next head only once the answer is out. Knows no sockets and no time; those are buyer-connection.ts's.

import { readBodyBytes, startBody, type IncomingBody } from "./incoming-body.ts";
import { readRequestLines, type RequestLines } from "./request-lines.ts";

/** Who asked for a body. */
export interface BodySink {
  onData(data: Buffer): void;
  /** `trailers` is flat [name, value…]. */
  onEnd(trailers: readonly string[]): void;
}

export interface ReaderHome {
  headBytesMax(): number;
  /** A head is there. Its body and its successor wait until they are asked for. */
  onRequest(lines: RequestLines): void;
  /** What came is no lawful request; nothing more is read. */
  onUnlawful(status: 400 | 414 | 431 | 505, why: string): void;
  /** The body's coding is broken; nothing more is read. */
  onBrokenBody(): void;
  /** More requests came at once than anyone sends; nothing more is read. */
  onTooManyAhead(): void;
  /** More is pending than may be: the sender has to wait. */
  onFull(): void;
}

/** No browser and no known client sends more requests ahead; a single packet could hold a thousand. */
export const PIPELINED_MAX = 32;

const HEAD_END = Buffer.from("\r\n\r\n");
const NO_TRAILERS: readonly string[] = [];
const CR = 13;
const LF = 10;

export class RequestReader {
  readonly #home: ReaderHome;
  #step: "head" | "request" | "stopped" = "head";
  /** Bytes that came and were not read yet. */
  #pending: Buffer | undefined;
  #body: IncomingBody | undefined;
  #sink: BodySink | undefined;
  #isPaused = false;
  /** Within the loop of `#read`: what is asked for now is read by the loop itself. */
  #isReading = false;
  /** Heads read since bytes last came: all but the first were sent ahead. */
  #begun = 0;

  constructor(home: ReaderHome) {
    this.#home = home;
  }

  /** What must come next for anything to go on. */
  get waitsFor(): "request" | "rest of head" | "body" | "nothing" {
    if (this.#step === "head") return this.#pending === undefined ? "request" : "rest of head";
    return this.#isBodyWanted ? "body" : "nothing";
  }

  get isBodyWhole(): boolean {
    return this.#body === undefined || this.#body.isWhole;
  }

  get isBodyPaused(): boolean {
    return this.#isPaused;
  }

  /** More is pending than may be: bytes should not come until something of it was read. */
  get isFull(): boolean {
    return this.#pending !== undefined && this.#pending.length > this.#home.headBytesMax();
  }

  /** Takes bytes in. They are kept, not copied. */
  take(bytes: Buffer): void {
    if (this.#step === "stopped") return;
    this.#begun = 0;
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined) this.#read(bytes, 0);
    else this.#read(Buffer.concat([pending, bytes]), pending.length);
  }

  /** Says how long the body of the request just given out is: 0 for none, -1 for chunked. */
  beginBody(bodyBytes: number): void {
    this.#body = bodyBytes === 0 ? undefined : startBody(bodyBytes);
  }

  /** Gives the body to `sink` from now on. */
  readBody(sink: BodySink): void {
    this.#sink = sink;
    this.#isPaused = false;
    this.#goOn();
  }

  pauseBody(): void {
    this.#isPaused = true;
  }

  resumeBody(): void {
    this.#isPaused = false;
    this.#goOn();
  }

  /** The answer is out: the next request's turn. The body must be whole. */
  next(): void {
    if (this.#step !== "request") return;
    this.#step = "head";
    this.#body = undefined;
    this.#sink = undefined;
    this.#isPaused = false;
    this.#goOn();
  }

  /** Reads nothing more; returns what was pending. */
  stop(): Buffer | undefined {
    const pending = this.#pending;
    this.#step = "stopped";
    this.#pending = undefined;
    this.#sink = undefined;
    return pending;
  }

  get #isBodyWanted(): boolean {
    return this.#step === "request" && this.#sink !== undefined && !this.#isPaused && !this.isBodyWhole;
  }

  #goOn(): void {
    const pending = this.#pending;
    if (this.#isReading || pending === undefined) return;
    this.#pending = undefined;
    this.#read(pending, 0);
  }

  /** The first `seenBytes` of `bytes` were looked at before, in vain. */
  #read(bytes: Buffer, seenBytes: number): void {
    this.#isReading = true;
    let rest: Buffer | undefined = bytes;
    let seen = seenBytes;
    while (rest !== undefined && rest.length > 0) {
      if (this.#step === "head") rest = this.#readHead(rest, seen);
      else if (this.#isBodyWanted) rest = this.#readBody(rest);
      else {
        if (this.#step === "request") this.#keep(rest);
        break;
      }
      seen = 0;
    }
    this.#isReading = false;
  }

  #keep(bytes: Buffer): void {
    this.#pending = bytes;
    if (this.isFull) this.#home.onFull();
  }

  /** Returns what follows the head. */
  #readHead(bytes: Buffer, seenBytes: number): Buffer | undefined {
    // An empty line left over from a sloppy client's request before (RFC 9112 §2.2).
    const from = bytes[0] === CR && bytes[1] === LF ? 2 : 0;
    const end = bytes.indexOf(HEAD_END, Math.max(from, seenBytes - 3));
    if (end < 0) return this.#readPartHead(bytes, from, seenBytes);
    if (end - from > this.#home.headBytesMax()) return this.#refuseLongHead(bytes);
    const lines = readRequestLines(bytes.toString("latin1", from, end + 2));
    if (!lines.ok) return this.#refuse(lines.status, lines.why);
    if (++this.#begun > PIPELINED_MAX + 1) {
      this.stop();
      this.#home.onTooManyAhead();
      return undefined;
    }
    this.#step = "request";
    this.#home.onRequest(lines);
    const bodyAt = end + HEAD_END.length;
    return bodyAt === bytes.length ? undefined : bytes.subarray(bodyAt);
  }

  /** The head's end is not there yet: is it too long already, or unlawful? */
  #readPartHead(bytes: Buffer, from: number, seenBytes: number): undefined {
    if (bytes.length - from > this.#home.headBytesMax()) return this.#refuseLongHead(bytes);
    // A line that does not end in CRLF makes the head unlawful whatever follows: its end would be waited for in vain.
    const lf = bytes.indexOf(LF, Math.max(from, seenBytes));
    if (lf >= 0 && bytes[lf - 1] !== CR) {
      const lines = readRequestLines(bytes.toString("latin1", from));
      return lines.ok ? this.#refuse(400, "line end") : this.#refuse(lines.status, lines.why);
    }
    this.#pending = bytes;
    return undefined;
  }

  #refuseLongHead(bytes: Buffer): undefined {
    const start = bytes.subarray(0, this.#home.headBytesMax());
    const isTarget = !start.includes(LF) && /^[A-Z-]{1,20} \//.test(start.toString("latin1", 0, 24));
    return this.#refuse(isTarget ? 414 : 431, "head length");
  }

  #refuse(status: 400 | 414 | 431 | 505, why: string): undefined {
    this.stop();
    this.#home.onUnlawful(status, why);
  }

  #readBody(bytes: Buffer): Buffer | undefined {
    const body = this.#body;
    const sink = this.#sink;
    if (body === undefined || sink === undefined) return bytes;
    const rest = readBodyBytes(body, bytes, (data) => sink.onData(data));
    if (rest === "bad") {
      this.stop();
      this.#home.onBrokenBody();
      return undefined;
    }
    if (!body.isWhole) return undefined;
    // The sink may have had enough in the middle of these bytes.
    if (this.#sink === sink) {
      this.#sink = undefined;
      sink.onEnd(body.chunks?.trailers ?? NO_TRAILERS);
    }
    return rest;
  }
}
