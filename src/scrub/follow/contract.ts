// The words of follow: what it is asked, and what it tells while logs grow. Nothing here ever carries a card number.

import type { Finding } from "../finding.ts";
import type { Scan } from "../scan.ts";

export type FollowEvent =
  | {
      readonly kind: "found";
      readonly file: string;
      /** Offset in the file; line null when following began at the file's end and nobody counted before. */
      readonly finding: Omit<Finding, "line">;
      readonly line: number | null;
      /** Hidden in the file, and on disk. */
      readonly hidden: boolean;
      /** Why not: not asked for, not certain enough, not possible in as many bytes, changed meanwhile, not writable. */
      readonly why: "not-asked" | "possible" | "unfit" | "changed" | "unwritable" | null;
    }
  | {
      /** waiting: not there yet. began, resumed: at `offset`. rotated: another file has the name now. */
      readonly kind: "waiting" | "began" | "resumed" | "rotated" | "truncated" | "unwritable" | "unreadable";
      readonly file: string;
      readonly offset: number;
      readonly detail: string;
    };

export interface FollowRequest {
  /** Paths as given; each is followed by name. */
  readonly files: readonly string[];
  readonly fix: boolean;
  readonly all: boolean;
  /** Files nobody remembers are read from their start; otherwise from their end. */
  readonly fromStart: boolean;
  /** Ends when all that is there was read. */
  readonly once: boolean;
  /** Remembered places and journals lie here. */
  readonly stateFolder: string;
  /** 32 bytes; makes the fingerprints of places. */
  readonly key: Uint8Array;
  readonly scans: () => Scan;
  readonly pollMs: number;
  readonly gone: AbortSignal;
  readonly onEvent: (event: FollowEvent) => void;
}

export interface FollowEnd {
  readonly found: number;
  readonly hidden: number;
}

/** Each followed file holds two file descriptors, and as many again while it is rotated. */
export const FOLLOWED_MAX = 500;
