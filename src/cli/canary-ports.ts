// What the verbs have done for them with canaries: the part of CliActs about planted records.

import type { Bracketed } from "../canary/index.ts";
import type { Language, Outcome } from "../kernel/index.ts";

export interface CanaryActs {
  /** Reads what was planted (a CSV, or the record in `recordsFolder`) and what arrived, and brackets the leaks. */
  bracketCanaries(request: {
    readonly planted: { readonly file: string } | { readonly recordsFolder: string };
    readonly mailsFile: string;
    readonly zone: string;
    readonly language: Language;
  }): Promise<Outcome<CanaryBracketing>>;
}

export interface CanaryBracketing {
  readonly found: Bracketed;
  /** Rows that could not be read, by file, with the first of them. */
  readonly unreadable: readonly { readonly name: string; readonly count: number; readonly first: number }[];
}
