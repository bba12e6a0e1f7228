// What the verbs have done for them with canaries: the part of CliActs about planted records.

import type {
  Bracketed,
  CanaryCustomer,
  CanaryLetter,
  DecoyCard,
  OwnSenders,
  PlantedCanary,
  PlantEncoding,
  PlantFormat,
  PlantWish,
  PutEnd,
  RetireWish,
  TakeOutEnd,
} from "../canary/index.ts";
import type { LoadedConfig } from "../config/index.ts";
import type { Language, Outcome, Pan, Secret } from "../kernel/index.ts";
import type { KnownDecoys } from "./decoys.ts";

export interface CanaryActs {
  /** Reads what was planted (a CSV, or the record in `recordsFolder`) and what arrived, and brackets the leaks. */
  bracketCanaries(request: {
    readonly planted:
      | { readonly file: string }
      | { readonly recordsFolder: string; readonly own: OwnSenders };
    /** Null: the mails on record, as they stand today. */
    readonly mailsFile: string | null;
    readonly zone: string;
    readonly language: Language;
  }): Promise<Outcome<CanaryBracketing>>;
  /** Mails to canaries, oldest first; a hit that is cleared by what is known today has that reason. */
  listCanaryMails(request: {
    readonly recordsFolder: string;
    readonly own: OwnSenders;
  }): Promise<Outcome<readonly CanaryLetter[]>>;
  /** Writes canaries into the register, durably, and gives the file to import. The same wish again gives the same canaries. */
  plantCanaries(request: {
    readonly recordsFolder: string;
    readonly wish: Omit<PlantWish, "nowMs">;
    readonly format: PlantFormat;
    readonly encoding: PlantEncoding;
    readonly by: string;
    readonly language: Language;
  }): Promise<Outcome<CanaryPlanting>>;
  /** Keeps a set in the register and puts it into the shop at `shop`; a dry run only looks. The same wish again completes it. */
  placeCanaries(request: {
    readonly recordsFolder: string;
    readonly wish: Omit<PlantWish, "nowMs">;
    readonly shop: Secret;
    readonly format: string;
    readonly mailing: boolean;
    readonly dryRun: boolean;
    readonly by: string;
  }): Promise<Outcome<CanaryPlaced>>;
  /** Takes these out of the shop and retires them; those in whose name somebody ordered stay. */
  takeOutCanaries(request: {
    readonly recordsFolder: string;
    readonly ids: readonly string[];
    readonly shop: Secret;
    readonly format: string;
    readonly by: string;
  }): Promise<Outcome<TakeOutEnd & { readonly shop: string; readonly retired: readonly string[] }>>;
  /** A number of nobody's range; it is told here and never again. */
  makeDecoyCard(request: {
    readonly recordsFolder: string;
    readonly place: string;
    readonly by: string;
  }): Promise<Outcome<{ readonly card: DecoyCard; readonly number: Pan }>>;
  /** The owner's own card, of which a keyed hash is kept; a known one keeps its id and place. */
  addOwnCard(request: {
    readonly recordsFolder: string;
    readonly number: Pan;
    readonly place: string;
    readonly by: string;
  }): Promise<Outcome<DecoyCard>>;
  /** None where there is no record. */
  knownDecoys(request: { readonly recordsFolder: string }): Promise<Outcome<KnownDecoys>>;
  /** False when there is none of that id. */
  removeDecoyCard(request: {
    readonly recordsFolder: string;
    readonly id: string;
    readonly by: string;
  }): Promise<Outcome<boolean>>;
  /** All that were ever planted, oldest first. */
  listCanaries(request: { readonly recordsFolder: string }): Promise<Outcome<readonly PlantedCanary[]>>;
  /** Signs in to `canary.imap` and opens its folder; null, or what is wrong and what to do in one line. */
  tryMailbox(request: {
    readonly loaded: LoadedConfig;
    readonly language: Language;
  }): Promise<Outcome<string | null>>;
  /** How many are no longer watched by this; 0: there is none of that name. */
  retireCanaries(request: {
    readonly recordsFolder: string;
    readonly wish: RetireWish;
    readonly by: string;
  }): Promise<Outcome<number>>;
}

export interface CanaryPlanting {
  /** The import file, in the asked format and encoding. */
  readonly csv: Uint8Array;
  /** As they stand in the register: those planted before keep their day. */
  readonly canaries: readonly PlantedCanary[];
}

export interface CanaryPlaced extends PutEnd {
  /** Host, database and shop system. */
  readonly shop: string;
  readonly planned: readonly CanaryCustomer[];
}

export interface CanaryBracketing {
  readonly found: Bracketed;
  /** Rows that could not be read, by file, with the first of them. */
  readonly unreadable: readonly { readonly name: string; readonly count: number; readonly first: number }[];
}
