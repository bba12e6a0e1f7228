// What stands of the mails on record: judged again by what is known today, so that a sender named later clears his own letters. Pure.

import type { CanaryMail, Planting } from "../bracket/contract.ts";
import { BRACKET_LIMITS } from "../bracket/contract.ts";
import type { KeptMail, PlantedCanary } from "../ports.ts";
import type { MailFacts, OwnSenders } from "./contract.ts";
import { judgeMail } from "./judge.ts";

export interface Standing {
  readonly hits: readonly KeptMail[];
  /** Canaries that are watched, the newest if there are more than can be bracketed. */
  readonly watched: readonly PlantedCanary[];
  /** As bracket() wants them. */
  readonly plantings: readonly Planting[];
  readonly mails: readonly CanaryMail[];
}

/** `kept`: those on record as hits. Of retired canaries nothing stands: they may be gone from their systems. */
export function standingOf(
  kept: readonly KeptMail[],
  planted: readonly PlantedCanary[],
  own: OwnSenders,
): Standing {
  const watched = planted
    .filter(({ retiredAtMs }) => retiredAtMs === null)
    .slice(-BRACKET_LIMITS.plantingsMax);
  const byId = new Map(watched.map((canary) => [canary.id, canary]));
  const hits = kept.filter((mail) => {
    const canary = byId.get(mail.canary);
    return canary !== undefined && outcomeNow(mail, canary, own) === "hit";
  });
  return {
    hits,
    watched,
    plantings: watched.map(({ id, system, plantedAtMs }) => ({ canary: id, system, plantedAtMs })),
    // A row is one day's: its first and last moment tell the bracket as much as all between them.
    mails: hits.flatMap(({ canary, firstAtMs, lastAtMs }) =>
      [...new Set([firstAtMs, lastAtMs])].map((receivedAtMs) => ({ canary, receivedAtMs })),
    ),
  };
}

/** What was set aside stays so: its reason was seen when it came. */
export function outcomeNow(
  { outcome, facts }: Pick<KeptMail, "outcome" | "facts">,
  canary: PlantedCanary | null,
  own: OwnSenders,
): string {
  if (outcome !== "hit" || facts === "" || canary === null) return outcome;
  return judgeMail(JSON.parse(facts) as MailFacts, canary, own);
}
