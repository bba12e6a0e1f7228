// Lays out plantings and mails for weighing: per system its canaries in order of planting, per canary when mail first came and in
// how many waves. Decides nothing.

import type { CanaryMail, Planting } from "./contract.ts";

export interface Canary {
  readonly name: string;
  /** Into any system, for the first time. */
  readonly plantedAtMs: number;
  /** Infinity: silent. */
  readonly firstMailMs: number;
  /** Which waves mail came in. */
  readonly waves: readonly number[];
}

export interface SystemCopy {
  readonly system: string;
  /** In order of planting. */
  readonly members: readonly { readonly canary: number; readonly plantedAtMs: number }[];
  /** The waves that reached any of the members, in order: when each ended (last mail, epoch ms), and how many members it reached. */
  readonly waves: readonly { readonly endMs: number; readonly hits: number }[];
  /** Per member: which of these waves it heard. */
  readonly heard: readonly (readonly number[])[];
}

export interface Evidence {
  readonly canaries: readonly Canary[];
  readonly copies: readonly SystemCopy[];
  /** How many canaries each wave reached. */
  readonly waveHits: readonly number[];
  /** From the first planting on, up to the last mail or planting. */
  readonly untilMs: number;
  readonly unknown: number;
  readonly early: number;
  readonly mails: number;
}

const DAY_MS = 86_400_000;
/** Days with mail are the waves. When they are more than this, two days make one, then four …: finer tells nothing more. */
const WAVES_MAX = 24;

/** The earliest planting of a canary in a system counts; names of systems and canaries are taken as they are. */
export function evidenceFrom(plantings: readonly Planting[], mails: readonly CanaryMail[]): Evidence {
  const planted = new Map<string, Map<string, number>>();
  for (const { canary, system, plantedAtMs } of plantings) {
    const systems = planted.get(canary) ?? new Map<string, number>();
    systems.set(system, Math.min(plantedAtMs, systems.get(system) ?? Number.POSITIVE_INFINITY));
    planted.set(canary, systems);
  }
  const names = [...planted.keys()];
  const earliest = new Map(names.map((name) => [name, Math.min(...(planted.get(name)?.values() ?? []))]));
  const known = mails.filter(({ canary }) => planted.has(canary));
  const counted = known.filter(({ canary, receivedAtMs }) => receivedAtMs >= (earliest.get(canary) ?? 0));
  const { waveOf, endsMs } = cutWaves(counted);
  const heard = new Map<string, { firstMs: number; waves: Set<number> }>();
  for (const { canary, receivedAtMs } of counted) {
    const so = heard.get(canary) ?? { firstMs: receivedAtMs, waves: new Set<number>() };
    so.firstMs = Math.min(so.firstMs, receivedAtMs);
    so.waves.add(waveOf(receivedAtMs));
    heard.set(canary, so);
  }
  const canaries = names.map((name): Canary => ({
    name,
    plantedAtMs: earliest.get(name) ?? 0,
    firstMailMs: heard.get(name)?.firstMs ?? Number.POSITIVE_INFINITY,
    waves: [...(heard.get(name)?.waves ?? [])],
  }));
  const times = [...counted.map((mail) => mail.receivedAtMs), ...plantings.map((one) => one.plantedAtMs)];
  return {
    canaries,
    copies: copiesOf(canaries, planted, endsMs),
    waveHits: canaries.reduce(
      (hits, { waves }) => {
        for (const wave of waves) hits[wave] = (hits[wave] ?? 0) + 1;
        return hits;
      },
      endsMs.map(() => 0),
    ),
    untilMs: times.reduce((latest, at) => Math.max(latest, at), 0),
    unknown: mails.length - known.length,
    early: known.length - counted.length,
    mails: mails.length,
  };
}

function copiesOf(
  canaries: readonly Canary[],
  planted: ReadonlyMap<string, ReadonlyMap<string, number>>,
  endsMs: readonly number[],
): SystemCopy[] {
  const members = new Map<string, { canary: number; plantedAtMs: number }[]>();
  for (const [canary, { name }] of canaries.entries())
    for (const [system, plantedAtMs] of planted.get(name) ?? []) {
      const list = members.get(system) ?? [];
      list.push({ canary, plantedAtMs });
      members.set(system, list);
    }
  return [...members].map(([system, list]) => {
    list.sort((a, b) => a.plantedAtMs - b.plantedAtMs);
    const hits = new Map<number, number>();
    for (const { canary } of list)
      for (const wave of canaries[canary]?.waves ?? []) hits.set(wave, (hits.get(wave) ?? 0) + 1);
    const waves = [...hits].sort(([a], [b]) => a - b);
    const places = new Map(waves.map(([wave], place) => [wave, place]));
    return {
      system,
      members: list,
      waves: waves.map(([wave, count]) => ({ endMs: endsMs[wave] ?? 0, hits: count })),
      heard: list.map(({ canary }) => (canaries[canary]?.waves ?? []).map((wave) => places.get(wave) ?? 0)),
    };
  });
}

function cutWaves(mails: readonly CanaryMail[]): {
  readonly waveOf: (atMs: number) => number;
  readonly endsMs: readonly number[];
} {
  for (let widthMs = DAY_MS; ; widthMs *= 2) {
    const ends = new Map<number, number>();
    for (const { receivedAtMs } of mails) {
      const stretch = Math.floor(receivedAtMs / widthMs);
      ends.set(stretch, Math.max(receivedAtMs, ends.get(stretch) ?? 0));
    }
    if (ends.size > WAVES_MAX) continue;
    const sorted = [...ends].sort(([a], [b]) => a - b);
    const numbers = new Map(sorted.map(([stretch], number) => [stretch, number]));
    return {
      waveOf: (atMs) => numbers.get(Math.floor(atMs / widthMs)) ?? 0,
      endsMs: sorted.map(([, endMs]) => endMs),
    };
  }
}
