// How far a notice is, and what stands in the way of the next: counts, speed, trouble, printed batches. Looks only.

import type { IncidentView } from "../../incidents/contract.ts";
import type { SendState } from "../../ports.ts";
import { batchesOf } from "./boxes.ts";
import type { OutgoingBoard, SendingKey, SendingReadiness, SendingView } from "./contract.ts";
import { dispatchId, missingFor, type Ground } from "./ground.ts";
import { ensureDispatch, isStale, type DeskGround } from "./started.ts";
import { isTried, startedSendings, type ToldSending } from "./told.ts";

export async function boardOf(desk: DeskGround, view: IncidentView): Promise<OutgoingBoard> {
  const started = startedSendings(view);
  const sendings: SendingView[] = [];
  for (const told of started.toReversed()) sendings.push(await sendingView(desk, view, told));
  const written = await desk.deps.written(view.id);
  const report = Math.max(1, ...started.map(({ key }) => key.report), ...written.map((key) => key.report));
  const ground = await desk.read(view);
  const ready: SendingReadiness[] = [];
  for (const channel of ["email", "letter"] as const)
    ready.push(await readiness(desk, ground, { report, channel }));
  return { sendings, ready };
}

async function readiness(desk: DeskGround, ground: Ground, key: SendingKey): Promise<SendingReadiness> {
  const { deps, textsOf } = desk;
  const { view, facts, classes, addressees } = ground;
  const texts = facts === null || classes === null ? null : await textsOf(view.id, key, facts, classes);
  return {
    ...key,
    people: await peopleFor(desk, ground, key),
    withAddress: (key.channel === "email" ? addressees?.withEmail : addressees?.withAddress) ?? 0,
    errors: texts?.errors ?? 0,
    isTried: texts !== null && isTried(view, key, texts.sha256),
    missing: [
      ...ground.missing,
      ...(texts?.hasHole === true ? ["hole"] : []),
      ...missingFor(key.channel, deps),
    ],
  };
}

/** A letter goes to those whom no e-mail reached; before one was sent, to those without an address for it. */
async function peopleFor(
  { deps }: DeskGround,
  { view, addressees }: Ground,
  { report, channel }: SendingKey,
): Promise<number> {
  if (addressees === null) return 0;
  if (channel === "email") return addressees.people;
  const { refused, bounced } = await deps.dispatches.counts(
    dispatchId(view.id, { report, channel: "email" }),
  );
  return Math.max(refused + bounced, addressees.people - addressees.withEmail);
}

export async function sendingView(
  { deps, jobs, batches }: DeskGround,
  view: IncidentView,
  told: ToldSending,
): Promise<SendingView> {
  const { key, fact } = told;
  const dispatch = await ensureDispatch(deps, view.id, told);
  const { id, by, createdAtMs, scopeRunId } = dispatch;
  const counts = await deps.dispatches.counts(id);
  const job = jobs.view(id);
  const isOver = key.channel === "letter" && job.isOver && !job.isActive && counts.waiting === 0;
  const state = dispatch.state === "running" && isOver ? "done" : dispatch.state;
  const stale = isStale(view, scopeRunId);
  const people = key.channel === "email" ? fact.people : sum(counts);
  return {
    ...key,
    id,
    state,
    by,
    createdAtMs,
    scopeRunId,
    isStale: stale,
    people,
    // Whoever the sender has not come to yet has no row.
    counts: { ...counts, waiting: Math.max(counts.waiting, people - sum({ ...counts, waiting: 0 })) },
    perSecond: job.perSecond,
    trouble: stale && state !== "done" ? "stale" : job.trouble,
    batches: key.channel === "letter" ? await batchesOf(deps.vault, view.id, key.report, batches) : [],
  };
}

function sum(counts: Readonly<Record<SendState, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
