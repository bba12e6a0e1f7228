// What is kept of a shop's approved files, and what is said of those that differ. Paths are bytes: file systems know no encoding.

import type { ToldReason } from "../scan/contract.ts";
import type { Verdict } from "../shells/contract.ts";

/** One tree of files that is compared with what was approved. Folders are relative to `path`, without a final slash. */
export interface TreeSettings {
  /** Names its folder in the records, and its alerts. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** Uploads, logs, sessions: files may come and go, but no script and nothing that can be run. */
  readonly writable: readonly string[];
  /** Where the shop writes programs itself (compiled templates): files may come and go, only backdoors are told. */
  readonly generated: readonly string[];
  /** Changes are not told; a script that appears is. */
  readonly ignore: readonly string[];
  /** Not looked at at all, scripts included. */
  readonly unseen: readonly string[];
}

/** How a place in the tree is treated; see TreeSettings. */
export type PlaceRule = "watched" | "writable" | "generated" | "ignored" | "unseen";

export type EntryType = "file" | "folder" | "link" | "special";

/** What one look at the file system tells, before anything is read. */
export interface SeenEntry {
  /** Relative to the tree, bytes as they are. */
  readonly path: Buffer;
  readonly type: EntryType;
  readonly size: number;
  /** The lower twelve bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly inode: number;
  /** Where a link leads, as it stands in it. */
  readonly link: Buffer | null;
}

/** Where a kept text lies in the tree's pack. */
export interface TextPlace {
  readonly offset: number;
  readonly length: number;
  /** SHA-256 of the packed bytes, first 32 hex digits. */
  readonly check: string;
}

/** One line of the manifest. */
export interface ApprovedEntry extends SeenEntry {
  /** Hex; of a link: of where it leads; null for folders and what is no file. */
  readonly sha256: string | null;
  readonly text: TextPlace | null;
}

export type ChangeKind = "added" | "changed" | "removed" | "type" | "link" | "owner" | "mode";

/** What people compare: no times, no inode. */
export interface EntryFacts {
  readonly type: EntryType;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly sha256: string | null;
  /** As shown. */
  readonly link: string | null;
}

export interface Difference {
  /** As shown: bytes that are no UTF-8 as \xNN, card numbers masked. */
  readonly path: string;
  /** Base64 of the bytes where `path` is not exact; null otherwise. */
  readonly pathBytes: string | null;
  readonly change: ChangeKind;
  readonly rule: PlaceRule;
  readonly verdict: Verdict;
  readonly reasons: readonly ToldReason[];
  /** It can be run, by its name or by its content. */
  readonly isScript: boolean;
  /** A link that leads out of the tree. */
  readonly leadsOut: boolean;
  readonly before: EntryFacts | null;
  readonly after: EntryFacts | null;
  /** When the file system last noted a change of it; programs cannot set this back. */
  readonly changedAtMs: number | null;
}

export type TroubleReason =
  | "unreadable"
  | "too-deep"
  | "missing"
  | "no-events"
  | "manifest"
  | "windows"
  | "storm"
  /** A file with rules of others, or their folder. */
  | "rules"
  /** The manifest is not the one the journal names last. */
  | "rollback";

/** Something that could not be seen. */
export interface Trouble {
  readonly path: string;
  readonly reason: TroubleReason;
}

export interface Approval {
  readonly atMs: number;
  readonly by: string;
  readonly why: string;
  /** Entries approved by it. */
  readonly count: number;
}

export const FILE_LIMITS = {
  /** Differences told one by one; beyond they are counted. A shop's software has 10,000 to 50,000 files. */
  differencesMax: 20_000,
  /** Things not seen that are told by name. */
  troublesMax: 200,
  /** Folders in folders; file systems end at a few hundred. */
  depthMax: 512,
  /** Read at once; also how much of a file is hashed before other work may come in between. */
  pieceBytes: 1024 * 1024,
  /** Of a text to be kept for showing differences: no program written by people is longer. */
  textBytesMax: 256 * 1024,
  /** All kept texts of a tree, packed: WooCommerce with fifty plugins comes to about 40 MB. */
  packBytesMax: 256 * 1024 * 1024,
  /** Approvals remembered in the manifest; all are in the journal. */
  approvalsMax: 50,
  /** Entries: a shop with more files than this holds its pictures in the tree, which belong under `writable`. */
  entriesMax: 20_000_000,
} as const;

/**
 * Memory of a thread that watches or works on a tree. Young: a third of V8's own choice, which lies there unused between passes;
 * it costs a tenth of a pass's CPU time. Old: twenty times what 1,000,000 files need, for 20,000 findings and the worst file of
 * 4 MiB; at it the thread alone ends, which is told, and begins anew.
 */
export const THREAD_MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 } as const;
