// What the verbs have done for them with an incident's vault and with customers' spam reports: the part of CliActs where personal
// data is kept sealed.

import type {
  ColumnMap,
  IncidentId,
  KeptScope,
  Preset,
  ScopeAnswer,
  ScopeInput,
  SpamJudgement,
  SpamKind,
  SpamReport,
} from "../desk/index.ts";
import type { Language, Outcome } from "../kernel/index.ts";

export interface VaultActs {
  /** Orders and customers an earlier scope left in the incident's vault; refused when that is not open. */
  keptScopeInputs(request: VaultRequest): Promise<Outcome<readonly ScopeInput[]>>;
  /** Lays persons and inputs into the incident's vault, and an entry into the journal. `inputs`: as the run was asked. */
  keepScope(
    request: VaultRequest & {
      readonly answer: ScopeAnswer;
      readonly inputs: readonly ScopeInput[];
      readonly by: string;
    },
  ): Promise<Outcome<KeptScope>>;
  /** Gives the list of persons of a run (null: the newest) in pieces, after the journal has who reads it and where to. */
  readScopePeople(
    request: VaultRequest & {
      readonly runId: string | null;
      readonly by: string;
      readonly to: "file" | "terminal";
      readonly onPiece: (bytes: Uint8Array) => Promise<void>;
    },
  ): Promise<
    Outcome<{ readonly name: string; readonly runId: string; readonly bytes: number; readonly atMs: number }>
  >;
  /** Keeps one customer's report, sealed; refused when it names nobody or no time. Resolves to how many were new. */
  addSpamReport(
    request: SpamRequest & {
      readonly by: string;
      readonly at: string;
      readonly address: string;
      readonly member: string;
      readonly kind: SpamKind;
    },
  ): Promise<Outcome<{ readonly added: number }>>;
  /** Reads reports from CSV files and mailboxes (mbox, Maildir). */
  importSpamReports(
    request: SpamRequest & {
      readonly by: string;
      readonly files: readonly string[];
      readonly mailboxes: readonly string[];
      readonly shopNames: readonly string[];
      readonly ownAddresses: readonly string[];
    },
  ): Promise<Outcome<SpamImport>>;
  /** The reports themselves, oldest first; that they were read goes into the journal. */
  listSpamReports(request: SpamRequest & { readonly by: string }): Promise<Outcome<readonly SpamReport[]>>;
  /** Holds the reports against who bought when. Counts only; nobody is named. */
  judgeSpamReports(
    request: SpamRequest & {
      readonly by: string;
      readonly inputs: readonly ScopeInput[];
      readonly preset: Preset;
      readonly columns: ColumnMap;
      /** Reporters per 1,000 customers and month that are usual; null: the desk's own assumption. */
      readonly usual: number | null;
    },
  ): Promise<Outcome<SpamJudgement>>;
  /** Destroys the key of a year's reports; false when there is none. */
  forgetSpamReports(
    request: SpamRequest & { readonly by: string; readonly year: number },
  ): Promise<Outcome<boolean>>;
}

export interface VaultRequest {
  readonly recordsFolder: string;
  readonly incident: IncidentId;
  readonly language: Language;
}

export interface SpamRequest {
  readonly recordsFolder: string;
  /** The shop's zone. */
  readonly zone: string;
  readonly language: Language;
}

export interface SpamImport {
  readonly read: number;
  readonly added: number;
  /** Of years whose reports were destroyed. */
  readonly refused: number;
  /** Rows and mails that name nobody or no time, by file, with the first of them. */
  readonly unreadable: readonly { readonly path: string; readonly count: number; readonly first: number }[];
}
