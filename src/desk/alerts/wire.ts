// What all senders over HTTP share: how long a receiver wants to be left alone, and what silence means.

/** A receiver that asks for a longer pause than this is asked again sooner. */
const RETRY_AFTER_MAX_MS = 3_600_000;
/** Of an answer's body only the beginning is read: an error's name stands there, and the rest may be endless. */
const ANSWER_BYTES_MAX = 4_096;
/** The connection never stood, so nothing can have arrived. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** From "Retry-After: <seconds>"; null when nothing (readable) is said. */
export function retryAfterMs(headers: Headers): number | null {
  const text = headers.get("retry-after");
  return text !== null && /^\d{1,6}$/.test(text) ? Math.min(Number(text) * 1000, RETRY_AFTER_MAX_MS) : null;
}

/** From a header with the second of the day's clock at which the limit ends (Chatwork). */
export function resetAfterMs(headers: Headers, name: string, nowMs: number): number | null {
  const text = headers.get(name);
  if (text === null || !/^\d{9,11}$/.test(text)) return null;
  return Math.min(Math.max(0, Number(text) * 1000 - nowMs), RETRY_AFTER_MAX_MS);
}

/** `mayHaveArrived` false: certainly not. */
export function noAnswer(
  error: unknown,
  signal: AbortSignal,
): { readonly error: string; readonly mayHaveArrived: boolean } {
  if (signal.aborted) return { error: "no answer in time", mayHaveArrived: true };
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return {
    error: code === "" ? "no connection" : `no connection (${code})`,
    mayHaveArrived: !NOT_CONNECTED.has(code),
  };
}

/** The beginning of an answer's body as text. */
export async function shortBody(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  if (response.body !== null) {
    for await (const piece of response.body) {
      pieces.push(piece);
      bytes += piece.byteLength;
      // Leaving the loop ends the stream.
      if (bytes >= ANSWER_BYTES_MAX) break;
    }
  }
  return Buffer.concat(pieces).toString("utf8", 0, ANSWER_BYTES_MAX);
}
