// One look into an ordinary mailbox: heads first, a mail's text only when a planted customer is among its recipients. How far it was
// read is durable after each step; a mail met twice is known by its content.

import type { ImapFlow } from "imapflow";
import { MisemoriError, type Clock } from "../../kernel/index.ts";
import type { CanaryMails, CanaryRecords } from "../ports.ts";
import { ADDRESSED_HEADERS } from "./addressed.ts";
import { LISTEN_LIMITS } from "./contract.ts";
import { sha256 } from "./facts.ts";
import type { Intake } from "./intake.ts";
import type { MailboxPlace } from "./mailbox-place.ts";
import type { MailReader } from "./reading.ts";

export interface MailboxDeps {
  readonly canaries: Pick<CanaryRecords, "list" | "find">;
  readonly mails: Pick<CanaryMails, "mark" | "setMark">;
  readonly reader: Pick<MailReader, "addressed">;
  readonly intake: Intake;
  readonly clock: Clock;
}

export interface Looked {
  /** Mails to canaries. */
  readonly taken: number;
  /** There is more to look at, now. */
  readonly isMore: boolean;
}

/** Heads asked for at a time; one is held at a time. */
const HEADS_MAX = 100;
/** Of one head, as far as it is read (verdicts.ts reads no more). */
const HEAD_BYTES_MAX = 250 * 1024;
/** Addresses asked of the register at a time. */
const ASKED_MAX = 100;
/** A server may fail at one mail for ever: after this many tries in a row it is passed over, or kept by its head. */
const TRIES_MAX = 5;
const ALONE_AFTER = 2;
const DAY_MS = 86_400_000;
const END_OF_HEAD = Buffer.from("\r\n\r\n");

interface Wanted {
  readonly uid: number;
  readonly head: Buffer;
  readonly recipients: readonly string[];
  readonly sender: string;
  readonly receivedAtMs: number;
}

/** Remembered from look to look, over connections that were lost. */
export interface Looking {
  /** Failures of the server in a row, all at the same step of the same mail. */
  failed: { readonly uid: number; readonly step: Step; readonly times: number };
  /** A mail whose head cannot be had: nobody knows whether it was for a canary. */
  readonly onPassed: (uid: number) => void;
}

type Step = "head" | "text";

/** The folder is open in `client`. Rejects with what the server, the record or the reader says; goes on there the next time. */
export async function lookIntoMailbox(
  client: ImapFlow,
  place: MailboxPlace,
  deps: MailboxDeps,
  looking: Looking,
): Promise<Looked> {
  const planted = await deps.canaries.list();
  // What came before the first canary was planted is nobody's business here.
  const sinceMs = planted.reduce((first, { plantedAtMs }) => Math.min(first, plantedAtMs), Infinity);
  if (!Number.isFinite(sinceMs)) return { taken: 0, isMore: false };
  const standing = await standingOf(client, place, deps);
  await client.noop();
  const found = await client.search(
    { uid: `${standing.uid + 1}:*`, since: new Date(sinceMs - 2 * DAY_MS) },
    { uid: true },
  );
  if (!Array.isArray(found)) throw new Error("the server did not search");
  // "n:*" names the last mail even when its number is below n.
  const news = found.filter((uid) => uid > standing.uid).sort((a, b) => a - b);
  const [first] = news;
  if (first === undefined) return { taken: 0, isMore: false };
  const failures = failuresAt(looking, first, "head");
  const isPassed = failures >= TRIES_MAX;
  // After failures one by one, so that only the one that fails is passed over.
  const some = news.slice(0, failures >= ALONE_AFTER ? 1 : HEADS_MAX);
  if (isPassed) looking.onPassed(first);
  const wanted = isPassed ? [] : await counted(looking, first, "head", () => wantedOf(client, some, deps));
  for (const mail of wanted) {
    const isStubborn = failuresAt(looking, mail.uid, "text") >= TRIES_MAX;
    await counted(looking, mail.uid, "text", () => takeOne(client, mail, { place, deps, isStubborn }));
    await standing.reached(mail.uid);
  }
  await standing.reached(some.at(-1) ?? first);
  return { taken: wanted.length, isMore: news.length > some.length };
}

function failuresAt({ failed }: Looking, uid: number, step: Step): number {
  return failed.uid === uid && failed.step === step ? failed.times : 0;
}

/** Counts what the server fails at. A record that cannot be written is no fault of the mail's: it waits, however long. */
async function counted<T>(looking: Looking, uid: number, step: Step, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MisemoriError))
      looking.failed = { uid, step, times: failuresAt(looking, uid, step) + 1 };
    throw error;
  }
}

/** How far this mailbox was read. Numbers of mails are good for one UIDVALIDITY; when that changes, all is looked at again. */
async function standingOf(
  client: ImapFlow,
  { host, user, folder }: MailboxPlace,
  { mails }: MailboxDeps,
): Promise<{ readonly uid: number; reached(uid: number): Promise<void> }> {
  const validity = client.mailbox === false ? "" : String(client.mailbox.uidValidity);
  const name = `imap ${JSON.stringify([host, user, folder])}`;
  const [was = "", uid = "0"] = ((await mails.mark(name)) ?? "").split(" ");
  return {
    uid: was === validity ? Number(uid) : 0,
    reached: (to) => mails.setMark(name, `${validity} ${to}`),
  };
}

async function wantedOf(client: ImapFlow, uids: readonly number[], deps: MailboxDeps): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  const rows = client.fetch(
    uids.join(","),
    { uid: true, internalDate: true, headers: [...ADDRESSED_HEADERS] },
    { uid: true },
  );
  for await (const { uid, internalDate, headers } of rows) {
    const head = (headers ?? Buffer.alloc(0)).subarray(0, HEAD_BYTES_MAX);
    const { addresses, sender } = await deps.reader.addressed(Buffer.concat([head, END_OF_HEAD]));
    const recipients = await plantedAmong(addresses, deps);
    if (recipients.length === 0) continue;
    const date = internalDate instanceof Date ? internalDate.getTime() : Number.NaN;
    const nowMs = deps.clock.nowMs();
    const receivedAtMs = Number.isNaN(date) ? nowMs : Math.min(date, nowMs);
    wanted.push({ uid, head, recipients, sender, receivedAtMs });
  }
  // Servers answer in their own order, and may say a mail twice.
  return [...new Map(wanted.map((one) => [one.uid, one])).values()].sort((a, b) => a.uid - b.uid);
}

async function plantedAmong(addresses: readonly string[], { canaries }: MailboxDeps): Promise<string[]> {
  const planted: string[] = [];
  for (let at = 0; at < addresses.length; at += ASKED_MAX)
    for (const { address } of await canaries.find(addresses.slice(at, at + ASKED_MAX))) planted.push(address);
  return planted;
}

async function takeOne(
  client: ImapFlow,
  { uid, head, recipients, sender, receivedAtMs }: Wanted,
  how: { readonly place: MailboxPlace; readonly deps: MailboxDeps; readonly isStubborn: boolean },
): Promise<void> {
  const { place, deps, isStubborn } = how;
  const query = { uid: true, source: { start: 0, maxLength: LISTEN_LIMITS.mailBytesMax } };
  const mail = isStubborn ? false : await client.fetchOne(String(uid), query, { uid: true });
  // Deleted in between, or not to be had: it came all the same, and its head says to whom.
  const raw = (mail === false ? undefined : mail.source) ?? Buffer.concat([head, END_OF_HEAD]);
  await deps.intake({ raw, envelope: { sender, from: null }, receivedAtMs, recipients, once: sha256(raw) });
  if (place.afterwards === "seen") await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
}
