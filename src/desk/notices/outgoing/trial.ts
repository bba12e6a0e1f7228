// The trial of a notice: one copy per class for a made-up person, to the owner's own address or as a PDF in the vault. No real
// customer stands in it.

import { say, type Language } from "../../../kernel/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import type { Addressee, NoticeClass, NoticeFacts } from "../contract.ts";
import { lettersInVault } from "../letters/sinks.ts";
import type { LetterSheet } from "../render/letters.ts";
import { messageIdOf } from "../sending/mailer.ts";
import { trialName, type SendingBox } from "./boxes.ts";
import type { SendingKey } from "./contract.ts";
import { domainOf, fillersOf, MAIL_TIMEOUT_MS } from "./email-job.ts";
import type { OutgoingDeps } from "./ground.ts";
import { letterFillers, senderRows } from "./letter-job.ts";
import { outgoingWords } from "./words.ts";

export interface TrialWish extends SendingKey {
  readonly to: string;
  readonly language: Language;
}

/** How many copies went out; else a code why the first that did not could not. */
export async function tryOut(
  deps: OutgoingDeps,
  incident: IncidentId,
  box: SendingBox,
  wish: TrialWish,
): Promise<{ readonly sent: number; readonly fault: string | null }> {
  return wish.channel === "email" ? mailTrial(deps, box, wish) : letterTrial(deps, incident, box, wish);
}

async function mailTrial(
  deps: OutgoingDeps,
  box: SendingBox,
  { to, language }: TrialWish,
): Promise<{ readonly sent: number; readonly fault: string | null }> {
  const { mail } = deps.settings();
  if (mail === null) return { sent: 0, fault: "mail-server" };
  const mailer = deps.openMailer({ ...mail, connectionsMax: 1, timeoutMs: MAIL_TIMEOUT_MS });
  let sent = 0;
  try {
    for (const [of, filler] of fillersOf(box)) {
      if (!filler.ok) return { sent, fault: filler.code };
      const copy = filler.value(exampleOf(of, box.facts));
      const name = messageIdOf(
        `trial:${Buffer.from(deps.random.bytes(16)).toString("hex")}`,
        of,
        domainOf(mail.from),
      );
      const subject = say(outgoingWords, language, "trial.subject", { subject: copy.subject });
      const delivered = await mailer.send(to, name, { ...copy, subject });
      if (delivered.kind !== "sent") return { sent, fault: delivered.note };
      sent++;
    }
  } finally {
    mailer.close();
  }
  return { sent, fault: null };
}

async function letterTrial(
  deps: OutgoingDeps,
  incident: IncidentId,
  box: SendingBox,
  { report }: TrialWish,
): Promise<{ readonly sent: number; readonly fault: string | null }> {
  const sheets: LetterSheet[] = [];
  for (const [of, filler] of letterFillers(box)) {
    if (!filler.ok) return { sent: 0, fault: filler.code };
    const person = exampleOf(of, box.facts);
    sheets.push({ reference: of, person, paper: filler.value(person) });
  }
  const { shop } = await deps.openPress("ja");
  try {
    const { pdf } = await shop.print(sheets, senderRows(deps, box.facts), "ja");
    await lettersInVault(deps.vault, incident).put(trialName(report), pdf);
  } finally {
    await shop.close();
  }
  return { sent: sheets.length, fault: null };
}

/** Nobody: a name and an order that cannot be taken for somebody's. */
function exampleOf(of: NoticeClass, facts: NoticeFacts): Addressee {
  return {
    personId: `trial-${of}`,
    name: wordOf("example.name"),
    email: "",
    postcode: "100-0000",
    address: [wordOf("example.address")],
    orders: [{ ref: wordOf("example.order"), day: facts.window.from ?? facts.today }],
    items: facts.items[of],
    class: of,
  };
}

function wordOf(key: keyof typeof outgoingWords): string {
  return say(outgoingWords, "ja", key);
}
