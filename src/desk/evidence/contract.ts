// What the parts of evidence promise each other: what is asked, what is told, and why something was left out.

import type { KeyObject } from "node:crypto";
import type { Clock } from "../../kernel/index.ts";

/** Why a path is not in the bag, or not as a plain copy. Each has its sentence in the command line's words. */
export type LeftOut =
  | "missing"
  | "unreadable"
  | "symlink"
  | "special"
  | "system"
  | "moved"
  | "too-deep"
  | "own";

/**
 * How a file changed while it was copied; "broke-off": the disk could not read on. Its copy is what its hash says, and
 * what could not be read is zeros; nothing more is promised.
 */
export type Changed = "grew" | "shrank" | "rewritten" | "broke-off";

export interface PreserveRequest {
  /** The incident's or case's name, for people: also the bag's folder inside an archive. */
  readonly caseName: string;
  /** Who asked, for bag-info: "cli:root". */
  readonly by: string;
  /** Absolute. Ends in .tar or .tar.zst: one streamed file; else a folder. Must not exist. */
  readonly out: string;
  /** Absolute paths, files or folders; what a given path links to is taken, links inside are not followed. */
  readonly paths: readonly string[];
  /** Absolute paths that are never taken, even when a path above, inside or the path itself is named: the guard's keys, its vault. */
  readonly keptOut: readonly string[];
  /** Folders whose files are put under data/misemori/ and deleted with the work folder: the guard's own records. */
  readonly ownRecords: ((intoFolder: string) => Promise<void>) | null;
  /** Seals the archive to this public key; only with an archive. */
  readonly recipient: KeyObject | null;
  /** Asks a time-stamping authority about a SHA-256 (32 bytes); gives its answer (RFC 3161), or why there is none. */
  readonly stamp: ((sha256: Uint8Array) => Promise<Uint8Array | { readonly failed: string }>) | null;
  readonly version: string;
  readonly clock: Clock;
  readonly gone: AbortSignal;
  readonly onProgress: (at: PreserveProgress) => void;
}

export interface PreserveProgress {
  readonly bytes: number;
  readonly bytesTotal: number;
  readonly files: number;
  readonly path: string;
}

export interface PreserveReport {
  readonly out: string;
  readonly files: number;
  readonly bytes: number;
  readonly seconds: number;
  /** At most 1,000 listed; all stand in metadata/files.jsonl and count. */
  readonly leftOut: readonly { readonly path: string; readonly reason: LeftOut }[];
  readonly leftOutCount: number;
  readonly changed: readonly { readonly path: string; readonly how: Changed }[];
  readonly changedCount: number;
  /** What proves the bag: SHA-256 of the archive file, of tagmanifest-sha256.txt for a folder. */
  readonly sha256: string;
  readonly sealed: boolean;
  /** "none" asked, "done", or why it failed: the bag is finished without it. */
  readonly stamp: "none" | "done" | { readonly failed: string };
}

/** What the own manifest (metadata/files.jsonl) says of each path: one object a line. */
export interface FileLine {
  readonly path: string;
  /** Base64 when the name is no UTF-8: `path` shows those bytes as %XX. */
  readonly pathBytes?: string;
  readonly kind: "file" | "folder" | "left-out";
  /** Inside the bag; null when it is not there. */
  readonly payload: string | null;
  readonly bytes: number | null;
  readonly sha256?: string;
  readonly mode?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly links?: number;
  readonly modified?: string;
  readonly changedMeta?: string;
  readonly accessed?: string;
  readonly born?: string;
  readonly reason?: LeftOut;
  readonly detail?: string;
  readonly target?: string;
  /** Present when the file changed while it was copied. */
  readonly during?: {
    readonly how: Changed;
    /** What really came from the file; the copy is filled with zeros to its length at opening. */
    readonly bytesRead: number;
    readonly bytesAfter: number | null;
    readonly modifiedAfter: string | null;
  };
}
