// A notice under way: handed to a job, paused and gone on with, stopped by a later scope or the incident's end, and taken up again
// after a restart.

import type { IncidentId, IncidentView } from "../../incidents/contract.ts";
import { no, type Answer } from "../../incidents/record.ts";
import type { SendingKey, SendingView } from "./contract.ts";
import { emailJob } from "./email-job.ts";
import { dispatchId, type OutgoingDeps } from "./ground.ts";
import { letterJob } from "./letter-job.ts";
import { ensureDispatch, isStale, sendingIn, startedOf, whyOf, type DeskGround } from "./started.ts";
import { placeOf, startedSendings } from "./told.ts";
import { sendingView } from "./views.ts";

export async function switchTo(
  desk: DeskGround,
  incident: IncidentId,
  by: string,
  key: SendingKey,
  step: "paused" | "resumed",
  why: string,
): Promise<Answer<SendingView>> {
  const { deps, jobs } = desk;
  const found = await startedOf(deps, incident, key);
  if (!found.ok) return found;
  const { view, told } = found.value;
  const dispatch = await ensureDispatch(deps, incident, told);
  const [from, to] = step === "paused" ? (["running", "paused"] as const) : (["paused", "running"] as const);
  if (dispatch.state !== from) return { ok: true, value: await sendingView(desk, view, told) };
  if (step === "resumed") {
    if (view.state !== "open") return no("incident.closed");
    if (isStale(view, dispatch.scopeRunId)) return no("incident.sending-stale");
  }
  await deps.dispatches.setState(dispatch.id, to);
  if (step === "paused") jobs.stop(dispatch.id);
  const reason = whyOf(why);
  const written = await deps.record.add(incident, by, () => ({ fact: { ...told.fact, step, reason } }));
  if (!written.ok) return written;
  if (step === "resumed") work(desk, incident, key);
  return { ok: true, value: await sendingView(desk, written.value, told) };
}

/** A later scope, the incident's end or its key's end stop what runs. */
export async function look(desk: DeskGround, incident: IncidentId): Promise<void> {
  const { deps, jobs } = desk;
  const view = await deps.record.view(incident);
  if (view === null) return;
  for (const told of startedSendings(view)) {
    const dispatch = await deps.dispatches.get(dispatchId(incident, told.key));
    if (dispatch?.state !== "running") continue;
    const isOver = jobs.view(dispatch.id).isOver && told.key.channel === "letter";
    const reason = view.state !== "open" ? view.state : isStale(view, dispatch.scopeRunId) ? "stale" : null;
    if (reason === null || (isOver && reason === "stale")) continue;
    jobs.stop(dispatch.id);
    await deps.dispatches.setState(dispatch.id, "paused");
    await deps.record.add(incident, "misemori", () => ({ fact: { ...told.fact, step: "paused", reason } }));
    if (reason === "stale") tellStale(deps, view, told.key);
  }
  if (view.state !== "open") settleStale(deps, view);
}

export async function restore(desk: DeskGround, incident: IncidentId): Promise<void> {
  const { deps } = desk;
  await look(desk, incident);
  const view = await deps.record.view(incident);
  if (view?.state !== "open") return;
  for (const told of startedSendings(view)) {
    const { state, scopeRunId } = await ensureDispatch(deps, incident, told);
    if (state === "running" && !isStale(view, scopeRunId)) work(desk, incident, told.key);
  }
}

/** Hands it to a job; its end is written once. */
export function work({ deps, jobs }: DeskGround, incident: IncidentId, key: SendingKey): void {
  jobs.start(dispatchId(incident, key), async (job) => {
    const end = await (key.channel === "email" ? emailJob : letterJob)(deps, incident, key, job);
    if (end !== "done") return end;
    const { sent } = await deps.dispatches.counts(dispatchId(incident, key));
    await deps.record.add(incident, "misemori", (view) => {
      const told = view === null ? undefined : sendingIn(view, key);
      if (told === undefined || doneOf(view, key) === sent) return "nothing";
      return { fact: { ...told.fact, step: "done", people: sent, errors: 0, reason: "" } };
    });
    return "done";
  });
}

/** How many it had reached when it was written to be done last; null: never. */
function doneOf(view: IncidentView | null, key: SendingKey): number | null {
  const done = view?.timeline.findLast(
    ({ fact }) => fact.kind === "sending" && fact.step === "done" && placeOf(fact) === placeOf(key),
  );
  return done?.fact.kind === "sending" ? done.fact.people : null;
}

function staleCause(incident: IncidentId, key: SendingKey): string {
  return `sending:${incident}:${placeOf(key)}`;
}

function tellStale({ emit, clock }: OutgoingDeps, view: IncidentView, key: SendingKey): void {
  emit({
    type: "alert.raised",
    cause: staleCause(view.id, key),
    kind: "sending",
    area: "customers",
    urgent: true,
    stage: "stale",
    facts: { incident: view.id, title: view.title, report: key.report, channel: key.channel },
    atMs: clock.nowMs(),
  });
}

export function settleStale({ emit, clock }: OutgoingDeps, view: IncidentView): void {
  for (const { key } of startedSendings(view))
    emit({ type: "alert.settled", cause: staleCause(view.id, key), atMs: clock.nowMs() });
}
