// What the verbs of `misemori watch` have done for them; main supplies it.

import type { Language, Outcome } from "../kernel/index.ts";
import type { ScanReport, VersionsReport } from "../watch/index.ts";
import type { WatchFilesActs } from "./watch-files-ports.ts";

export interface WatchActs extends WatchFilesActs {
  /** Judges files for backdoors; runs and changes nothing. `rulesFolder`: YARA rules besides; null: own rules only. */
  watchScan(request: {
    readonly paths: readonly string[];
    readonly folder: string;
    readonly rulesFolder: string | null;
    readonly all: boolean;
    readonly countFirst: boolean;
    readonly language: Language;
    readonly gone: AbortSignal;
    readonly onProgress: (done: number, total: number, path: string) => void;
  }): Promise<Outcome<ScanReport>>;
  /** Finds what a shop is made of and which advisories meet it. `url`: its front page is looked at, too. */
  watchVersions(request: {
    readonly path: string;
    readonly url: string | null;
    /** Where decisions and a renewed list stand; null: without a configuration. */
    readonly recordsFolder: string | null;
    readonly language: Language;
    readonly gone: AbortSignal;
  }): Promise<Outcome<VersionsReport>>;
}
