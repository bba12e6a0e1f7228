// What a scan of files answers: counts, places and what was not read; the shape scripts may rely on (docs/cli.md). Never a card.

import type { Finding } from "../finding.ts";
import type { SkipReason } from "../members/contract.ts";

/** Why the walk does not give a path. */
export type WalkReason =
  | "unreadable"
  | "missing"
  | "device"
  | "fifo"
  | "socket"
  | "link-out"
  | "link-broken"
  | "pseudo-files"
  | "too-deep"
  | "too-many-paths";

/** Why a path was not read at all, or not to its end. */
export type PathReason = SkipReason | WalkReason;

export interface SkippedPath {
  readonly path: string;
  /** The way into an archive; null when the whole file (or folder) is meant. */
  readonly member: string | null;
  readonly reason: PathReason;
}

/** What happened to a file while it was read: it was read up to its size at opening. */
export interface ChangedPath {
  readonly path: string;
  readonly how: "grew" | "shrank" | "rewritten";
}

export interface Counts {
  /** Findings of every kind that are listed when there is room: certain and likely ones, with --all possible ones too. */
  readonly findings: number;
  /** Numbers that agencies publish for tests: listed, but no leak. */
  readonly testFindings: number;
  /** Numbers of the owner's decoy cards: proof that they were copied from where they lay, but nobody's card. */
  readonly decoyFindings: number;
  /** Exact numbers of different cards, by keyed hash; test numbers, decoys and possible ones are not among them. */
  readonly distinctCards: number;
  readonly distinctTestCards: number;
  /** Findings by kind and, for card numbers, by brand; test numbers are left out. */
  readonly byKind: Readonly<Record<string, number>>;
  readonly byBrand: Readonly<Record<string, number>>;
}

export interface FileReport extends Counts {
  /** As given and found below it; card numbers in names are masked, bytes that are no UTF-8 shown as \\xNN. */
  readonly path: string;
  /** The name's own bytes (base64) when they are no UTF-8; null otherwise. */
  readonly pathBytes: string | null;
  readonly bytes: number;
  readonly places: readonly Finding[];
  /** Findings that were counted and found no room in `places`. */
  readonly unlisted: number;
}

export interface ScanReport extends Counts {
  /** Files with findings only, in the order they were read. */
  readonly files: readonly FileReport[];
  /** Files with findings that found no room in `files`; they are in every count. */
  readonly unlistedFiles: number;
  /** Something speaks against them; listed with --all only. */
  readonly possibleFindings: number;
  readonly filesRead: number;
  readonly filesWithFindings: number;
  readonly membersRead: number;
  /** Bytes of the files, and what archives among them came to. */
  readonly bytes: number;
  readonly expandedBytes: number;
  readonly seconds: number;
  readonly skipped: readonly SkippedPath[];
  readonly skippedCount: number;
  readonly changed: readonly ChangedPath[];
  /** False when more cards were found than are kept apart: then distinctCards is a least. */
  readonly distinctExact: boolean;
  /** False when it was interrupted. */
  readonly complete: boolean;
}

export interface ScanLimits {
  /** Places listed per file: a log with a million cards is told by its counts. */
  readonly placesPerFileMax: number;
  /** Places listed in all: about 300 bytes each in memory. */
  readonly placesMax: number;
  readonly filesMax: number;
  readonly skippedMax: number;
  readonly distinctMax: number;
}

export const SCAN_LIMITS: ScanLimits = {
  placesPerFileMax: 10_000,
  placesMax: 200_000,
  filesMax: 50_000,
  skippedMax: 10_000,
  // 16 bytes each in a table at most half full: half a gigabyte, and more cards than any shop has.
  distinctMax: 16_000_000,
};
