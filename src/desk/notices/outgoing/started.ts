// What the parts of the sending desk share: a sending that was started, its record, and the entry a step leaves behind.

import type { IncidentFact, IncidentId, IncidentView, SendingStep } from "../../incidents/contract.ts";
import { tidy } from "../../incidents/commands.ts";
import { no, type Answer } from "../../incidents/record.ts";
import type { Dispatch } from "../../ports.ts";
import type { LetterBatch } from "../letters/print-notice.ts";
import type { SendingBox } from "./boxes.ts";
import type { SendingKey } from "./contract.ts";
import { dispatchId, type GroundReader, type OutgoingDeps } from "./ground.ts";
import type { Jobs } from "./jobs.ts";
import type { TextsReader } from "./texts.ts";
import { placeOf, startedSendings, type ToldSending } from "./told.ts";

/** A reason is read, not studied. */
const WHY_CHARS_MAX = 1_000;

/** What the parts of the desk share. */
export interface DeskGround {
  readonly deps: OutgoingDeps;
  readonly jobs: Jobs;
  readonly read: GroundReader;
  readonly textsOf: TextsReader;
  readonly batches: Map<string, LetterBatch>;
}

export async function startedOf(
  { record }: OutgoingDeps,
  incident: IncidentId,
  key: SendingKey,
): Promise<Answer<{ readonly view: IncidentView; readonly told: ToldSending }>> {
  const view = await record.view(incident);
  if (view === null) return no("incident.unknown");
  if (view.state === "key-destroyed") return no("incident.destroyed");
  const told = sendingIn(view, key);
  return told === undefined ? no("incident.sending-unknown") : { ok: true, value: { view, told } };
}

export function sendingIn(view: IncidentView, key: SendingKey): ToldSending | undefined {
  return startedSendings(view).find((one) => placeOf(one.key) === placeOf(key));
}

/** A process that died between the entry and the record left the first alone. */
export async function ensureDispatch(
  { dispatches }: OutgoingDeps,
  incident: IncidentId,
  told: ToldSending,
): Promise<Dispatch> {
  const id = dispatchId(incident, told.key);
  const { by, atMs: createdAtMs, fact } = told;
  const wanted = { id, by, createdAtMs, state: "running", scopeRunId: fact.scopeRunId } as const;
  return (await dispatches.get(id)) ?? (await dispatches.put(wanted), (await dispatches.get(id)) ?? wanted);
}

export function isStale({ scope }: IncidentView, runId: string): boolean {
  return scope !== null && scope.runId !== runId;
}

export function factOf(
  { report, channel }: SendingKey,
  step: SendingStep,
  { runId, papersSha256 }: SendingBox,
  more: { readonly people: number; readonly errors?: number; readonly reason?: string },
): Extract<IncidentFact, { readonly kind: "sending" }> {
  const { people, errors = 0, reason = "" } = more;
  return { kind: "sending", report, channel, step, scopeRunId: runId, people, reason, errors, papersSha256 };
}

export function whyOf(text: string): string {
  return tidy(text.trim(), WHY_CHARS_MAX);
}
