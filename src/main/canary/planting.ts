// Planting and retiring as one act each, for the command line and the running guard: the register, then the journal.

import {
  planPlanting,
  plantCsv,
  type CanaryRecords,
  type KeptMail,
  type CanaryLetter,
  type MailFacts,
  type OwnSenders,
  outcomeNow,
  type PlantedCanary,
  type PlantEncoding,
  type PlantFormat,
  type PlantWish,
  type RetireWish,
} from "../../canary/index.ts";

export interface PlantingTools {
  readonly records: CanaryRecords;
  readonly nowMs: () => number;
  readonly write: (kind: string, by: string, facts: object) => Promise<unknown>;
}

export interface PlantingAsked {
  readonly key: Uint8Array;
  readonly wish: Omit<PlantWish, "nowMs">;
  readonly format: PlantFormat;
  readonly encoding: PlantEncoding;
  readonly by: string;
}

/** The file to import, and the canaries as they stand in the register: those planted before keep their day. */
export async function plantSet(
  { records, nowMs, write }: PlantingTools,
  { key, wish, format, encoding, by }: PlantingAsked,
): Promise<{ readonly csv: Uint8Array; readonly canaries: readonly PlantedCanary[] }> {
  const customers = planPlanting(key, { ...wish, nowMs: nowMs() }, await records.list());
  await records.plant(customers.map(({ canary }) => canary));
  const ids = new Set(customers.map(({ canary }) => canary.id));
  const canaries = (await records.list()).filter(({ id }) => ids.has(id));
  const { system, period } = wish;
  await write("canary.planted", by, { system, period, count: canaries.length });
  return { csv: plantCsv(customers, format, encoding), canaries };
}

/** How many are no longer watched by this; one that was retired before counts when it was asked for by its id. */
export async function retireCanaries(
  { records, nowMs, write }: PlantingTools,
  wish: RetireWish,
  by: string,
): Promise<number> {
  if ("id" in wish) {
    const isKnown = await records.retire(wish.id, nowMs());
    if (isKnown) await write("canary.retired", by, { id: wish.id });
    return isKnown ? 1 : 0;
  }
  const { system, period } = wish;
  const atMs = nowMs();
  const members = (await records.list()).filter(
    (one) => one.system === system && one.period === period && one.retiredAtMs === null,
  );
  for (const { id } of members) await records.retire(id, atMs);
  if (members.length > 0) await write("canary.retired", by, { system, period, count: members.length });
  return members.length;
}

/** Mails on record as they stand today, in the order given. */
export function* lettersFrom(
  mails: Iterable<KeptMail>,
  planted: readonly PlantedCanary[],
  own: OwnSenders,
): Generator<CanaryLetter> {
  const byId = new Map(planted.map((canary) => [canary.id, canary]));
  for (const { facts, ...mail } of mails) {
    const canary = byId.get(mail.canary) ?? null;
    const outcome = outcomeNow({ ...mail, facts }, canary, own);
    yield {
      ...mail,
      outcome,
      system: canary?.system ?? "",
      period: canary?.period ?? "",
      facts: facts === "" ? null : (JSON.parse(facts) as MailFacts),
    };
  }
}
