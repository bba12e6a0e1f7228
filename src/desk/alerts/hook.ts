// One signed POST to a receiver, and how a receiver checks it. Retrying is postman.ts.

import { createHmac, timingSafeEqual } from "node:crypto";
import { reveal, type Clock, type Secret } from "../../kernel/index.ts";
import type { Delivery } from "./postman.ts";

export interface HookAddress {
  readonly url: string;
  readonly secret: Secret;
}

/** A receiver that asks for a longer pause than this is asked again sooner. */
const RETRY_AFTER_MAX_MS = 3_600_000;

export async function postHook(
  to: HookAddress,
  message: { readonly key: string; readonly body: string },
  deps: { readonly clock: Clock; readonly timeoutMs: number; readonly gone: AbortSignal },
): Promise<Delivery> {
  const signal = AbortSignal.any([AbortSignal.timeout(deps.timeoutMs), deps.gone]);
  try {
    const response = await fetch(to.url, {
      method: "POST",
      redirect: "manual",
      signal,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Misemori",
        "misemori-id": message.key,
        "misemori-signature": signHook(message.body, to.secret, deps.clock.nowMs()),
      },
      body: message.body,
    });
    // Nothing in the answer's body is of interest, and it may be endless.
    await response.body?.cancel();
    if (response.ok) return { kind: "sent" };
    const error = `HTTP ${response.status}`;
    // "Gone" is the one answer that says: never again.
    return response.status === 410
      ? { kind: "failed", error }
      : { kind: "later", error, afterMs: retryAfter(response.headers.get("retry-after")) };
  } catch (error) {
    return { kind: "later", error: reason(error, signal), afterMs: null };
  }
}

/** "t=<seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">". */
export function signHook(body: string, secret: Secret, nowMs: number): string {
  const t = Math.floor(nowMs / 1000);
  return `t=${t},v1=${mac(`${t}.${body}`, secret).toString("hex")}`;
}

/** For receivers and tests: true when the signature is right and not older or newer than `toleranceMs`. */
export function checkHook(
  body: string,
  signature: string,
  secret: Secret,
  nowMs: number,
  toleranceMs = 300_000,
): boolean {
  const [, t = "", v1 = ""] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  if (t === "" || Math.abs(nowMs - Number(t) * 1000) > toleranceMs) return false;
  return timingSafeEqual(Buffer.from(v1, "hex"), mac(`${t}.${body}`, secret));
}

function mac(text: string, secret: Secret): Buffer {
  return createHmac("sha256", reveal(secret)).update(text).digest();
}

function retryAfter(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header)
    ? Math.min(Number(header) * 1000, RETRY_AFTER_MAX_MS)
    : null;
}

function reason(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "no answer in time";
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code === "" ? "no connection" : `no connection (${code})`;
}
