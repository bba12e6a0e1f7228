// What `watch postpone`, `watch updated` and `watch versions --update` have done for them; main supplies it.

import type { Language, Outcome } from "../kernel/index.ts";

export interface WatchUpdateActs {
  /** Keeps the decision beside the records and in the journal. */
  postponeUpdate(request: {
    readonly recordsFolder: string;
    readonly component: string;
    readonly why: string;
    readonly by: string;
    readonly untilMs: number;
    readonly language: Language;
  }): Promise<Outcome<null>>;
  tickUpdate(request: {
    readonly recordsFolder: string;
    readonly what: string;
    readonly by: string;
    readonly language: Language;
  }): Promise<Outcome<null>>;
  /** Takes a newer list: `source` a file or an https address, its signature beside it as `.sig`. `keyFile`: null: the kept key. */
  renewAdvisories(request: {
    readonly recordsFolder: string;
    readonly source: string;
    readonly keyFile: string | null;
    readonly by: string;
    readonly language: Language;
  }): Promise<Outcome<{ readonly count: number; readonly until: string }>>;
}
