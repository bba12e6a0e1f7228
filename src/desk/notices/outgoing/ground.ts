// What sending stands on: the wiring it is given, and what an incident has ready for a notice: facts, addressees, the newest scope,
// and the texts of the people who would get one.

import { createHash } from "node:crypto";
import {
  NOTICE_CLASSES,
  type NoticeClass,
  type NoticeFacts,
  type NoticeText,
  type PaperKey,
} from "../contract.ts";
import type { Clock, Language, MisemoriEvent, Random } from "../../../kernel/index.ts";
import type { IncidentId, IncidentView } from "../../incidents/contract.ts";
import type { IncidentJournal, IncidentRecord } from "../../incidents/record.ts";
import type { InquiryDesk } from "../../inquiries/desk.ts";
import type { Dispatches, DispatchId } from "../../ports.ts";
import type { Vault } from "../../vault/contract.ts";
import { addresseesName, readAddressees } from "../addressees/list.ts";
import type { Glyphs } from "../render/glyphs.ts";
import type { PrintShop } from "../render/print-shop.ts";
import type { MailerOptions, NoticeMailer } from "../sending/mailer.ts";
import type { SendingKey } from "./contract.ts";

export interface OutgoingSettings {
  /** Null: no sender's address or no mail server is configured. */
  readonly mail: (Omit<MailerOptions, "timeoutMs"> & { readonly perDomainPerSecond: number }) | null;
  /** An mbox file or a Maildir folder; null: none is configured. */
  readonly mailbox: string | null;
  /** Rows of a letter's head below its day; null: none are configured. */
  readonly letterSender: readonly string[] | null;
  /** Of entries that the guard itself writes, and of what the owner reads in files. */
  readonly language: Language;
}

export interface KeptFacts {
  readonly facts: NoticeFacts;
  readonly isStale: boolean;
}

export interface OutgoingDeps {
  readonly dispatches: Dispatches;
  readonly vault: Vault;
  readonly record: Pick<IncidentRecord, "view" | "ids" | "add">;
  readonly journal: Pick<IncidentJournal, "write">;
  readonly inquiries: Pick<InquiryDesk, "ask" | "has">;
  /** The facts as they were kept last, and whether they speak of an older scope; null while none are kept. */
  readonly factsOf: (incident: IncidentId) => Promise<KeptFacts | null>;
  /** What goes out: a written version, else the draft of the kept facts. */
  readonly textFor: (incident: IncidentId, key: PaperKey) => Promise<NoticeText | null>;
  /** The papers somebody has written: they say which report is the newest, and whether there is an English text. */
  readonly written: (incident: IncidentId) => Promise<readonly PaperKey[]>;
  readonly settings: () => OutgoingSettings;
  readonly openMailer: (options: MailerOptions) => NoticeMailer;
  /** Whether Typst and the font are installed. */
  readonly canPrint: () => boolean;
  readonly openPress: (language: Language) => Promise<{ readonly shop: PrintShop; readonly glyphs: Glyphs }>;
  readonly clock: Clock;
  readonly random: Random;
  readonly emit: (event: MisemoriEvent) => void;
  readonly onTrouble: (error: unknown) => void;
}

export interface Counts {
  readonly people: number;
  readonly withEmail: number;
  readonly withAddress: number;
}

/** What an incident has for a notice at this moment. */
export interface Ground {
  readonly view: IncidentView;
  readonly facts: NoticeFacts | null;
  /** Of the newest scope; null while they were not joined. */
  readonly addressees: Counts | null;
  /** People per class as they are told; null while there is no scope. */
  readonly classes: Readonly<Record<NoticeClass, number>> | null;
  readonly missing: readonly string[];
}

export function dispatchId(incident: IncidentId, { report, channel }: SendingKey): DispatchId {
  return `${incident}:${report}:${channel}`;
}

export interface GroundReader {
  /** What is missing is the same for every report; `channel` adds its own. */
  (view: IncidentView): Promise<Ground>;
}

/** Lists counted and kept in mind: a page that looks every second must not open a hundred thousand lines each time. */
const COUNTED_MAX = 100;

export function createGroundReader({
  vault,
  factsOf,
}: Pick<OutgoingDeps, "vault" | "factsOf">): GroundReader {
  const counted = new Map<string, Counts>();
  const countsOf = async (incident: IncidentId, runId: string, atMs: number): Promise<Counts> => {
    const place = `${incident}\n${runId}\n${atMs}`;
    const known = counted.get(place);
    if (known !== undefined) return known;
    const counts = { people: 0, withEmail: 0, withAddress: 0 };
    for await (const { email, address } of readAddressees(vault, incident, runId)) {
      counts.people++;
      if (email.trim() !== "") counts.withEmail++;
      if (address.some((row) => row.trim() !== "")) counts.withAddress++;
    }
    counted.set(place, counts);
    const oldest = counted.size > COUNTED_MAX ? counted.keys().next().value : undefined;
    if (oldest !== undefined) counted.delete(oldest);
    return counts;
  };
  return async (view) => {
    const boxes = new Map((await vault.list(view.id)).map(({ name, atMs }) => [name, atMs]));
    const kept = await factsOf(view.id);
    const runId = view.scope?.runId ?? null;
    const listAtMs = runId === null ? undefined : boxes.get(addresseesName(runId));
    const addressees =
      runId === null || listAtMs === undefined ? null : await countsOf(view.id, runId, listAtMs);
    const missing = [
      ...(kept === null ? ["facts"] : []),
      ...(runId === null ? ["scope"] : []),
      ...(runId !== null && addressees === null ? ["addressees"] : []),
      ...(kept !== null && runId !== null && kept.isStale ? ["stale"] : []),
    ];
    return { view, facts: kept?.facts ?? null, addressees, classes: classesOf(view), missing };
  };
}

/** What only one channel needs. */
export function missingFor(
  channel: SendingKey["channel"],
  { settings, canPrint }: OutgoingDeps,
): readonly string[] {
  const { mail, letterSender } = settings();
  if (channel === "email") return mail === null ? ["mail-server"] : [];
  return [...(canPrint() ? [] : ["letter-parts"]), ...(letterSender === null ? ["letter-sender"] : [])];
}

/** Whoever the scope cannot tell about is told so as "possible". */
function classesOf({ scope }: IncidentView): Ground["classes"] {
  if (scope === null) return null;
  const { confirmed, possible, cannotTell, notAffected } = scope.classes;
  return { confirmed, possible: possible + cannotTell, notAffected };
}

/** The classes somebody is in. */
export function classesWithPeople(classes: Readonly<Record<NoticeClass, number>>): readonly NoticeClass[] {
  return NOTICE_CLASSES.filter((of) => classes[of] > 0);
}

export function sha256Of(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
