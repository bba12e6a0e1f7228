// Whether a mail comes from whom it says: SPF, DKIM and DMARC, by mailauth. The name service is an argument; it is asked a bounded
// number of times, for a bounded time.

import type { Verdict } from "./contract.ts";
import { LISTEN_LIMITS } from "./contract.ts";
import { plainDomain } from "./address.ts";

/** Rejects with a `code` (ENOTFOUND, ENODATA, ETIMEOUT …) as node:dns does. */
export type Resolve = (name: string, type: string) => Promise<string[] | string[][]>;

export interface Envelope {
  /** "" for the null sender. */
  readonly sender: string;
  /** Null: came by a folder; then the own server's Received header tells. */
  readonly from: { readonly address: string; readonly helo: string } | null;
}

export interface Verdicts {
  readonly spf: Verdict;
  readonly dkim: Verdict;
  readonly dmarc: Verdict;
  readonly proven: readonly string[];
}

/** SPF may ask ten times (RFC 7208 §4.6.4) with some addresses each, DMARC walks up a name, each signature has a key. */
const ASKED_MAX = 60;
/** Of one mail (RFC 6376 §6.1 lets a verifier stop): each may have the whole mail hashed anew, in its own way. */
const SIGNATURES_MAX = 5;
/** Headers of a mail: ten times what an honest one has. */
const HEAD_BYTES_MAX = 256 * 1024;
/** A sender waits ten minutes for the answer to his mail (RFC 5321 §4.5.3.2.6). */
const WAIT_MAX_MS = 20_000;
const WORDS: ReadonlySet<string> = new Set([
  "pass",
  "fail",
  "softfail",
  "neutral",
  "none",
  "policy",
  "temperror",
  "permerror",
]);

const END_OF_HEAD = Buffer.from("\r\n\r\n");

/** The head as a mail of its own; empty when there is none that can be read. */
export function headOnly(raw: Uint8Array): Buffer {
  return Buffer.concat([headOf(raw) ?? Buffer.alloc(0), END_OF_HEAD]);
}

export const NOTHING_PROVEN: Verdicts = { spf: "unknown", dkim: "unknown", dmarc: "unknown", proven: [] };

/** Up to the first empty line; null when that does not come in time. A mail without any text has none: then all of it. */
function headOf(raw: Uint8Array): Buffer | null {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, HEAD_BYTES_MAX));
  const ends = [start.indexOf("\r\n\r\n"), start.indexOf("\n\n")].filter((at) => at >= 0);
  if (ends.length > 0) return start.subarray(0, Math.min(...ends));
  return raw.length > HEAD_BYTES_MAX ? null : start;
}

/** `isCut`: the end of the mail is missing; then a signature tells nothing, but that there is none tells as much as ever. */
export async function verdictsOf(
  raw: Uint8Array,
  envelope: Envelope & { readonly isCut: boolean },
  resolve: Resolve,
): Promise<Verdicts> {
  const head = headOf(raw);
  const signatures = head?.toString("latin1").match(/^dkim-signature[ \t]*:/gim)?.length ?? 0;
  if (head === null) return NOTHING_PROVEN;
  // Refused is not "could not be looked at": else a sixth signature would hide who writes in the shop's name.
  if (signatures > SIGNATURES_MAX) return { ...NOTHING_PROVEN, dkim: "policy" };
  const { authenticate } = await import("mailauth");
  const { sender, from, isCut } = envelope;
  const isOpen = isCut && signatures > 0;
  const options = {
    resolver: bounded(resolve),
    disableArc: true,
    disableBimi: true,
    mta: "canary",
    ...(from === null ? { trustReceived: true } : { ip: from.address, helo: from.helo, sender }),
  };
  try {
    const { dkim, spf, dmarc } = await authenticate(Buffer.from(raw), options);
    const signed = (isOpen ? [] : dkim.results).map(({ status, signingDomain = "" }) => ({
      // Text may have been added below a signature that covers only the beginning.
      result: (status.underSized ?? 0) > 0 ? "policy" : status.result,
      domain: plainDomain(signingDomain),
    }));
    const spfVerdict = wordOf(spf === false ? undefined : spf.status.result);
    const proven = signed.filter(({ result }) => result === "pass").map(({ domain }) => domain);
    if (spfVerdict === "pass" && spf !== false && sender !== "") proven.push(plainDomain(spf.domain));
    return {
      spf: spfVerdict,
      dkim: isOpen ? "unknown" : best(signed.map(({ result }) => wordOf(result))),
      dmarc: isOpen ? "unknown" : wordOf(dmarc === false ? "none" : dmarc.status.result),
      proven: [...new Set(proven)].filter((one) => one !== "").slice(0, LISTEN_LIMITS.listedMax),
    };
  } catch {
    // A mail is anybody's bytes: what mailauth cannot read proves nothing.
    return NOTHING_PROVEN;
  }
}

/** One good signature is enough; one that could not be looked up leaves it open. */
function best(verdicts: readonly Verdict[]): Verdict {
  const order: readonly Verdict[] = ["pass", "temperror", "fail", "policy", "permerror", "neutral"];
  return order.find((one) => verdicts.includes(one)) ?? "none";
}

function wordOf(text: string | undefined): Verdict {
  return WORDS.has(text ?? "") ? (text as Verdict) : text === "temperr" ? "temperror" : "none";
}

function late(): Error {
  return Object.assign(new Error("asked too long"), { code: "ETIMEOUT" });
}

function bounded(resolve: Resolve): Resolve {
  let asked = 0;
  const endsAt = AbortSignal.timeout(WAIT_MAX_MS);
  return async (name, type) => {
    if (asked++ >= ASKED_MAX || endsAt.aborted) throw late();
    const over = Promise.withResolvers<never>();
    const onEnd = (): void => over.reject(late());
    endsAt.addEventListener("abort", onEnd, { once: true });
    try {
      return await Promise.race([resolve(name, type), over.promise]);
    } finally {
      endsAt.removeEventListener("abort", onEnd);
    }
  };
}
