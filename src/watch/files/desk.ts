// What people can ask of the watched files, by console or script; done by main over the running guard.

import type { TreeStanding } from "./approved-side.ts";
import type { Approval, ChangeKind, Difference, Trouble } from "./contract.ts";
import type { Explanation } from "./explain.ts";
import type { Quarantined } from "./quarantine.ts";
import type { ApprovalWindow } from "./windows.ts";

/** What a tree is busy with. `done` and `total` count entries; `total` 0: nobody knows yet. */
export interface TreeWork {
  readonly kind: "baseline" | "approve" | "check";
  readonly by: string;
  readonly startedAtMs: number;
  readonly done: number;
  readonly total: number;
}

export interface TreeWorkEnd {
  readonly kind: TreeWork["kind"];
  readonly by: string;
  readonly endedAtMs: number;
  /** Null: it came through. */
  readonly fault: FileFault | null;
  /** Approved by it, and left as they were: what looks like a backdoor, what nobody chose. */
  readonly approved: number;
  readonly left: number;
}

export interface WatchedTree {
  readonly name: string;
  readonly path: string;
  /** polling: the file system does not tell of changes; they are looked for. */
  readonly hearing: "live" | "polling";
  /** starting: the watching thread has not said yet. */
  readonly state: TreeStanding["state"] | "starting";
  readonly approval: Approval | null;
  readonly entries: number;
  readonly files: number;
  readonly passAtMs: number | null;
  readonly fullPassAtMs: number | null;
  /** Cannot be seen now; empty: everything is. At most FILE_DESK.blindMax of `blindCount`. */
  readonly blind: readonly Trouble[];
  readonly blindCount: number;
  /** Differences that wait for a person. `unlisted`: counted, not listed. */
  readonly waiting: {
    readonly total: number;
    readonly unlisted: number;
    readonly byVerdict: Readonly<Record<Difference["verdict"], number>>;
    readonly byChange: Readonly<Record<ChangeKind, number>>;
    /** By the approval window they were made in, without those that look like backdoors. */
    readonly byWindow: Readonly<Record<string, number>>;
  };
  /** Another one as soon as the differences are others. */
  readonly revision: string;
  readonly work: TreeWork | null;
  readonly lastWork: TreeWorkEnd | null;
}

export interface WaitingDifference extends Difference {
  /** To approve or quarantine exactly this. */
  readonly mark: string;
  readonly firstSeenMs: number;
  readonly lastCleanMs: number | null;
  /** The approval window it was made in. */
  readonly window: string | null;
  /** Null: not asked for, or not to be had now. */
  readonly explained: Omit<Explanation, "mark"> | null;
}

export interface DifferencePage {
  /** Backdoors first, then what is suspicious, then programs, then the rest by name. */
  readonly differences: readonly WaitingDifference[];
  readonly total: number;
  readonly unlisted: number;
  readonly revision: string;
}

/** moved-on: it is another one than was shown, or gone. unrecorded: done, but the journal did not take it. */
export type FileFault =
  | "unknown"
  | "moved-on"
  | "busy"
  | "no-baseline"
  | "baseline-there"
  | "no-folder"
  | "no-file"
  | "taken"
  | "back"
  | "spoilt"
  | "window"
  | "broken-off"
  | "unrecorded"
  | "failed";
/** running: it takes longer than a request may; the tree says how far it is and how it ended. */
export type FileWish = "done" | "running" | FileFault;

export interface FileDesk {
  list(): Promise<readonly WatchedTree[]>;
  /** Undefined: there is no such tree. `explain`: with their texts, which takes a second or two. */
  differences(
    tree: string,
    wish: { readonly from: number; readonly limit: number; readonly explain: boolean },
  ): Promise<DifferencePage | undefined>;
  /** Approves a tree as it stands, but for what looks like a backdoor; only where nothing is approved, or it cannot be believed. */
  baseline(tree: string, who: { readonly by: string; readonly why: string }): Promise<FileWish>;
  /** `marks`: exactly these, or nothing. Or everything made in a window that does not look like a backdoor. */
  approve(
    tree: string,
    wish: { readonly marks: readonly string[] } | { readonly window: string },
    who: { readonly by: string; readonly why: string },
  ): Promise<FileWish>;
  /** Has every file read again; answers at once, the tree says how far it is. */
  check(tree: string, by: string): FileWish;
  windows(): Promise<{ readonly list: readonly ApprovalWindow[]; readonly refused: number }>;
  addWindow(
    wish: Pick<ApprovalWindow, "fromMs" | "toMs" | "who" | "why">,
    by: string,
  ): Promise<ApprovalWindow | FileFault>;
  quarantine(
    tree: string,
    mark: string,
    who: { readonly by: string; readonly why: string },
  ): Promise<Quarantined | FileFault>;
  /** Newest first. */
  quarantined(): readonly Quarantined[];
  restore(id: string, by: string): Promise<Quarantined | FileFault>;
}

export const FILE_DESK = {
  /** Blind spots named on a page; all are counted. */
  blindMax: 20,
  /** Differences of one page: each may carry a text of 400 lines. */
  pageMax: 100,
  /** Named in one approval: as many as a tree lists. */
  marksMax: 2_000,
} as const;
