// One buyer's connection: its socket, its time-outs, and what is under way on it. Cutting bytes into requests is the
// reader's affair, writing answers buyer-answer.ts's, and what a request means is left to others.

import type { Socket } from "node:net";
import { parseIp, type Ip, type Networks } from "../../kernel/index.ts";
import { BuyerAnswer, type AnswerHome } from "./buyer-answer.ts";
import { refuseRaw } from "./refusing.ts";
import type { Peer } from "./request-head.ts";
import type { RequestLines } from "./request-lines.ts";
import { RequestReader, type BodySink, type ReaderHome } from "./request-reader.ts";
import type { HttpLimits } from "./settings.ts";
import type { Whence } from "./whence.ts";

/** What is under way on a connection. */
export interface Occupant {
  onBuyerGone(): void;
  /** Nothing of the body that is waited for came within `bodyIdleTimeoutMs`. */
  onBuyerIdle(): void;
  /** The buyer has read what was kept for him. */
  onBuyerDrain(): void;
}

export interface BuyerHome extends AnswerHome {
  limits(): HttpLimits;
  nowMs(): number;
  onRequest(buyer: BuyerConnection, lines: RequestLines): void;
  /** Something unlawful came, or nothing in time. */
  onRefused(buyer: BuyerConnection, status: number, why: string): void;
  onGone(buyer: BuyerConnection): void;
}

/** A buyer who still sends while the answer is already there is listened to this long, so that he can read it. */
const LINGER_MS = 2_000;
const LINGER_BYTES_MAX = 4 * 1024 * 1024;

const NOWHERE = "0.0.0.0" as Ip;

export class BuyerConnection implements Peer, ReaderHome {
  readonly socket: Socket;
  readonly ip: Ip;
  readonly scheme: "http" | "https";
  lastWhence: Whence | undefined;
  isTrusted = false;
  trustedBy: Networks | undefined;
  occupant: Occupant | undefined;
  /** The client waits for "100 Continue" before it sends the body. */
  waitsForContinue = false;
  /** When the sweep calls `onDeadline`, monotonic; Infinity while it is not the buyer's turn. */
  deadlineMs: number;
  readonly #home: BuyerHome;
  readonly #reader: RequestReader;
  #answer: BuyerAnswer | undefined;
  #waitedFor: RequestReader["waitsFor"] = "request";
  /** "closing": what comes is thrown away; "handed": the socket speaks another protocol. */
  #stage: "open" | "closing" | "handed" = "open";
  /** Before its first request is answered: whoever connects is given the time of a head, not that of a pause. */
  #isFirst = true;
  #isTimed = false;
  #lingeredBytes = 0;

  constructor(socket: Socket, home: BuyerHome) {
    this.socket = socket;
    this.#home = home;
    this.#reader = new RequestReader(this);
    // A connection that is already gone has no address any more; its request goes nowhere.
    this.ip = parseIp(socket.remoteAddress ?? "") ?? NOWHERE;
    this.scheme = "encrypted" in socket && socket.encrypted === true ? "https" : "http";
    this.deadlineMs = home.nowMs() + home.limits().headTimeoutMs;
    socket.on("data", (bytes: Buffer) => this.#onBytes(bytes));
    socket.on("drain", () => this.#onDrain());
    socket.on("timeout", () => this.cut());
    // Who says that he will send nothing more is taken as gone, as other servers do: else nobody would notice him leave.
    socket.on("end", () => {
      socket.destroySoon();
      this.#gone();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.#gone();
      home.onGone(this);
    });
  }

  /** Open, but nothing is under way and nothing of a request has come. */
  get isIdle(): boolean {
    return this.#stage === "open" && this.#reader.waitsFor === "request";
  }

  /** The answer of the request that is under way, until the buyer has read it. */
  get underWay(): BuyerAnswer | undefined {
    return this.#answer;
  }

  get isBodyWhole(): boolean {
    return this.#reader.isBodyWhole;
  }

  get isBodyPaused(): boolean {
    return this.#reader.isBodyPaused;
  }

  /** Begins the body and the answer of the request that was just given out. */
  begin(bodyBytes: number, isHead: boolean, version: "1.0" | "1.1"): BuyerAnswer {
    this.#reader.beginBody(bodyBytes);
    const answer = new BuyerAnswer(this, this.#home, isHead, version);
    this.#answer = answer;
    return answer;
  }

  /** Gives the body to `sink` from now on. */
  readBody(sink: BodySink): void {
    this.#reader.readBody(sink);
    this.#mind();
  }

  pauseBody(): void {
    this.#reader.pauseBody();
    this.socket.pause();
    this.deadlineMs = Infinity;
  }

  resumeBody(): void {
    this.#reader.resumeBody();
    this.#mind();
  }

  /** The buyer does not read fast enough: `onBuyerDrain` follows, or in time the connection is cut. */
  awaitDrain(): void {
    this.#isTimed = true;
    this.socket.setTimeout(this.#home.limits().bodyIdleTimeoutMs);
  }

  /** Called by the answer when its last byte was given to the socket. */
  onAnswered(staysOpen: boolean): void {
    if (!staysOpen || !this.isBodyWhole) {
      this.#free();
      this.close();
    } else if (this.socket.writableLength === 0) this.#next();
    else {
      // Until he has read this answer, his next request waits.
      this.awaitDrain();
      this.socket.write("", () => this.#next());
    }
  }

  /** Says nothing more. What the buyer still sends is read and thrown away for a while, so that he can read the answer. */
  close(): void {
    const isStillSending = !this.isBodyWhole && !this.waitsForContinue;
    this.#stage = "closing";
    this.#reader.stop();
    this.awaitDrain();
    if (isStillSending) {
      this.deadlineMs = this.#home.nowMs() + LINGER_MS;
      this.socket.end();
      this.socket.resume();
    } else {
      this.deadlineMs = Infinity;
      this.socket.destroySoon();
    }
  }

  /** Breaks the connection so that nobody can take what was sent for the whole answer. */
  cut(): void {
    if (!this.socket.destroyed) this.socket.resetAndDestroy();
  }

  /** The socket speaks another protocol from now on: returns what came behind the request. */
  handOver(): Buffer {
    this.#stage = "handed";
    this.deadlineMs = Infinity;
    this.socket.setTimeout(0);
    this.socket.pause();
    for (const event of ["data", "drain", "timeout", "end"]) this.socket.removeAllListeners(event);
    return this.#reader.stop() ?? Buffer.alloc(0);
  }

  /** New limits: shorter ones reach whoever is waited for already, counted from now; longer ones what begins after. */
  onLimits(): void {
    const { waitsFor } = this.#reader;
    if (this.#stage !== "open" || waitsFor === "nothing") return;
    if (this.deadlineMs !== Infinity)
      this.deadlineMs = Math.min(this.deadlineMs, this.#home.nowMs() + this.#spanMs(waitsFor));
  }

  /** Called by the sweep when the deadline has passed. */
  onDeadline(): void {
    this.deadlineMs = Infinity;
    if (this.#stage === "closing") this.socket.destroy();
    else if (this.#waitedFor === "body") this.occupant?.onBuyerIdle();
    else if (this.#waitedFor === "rest of head") this.#refuse(408, "head time-out");
    else if (this.#waitedFor === "request") this.socket.destroy();
  }

  headBytesMax(): number {
    return this.#home.limits().headBytesMax;
  }

  onRequest(lines: RequestLines): void {
    this.#home.onRequest(this, lines);
  }

  onUnlawful(status: number, why: string): void {
    this.#refuse(status, why);
  }

  /** The request is broken off for who follows it; the buyer is told when nothing of an answer was sent. */
  onBrokenBody(): void {
    const hasBegun = this.#answer?.hasBegun === true;
    this.#gone();
    if (hasBegun) this.cut();
    else this.#refuse(400, "chunked coding");
  }

  onTooManyAhead(): void {
    this.#home.onRefused(this, 503, "pipelined");
    this.socket.destroy();
  }

  onFull(): void {
    this.socket.pause();
  }

  #onBytes(bytes: Buffer): void {
    if (this.#stage === "closing") {
      this.#lingeredBytes += bytes.length;
      if (this.#lingeredBytes > LINGER_BYTES_MAX) this.socket.destroy();
      return;
    }
    this.#reader.take(bytes);
    this.#mind();
  }

  /** Sets the deadline for what is waited for now, and lets bytes come again when there is room. */
  #mind(): void {
    if (this.#stage !== "open") return;
    const { waitsFor } = this.#reader;
    const isNew = waitsFor !== this.#waitedFor;
    this.#waitedFor = waitsFor;
    // A head is given one span in all; a body as long as it moves.
    if (waitsFor === "nothing") this.deadlineMs = Infinity;
    else if (isNew || waitsFor === "body") this.deadlineMs = this.#home.nowMs() + this.#spanMs(waitsFor);
    const { socket } = this;
    if (socket.isPaused() && !this.#reader.isFull && !this.#reader.isBodyPaused) socket.resume();
  }

  #spanMs(waitsFor: "request" | "rest of head" | "body"): number {
    const limits = this.#home.limits();
    if (waitsFor === "body") return limits.bodyIdleTimeoutMs;
    const isKept = waitsFor === "request" && !this.#isFirst;
    return isKept ? limits.keepAliveTimeoutMs : limits.headTimeoutMs;
  }

  /** Nothing of such a request is relied on; the connection ends. */
  #refuse(status: number, why: string): void {
    this.#home.onRefused(this, status, why);
    this.#stage = "closing";
    this.#reader.stop();
    this.deadlineMs = Infinity;
    refuseRaw(this.socket, status);
  }

  #onDrain(): void {
    this.#untime();
    this.occupant?.onBuyerDrain();
  }

  #untime(): void {
    if (!this.#isTimed || this.#stage === "closing") return;
    this.#isTimed = false;
    this.socket.setTimeout(0);
  }

  /** The answer is out: the next request's turn. */
  #next(): void {
    if (this.#stage !== "open" || this.socket.destroyed) return;
    this.#free();
    this.#untime();
    this.#isFirst = false;
    this.#reader.next();
    this.#mind();
  }

  #free(): void {
    this.occupant = undefined;
    this.#answer = undefined;
  }

  #gone(): void {
    const { occupant } = this;
    if (this.#answer !== undefined) this.#answer.isOver = true;
    this.#free();
    occupant?.onBuyerGone();
  }
}
