// After a notice went out: a person's word about one that nobody knows of, what came back to the mailbox, and letters taken out.

import { MisemoriError } from "../../../kernel/index.ts";
import type { IncidentFact, IncidentId } from "../../incidents/contract.ts";
import { no, type Answer } from "../../incidents/record.ts";
import { LETTER_FILE } from "./boxes.ts";
import { collectMails } from "./collect.ts";
import type { OutgoingDesk } from "./contract.ts";
import { work } from "./going.ts";
import { dispatchId, type OutgoingDeps } from "./ground.ts";
import { isStale, startedOf, whyOf, type DeskGround } from "./started.ts";
import { startedSendings } from "./told.ts";

export async function decide(
  desk: DeskGround,
  incident: IncidentId,
  by: string,
  { personId, from, to, why, ...key }: Parameters<OutgoingDesk["decide"]>[2],
): Promise<Answer<null>> {
  const { deps } = desk;
  const found = await startedOf(deps, incident, key);
  if (!found.ok) return found;
  const { view, told } = found.value;
  const id = dispatchId(incident, key);
  // What is on its way ends by itself.
  if (from === "claimed" || from === "waiting" || from === to) return no("incident.sending-decided");
  // A letter keeps the name of its batch, unless it is to be printed again, in another one.
  const note = to === "waiting" || key.channel === "email" ? "decided" : undefined;
  if (!(await deps.dispatches.decide(id, personId, from, to, deps.clock.nowMs(), note)))
    return no("incident.sending-decided");
  const reason = whyOf(why);
  const fact: IncidentFact = { ...told.fact, step: "decided", people: 1, errors: 0, reason };
  const written = await deps.record.add(incident, by, () => ({ fact }));
  if (!written.ok) return written;
  const dispatch = await deps.dispatches.get(id);
  if (to !== "waiting" || dispatch === undefined || view.state !== "open") return { ok: true, value: null };
  if (dispatch.state === "done") await deps.dispatches.setState(id, "running");
  if (dispatch.state !== "paused" && !isStale(view, dispatch.scopeRunId)) work(desk, incident, key);
  return { ok: true, value: null };
}

export async function collect(
  { deps }: DeskGround,
  incident: IncidentId,
  by: string,
  { report }: { readonly report: number },
): ReturnType<OutgoingDesk["collect"]> {
  const found = await startedOf(deps, incident, { report, channel: "email" });
  if (!found.ok) return found;
  const { mailbox, mail } = deps.settings();
  if (mailbox === null) return no("incident.mailbox-unset");
  const sendings = startedSendings(found.value.view).filter(({ key }) => key.channel === "email");
  try {
    const value = await collectMails(deps, {
      incident,
      by,
      path: mailbox,
      id: dispatchId(incident, found.value.told.key),
      notices: sendings.map(({ key }) => dispatchId(incident, key)),
      addresses: mail === null ? [] : [addressIn(mail.replyTo ?? mail.from)],
      sinceMs: sendings[0]?.atMs ?? 0,
    });
    await deps.journal.write("incident.notice-mailbox", by, { incident, report, ...value });
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof MisemoriError) || !error.code.startsWith("bounces.")) throw error;
    return no("incident.mailbox-unreadable", { reason: error.message });
  }
}

/** For those named; on record before the first byte is given out. */
export async function letter(
  { record, vault, journal }: OutgoingDeps,
  incident: IncidentId,
  by: string,
  name: string,
): Promise<Answer<AsyncIterable<Uint8Array>>> {
  const view = await record.view(incident);
  if (view === null) return no("incident.unknown");
  if (!view.named.includes(by)) return no("incident.not-named");
  if (view.state === "key-destroyed") return no("incident.destroyed");
  const isThere = LETTER_FILE.test(name) && (await vault.list(incident)).some((one) => one.name === name);
  if (!isThere) return no("incident.letters-unknown");
  await journal.write("incident.letters-read", by, { incident, vaultName: name });
  return { ok: true, value: vault.get(incident, name) };
}

/** "店 <shop@example.jp>" → "shop@example.jp". */
function addressIn(text: string): string {
  return /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;
}
