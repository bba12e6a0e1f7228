// What an incident's timeline tells of its sendings: which were started, which texts were tried, how a sending ended last. Pure.

import type { IncidentFact, IncidentView, SendingStep } from "../../incidents/contract.ts";
import type { SendingKey } from "./contract.ts";

type SendingFact = Extract<IncidentFact, { readonly kind: "sending" }>;

export interface ToldSending {
  readonly key: SendingKey;
  readonly by: string;
  readonly atMs: number;
  readonly fact: SendingFact;
  /** The last step but a decision. */
  readonly last: SendingStep;
}

/** Started ones, in the order of their start. */
export function startedSendings(view: Pick<IncidentView, "timeline">): readonly ToldSending[] {
  const told = new Map<string, ToldSending>();
  for (const { by, atMs, fact } of view.timeline) {
    if (fact.kind !== "sending" || fact.step === "trial" || fact.step === "decided") continue;
    const { report, channel, step } = fact;
    const place = placeOf({ report, channel });
    const known = told.get(place);
    if (known !== undefined) told.set(place, { ...known, last: step });
    else if (step === "started") told.set(place, { key: { report, channel }, by, atMs, fact, last: step });
  }
  return [...told.values()];
}

export function isTried(
  { timeline }: Pick<IncidentView, "timeline">,
  key: SendingKey,
  papersSha256: string,
): boolean {
  return timeline.some(
    ({ fact }) =>
      fact.kind === "sending" &&
      fact.step === "trial" &&
      placeOf(fact) === placeOf(key) &&
      fact.papersSha256 === papersSha256,
  );
}

export function placeOf({ report, channel }: SendingKey): string {
  return `${report}:${channel}`;
}
