// Carries a request's body: streamed to the shop with backpressure, or read whole for a judge.

import type { ShopConnection } from "./shop-connection.ts";
import { passableTrailers } from "./field-roles.ts";
import type { HttpLimits } from "./settings.ts";
import { letContinue, type Visit } from "./visit.ts";

export interface UploadEvents {
  /** A piece went to the shop. */
  onProgress(): void;
  onDone(): void;
  /** 413: more than `bodyBytesMax`; 408: slower than anyone's line. */
  onRefused(status: 408 | 413): void;
  nowMs(): number;
}

/** The slowest mobile line carries many times this. */
const UPLOAD_BYTES_PER_SECOND_MIN = 256;

/** Writes a request that needs no streaming, in one go. */
export function writeWhole(
  socket: ShopConnection["socket"],
  text: string,
  body: Uint8Array | undefined,
): void {
  if (body === undefined || body.byteLength === 0) {
    socket.write(text, "latin1");
    return;
  }
  socket.cork();
  socket.write(text, "latin1");
  socket.write(body);
  socket.uncork();
}

/** Starts streaming; returns what to call when the shop takes bytes again. */
export function streamBody(
  visit: Visit,
  connection: ShopConnection,
  limits: HttpLimits,
  events: UploadEvents,
): () => void {
  const { buyer, head } = visit;
  const { socket } = connection;
  const isChunked = head.bodyBytes < 0;
  let bytes = 0;
  let hasPaused = false;
  const beganMs = events.nowMs();
  letContinue(visit);
  const refuse = (status: 408 | 413): void => {
    buyer.pauseBody();
    events.onRefused(status);
  };
  buyer.readBody({
    onData: (data) => {
      if (socket.destroyed) return;
      bytes += data.length;
      if (bytes > limits.bodyBytesMax) {
        refuse(413);
        return;
      }
      // A body that drips in only to keep a connection of the shop busy; never said of one that the shop holds up.
      const spentMs = events.nowMs() - beganMs;
      const isSlow =
        spentMs > limits.bodyIdleTimeoutMs && (bytes * 1000) / spentMs < UPLOAD_BYTES_PER_SECOND_MIN;
      if (isSlow && !hasPaused) {
        refuse(408);
        return;
      }
      events.onProgress();
      if (!writeData(socket, data, isChunked)) {
        hasPaused = true;
        buyer.pauseBody();
      }
    },
    onEnd: (trailers) => {
      if (socket.destroyed) return;
      if (isChunked) socket.write(lastChunk(trailers), "latin1");
      events.onDone();
    },
  });
  return () => {
    if (buyer.isBodyPaused) buyer.resumeBody();
  };
}

function writeData(socket: ShopConnection["socket"], data: Buffer, isChunked: boolean): boolean {
  if (!isChunked) return socket.write(data);
  socket.cork();
  socket.write(`${data.length.toString(16)}\r\n`, "latin1");
  socket.write(data);
  const goesOn = socket.write("\r\n", "latin1");
  socket.uncork();
  return goesOn;
}

function lastChunk(rawTrailers: readonly string[]): string {
  if (rawTrailers.length === 0) return "0\r\n\r\n";
  let text = "0\r\n";
  for (const [name, value] of passableTrailers(rawTrailers)) text += `${name}: ${value}\r\n`;
  return `${text}\r\n`;
}

/** Reads the whole body into memory; "too-long" beyond `bodyBytesMax`. Calls back once, never when the buyer leaves. */
export function readBody(
  visit: Visit,
  bodyBytesMax: number,
  onRead: (body: Uint8Array | "too-long") => void,
): void {
  const { buyer, head } = visit;
  if (head.bodyBytes === 0) {
    onRead(new Uint8Array(0));
    return;
  }
  if (head.bodyBytes > bodyBytesMax) {
    onRead("too-long");
    return;
  }
  letContinue(visit);
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isTooLong = false;
  buyer.readBody({
    onData: (data) => {
      bytes += data.length;
      if (bytes <= bodyBytesMax) chunks.push(data);
      else if (!isTooLong) {
        isTooLong = true;
        onRead("too-long");
      }
    },
    onEnd: () => {
      if (!isTooLong) onRead(Buffer.concat(chunks, bytes));
    },
  });
}
