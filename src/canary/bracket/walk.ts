// Walks through time along one system's canaries and says at each moment how well a copy taken then explains their mail, for one
// way of sending. Knows no prior and no other system.

import { firstMail } from "./doing.ts";
import type { Evidence, SystemCopy } from "./evidence.ts";
import type { Sender } from "./senders.ts";

/** After so many canaries whose mail is older than the copy, a sender in order is not thought of: each costs a walk from the start. */
const LEFT_MAX = 20;

interface Moment {
  /** Number among the copy's members. */
  readonly member: number;
  readonly atMs: number;
}

/** When canaries come into the copy, and when their first mail ends what a copy can explain of them; both in order. */
export interface Moments {
  readonly coming: readonly Moment[];
  readonly leaving: readonly Moment[];
}

/** What the mails are worth: per member its sender's chance, per canary silence over what chance and other leaks make of it. */
interface Worth {
  readonly own: readonly number[];
  readonly ratio: Float64Array;
}

export function momentsOf(evidence: Evidence, { members }: SystemCopy): Moments {
  const all = members.map(({ canary, plantedAtMs }, member) => ({
    member,
    plantedAtMs,
    mailMs: firstMail(evidence, canary),
  }));
  // Planted here only after its mail had come: no copy of this system explains that mail.
  const inside = all.filter(({ plantedAtMs, mailMs }) => mailMs > plantedAtMs);
  return {
    coming: inside.map(({ member, plantedAtMs }) => ({ member, atMs: plantedAtMs })),
    leaving: inside
      .filter(({ mailMs }) => Number.isFinite(mailMs))
      .map(({ member, mailMs }) => ({ member, atMs: mailMs }))
      .sort((a, b) => a.atMs - b.atMs),
  };
}

/**
 * Log of how much better a copy taken just after `fromMs` explains all mails than chance and the others alone. To be asked in
 * order of time: canaries come in as they are planted and fall out when their mail is older than the copy.
 */
export function walkCopy(
  { members, heard }: SystemCopy,
  { coming, leaving }: Moments,
  sender: Sender,
  { own, ratio }: Worth,
): (fromMs: number, wave: number) => number {
  let [came, left, wave, sum, silent, rest] = [0, 0, -1, 0, 0, 0];
  const worth = (member: number): number =>
    heard[member]?.length === 0
      ? silent
      : Math.log1p((ratio[members[member]?.canary ?? 0] ?? 1) * (own[member] ?? 0) * rest);
  return (fromMs, waveNow) => {
    if (waveNow !== wave) {
      [wave, came, left, sum] = [waveNow, 0, 0, 0];
      [silent, rest] = [Math.log(sender.silent[wave] ?? 1), sender.rest[wave] ?? 0];
    }
    for (let next = coming[came]; next !== undefined && next.atMs <= fromMs; next = coming[++came])
      sum += worth(next.member);
    for (let next = leaving[left]; next !== undefined && next.atMs <= fromMs; next = leaving[++left])
      sum -= worth(next.member);
    return sum;
  };
}

/** The same for a sender who works through the list in order of joining and may be anywhere in it: all behind that are silent anyway. */
export function walkInOrder(
  { members, heard }: SystemCopy,
  { coming, leaving }: Moments,
  sender: Sender,
  { own, ratio }: Worth,
): (fromMs: number, wave: number) => number {
  let [came, left, wave, inside, sum, all] = [0, 0, -1, 0, 0, Number.NEGATIVE_INFINITY];
  const isGone = new Set<number>();
  return (fromMs, waveNow) => {
    const leftBefore = left;
    for (let next = leaving[left]; next !== undefined && next.atMs <= fromMs; next = leaving[++left])
      isGone.add(next.member);
    if (left > LEFT_MAX) return Number.NEGATIVE_INFINITY;
    if (waveNow !== wave || left > leftBefore)
      [wave, came, inside, sum, all] = [waveNow, 0, 0, 0, Number.NEGATIVE_INFINITY];
    const [silent, rest] = [Math.log(sender.silent[wave] ?? 1), sender.rest[wave] ?? 0];
    for (let next = coming[came]; next !== undefined && next.atMs <= fromMs; next = coming[++came]) {
      if (isGone.has(next.member)) continue;
      inside++;
      sum +=
        heard[next.member]?.length === 0
          ? silent
          : Math.log1p((ratio[members[next.member]?.canary ?? 0] ?? 1) * (own[next.member] ?? 0) * rest);
      all = addLogs(all, sum);
    }
    return all - Math.log(Math.max(1, inside));
  };
}

export function addLogs(one: number, other: number): number {
  const [more, less] = one > other ? [one, other] : [other, one];
  return less === Number.NEGATIVE_INFINITY ? more : more + Math.log1p(Math.exp(less - more));
}
