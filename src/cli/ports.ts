// What the command line needs from outside. main.ts supplies it; the verbs themselves only ask, wait and say.

import type { Readable, Writable } from "node:stream";
import type { LoadedConfig } from "../config/index.ts";
import type { JournalPageFacts, ProofFault, StampVerdict } from "../journal/index.ts";
import type { ScopeAnswer, ScopeComparison, ScopeRequest } from "../desk/index.ts";
import type { Clock, Language, Outcome, Secret } from "../kernel/index.ts";
import type { DecoyCards, ScanProgress, ScanReport, TableSize, TablesReport } from "../scrub/index.ts";
import type { Probes } from "./doctor/probes.ts";
import type { VaultActs, VaultRequest } from "./vault-ports.ts";
import type { CanaryActs } from "./canary-ports.ts";
import type { EvidenceActs } from "./evidence-ports.ts";
import type { WatchPageActs } from "./watch-page-ports.ts";
import type { WatchActs } from "./watch-ports.ts";
import type { WatchUpdateActs } from "./watch-update-ports.ts";

export interface CliDeps {
  /** stdout and stderr; text comes with its line ends. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The streams themselves, for verbs that pass bytes through; the process' own when absent. */
  readonly stdin?: Readable;
  readonly stdout?: Writable;
  /** Columns of stderr when it is a terminal; undefined otherwise: then no progress bar is drawn. */
  readonly terminalColumns: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths on the command line start here. */
  readonly folder: string;
  readonly clock: Clock;
  /** Aborts on Ctrl-C or SIGTERM: long acts then end early and tidily. */
  readonly gone: AbortSignal;
  readonly version: string;
  /** Asks the person at the terminal; undefined when there is none. */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  readonly acts: CliActs;
  readonly probes: Probes;
}

/** Called as often as the act likes; the command line thins it out. `total` 0 means: not known. */
export type Progress = (done: number, total: number, what: string) => void;

/** What the verbs have done for them. Expected trouble is a Refusal (code, message, hint in `language`), not a throw. */
export interface CliActs
  extends CanaryActs, EvidenceActs, VaultActs, WatchActs, WatchPageActs, WatchUpdateActs {
  /** Runs the guard until `gone`; resolves after a clean stop. `onReady` once everything listens. */
  up(request: {
    readonly loaded: LoadedConfig;
    readonly language: Language;
    readonly gone: AbortSignal;
    readonly onReady: (addresses: UpAddresses) => void;
  }): Promise<Outcome<null>>;

  /** Runs guard, demonstration shop and console in a folder of their own until `gone`. */
  demo(request: {
    readonly language: Language;
    readonly gone: AbortSignal;
    readonly onReady: (addresses: DemoAddresses) => void;
  }): Promise<Outcome<null>>;

  /** Looks at a shop's pages and says which platform it is. Reads only. */
  recogniseShop(request: {
    readonly url: string;
    readonly language: Language;
    readonly gone: AbortSignal;
  }): Promise<Outcome<ShopRecognition>>;

  /** Plays the attack one can watch. `target` was checked: loopback or listed as own. */
  attack(request: {
    readonly target: string;
    readonly seconds: number;
    readonly perSecond: number;
    readonly language: Language;
    readonly gone: AbortSignal;
    readonly onProgress: Progress;
  }): Promise<Outcome<AttackReport>>;

  /** Plays honest buyers and every attacker. Without `target` on a stage of its own. */
  drillCardTesting(request: {
    /** Checked: loopback or listed as own. Given: played live against what runs there, in real time. */
    readonly target: string | null;
    readonly loaded: LoadedConfig | null;
    readonly seed: number;
    /** Names of attackers to play; empty: all. */
    readonly attackers: readonly string[];
    readonly baselines: boolean;
    /** 1 = 1,135 buyers an hour and attacks of 600–9,000 tries; null: the drill's own choice. */
    readonly scale: number | null;
    readonly language: Language;
    readonly gone: AbortSignal;
    readonly onProgress: Progress;
  }): Promise<Outcome<DrillReport>>;

  /** Both open the records read-only and work while the guard runs. */
  verifyJournal(request: {
    readonly recordsFolder: string;
    /** A checkpoint kept elsewhere (`journal checkpoint`); null: none. */
    readonly checkpointFile: string | null;
    /** PEM of whom a time stamp beside the checkpoint (FILE.tsr) is believed from; null: the public roots. */
    readonly caFile?: string | null;
    readonly onProgress: Progress;
  }): Promise<Outcome<JournalVerdict>>;
  /** The newest checkpoint as one exported line, to be kept elsewhere; null when nothing was signed yet. */
  newestCheckpoint(request: { readonly recordsFolder: string }): Promise<Outcome<string | null>>;
  /**
   * Proves that entry `seq` stands under the kept checkpoint (null: the newest), or with `sinceFile` that it goes on from
   * that earlier one. Resolves to the proof as one line of JSON.
   */
  proveJournal(request: {
    readonly recordsFolder: string;
    readonly seq: number | null;
    readonly checkpointFile: string | null;
    readonly sinceFile: string | null;
  }): Promise<Outcome<string | { readonly fault: ProofFault }>>;
  /** The journal as a page for people, in pieces; resolves to the number of pieces. */
  journalPage(request: {
    readonly recordsFolder: string;
    readonly facts: JournalPageFacts;
    readonly onPiece: (text: string) => Promise<void>;
  }): Promise<Outcome<number>>;
  /** Calls `onLine` with one canonical JSON line per entry, in order; resolves to their number. */
  exportJournal(request: {
    readonly recordsFolder: string;
    readonly fromSeq: number;
    readonly onLine: (line: string) => Promise<void>;
    readonly onProgress: Progress;
  }): Promise<Outcome<number>>;

  /** Finds card data in files; changes nothing but making the key on first use. Paths are as given, relative to `folder`. */
  scrubScan(request: {
    readonly paths: readonly string[];
    readonly folder: string;
    readonly keyFile: string;
    /** The owner's decoy cards; null: none. */
    readonly decoys: DecoyCards | null;
    readonly all: boolean;
    /** Places listed per file at most; null: the scan's own choice. All are counted. */
    readonly placesMax?: number | null;
    readonly countFirst: boolean;
    readonly language: Language;
    readonly gone: AbortSignal;
    readonly onProgress: (progress: ScanProgress) => void;
  }): Promise<Outcome<ScanReport>>;
  /** Looks for card data in a live database, read-only. */
  scrubTables(request: {
    readonly url: Secret;
    readonly keyFile: string;
    readonly decoys: DecoyCards | null;
    /** Rows read per table; null reads all. */
    readonly rowsMax: number | null;
    readonly all: boolean;
    readonly language: Language;
    readonly gone: AbortSignal;
    readonly onProgress: (table: TableSize, rows: number, number: number, tables: number) => void;
  }): Promise<Outcome<TablesReport>>;
  /** Finds out who an incident affected. `earlier`: parsed JSON of a run to compare with; undefined compares nothing. */
  scopeIncident(request: {
    readonly request: ScopeRequest;
    /** Where watch records are registered, which are no people; null: nowhere. */
    readonly recordsFolder: string | null;
    /** The shop's database to read orders and customers from; null: files only. Refuses with "tables.…" or "shop.tables". */
    readonly database: Secret | null;
    /** Records folder whose own tries to pay are read beside a running guard; null: none. Refuses with "store.…". */
    readonly ownRecords: string | null;
    /** Rows of database and own records are laid into this vault first and read from there; null: they leave no copy. */
    readonly keepIn: VaultRequest | null;
    readonly earlier: unknown;
    readonly language: Language;
  }): Promise<Outcome<{ readonly answer: ScopeAnswer; readonly comparison: ScopeComparison | null }>>;
  /** Destroys the key of the card hashes; false when there was none. */
  forgetCardKey(request: {
    readonly keyFile: string;
    readonly language: Language;
  }): Promise<Outcome<boolean>>;
}

export interface UpAddresses {
  readonly gateUrl: string;
  readonly consoleUrl: string;
  /** One-time link to set owner name and password; null when an owner exists. */
  readonly firstOwnerUrl: string | null;
}

export interface DemoAddresses extends UpAddresses {
  /** The demonstration shop itself, without the guard. */
  readonly shopUrl: string;
}

export interface ShopRecognition {
  readonly preset: "eccube2" | "eccube4" | "woocommerce" | "magento2" | "vendure" | "custom";
  /** 0–1; "custom" with 0 when nothing was recognised. */
  readonly certainty: number;
  /** What it was recognised by, in the asked language. */
  readonly evidence: readonly string[];
  /** The shop's own name (page title), if it has one. */
  readonly title: string | null;
}

export interface AttackReport {
  readonly target: string;
  readonly seconds: number;
  readonly attempts: number;
  /** What the sender saw: declined or approved (a decoy looks the same from outside), challenged, refused, anything else. */
  readonly declined: number;
  readonly approved: number;
  readonly challenged: number;
  readonly refused: number;
  readonly other: number;
  /** By the gateway's own count; null where it cannot be asked (only the demonstration's can). */
  readonly reachedGateway: number | null;
  readonly stopped: number | null;
  readonly feesYen: number | null;
  /** The honest buyers in between. */
  readonly honest: { readonly buyers: number; readonly completed: number; readonly challenged: number };
}

/** The shape scripts rely on (DESIGN §5); more fields may stand beside. */
export interface DrillReport {
  readonly attackers: readonly DrillAttacker[];
  readonly honest: DrillHonest;
  readonly baselines: readonly {
    readonly name: string;
    readonly attackers: readonly DrillAttacker[];
    readonly honest: DrillHonest;
  }[];
}
export interface DrillAttacker {
  readonly name: string;
  readonly attempts: number;
  readonly reachedGateway: number;
  /** Wald's bound for the same error rates; null where no crowd separates the attacker from buyers. */
  readonly boundAttempts: number | null;
  readonly yen: number;
  /** Null: never stopped. */
  readonly stoppedAfterSeconds: number | null;
  /** The honest buyers who came during this very attack. */
  readonly honest?: DrillHonest;
}
export interface DrillHonest {
  readonly buyers: number;
  readonly turnedAway: number;
  readonly challenged: number;
}

export interface JournalVerdict {
  readonly entries: number;
  readonly ok: boolean;
  readonly firstBad: { readonly seq: number; readonly why: string } | null;
  /** Where the wall clock went back: told, no fault. */
  readonly clockJumps?: readonly { readonly seq: number; readonly backMs: number }[];
  readonly signedUpTo?: number | null;
  /** Of the time stamp beside the kept checkpoint; null: there is none. */
  readonly checkpointStamp?: StampVerdict | null;
}

/** File in the records folder (mode 0600) with the bearer token that `up` makes for this machine's command line. */
export const LOCAL_TOKEN_FILE = "cli-token";
