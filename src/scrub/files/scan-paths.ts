// Scans paths from end to end: walks, opens, reads each file plain or through its parts, and answers one report. What stands in
// a text is the scan's matter; nothing is written, and no card leaves this file but as mask and keyed hash.

import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import type { Clock } from "../../kernel/index.ts";
import type { DecoyCards } from "../decoys.ts";
import { openSieve } from "../kernel/sieve.ts";
import { MEMBER_LIMITS, type Member, type MemberLimits } from "../members/contract.ts";
import { openMembers } from "../members/open.ts";
import { HEAD_BYTES, recognise } from "../members/recognise.ts";
import { maskText } from "../mask.ts";
import { openScan, type Hit, type WindowScan } from "../scan.ts";
import {
  SCAN_LIMITS,
  type ChangedPath,
  type PathReason,
  type ScanLimits,
  type ScanReport,
  type SkippedPath,
} from "./contract.ts";
import { showName, type ShownName } from "./names.ts";
import { chunksOf, readPlain } from "./read.ts";
import { openTally, type Tally } from "./tally.ts";
import { walk, type Found, type WalkWish } from "./walk.ts";

export interface ScanProgress {
  readonly bytes: number;
  /** 0: not known. */
  readonly bytesTotal: number;
  readonly path: string;
}

export interface ScanRequest extends WalkWish {
  /** Key of the card hashes. */
  readonly key: Uint8Array;
  /** The owner's decoy cards, told as such. */
  readonly decoys?: DecoyCards | null;
  /** List what is only possibly a card, too. */
  readonly all: boolean;
  /** Walk twice, to know how much there is to read: worth it when somebody watches. */
  readonly countFirst: boolean;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  readonly clock: Clock;
  /** Ends early; what was read so far is reported, `complete` is false. */
  readonly gone: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
  readonly limits?: ScanLimits;
  readonly memberLimits?: MemberLimits;
}

/** Paths counted before reading, at most; beyond it progress knows no end. */
const COUNT_FIRST_MAX = 500_000;

export async function scanPaths(request: ScanRequest): Promise<ScanReport> {
  const startedMs = request.clock.monoMs();
  const limits = request.limits ?? SCAN_LIMITS;
  const visit: Visit = {
    request,
    limits,
    scan: openScan(openSieve(), request.key, request.decoys ?? null),
    tally: openTally(limits, request.all),
    sums: { bytes: 0, expandedBytes: 0, filesRead: 0, membersRead: 0, skippedCount: 0 },
    skipped: [],
    changed: [],
    bytesTotal: request.countFirst ? totalOf(request) : 0,
  };
  for (const found of walk(request)) {
    if (request.gone.aborted) break;
    if (found.kind === "skipped") skip(visit, showName(found.shown).path, null, found.reason);
    else if (found.kind === "stdin") await scanStdin(visit);
    else await scanFile(visit, found);
  }
  const { skipped, changed, sums, tally } = visit;
  return {
    ...tally.totals(),
    ...sums,
    seconds: Math.round(request.clock.monoMs() - startedMs) / 1000,
    skipped,
    changed,
    complete: !request.gone.aborted,
  };
}

interface Visit {
  readonly request: ScanRequest;
  readonly limits: ScanLimits;
  readonly scan: WindowScan;
  readonly tally: Tally;
  readonly sums: {
    bytes: number;
    expandedBytes: number;
    filesRead: number;
    membersRead: number;
    skippedCount: number;
  };
  readonly skipped: SkippedPath[];
  readonly changed: ChangedPath[];
  readonly bytesTotal: number;
}

function totalOf(wish: WalkWish): number {
  let bytes = 0;
  let paths = 0;
  for (const found of walk(wish)) {
    paths += 1;
    if (found.kind === "stdin" || paths > COUNT_FIRST_MAX) return 0;
    if (found.kind === "file") bytes += found.size;
  }
  return bytes;
}

async function scanFile(visit: Visit, found: Found & { readonly kind: "file" }): Promise<void> {
  const name = showName(found.shown);
  const opened = openRegular(found.bytes);
  if (typeof opened === "string") return skip(visit, name.path, null, opened);
  const { descriptor, stats } = opened;
  let read = 0;
  try {
    read = await readFrom(visit, name, descriptor, stats.size);
    noteChange(visit, name.path, stats, fstatSync(descriptor), read);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    skip(visit, name.path, null, "unreadable");
  } finally {
    closeSync(descriptor);
  }
  visit.sums.filesRead += 1;
  visit.tally.endFile(name, stats.size);
}

/** Opened without waiting (a pipe put in its place would hang) and without following a link put in its place. */
function openRegular(path: Buffer): { readonly descriptor: number; readonly stats: Stats } | PathReason {
  let descriptor;
  try {
    descriptor = openSync(
      path,
      constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0),
    );
    const stats = fstatSync(descriptor);
    if (stats.isFile()) return { descriptor, stats };
    closeSync(descriptor);
    return "device";
  } catch {
    if (descriptor !== undefined) closeSync(descriptor);
    return "unreadable";
  }
}

async function readFrom(visit: Visit, name: ShownName, descriptor: number, size: number): Promise<number> {
  const { request, scan, tally } = visit;
  const head = Buffer.alloc(Math.min(HEAD_BYTES, size));
  const headBytes = readSync(descriptor, head, 0, head.length, 0);
  let read = 0;
  const passed = (bytes: number): void => {
    read += bytes;
    visit.sums.bytes += bytes;
    request.onProgress({ bytes: visit.sums.bytes, bytesTotal: visit.bytesTotal, path: name.path });
  };
  if (recognise(head.subarray(0, headBytes)) === "plain") {
    const hits = (settled: readonly Hit[]): void => {
      for (const { finding } of settled) tally.found(finding);
    };
    await readPlain(descriptor, size, { scan, gone: request.gone, hits, passed });
  } else {
    await scanParts(visit, name, chunksOf(descriptor, size, { gone: request.gone, passed }));
  }
  return read;
}

async function scanStdin(visit: Visit): Promise<void> {
  const name = { path: "-", pathBytes: null };
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of visit.request.stdin()) {
      if (visit.request.gone.aborted) return;
      bytes += chunk.length;
      visit.sums.bytes += chunk.length;
      visit.request.onProgress({ bytes: visit.sums.bytes, bytesTotal: 0, path: name.path });
      yield chunk;
    }
  }
  try {
    await scanParts(visit, name, counted());
  } catch (error) {
    if (!isSystemError(error)) throw error;
    skip(visit, name.path, null, "unreadable");
  }
  visit.sums.filesRead += 1;
  visit.tally.endFile(name, bytes);
}

async function scanParts(visit: Visit, name: ShownName, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const baseName = name.path === "-" ? "stdin" : name.path.slice(name.path.lastIndexOf("/") + 1);
  const limits = visit.request.memberLimits ?? MEMBER_LIMITS;
  for await (const part of openMembers(baseName, chunks, limits)) {
    const member = part.path === "" ? null : maskText(part.path);
    // An archive that is left in the middle is not broken: the scan was interrupted.
    if (visit.request.gone.aborted) return;
    if ("skipped" in part) skip(visit, name.path, member, part.skipped);
    else await scanMember(visit, part, member);
  }
}

async function scanMember(visit: Visit, part: Member, member: string | null): Promise<void> {
  const { scan, tally, sums } = visit;
  const tell = (hits: readonly Hit[]): void => {
    for (const { finding } of hits) {
      const own = finding.encoding === "text" ? [] : [finding.encoding];
      tally.found({
        ...finding,
        member,
        offset: finding.offset + part.start.offset,
        line: finding.line + part.start.line - 1,
        encoding: [...part.encodings, ...own].join(">") || "text",
      });
    }
  };
  try {
    for await (const chunk of part.chunks) {
      if (member !== null) sums.expandedBytes += chunk.length;
      tell(scan.push(chunk));
    }
  } finally {
    tell(scan.end());
  }
  if (member !== null) sums.membersRead += 1;
}

function noteChange(visit: Visit, path: string, before: Stats, after: Stats, read: number): void {
  if (visit.request.gone.aborted || visit.changed.length >= visit.limits.skippedMax) return;
  if (after.size > before.size) visit.changed.push({ path, how: "grew" });
  else if (after.size < before.size || read < before.size) visit.changed.push({ path, how: "shrank" });
  else if (after.mtimeMs !== before.mtimeMs) visit.changed.push({ path, how: "rewritten" });
}

function skip(visit: Visit, path: string, member: string | null, reason: PathReason): void {
  visit.sums.skippedCount += 1;
  if (visit.skipped.length < visit.limits.skippedMax) visit.skipped.push({ path, member, reason });
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error && "errno" in error;
}
