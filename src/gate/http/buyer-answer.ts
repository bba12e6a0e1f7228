// Writes one answer to a buyer: head, framing, trailers. All that comes within one turn goes out in one write; which
// fields are sent, and when the shop has to wait, is decided by the exchange.

import type { Writable } from "node:stream";

export interface AnswerHome {
  /** A whole Date line. */
  dateLine(): string;
  /** Header lines that tell how long the connection is kept. */
  keptLines(): string;
}

interface AnswerCarrier {
  readonly socket: Pick<Writable, "write" | "cork" | "uncork" | "writableLength">;
  onAnswered(staysOpen: boolean): void;
}

/** Fields ready to be sent, each line ending in CRLF. */
export interface AnswerFields {
  readonly lines: string;
  readonly hasLength: boolean;
  readonly hasDate: boolean;
}

/** Pieces up to this size are copied into one text with what goes before and after; larger ones are written as they are. */
const GATHERED_BYTES_MAX = 16_384;

export class BuyerAnswer {
  readonly #carrier: AnswerCarrier;
  readonly #home: AnswerHome;
  readonly #isHead: boolean;
  readonly #version: "1.0" | "1.1";
  /** What waits for the next write, Latin-1. */
  #text = "";
  #framing: "none" | "length" | "chunked" | "until-close" = "none";
  /** Set false to close the connection after this answer; must be settled before `begin`. */
  staysOpen = true;
  hasBegun = false;
  /** Nothing more can be said: all was, or the buyer is gone. */
  isOver = false;

  constructor(carrier: AnswerCarrier, home: AnswerHome, isHead: boolean, version: "1.0" | "1.1") {
    this.#carrier = carrier;
    this.#home = home;
    this.#isHead = isHead;
    this.#version = version;
  }

  /** Bytes that the buyer's socket has not taken yet. */
  get backlog(): number {
    return this.#carrier.socket.writableLength;
  }

  /** "100 Continue". */
  sayContinue(): void {
    if (!this.hasBegun && !this.isOver) this.#carrier.socket.write("HTTP/1.1 100 Continue\r\n\r\n", "latin1");
  }

  begin(status: number, reason: string, fields: AnswerFields): void {
    if (this.hasBegun || this.isOver) return;
    this.hasBegun = true;
    const isBare = this.#isHead || status === 204 || status === 304;
    if (isBare) this.#framing = "none";
    else if (fields.hasLength) this.#framing = "length";
    else this.#framing = this.#version === "1.1" ? "chunked" : "until-close";
    if (this.#framing === "until-close") this.staysOpen = false;
    let text = `HTTP/1.1 ${status} ${reason}\r\n${fields.lines}`;
    if (!fields.hasDate) text += this.#home.dateLine();
    if (this.#framing === "chunked") text += "Transfer-Encoding: chunked\r\n";
    text += this.staysOpen ? this.#home.keptLines() : "Connection: close\r\n";
    this.#text = `${text}\r\n`;
  }

  /** Takes a piece of the body. Small ones are copied and wait for `flush`; large ones go to the socket and are kept by it. */
  write(data: Buffer): void {
    if (this.isOver || this.#framing === "none" || data.length === 0) return;
    const isChunked = this.#framing === "chunked";
    if (isChunked) this.#text += `${data.length.toString(16)}\r\n`;
    if (data.length <= GATHERED_BYTES_MAX) {
      this.#text += data.toString("latin1");
      if (isChunked) this.#text += "\r\n";
      if (this.#text.length > GATHERED_BYTES_MAX) this.flush();
      return;
    }
    const { socket } = this.#carrier;
    socket.cork();
    this.flush();
    socket.write(Buffer.from(data));
    if (isChunked) socket.write("\r\n", "latin1");
    socket.uncork();
  }

  /** Writes what was gathered. */
  flush(): void {
    if (this.#text === "" || this.isOver) return;
    const text = this.#text;
    this.#text = "";
    this.#carrier.socket.write(text, "latin1");
  }

  /** Ends the answer; trailers are sent when its framing can carry them. */
  end(trailers: readonly (readonly [string, string])[]): void {
    if (this.isOver) return;
    if (this.#framing === "chunked") {
      this.#text += "0\r\n";
      for (const [name, value] of trailers) this.#text += `${name}: ${value}\r\n`;
      this.#text += "\r\n";
    }
    this.flush();
    this.isOver = true;
    this.#carrier.onAnswered(this.staysOpen);
  }
}
