// What buyers' browsers say they kept out, over a day: who was named by how many networks. One browser may be ill; three networks that
// name the same place are a reason to look. Pure but for its own bounded memory.

export interface KeptOutSight {
  readonly directive: string;
  readonly blocked: string;
  readonly page: string;
  readonly networks: readonly string[];
  readonly count: number;
  readonly atMs: number;
}

export interface KeptOut {
  /** An origin, or "inline", "eval" … */
  readonly blocked: string;
  readonly directives: readonly string[];
  readonly pages: readonly string[];
  /** Within the last day. */
  readonly networks: number;
  readonly count: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** Named by enough networks to be told of. */
  readonly believed: boolean;
}

export interface KeptOutBook {
  note(sight: KeptOutSight): KeptOut;
  /** Those named by most networks first. */
  list(nowMs: number): readonly KeptOut[];
}

const DAY_MS = 86_400_000;
const NETWORKS_TO_BELIEVE = 3;
/** Places held at once; when full, the one longest not named goes. */
const BLOCKED_MAX = 500;
const NETWORKS_MAX = 50;
const NAMES_MAX = 10;

interface Held {
  readonly directives: Set<string>;
  readonly pages: Set<string>;
  readonly networks: Map<string, number>;
  count: number;
  readonly firstAtMs: number;
  lastAtMs: number;
}

export function createKeptOutBook(): KeptOutBook {
  // In the order of their last naming: the first is the one to forget.
  const held = new Map<string, Held>();
  const fade = (nowMs: number): void => {
    for (const [blocked, one] of held) {
      if (nowMs - one.lastAtMs > DAY_MS) held.delete(blocked);
      for (const [network, atMs] of one.networks) if (nowMs - atMs > DAY_MS) one.networks.delete(network);
    }
  };
  return {
    note: (sight) => {
      const { blocked, atMs } = sight;
      fade(atMs);
      const one = held.get(blocked) ?? {
        directives: new Set(),
        pages: new Set(),
        networks: new Map(),
        count: 0,
        firstAtMs: atMs,
        lastAtMs: atMs,
      };
      held.delete(blocked);
      const [oldest] = held.keys();
      if (held.size >= BLOCKED_MAX && oldest !== undefined) held.delete(oldest);
      held.set(blocked, one);
      add(one.directives, sight.directive);
      add(one.pages, sight.page);
      for (const network of sight.networks)
        if (one.networks.has(network) || one.networks.size < NETWORKS_MAX) one.networks.set(network, atMs);
      one.count += sight.count;
      one.lastAtMs = atMs;
      return told(blocked, one);
    },
    list: (nowMs) => {
      fade(nowMs);
      return [...held]
        .map(([blocked, one]) => told(blocked, one))
        .toSorted((a, b) => b.networks - a.networks);
    },
  };
}

function add(names: Set<string>, name: string): void {
  if (names.size < NAMES_MAX) names.add(name);
}

function told(blocked: string, { directives, pages, networks, ...one }: Held): KeptOut {
  return {
    blocked,
    directives: [...directives],
    pages: [...pages],
    networks: networks.size,
    count: one.count,
    firstAtMs: one.firstAtMs,
    lastAtMs: one.lastAtMs,
    // Inline code without a place is most often an extension's.
    believed: blocked.includes("://") && networks.size >= NETWORKS_TO_BELIEVE,
  };
}
