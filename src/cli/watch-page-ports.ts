// What `misemori watch page` has done for it; main supplies it.

import type { Language, Outcome } from "../kernel/index.ts";
import type { PageReport } from "../watch/index.ts";

export interface WatchPageRequest {
  readonly name: string;
  readonly url: string;
  /** Text of the file of steps; null: the page is opened at once. */
  readonly steps: string | null;
  /** Where the approved inventory lies; null: none is looked for. */
  readonly approvedFile: string | null;
  readonly recordsFolder: string | null;
  /** Null: wherever one is found. */
  readonly chromiumPath: string | null;
  readonly dwellMs: number;
  readonly language: Language;
  readonly gone: AbortSignal;
  readonly onProgress: (done: number, total: number, guise: string) => void;
}

export interface PageApproval {
  readonly by: string;
  readonly why: string;
  /** Text of a JSON file: owner and purpose per script; null: those of before stay. */
  readonly notes: string | null;
}

export interface WatchPageActs {
  watchPage(request: WatchPageRequest): Promise<Outcome<PageReport>>;
  /** Lays the inventory of a report down as approved, and its hash in the journal. */
  approvePage(
    request: WatchPageRequest & PageApproval & { readonly report: PageReport },
  ): Promise<Outcome<{ readonly file: string; readonly sha256: string; readonly unexplained: number }>>;
  /** The Content-Security-Policy that allows what the report found. */
  policyOf(report: PageReport): { readonly policy: string; readonly open: readonly string[] } | null;
  /** A page to hand on as evidence. */
  pageReportHtml(report: PageReport, approvedFile: string | null, language: Language): Promise<string>;
}
