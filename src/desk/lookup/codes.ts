// One-time codes: six digits, ten minutes, five tries, once. Made for every address that asks, known or not, so that memory and
// time tell nothing; in memory only, a restart asks for a new one.

import { timingSafeEqual } from "node:crypto";
import type { Clock, Random } from "../../kernel/index.ts";

const LIFE_MS = 10 * 60_000;
const TRIES_MAX = 5;
const DIGITS = 6;
/** Living codes; the oldest gives way. Askers are slowed long before. */
const CODES_MAX = 50_000;

export interface Codes {
  /** Replaces an older one for the same address. */
  make(mailHash: Buffer): string;
  /** True once for the right code in time. */
  use(mailHash: Buffer, code: string): boolean;
}

export function createCodes({ clock, random }: { readonly clock: Clock; readonly random: Random }): Codes {
  const living = new Map<string, { readonly code: string; readonly endMs: number; tries: number }>();
  return {
    make: (mailHash) => {
      const name = mailHash.toString("base64");
      const oldest = living.keys().next();
      if (living.size >= CODES_MAX && oldest.done !== true) living.delete(oldest.value);
      const code = digitsOf(random);
      living.delete(name);
      living.set(name, { code, endMs: clock.monoMs() + LIFE_MS, tries: 0 });
      return code;
    },
    use: (mailHash, entered) => {
      const name = mailHash.toString("base64");
      const one = living.get(name) ?? { code: "x".repeat(DIGITS), endMs: 0, tries: TRIES_MAX };
      const given = Buffer.from(entered.normalize("NFKC").replaceAll(/\D/g, "").padEnd(DIGITS, "-"));
      const code = Buffer.from(one.code);
      const isSame = given.length === code.length && timingSafeEqual(given, code);
      const isAlive = one.endMs > clock.monoMs() && one.tries < TRIES_MAX;
      one.tries += 1;
      if (isSame && isAlive) living.delete(name);
      return isSame && isAlive;
    },
  };
}

/** Uniform: what does not divide evenly is drawn again. */
function digitsOf(random: Random): string {
  const max = 10 ** DIGITS;
  for (;;) {
    const word = Buffer.from(random.bytes(4)).readUInt32LE(0);
    if (word < Math.floor(2 ** 32 / max) * max) return String(word % max).padStart(DIGITS, "0");
  }
}
