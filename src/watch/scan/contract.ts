// What a first look at a shop's files answers (docs/cli.md: scripts rely on `files`, `scanned`, `seconds`). Never a card number.

import type { PathReason } from "../../scrub/index.ts";
import type { RuleName, Verdict } from "../shells/contract.ts";

export interface JudgedFile {
  /** As given and found below it; bytes that are no UTF-8 shown as \xNN, card numbers masked. */
  readonly path: string;
  /** The name's own bytes (base64) when they are no UTF-8; null otherwise. */
  readonly pathBytes: string | null;
  readonly verdict: Verdict;
  /** Heaviest first. */
  readonly reasons: readonly ToldReason[];
  readonly bytes: number;
}

export interface ToldReason {
  readonly rule: RuleName;
  /** From 1; 0 where the whole file is meant. */
  readonly line: number;
  /** In the asked language. */
  readonly why: string;
  readonly excerpt: string;
  readonly weight: number;
}

export interface ScanReport {
  /** Those with a verdict other than clean, and clean ones when all were asked for, in the order of their names. */
  readonly files: readonly JudgedFile[];
  /** Files judged. */
  readonly scanned: number;
  readonly suspicious: number;
  readonly malicious: number;
  /** Findings beyond FILES_MAX are counted, not listed. */
  readonly unlisted: number;
  /** Of which only head, tail and what looked like code in between were read. */
  readonly sampled: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly skipped: readonly { readonly path: string; readonly reason: PathReason }[];
  readonly skippedCount: number;
  /** YARA rules used besides, by number; null: none were asked for. */
  readonly yaraRules: number | null;
  /** False when it was interrupted. */
  readonly complete: boolean;
}

/** Rules of others, compiled: a match is worth a malicious verdict, whoever gives the rules decides. */
export interface ForeignRules {
  readonly count: number;
  match(bytes: Buffer): readonly { readonly name: string; readonly offset: number }[];
}

export const SCAN_FILES = {
  /** Listed; a defaced shop may have as many, all are counted. */
  filesMax: 100_000,
  /** Told by name. */
  skippedMax: 1_000,
  /** Read whole up to here: the largest programs of shops (bundled libraries) are about 3 MB. */
  wholeBytesMax: 4 * 1024 * 1024,
  /** Of larger ones: this much of the head and of the tail, … */
  endBytes: 512 * 1024,
  /** … and this much around what looks like code in between, … */
  aroundBytes: 32 * 1024,
  /** … so often at most. */
  stretchesMax: 16,
} as const;
