// Slows down guessing of passwords per address and per name, and trying of links per address, in bounded memory; never shuts
// the owner out for good.

import type { Clock } from "../../kernel/index.ts";

/** Ten mistakes in a row, then one try in 30 s: a person never notices, a bot gets 2,880 a day. */
const PER_ADDRESS = { burst: 10, refillMs: 30_000 } as const;
/** From everywhere together on one name: twenty, then one in 10 s. Against 12 characters that is nothing. */
const PER_NAME = { burst: 20, refillMs: 10_000 } as const;
/** Buckets kept. The fullest ones (least suspicious) are forgotten first: flooding with addresses frees no guesser. */
const BUCKETS_MAX = 10_000;
/** Addresses from which somebody signed in; they are not slowed by what strangers do to the same name. */
const FRIENDS_MAX = 200;

interface Bucket {
  left: number;
  atMs: number;
}

export interface SignInLimiter {
  /** Takes one try; the seconds to wait when there is none left. */
  take(
    address: string,
    name: string,
  ): { readonly ok: true } | { readonly ok: false; readonly seconds: number };
  /** The try was right: it does not count, and the address is a friend of this name from now on. */
  succeeded(address: string, name: string): void;
}

/** Links that anybody may try: a person opens one a few times; thirty in a row, then one in two seconds. */
const LINKS = { burst: 30, refillMs: 2_000 } as const;

export interface LinkLimiter {
  /** False when this address asked too often. */
  take(address: string): boolean;
}

export function createLinkLimiter(clock: Clock): LinkLimiter {
  const bucketOf = createBuckets(clock);
  return {
    take: (address) => {
      const bucket = bucketOf(address, LINKS);
      if (bucket.left < 1) return false;
      bucket.left -= 1;
      return true;
    },
  };
}

export function createSignInLimiter(clock: Clock): SignInLimiter {
  const bucketOf = createBuckets(clock);
  const friends = new Set<string>();
  const keysOf = (address: string, name: string): [Bucket, { refillMs: number }][] => {
    const name64 = name.slice(0, 64);
    const byName = friends.has(`${address} ${name64}`) ? `friend ${address} ${name64}` : `name ${name64}`;
    return [
      [bucketOf(`address ${address}`, PER_ADDRESS), PER_ADDRESS],
      [bucketOf(byName, PER_NAME), PER_NAME],
    ];
  };
  return {
    take: (address, name) => {
      const both = keysOf(address, name);
      const waitMs = Math.max(...both.map(([b, kind]) => (b.left >= 1 ? 0 : (1 - b.left) * kind.refillMs)));
      if (waitMs > 0) return { ok: false, seconds: Math.ceil(waitMs / 1000) };
      for (const [bucket] of both) bucket.left -= 1;
      return { ok: true };
    },
    succeeded: (address, name) => {
      for (const [bucket] of keysOf(address, name)) bucket.left += 1;
      if (friends.size >= FRIENDS_MAX) friends.delete(friends.values().next().value ?? "");
      friends.add(`${address} ${name.slice(0, 64)}`);
    },
  };
}

function createBuckets(clock: Clock): (key: string, kind: { burst: number; refillMs: number }) => Bucket {
  const buckets = new Map<string, Bucket>();
  return (key, kind) => {
    const nowMs = clock.monoMs();
    const bucket = buckets.get(key) ?? { left: kind.burst, atMs: nowMs };
    bucket.left = Math.min(kind.burst, bucket.left + (nowMs - bucket.atMs) / kind.refillMs);
    bucket.atMs = nowMs;
    if (!buckets.has(key) && buckets.size >= BUCKETS_MAX) forgetFullest(buckets);
    buckets.set(key, bucket);
    return bucket;
  };
}

/** Drops the fuller half, so that the walk over all happens once in five thousand newcomers. */
function forgetFullest(buckets: Map<string, Bucket>): void {
  const byLeft = [...buckets].sort(([, a], [, b]) => b.left - a.left);
  for (const [key] of byLeft.slice(0, BUCKETS_MAX / 2)) buckets.delete(key);
}
