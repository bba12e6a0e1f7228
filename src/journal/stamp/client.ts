// Asks a time-stamping authority over HTTP (RFC 3161 §3.4) and gives its answer only when it holds.

import { randomBytes } from "node:crypto";
import { checkStamp } from "./check.ts";
import type { Trusted } from "./contract.ts";
import { SHA256_BYTES, stampRequest } from "./request.ts";

export interface Authority {
  readonly url: string;
  readonly trusted: Trusted;
  readonly timeoutMs?: number;
}

/** Authorities answer within a second; whoever waits for evidence should not wait longer than this for its stamp. */
const TIMEOUT_MS = 15_000;
/** An answer with its certificates has some 5 KiB. */
const ANSWER_BYTES_MAX = 256 * 1024;

/**
 * The answer as it came, to be kept as a .tsr file, or why there is none: a `StampFault`, "no-answer", "too-long" or
 * "HTTP 503".
 */
export async function askForStamp(
  sha256: Uint8Array,
  { url, trusted, timeoutMs = TIMEOUT_MS }: Authority,
): Promise<Uint8Array | { readonly failed: string }> {
  if (sha256.length !== SHA256_BYTES) throw new TypeError("a stamp is asked for a SHA-256");
  const nonce = randomBytes(8);
  const answer = await post(url, await stampRequest(sha256, nonce), timeoutMs);
  if ("failed" in answer) return answer;
  const verdict = await checkStamp(answer, sha256, trusted, nonce);
  return verdict.ok ? answer : { failed: verdict.fault };
}

async function post(
  url: string,
  body: Uint8Array,
  timeoutMs: number,
): Promise<Uint8Array | { readonly failed: string }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      // Ends a slow body as well as a slow beginning.
      signal: AbortSignal.timeout(timeoutMs),
      headers: { "content-type": "application/timestamp-query", "user-agent": "Misemori" },
      body: Uint8Array.from(body),
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      return { failed: `HTTP ${response.status}` };
    }
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const part of response.body) {
      bytes += part.length;
      if (bytes > ANSWER_BYTES_MAX) return { failed: "too-long" };
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch {
    return { failed: "no-answer" };
  }
}
