// A notice on its way: trial, start, pause, go on, how far it is, and what a person must decide. How each mail is sent exactly
// once is ../sending, how letters are printed ../letters.

import type { Language } from "../../../kernel/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import type { Answer } from "../../incidents/record.ts";
import type { DispatchId, SendState } from "../../ports.ts";
import type { NoticeClass } from "../contract.ts";

export type SendingChannel = "email" | "letter";

/** Names one going-out: at most one per incident, report and channel. */
export interface SendingKey {
  readonly report: number;
  readonly channel: SendingChannel;
}

export interface SendingView extends SendingKey {
  readonly id: DispatchId;
  readonly state: "running" | "paused" | "done";
  readonly by: string;
  readonly createdAtMs: number;
  readonly scopeRunId: string;
  /** A later scope is known: what goes out may be wrong. */
  readonly isStale: boolean;
  readonly people: number;
  readonly counts: Readonly<Record<SendState, number>>;
  /** Over the last ten seconds; null while nothing moves. */
  readonly perSecond: number | null;
  /** Why it stands still though it is running: the mail server cannot be reached, a disk is full … a code; null: it goes. */
  readonly trouble: string | null;
  /** Printed batches, newest first: names in the vault, no personal data. */
  readonly batches: readonly {
    readonly name: string;
    readonly letters: number;
    readonly pages: number;
    readonly byHand: number;
    readonly without: number;
    /** Names for `letter`: PDF, packing list, mailing-house lists, who must be written to by hand. */
    readonly files: readonly string[];
  }[];
}

/** Whether it may start, and what still stands in the way. */
export interface SendingReadiness extends SendingKey {
  readonly people: number;
  readonly withAddress: number;
  /** Open errors of the lint over the papers that would go out. */
  readonly errors: number;
  readonly isTried: boolean;
  /**
   * "facts" "scope" "addressees" "stale" "hole" (a placeholder nothing fills) "mail-server" "letter-parts" "letter-sender": none
   * of them can be talked away.
   */
  readonly missing: readonly string[];
}

export interface OutgoingBoard {
  readonly sendings: readonly SendingView[];
  /** For the newest report. */
  readonly ready: readonly SendingReadiness[];
}

export interface OutgoingRow {
  readonly personId: string;
  readonly class: NoticeClass;
  readonly state: SendState;
  readonly tries: number;
  readonly note: string;
  readonly settledAtMs: number | null;
}

export interface OutgoingDesk {
  board(incident: IncidentId): Promise<Answer<OutgoingBoard>>;
  /** One copy per class to the owner's own address, marked as a trial; letters: one PDF into the vault. */
  trial(
    incident: IncidentId,
    by: string,
    wish: SendingKey & { readonly to: string; readonly language: Language },
  ): Promise<Answer<{ readonly sent: number }>>;
  /**
   * Starts it; again it changes nothing. With open errors, or without a trial, `reason` must not be empty: it is kept with the
   * name. `everyone`: letters also for those whose e-mail was taken. `before` an older dispatch: a person told of by an earlier
   * report gets the later one as well.
   */
  start(
    incident: IncidentId,
    by: string,
    wish: SendingKey & { readonly reason: string; readonly everyone: boolean },
  ): Promise<Answer<SendingView>>;
  pause(
    incident: IncidentId,
    by: string,
    key: SendingKey & { readonly why: string },
  ): Promise<Answer<SendingView>>;
  resume(
    incident: IncidentId,
    by: string,
    key: SendingKey & { readonly why: string },
  ): Promise<Answer<SendingView>>;
  /** Those that need a person: unknown, refused, bounced. By personId, after `after`; at most `limit` (≤ 200). */
  people(
    incident: IncidentId,
    query: SendingKey & { readonly state: SendState; readonly after: string; readonly limit: number },
  ): Promise<Answer<readonly OutgoingRow[]>>;
  /** A person's word about one that is unknown: it arrived ("sent"), it did not ("waiting": sent again), it came back. */
  decide(
    incident: IncidentId,
    by: string,
    wish: SendingKey & {
      readonly personId: string;
      readonly from: SendState;
      readonly to: "waiting" | "sent" | "bounced";
      readonly why: string;
    },
  ): Promise<Answer<null>>;
  /** Reads returned mails and replies out of the configured mailbox: bounces need letters, replies become inquiries. */
  collect(
    incident: IncidentId,
    by: string,
    key: { readonly report: number },
  ): Promise<Answer<{ readonly mails: number; readonly bounced: number; readonly replies: number }>>;
  /** One file of a printed batch (or "letters-trial-1.pdf"), for those named; journalled before its first byte. */
  letter(incident: IncidentId, by: string, name: string): Promise<Answer<AsyncIterable<Uint8Array>>>;
  /** At a start: goes on with what was running when the process ended. */
  restore(): Promise<void>;
  /** Stops between two persons; nothing is lost. */
  close(): Promise<void>;
}
