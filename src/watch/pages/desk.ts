// What people can ask of the regular looks at pages, by console or script; done by main over the running guard.

import type { Language } from "../../kernel/index.ts";
import type {
  ApprovedPage,
  PageChange,
  PageVisit,
  ScriptIntegrity,
  SeenHead,
  SeenScript,
} from "./contract.ts";
import type { KeptOut } from "./kept-out.ts";
import type { FoundNote, Note } from "./notes.ts";

/** foreign: the approved file was not written by an approval, or is gone or damaged; it is not believed. */
export type ApprovalState = "none" | "approved" | "foreign";

export interface WatchedScript extends Omit<SeenScript, "tag"> {
  /** What a note names it by: its source, or "inline:" and its hash. */
  readonly key: string;
  /** Who answers for it and what it is for; null: nobody has said (PCI DSS 6.4.3 asks for it). */
  readonly note: FoundNote | null;
  /** Stands in the approved inventory; only such a one can be explained. */
  readonly approved: boolean;
  /** The tag with its integrity hash, or why there is none; null: not a file, or not looked at yet. */
  readonly integrity:
    | (Pick<ScriptIntegrity, "line" | "whyNot"> & { readonly looks: number; readonly sinceMs: number | null })
    | null;
}

export interface WatchedPage {
  readonly name: string;
  readonly url: string;
  readonly everyHours: number;
  readonly looking: boolean;
  readonly approval: ApprovalState;
  readonly approved: Pick<ApprovedPage, "approvedAtMs" | "approvedBy" | "why"> | null;
  /** When a look last came through; null: never. */
  readonly seenAtMs: number | null;
  readonly triedAtMs: number | null;
  readonly nextAtMs: number;
  /** Why the last look did not come through. */
  readonly trouble: string | null;
  readonly visits: readonly Pick<PageVisit, "guise" | "trouble">[];
  /** Null: nothing to compare. */
  readonly changes: readonly PageChange[] | null;
  readonly scripts: readonly WatchedScript[];
  /** Headers of the page and its frames; null: not looked at yet. */
  readonly heads: readonly SeenHead[] | null;
  readonly counts: { readonly forms: number; readonly listeners: number; readonly hosts: number };
}

export interface WatchedPolicy {
  readonly mode: "off" | "report" | "enforce";
  readonly page: string | null;
  readonly paths: readonly string[];
  /** What goes out now; null: nothing. */
  readonly policy: string | null;
  /** off · going out · no approved page to make it from · longer than what stands before the gate may pass on. */
  readonly state: "off" | "out" | "no-page" | "too-long";
  /** Inline scripts are open: their text changes by visit. */
  readonly inlineOpen: boolean;
  readonly keptOut: readonly KeptOut[];
}

/** moved-on: another look came in since the page was shown. */
export type PageWish = "done" | "unknown" | "nothing-seen" | "moved-on" | "busy";

export interface PageDesk {
  list(): { readonly pages: readonly WatchedPage[]; readonly policy: WatchedPolicy };
  /** Looks now; resolves at once, the page then says `looking`. */
  look(name: string): PageWish;
  /** What the last look that came through saw is approved; with `seenAtMs` only if it is that look. */
  approve(name: string, by: string, why: string, seenAtMs?: number): Promise<PageWish>;
  /** Says who answers for a script and what it is for, by its key. The approval stays whose it was. */
  note(name: string, key: string, note: Note, by: string): Promise<PageWish>;
  /** A page to hand on as evidence; undefined: none was seen yet. */
  report(name: string, language: Language): string | undefined;
}
