// Before a notice goes out: what must be there, the trial, and the start itself, with the reason of whoever starts it all the same.

import { faultOfState } from "../../incidents/commands.ts";
import type { IncidentId, IncidentView } from "../../incidents/contract.ts";
import { no, type Answer, type Refused } from "../../incidents/record.ts";
import { putBox, readBox, type SendingBox } from "./boxes.ts";
import type { OutgoingDesk, SendingKey, SendingView } from "./contract.ts";
import { missingFor } from "./ground.ts";
import { settleStale, work } from "./going.ts";
import { ensureDispatch, factOf, isStale, sendingIn, whyOf, type DeskGround } from "./started.ts";
import type { OutgoingTexts } from "./texts.ts";
import { isTried, type ToldSending } from "./told.ts";
import { tryOut } from "./trial.ts";
import { sendingView } from "./views.ts";

interface Prepared {
  readonly texts: OutgoingTexts;
  readonly box: SendingBox;
}

/** Refused while something is missing that no reason can replace. */
async function prepared(
  { deps, read, textsOf }: DeskGround,
  view: IncidentView,
  key: SendingKey,
): Promise<{ readonly ok: true; readonly value: Prepared } | Refused> {
  const ground = await read(view);
  const { facts, addressees, classes } = ground;
  const texts = facts === null || classes === null ? null : await textsOf(view.id, key, facts, classes);
  const missing = [
    ...ground.missing,
    ...(texts?.hasHole === true ? ["hole"] : []),
    ...missingFor(key.channel, deps),
  ];
  if (missing.length > 0 || facts === null || addressees === null || texts === null || view.scope === null)
    return no("incident.sending-missing", { missing: missing.join(" ") });
  const box: SendingBox = {
    runId: view.scope.runId,
    facts,
    texts: texts.texts,
    papersSha256: texts.sha256,
    people: addressees.people,
    everyone: false,
  };
  return { ok: true, value: { texts, box } };
}

export async function trial(
  desk: DeskGround,
  incident: IncidentId,
  by: string,
  wish: Parameters<OutgoingDesk["trial"]>[2],
): ReturnType<OutgoingDesk["trial"]> {
  const view = await desk.deps.record.view(incident);
  if (view?.state !== "open") return faultOfState(view, "open") ?? no("incident.unknown");
  const ready = await prepared(desk, view, wish);
  if (!ready.ok) return ready;
  const { box, texts } = ready.value;
  const { sent, fault } = await tryOut(desk.deps, incident, box, wish);
  if (fault !== null) return no("incident.sending-trial", { note: fault });
  const fact = factOf(wish, "trial", box, { people: sent, errors: texts.errors });
  const written = await desk.deps.record.add(incident, by, () => ({ fact }));
  return written.ok ? { ok: true, value: { sent } } : written;
}

export async function start(
  desk: DeskGround,
  incident: IncidentId,
  by: string,
  wish: Parameters<OutgoingDesk["start"]>[2],
): Promise<Answer<SendingView>> {
  const { deps } = desk;
  const view = await deps.record.view(incident);
  if (view?.state !== "open") return faultOfState(view, "open") ?? no("incident.unknown");
  const key: SendingKey = { report: wish.report, channel: wish.channel };
  const known = sendingIn(view, key);
  if (known !== undefined) return again(desk, view, known, by, wish);
  const ready = await prepared(desk, view, key);
  if (!ready.ok) return ready;
  const { texts } = ready.value;
  const box = { ...ready.value.box, everyone: wish.everyone && key.channel === "letter" };
  const reason = whyOf(wish.reason);
  const tried = isTried(view, key, texts.sha256);
  if ((texts.errors > 0 || !tried) && reason === "")
    return no("incident.sending-reason", { errors: texts.errors, tried: tried ? "✓" : "–" });
  // First the words, then the entry with the name, then the record: a kill in between is gone on with by whoever finds the entry.
  await putBox(deps.vault, incident, key, box);
  const fact = factOf(key, "started", box, { people: box.people, errors: texts.errors, reason });
  const written = await deps.record.add(incident, by, (now) => {
    const fault = faultOfState(now, "open");
    if (fault !== undefined) return fault;
    return now !== null && sendingIn(now, key) !== undefined ? "nothing" : { fact };
  });
  if (!written.ok) return written;
  const told = sendingIn(written.value, key);
  if (told === undefined) return no("incident.sending-unknown");
  // What an older report had to say stands no longer.
  settleStale(deps, written.value);
  await ensureDispatch(deps, incident, told);
  work(desk, incident, key);
  return { ok: true, value: await sendingView(desk, written.value, told) };
}

/** Started before: nothing changes, but letters are printed for whoever needs one since, and for everyone if that is wished. */
async function again(
  desk: DeskGround,
  view: IncidentView,
  known: ToldSending,
  by: string,
  { everyone, reason }: Parameters<OutgoingDesk["start"]>[2],
): Promise<Answer<SendingView>> {
  const { deps } = desk;
  const { key } = known;
  const dispatch = await ensureDispatch(deps, view.id, known);
  if (key.channel === "letter" && dispatch.state === "running") {
    if (isStale(view, dispatch.scopeRunId)) return no("incident.sending-stale");
    const box = await readBox(deps.vault, view.id, key);
    if (everyone && !box.everyone) {
      await putBox(deps.vault, view.id, key, { ...box, everyone });
      const fact = factOf(key, "resumed", box, { people: box.people, reason: whyOf(reason) });
      await deps.record.add(view.id, by, () => ({ fact }));
    }
    work(desk, view.id, key);
  }
  return { ok: true, value: await sendingView(desk, view, known) };
}
