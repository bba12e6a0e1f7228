// Finds the end of a request's body in the bytes of a connection: counted or chunked, on any split of the bytes.

import { readChunks, startChunks, type ChunkState } from "./chunks.ts";

/** Where the reading of one body stands; made by `startBody`, moved by `readBodyBytes`. */
export interface IncomingBody {
  /** Bytes still to come of a counted body. */
  left: number;
  readonly chunks: ChunkState | undefined;
  isWhole: boolean;
}

/** `bodyBytes` as the head told: 0 for none, -1 for chunked. */
export function startBody(bodyBytes: number): IncomingBody {
  return {
    left: bodyBytes,
    chunks: bodyBytes < 0 ? startChunks() : undefined,
    isWhole: bodyBytes === 0,
  };
}

/** These would frame or address the request anew after it was judged. */
const TRAILER_UNLAWFUL = /^(?:content-length|transfer-encoding|host)$/i;

/**
 * Gives the body's data in `bytes` to `onData`, piece by piece. Returns what follows the body's end, undefined when
 * the body goes on, "bad" when its coding is broken.
 */
export function readBodyBytes(
  body: IncomingBody,
  bytes: Buffer,
  onData: (data: Buffer) => void,
): Buffer | undefined | "bad" {
  const { chunks } = body;
  if (chunks === undefined) {
    const data = bytes.length > body.left ? bytes.subarray(0, body.left) : bytes;
    body.left -= data.length;
    body.isWhole = body.left === 0;
    onData(data);
    return body.isWhole ? bytes.subarray(data.length) : undefined;
  }
  const end = readChunks(chunks, bytes, onData);
  if (end === "more") return undefined;
  if (end === "bad" || chunks.trailers.some((name, i) => i % 2 === 0 && TRAILER_UNLAWFUL.test(name))) {
    return "bad";
  }
  body.isWhole = true;
  return bytes.subarray(end);
}
