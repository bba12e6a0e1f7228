// What a leak, or several together, does to each canary: the chance that it stays silent, and that its mail comes as it came. This
// is all that one leak needs to know of the others.

import type { Evidence, SystemCopy } from "./evidence.ts";
import type { Sender } from "./senders.ts";

/** What leaks do to each canary, in the order of `Evidence.canaries`: chance of silence, and of what was seen (equal when silent). */
export interface Doing {
  readonly silent: Float64Array;
  readonly seen: Float64Array;
}

/** No leak at all: silence throughout. */
export function nothing(evidence: Evidence): Doing {
  const count = evidence.canaries.length;
  return {
    silent: new Float64Array(count).fill(1),
    seen: Float64Array.from(evidence.canaries, ({ waves }) => (waves.length === 0 ? 1 : 0)),
  };
}

/** Both at once: the first one's mails stay, the second speaks where the first was silent. */
export function together(evidence: Evidence, one: Doing, other: Doing): Doing {
  const silent = one.silent.map((chance, i) => chance * (other.silent[i] ?? 1));
  const seen = one.seen.map((chance, i) =>
    isSilent(evidence, i) ? (silent[i] ?? 1) : chance + (one.silent[i] ?? 1) * (other.seen[i] ?? 0),
  );
  return { silent, seen };
}

/** What this leak does to each canary, averaged over all that is believed of it: per system its cells, and per cell and sender a belief. */
export function doingOf(
  evidence: Evidence,
  weighed: readonly {
    readonly cells: readonly { readonly fromMs: number }[];
    readonly senders: readonly Sender[];
    readonly beliefs: Float64Array;
  }[],
): Doing {
  const doing = nothing(evidence);
  for (const [i, copy] of evidence.copies.entries()) {
    const { cells, senders, beliefs } = weighed[i] ?? { cells: [], senders: [], beliefs: new Float64Array() };
    const coming = cells.map(({ fromMs }) => firstWave(copy, fromMs));
    /** Sums over cells, from the first, of belief times a chance that depends on the sender and the waves to come. */
    const summed = (
      some: readonly Sender[],
      chance: (sender: Sender, first: number) => number,
    ): Float64Array => {
      const sums = new Float64Array(cells.length + 1);
      for (const [c, first] of coming.entries()) {
        let sum = sums[c] ?? 0;
        for (const sender of some)
          sum += (beliefs[c * senders.length + senders.indexOf(sender)] ?? 0) * chance(sender, first);
        sums[c + 1] = sum;
      }
      return sums;
    };
    const [inside, silent] = [
      summed(senders, () => 1),
      summed(senders, ({ silent: chances }, first) => chances[first] ?? 1),
    ];
    const rests = senders.map((sender) => summed([sender], ({ rest }, first) => rest[first] ?? 0));
    for (const [number, { canary, plantedAtMs }] of copy.members.entries()) {
      const heard = copy.heard[number] ?? [];
      const from = firstCell(cells, plantedAtMs);
      const to = firstCell(cells, firstMail(evidence, canary));
      const over = (sums: Float64Array): number => (to <= from ? 0 : (sums[to] ?? 0) - (sums[from] ?? 0));
      doing.silent[canary] = (doing.silent[canary] ?? 1) - over(inside) + over(silent);
      if (heard.length === 0) doing.seen[canary] = doing.silent[canary] ?? 1;
      else
        for (const [s, sender] of senders.entries())
          doing.seen[canary] = (doing.seen[canary] ?? 0) + sender.own(heard) * over(rests[s] ?? inside);
    }
  }
  return doing;
}

/** Number of the first cell that begins at or after `atMs`. */
function firstCell(cells: readonly { readonly fromMs: number }[], atMs: number): number {
  let [low, high] = [0, cells.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cells[middle]?.fromMs ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Number of the first wave that was not over at `fromMs`. */
export function firstWave({ waves }: SystemCopy, fromMs: number): number {
  const first = waves.findIndex(({ endMs }) => endMs > fromMs);
  return first < 0 ? waves.length : first;
}

export function firstMail(evidence: Evidence, canary: number): number {
  return evidence.canaries[canary]?.firstMailMs ?? Number.POSITIVE_INFINITY;
}

function isSilent(evidence: Evidence, canary: number): boolean {
  return evidence.canaries[canary]?.waves.length === 0;
}
