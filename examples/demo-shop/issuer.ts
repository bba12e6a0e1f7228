// The make-believe card issuers behind the fake gateway: which numbers are live, their expiry, code and limit.
// A keyed hash decides, so nothing is stored; whoever holds the key (a drill) can find live cards, others must guess.

import { createHmac } from "node:crypto";

/** What the issuer knows of one number. Nothing here belongs to a real account. */
export interface CardDetails {
  readonly pan: string;
  /** Luhn holds and the account exists (about 2 in 100 lawful numbers). */
  readonly live: boolean;
  /** "MM/YY", always in the future of this example (2027–2031). */
  readonly expiry: string;
  /** Three digits; four for American Express. */
  readonly code: string;
  /** About 4 in 100 live cards are at their limit and are declined with `insufficient_funds`. */
  readonly atLimit: boolean;
  /** What the cardholder reads in the bank's app during 3-D Secure. */
  readonly oneTimePassword: string;
}

export interface Issuer {
  details(pan: string): CardDetails;
  /** A name for counting (16 hex, keyed): never the number itself. */
  tag(pan: string): string;
}

export const DEMO_ISSUER_KEY = "misemori-demonstration-issuer";
const LIVE_SHARE = 0.02;
const LIMIT_SHARE = 0.04;

/** @param key Anything; the same key gives the same cards. */
export function createIssuer(key: string = DEMO_ISSUER_KEY): Issuer {
  const hash = (purpose: string, pan: string): Buffer =>
    createHmac("sha256", key).update(`${purpose}:${pan}`).digest();
  return {
    details: (pan) => {
      const bytes = hash("account", pan);
      const fraction = (at: number): number => bytes.readUInt32BE(at) / 2 ** 32;
      const month = 1 + (bytes.readUInt8(20) % 12);
      const year = 27 + (bytes.readUInt8(21) % 5);
      const codeLength = /^3[47]/.test(pan) ? 4 : 3;
      return {
        pan,
        live: passesLuhn(pan) && fraction(0) < LIVE_SHARE,
        expiry: `${String(month).padStart(2, "0")}/${year}`,
        code: String(bytes.readUInt32BE(8) % 10 ** codeLength).padStart(codeLength, "0"),
        atLimit: fraction(4) < LIMIT_SHARE,
        oneTimePassword: String(bytes.readUInt32BE(12) % 1_000_000).padStart(6, "0"),
      };
    },
    tag: (pan) => hash("tag", pan).toString("hex").slice(0, 16),
  };
}

/** ISO/IEC 7812-1 check digit over 12–19 digits. */
export function passesLuhn(pan: string): boolean {
  if (!/^\d{12,19}$/.test(pan)) return false;
  let sum = 0;
  for (let i = 0; i < pan.length; i++) {
    const digit = pan.charCodeAt(pan.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
