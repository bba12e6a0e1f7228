// `watch scan`: goes through a shop's files, has each judged and tells what it found and what it could not read. Changes nothing,
// runs nothing.

import { setImmediate } from "node:timers/promises";
import type { Clock, Language } from "../../kernel/index.ts";
import { showName, walk, type PathReason } from "../../scrub/index.ts";
import { weigh } from "../shells/contract.ts";
import { judgeFile } from "../shells/judge.ts";
import { SCAN_FILES, type ForeignRules, type JudgedFile, type ScanReport } from "./contract.ts";
import { explain } from "./explain.ts";
import { foreignSigns } from "./foreign.ts";
import { readForJudging } from "./read-file.ts";

export interface ScanRequest {
  /** As given: files, folders, patterns. */
  readonly paths: readonly string[];
  readonly folder: string;
  /** List clean files too. */
  readonly all: boolean;
  readonly foreignRules: ForeignRules | null;
  /** Count the files first, for a progress bar. */
  readonly countFirst: boolean;
  readonly language: Language;
  readonly clock: Clock;
  readonly gone: AbortSignal;
  readonly onProgress: (done: number, total: number, path: string) => void;
}

interface Tally {
  readonly files: JudgedFile[];
  readonly skipped: { path: string; reason: PathReason }[];
  scanned: number;
  suspicious: number;
  malicious: number;
  unlisted: number;
  sampled: number;
  bytes: number;
  skippedCount: number;
}

/** A breath for the rest of the program, and for Ctrl-C, after so many files. */
const FILES_PER_BREATH = 20;

export async function scanShop(request: ScanRequest): Promise<ScanReport> {
  const startedMs = request.clock.monoMs();
  const paths = request.paths.filter((path) => path !== "-");
  const total = request.countFirst ? countFiles(paths, request) : 0;
  const tally: Tally = {
    files: [],
    skipped: [],
    scanned: 0,
    suspicious: 0,
    malicious: 0,
    unlisted: 0,
    sampled: 0,
    bytes: 0,
    skippedCount: 0,
  };
  for (const found of walk({ paths, folder: request.folder })) {
    if (request.gone.aborted) break;
    if (found.kind === "stdin") continue;
    if (found.kind === "skipped") skip(tally, found.shown, found.reason);
    else look(tally, found, request);
    request.onProgress(tally.scanned, total, found.shown.toString());
    if (tally.scanned % FILES_PER_BREATH === 0) await setImmediate();
  }
  return {
    ...tally,
    seconds: Math.max(0, request.clock.monoMs() - startedMs) / 1000,
    yaraRules: request.foreignRules?.count ?? null,
    complete: !request.gone.aborted,
  };
}

function countFiles(paths: readonly string[], { folder, gone }: ScanRequest): number {
  let count = 0;
  for (const found of walk({ paths, folder })) {
    if (gone.aborted) break;
    if (found.kind === "file") count++;
  }
  return count;
}

function skip(tally: Tally, shown: Buffer, reason: PathReason): void {
  tally.skippedCount++;
  if (tally.skipped.length < SCAN_FILES.skippedMax)
    tally.skipped.push({ path: showName(shown).path, reason });
}

function look(
  tally: Tally,
  found: { readonly bytes: Buffer; readonly shown: Buffer },
  request: ScanRequest,
): void {
  const read = readForJudging(found.bytes);
  if (read === null) return skip(tally, found.shown, "unreadable");
  const text = read.bytes.toString("latin1");
  const signs = [
    ...judgeFile(found.bytes.toString("latin1"), text),
    ...foreignSigns(read.bytes, text, request.foreignRules),
  ];
  const { verdict } = weigh(signs);
  tally.scanned++;
  tally.bytes += read.size;
  if (read.sampled) tally.sampled++;
  if (verdict === "malicious") tally.malicious++;
  else if (verdict === "suspicious") tally.suspicious++;
  else if (!request.all) return;
  if (tally.files.length >= SCAN_FILES.filesMax) {
    tally.unlisted++;
    return;
  }
  tally.files.push({
    ...showName(found.shown),
    verdict,
    reasons: explain(signs, text, request.language),
    bytes: read.size,
  });
}
