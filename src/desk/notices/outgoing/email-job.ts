// One notice by e-mail, from its box to the mail server, as a job: texts filled per class, the sender's record, and a patient way
// with a server that is away.

import type { Clock, Outcome } from "../../../kernel/index.ts";
import { refuse } from "../../../kernel/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import { readAddressees } from "../addressees/list.ts";
import type { NoticeClass } from "../contract.ts";
import { mailFiller, type MailFiller } from "../render/mail-filler.ts";
import type { Delivered, NoticeMailer } from "../sending/mailer.ts";
import { sendNotice } from "../sending/sender.ts";
import { readNotice } from "../text.ts";
import { readBox, type SendingBox } from "./boxes.ts";
import type { SendingKey } from "./contract.ts";
import { dispatchId, type OutgoingDeps } from "./ground.ts";
import { troubleCode, type Job } from "./jobs.ts";

/** A mail server that says nothing for so long is away. */
export const MAIL_TIMEOUT_MS = 30_000;

export async function emailJob(
  deps: OutgoingDeps,
  incident: IncidentId,
  key: SendingKey,
  job: Job,
): Promise<"done" | "stopped"> {
  const { mail } = deps.settings();
  if (mail === null) {
    // Taken out of the configuration since; whoever puts it back lets it go on.
    job.trouble("mail-server");
    await deps.clock.sleep(MAIL_TIMEOUT_MS, job.gone);
    return job.gone.aborted ? "stopped" : emailJob(deps, incident, key, job);
  }
  const box = await readBox(deps.vault, incident, key);
  const fillers = fillersOf(box);
  const mailer = patientMailer(deps.openMailer({ ...mail, timeoutMs: MAIL_TIMEOUT_MS }), deps.clock, job);
  try {
    const end = await sendNotice(
      dispatchId(incident, key),
      {
        dispatches: deps.dispatches,
        mailer,
        clock: deps.clock,
        random: deps.random,
        people: () => readAddressees(deps.vault, incident, box.runId),
        mailFor: (person) => {
          const filler = fillers.get(person.class);
          if (filler === undefined) return refuse("notice.no-text", "", "");
          return filler.ok ? { ok: true, value: filler.value(person) } : filler;
        },
        domain: domainOf(mail.from),
        limits: { atOnce: 2 * mail.connectionsMax, perDomainPerSecond: mail.perDomainPerSecond },
        onTrouble: (error) => {
          job.trouble(troubleCode(error));
          deps.onTrouble(error);
        },
      },
      job.gone,
    );
    return end === "done" ? "done" : "stopped";
  } finally {
    mailer.close();
  }
}

export function fillersOf({ texts, facts }: SendingBox): ReadonlyMap<NoticeClass, Outcome<MailFiller>> {
  return new Map(
    Object.entries(texts).map(([of, { japanese, english }]) => [
      of as NoticeClass,
      mailFiller(readNotice(japanese), english === null ? null : readNotice(english), facts),
    ]),
  );
}

/** "店 <shop@example.jp>" → "example.jp". */
export function domainOf(from: string): string {
  return from.slice(from.lastIndexOf("@") + 1).replace(/>.*$/, "");
}

const AWAY_FIRST_MS = 5_000;
const AWAY_MAX_MS = 60_000;
/** One broken line says nothing yet. */
const AWAY_AFTER = 3;

/**
 * A server that cannot be reached is no reason to try everybody once and put them off for minutes: while it is away, those in
 * hand wait, and one of them knocks from time to time.
 */
export function patientMailer(mailer: NoticeMailer, clock: Clock, job: Job): NoticeMailer {
  let failed = 0;
  let nextAtMs = 0;
  const note = (delivered: Delivered): void => {
    job.meter.tick();
    // A code of the library's, no reply of the server.
    const isAway = delivered.kind === "later" && /^[A-Z]/.test(delivered.note);
    failed = isAway ? failed + 1 : 0;
    if (failed >= AWAY_AFTER) {
      job.trouble("mail-server");
      const growing = Math.floor((failed - AWAY_AFTER) / 8);
      nextAtMs = clock.monoMs() + Math.min(AWAY_FIRST_MS * 2 ** Math.min(growing, 6), AWAY_MAX_MS);
    } else if (!isAway) job.trouble(null);
  };
  const waitMs = (): number => (failed >= AWAY_AFTER ? nextAtMs - clock.monoMs() : 0);
  return {
    send: async (to, messageId, mail) => {
      for (let leftMs = waitMs(); leftMs > 0 && !job.gone.aborted; leftMs = waitMs())
        await clock.sleep(leftMs, job.gone);
      if (job.gone.aborted) return { kind: "later", note: "stopped" };
      const delivered = await mailer.send(to, messageId, mail);
      note(delivered);
      return delivered;
    },
    close: mailer.close,
  };
}
