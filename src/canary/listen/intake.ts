// One mail from its bytes to the record: facts, judgement, and only then the word that it was taken. All ways in (SMTP, folders,
// IMAP) go through here; the mail itself is let go.

import type { CanaryMails, CanaryRecords, PlantedCanary } from "../ports.ts";
import type { MailFacts, OwnSenders } from "./contract.ts";
import { sha256 } from "./facts.ts";
import { judgeMail } from "./judge.ts";
import type { MailReader } from "./reading.ts";
import type { Envelope } from "./verdicts.ts";

export interface IntakeDeps {
  readonly canaries: Pick<CanaryRecords, "find">;
  readonly mails: Pick<CanaryMails, "keep">;
  readonly own: () => OwnSenders;
  readonly reader: Pick<MailReader, "facts">;
  /** After the record is durable. */
  readonly onKept: (hits: number) => void;
}

export interface Arrival {
  readonly raw: Uint8Array;
  readonly envelope: Envelope;
  readonly receivedAtMs: number;
  /** As plainAddress() writes them. */
  readonly recipients: readonly string[];
  /** The mail's own name when it may be met again; else null. */
  readonly once: string | null;
}

/** Resolves when what the mail told is durable; rejects when it cannot be kept (store.full …): then it must not be acknowledged. */
export type Intake = (arrival: Arrival) => Promise<void>;

export function createIntake(deps: IntakeDeps): Intake {
  return async ({ raw, envelope, receivedAtMs, recipients, once }) => {
    const facts = await deps.reader.facts(raw, { ...envelope, receivedAtMs });
    const addresses = [...new Set(recipients)];
    const planted = new Map((await deps.canaries.find(addresses)).map((one) => [one.address, one]));
    const own = deps.own();
    const text = JSON.stringify(facts);
    const mails = addresses.map((address) => {
      const canary = planted.get(address) ?? null;
      const outcome = judgeMail(facts, canary, own);
      const key = keyOf(facts, canary, outcome);
      return { key, canary: canary?.id ?? "", outcome, facts: text, atMs: receivedAtMs };
    });
    if (!(await deps.mails.keep(mails, once))) return;
    deps.onKept(mails.filter(({ outcome }) => outcome === "hit").length);
  };
}

const DAY_MS = 86_400_000;

/** The same mailing to the same canary on one day is one row, however its Message-ID differs. */
function keyOf(facts: MailFacts, canary: PlantedCanary | null, outcome: string): string {
  const { receivedAtMs, envelopeDomain, fromDomain, subject, hosts, attachments } = facts;
  const same = [
    canary?.id ?? "",
    outcome,
    Math.floor(receivedAtMs / DAY_MS),
    envelopeDomain,
    fromDomain,
    subject,
    hosts,
    attachments.map((one) => one.sha256),
  ];
  return sha256(JSON.stringify(same)).slice(0, 32);
}
