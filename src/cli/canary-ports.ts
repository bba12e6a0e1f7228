// What the verbs have done for them with canaries: the part of CliActs about planted records.

import type {
  Bracketed,
  CanaryLetter,
  OwnSenders,
  PlantedCanary,
  PlantEncoding,
  PlantFormat,
  PlantWish,
  RetireWish,
} from "../canary/index.ts";
import type { LoadedConfig } from "../config/index.ts";
import type { Language, Outcome } from "../kernel/index.ts";

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

export interface CanaryBracketing {
  readonly found: Bracketed;
  /** Rows that could not be read, by file, with the first of them. */
  readonly unreadable: readonly { readonly name: string; readonly count: number; readonly first: number }[];
}
