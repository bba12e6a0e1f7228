// The words of fix: what may be asked, and what is said of each file. Nothing here ever carries a card number.

import type { KeyObject } from "node:crypto";
import type { Finding } from "../finding.ts";
import type { Scan } from "../scan.ts";
import type { FixRun } from "./run.ts";

/**
 * What a file is, by its first bytes. "closed": packed in a way that cannot be changed from within, so nobody can say what is
 * in it. "sealed": its bytes can be looked at, but changing them would break it (databases, programs, checksums).
 */
export type FixForm = "plain" | "tar" | "gzip" | "zstd" | "zip" | "closed" | "sealed";

export type FixState =
  /** Nothing to hide. */
  | "clean"
  /** A dry run: this would be changed. */
  | "would"
  | "fixed"
  /** Card data is left in it, or it could not be looked into; `why` says what. */
  | "left"
  /** Not a file to be fixed (device, pipe, folder's link to elsewhere). */
  | "skipped"
  /** Trouble; the file is as it was, or (in place) each number in it is whole or hidden. */
  | "failed";

export type FixReason =
  | "closed-form"
  | "unfit-archive"
  | "sealed-form"
  | "worked-on"
  | "unfit-places"
  | "packed-member"
  | "packed-and-held"
  | "packed-and-linked"
  | "damaged"
  | "bomb"
  | "not-a-file"
  | "leads-out"
  | "missing"
  | "unreadable"
  | "read-only"
  | "no-space"
  | "changed-meanwhile"
  | "original-not-kept"
  | "stopped"
  | "broken";

/** Things a person should know of a file that was fixed all the same. */
export type FixNote =
  | "holders-unknown"
  | "held-in-place"
  | "linked-in-place"
  | "folder-in-place"
  | "owner-in-place"
  | "attributes-lost"
  | "times-coarse"
  | "times-lost"
  | "late-writer";

export interface FixChange {
  readonly finding: Finding;
  /** As it stands, fit to be shown; and as it will stand, null when it stays. */
  readonly before: string;
  readonly after: string | null;
}

export interface FileFix {
  /** As given, and where that leads. */
  readonly path: string;
  readonly file: string;
  readonly form: FixForm;
  readonly state: FixState;
  readonly why: FixReason | null;
  /** An error code, a member's name: shown as it is. */
  readonly detail: string;
  readonly way: "replaced" | "in-place" | null;
  readonly hidden: number;
  /** Places of certainty "possible" that were left. */
  readonly possible: number;
  readonly unfit: number;
  readonly bytes: number;
  /** The first ones (`CHANGES_SHOWN_MAX`). */
  readonly changes: readonly FixChange[];
  /** Ids of the decoy cards that are (or were) in it; hidden as any card. */
  readonly decoys: readonly string[];
  readonly notes: readonly FixNote[];
  /** Where the encrypted original lies. */
  readonly original: string | null;
}

/** A file full of cards must not fill the memory: more are counted, not listed. */
export const CHANGES_SHOWN_MAX = 1_000;
export const READ_BYTES = 256 * 1024;

export interface FixOptions {
  readonly write: boolean;
  /** Hides "possible" places too. */
  readonly all: boolean;
  /** Never replaces a file, even where that could be done. */
  readonly inPlace: boolean;
  /** Where journals of in-place work lie (outside of the folders that are fixed). */
  readonly journalFolder: string;
  /** Encrypts the original to this public key before it is changed. */
  readonly recipient: KeyObject | null;
  /** The same for all files of a run. */
  readonly run: FixRun;
  readonly scans: (member: string | null) => Scan;
  /**
   * Looks into what fix cannot open (zip, pdf, something packed in an archive): how many places of card data are in it, null
   * when it cannot say. Without it such files are always told as left.
   */
  readonly lookInside?: (path: string) => Promise<number | null>;
  readonly gone: AbortSignal;
  readonly onBytes: (bytes: number) => void;
}

/** Thrown inside fix to give a file up with a reason; never leaves the room. */
export class GivenUp extends Error {
  readonly why: FixReason;
  readonly detail: string;

  constructor(why: FixReason, detail = "") {
    super(why);
    this.why = why;
    this.detail = detail;
  }
}

/** The reason behind an error of the file system. */
export function reasonOf(error: unknown): { readonly why: FixReason; readonly detail: string } {
  if (error instanceof GivenUp) return { why: error.why, detail: error.detail };
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return { why: REASONS[code] ?? "broken", detail: code === "" ? String(error).slice(0, 200) : code };
}

const REASONS: Readonly<Record<string, FixReason>> = {
  ENOENT: "missing",
  ENOTDIR: "missing",
  EACCES: "unreadable",
  EPERM: "read-only",
  EROFS: "read-only",
  ETXTBSY: "read-only",
  ENOSPC: "no-space",
  EDQUOT: "no-space",
  EFBIG: "no-space",
  ERR_FS_FILE_TOO_LARGE: "no-space",
};
