// One connection to the shop: reads answers off it, one at a time. Which request goes on it, and what becomes of the
// answer, is the exchange's affair; keeping connections is the pool's.

import type { Socket } from "node:net";
import { readChunks, startChunks, type ChunkState } from "./chunks.ts";
import type { ShopFailureKind } from "./settings.ts";
import { readShopHead, SHOP_HEAD_BYTES_MAX, type ShopHead } from "./shop-head.ts";

/** Who asked. Each exchange ends with exactly one of `onEnd`, `onSwitched` or `onShopFailure`. */
export interface AnswerSink {
  readonly method: string;
  /** The connection is there: write the request. */
  onConnected(connection: ShopConnection): void;
  onHead(head: ShopHead): void;
  /** The memory of `data` is lent: what is to be kept must be copied. */
  onBody(data: Buffer): void;
  /** All bytes of one network read were handled: time to flush. */
  onPause(): void;
  onEnd(trailers: readonly string[]): void;
  onSwitched(head: ShopHead, socket: Socket, rest: Buffer): void;
  onShopFailure(why: ShopFailureKind, answerBegan: boolean): void;
  /** The shop takes more bytes again. */
  onShopDrain(): void;
}

export interface ConnectionHome {
  nowMs(): number;
  /** The connection is free for the next exchange. */
  onFree(connection: ShopConnection): void;
  onGone(connection: ShopConnection): void;
}

const HEAD_END = Buffer.from("\r\n\r\n");

export class ShopConnection {
  readonly socket: Socket;
  readonly #home: ConnectionHome;
  #sink: AnswerSink | undefined;
  #step: "idle" | "head" | "length" | "chunked" | "until-close" = "idle";
  #left = 0;
  #chunks: ChunkState | undefined;
  #pending: Buffer | undefined;
  #head: ShopHead | undefined;
  #answerBegan = false;
  /** Exchanges finished on this connection: 0 means fresh. */
  exchanges = 0;
  idleSinceMs = 0;
  idleMaxMs: number;
  /** When the sweep cuts this connection, monotonic; Infinity while it is not the shop's turn. */
  deadlineMs = Infinity;
  #deadlineKind: "head-timeout" | "idle-timeout" = "head-timeout";
  /** False until the exchange says that its request is wholly written: an earlier answer's connection is not reused. */
  requestSent = false;
  /** Set when this connection must not serve another exchange. */
  isLast = false;

  constructor(socket: Socket, home: ConnectionHome, idleMaxMs: number) {
    this.socket = socket;
    this.#home = home;
    this.idleMaxMs = idleMaxMs;
    socket.on("data", (bytes: Buffer) => this.read(bytes));
    socket.on("drain", () => this.#sink?.onShopDrain());
    socket.on("end", () => this.#onShopClosed());
    socket.on("error", () => this.#fail("reset"));
    socket.on("close", () => {
      this.#fail("reset");
      home.onGone(this);
    });
  }

  get isIdle(): boolean {
    return this.#sink === undefined;
  }

  begin(sink: AnswerSink): void {
    this.#sink = sink;
    this.#step = "head";
    this.#answerBegan = false;
    this.requestSent = false;
    this.deadlineMs = Infinity;
    sink.onConnected(this);
  }

  expectBy(deadlineMs: number, kind: "head-timeout" | "idle-timeout"): void {
    this.deadlineMs = deadlineMs;
    this.#deadlineKind = kind;
  }

  /** The shop must say (or take) something within this. */
  expectIdle(durationMs: number): void {
    this.expectBy(this.#home.nowMs() + durationMs, "idle-timeout");
  }

  /** Called by the pool's sweep when the deadline has passed. */
  onDeadline(): void {
    this.#fail(this.#deadlineKind);
  }

  /** The exchange is over before its time: the connection goes with it, silently. */
  abandon(): void {
    this.#sink = undefined;
    this.socket.destroy();
  }

  /** The socket speaks another protocol from now on. */
  #letGo(): void {
    this.#sink = undefined;
    this.deadlineMs = Infinity;
    this.socket.pause();
    for (const event of ["data", "drain", "end", "error", "close"]) this.socket.removeAllListeners(event);
    this.#home.onGone(this);
  }

  #fail(why: ShopFailureKind): void {
    const sink = this.#sink;
    this.#sink = undefined;
    this.socket.destroy();
    sink?.onShopFailure(why, this.#answerBegan);
  }

  #onShopClosed(): void {
    if (this.#step === "until-close" && this.#sink !== undefined) this.#finish([]);
    else this.#fail("reset");
  }

  /** Takes bytes of the shop in. The memory is the caller's again afterwards: what is kept is copied. */
  read(bytes: Buffer): void {
    const sink = this.#sink;
    // Bytes that nobody asked for would be taken as the answer to the next request.
    if (sink === undefined) {
      this.socket.destroy();
      return;
    }
    this.#answerBegan = true;
    let rest: Buffer | undefined = bytes;
    while (rest !== undefined && this.#sink === sink) {
      rest = this.#step === "head" ? this.#readHead(sink, rest) : this.#readBody(sink, rest);
    }
    if (this.#sink === sink) sink.onPause();
  }

  /** Returns the bytes after the head, or undefined when there is nothing more to read. */
  #readHead(sink: AnswerSink, bytes: Buffer): Buffer | undefined {
    const all = this.#pending === undefined ? bytes : Buffer.concat([this.#pending, bytes]);
    const end = all.indexOf(HEAD_END);
    if (end < 0 ? all.length > SHOP_HEAD_BYTES_MAX : end > SHOP_HEAD_BYTES_MAX) {
      this.#fail("bad-answer");
      return undefined;
    }
    if (end < 0) {
      this.#pending = Buffer.from(all);
      return undefined;
    }
    this.#pending = undefined;
    const head = readShopHead(all.toString("latin1", 0, end + 2), sink.method === "HEAD");
    if (head === undefined) {
      this.#fail("bad-answer");
      return undefined;
    }
    const rest = all.subarray(end + 4);
    if (head.status === 101) {
      this.#letGo();
      sink.onSwitched(head, this.socket, rest);
      return undefined;
    }
    // Interim answers are for the gate: it said 100 itself, and hints are optional.
    if (head.status < 200) return rest.length === 0 ? undefined : rest;
    this.#head = head;
    this.#left = head.length;
    sink.onHead(head);
    if (this.#sink !== sink) return undefined;
    if (head.framing === "none") {
      this.#finish([], rest.length > 0);
      return undefined;
    }
    this.#step = head.framing;
    if (head.framing === "chunked") this.#chunks = startChunks();
    return rest.length === 0 ? undefined : rest;
  }

  #readBody(sink: AnswerSink, bytes: Buffer): Buffer | undefined {
    if (this.#step === "length") {
      const data = bytes.length > this.#left ? bytes.subarray(0, this.#left) : bytes;
      this.#left -= data.length;
      sink.onBody(data);
      if (this.#left === 0 && this.#sink === sink) this.#finish([], bytes.length > data.length);
      return undefined;
    }
    if (this.#step === "until-close" || this.#chunks === undefined) {
      sink.onBody(bytes);
      return undefined;
    }
    const end = readChunks(this.#chunks, bytes, (data) => {
      if (this.#sink === sink) sink.onBody(data);
    });
    if (this.#sink !== sink || end === "more") return undefined;
    if (end === "bad") this.#fail("bad-answer");
    else this.#finish(this.#chunks.trailers, end < bytes.length);
    return undefined;
  }

  #finish(trailers: readonly string[], hasSurplus = false): void {
    const sink = this.#sink;
    const head = this.#head;
    this.#sink = undefined;
    this.#step = "idle";
    this.#chunks = undefined;
    this.#pending = undefined;
    this.deadlineMs = Infinity;
    this.exchanges++;
    const mayStay = head?.keepsAlive === true && this.requestSent && !this.isLast && !hasSurplus;
    if (mayStay && !this.socket.destroyed) {
      if (head.idleHintMs !== undefined)
        this.idleMaxMs = Math.min(60_000, Math.max(0, head.idleHintMs - 1_000));
      this.idleSinceMs = this.#home.nowMs();
      // The exchange may have stopped the flow for a slow reader; nothing of this answer is left to hold back.
      if (this.socket.isPaused()) this.socket.resume();
      this.#home.onFree(this);
    } else {
      this.socket.destroy();
    }
    sink?.onEnd(trailers);
  }
}
