// One signed POST to a receiver, and how a receiver checks it. Retrying is postman.ts.

import { createHmac, timingSafeEqual } from "node:crypto";
import { reveal, type Clock, type Secret } from "../../kernel/index.ts";
import type { Delivery } from "./postman.ts";
import { noAnswer, retryAfterMs } from "./wire.ts";

export interface HookAddress {
  readonly url: string;
  readonly secret: Secret;
}

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
      : { kind: "later", error, afterMs: retryAfterMs(response.headers) };
  } catch (error) {
    return { kind: "later", error: noAnswer(error, signal).error, afterMs: null };
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
