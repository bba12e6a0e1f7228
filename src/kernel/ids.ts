// Identifiers that sort by time, and the source of randomness as an argument.

import { randomFillSync } from "node:crypto";

export interface Random {
  bytes(count: number): Uint8Array;
  /** Uniform in [0, 1). */
  unit(): number;
}

/** Bytes drawn from the system at once: most wishes are for 8 to 32, and each draw is a call into the kernel. */
const POOL_BYTES = 4_096;

export function systemRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  return {
    bytes: (count) => {
      if (count > POOL_BYTES / 8) return randomFillSync(new Uint8Array(count));
      if (used + count > POOL_BYTES) {
        randomFillSync(pool);
        used = 0;
      }
      const bytes = pool.slice(used, used + count);
      // What was handed out is not kept.
      pool.fill(0, used, used + count);
      used += count;
      return bytes;
    },
    unit: () => {
      const word = randomFillSync(new Uint32Array(2));
      return ((word[0] ?? 0) * 0x200000 + ((word[1] ?? 0) >>> 11)) / 2 ** 53;
    },
  };
}

/** Repeatable randomness for drills and tests (mulberry32). Never for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    unit,
    bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(unit() * 256)),
  };
}

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/** `prefix_` + 10 characters of time + 16 of randomness (80 bits): sorts by time, safe in URLs. */
export function newId<P extends string>(prefix: P, nowMs: number, random: Random): `${P}_${string}` {
  let time = "";
  for (let rest = Math.max(0, Math.floor(nowMs)), i = 0; i < 10; i++) {
    time = CROCKFORD.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let tail = "";
  for (const byte of random.bytes(16)) tail += CROCKFORD.charAt(byte & 31);
  return `${prefix}_${time}${tail}`;
}
