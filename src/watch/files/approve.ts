// Writes a manifest: the first one of a tree, or the next one with some or all differences approved. What is not approved stays
// as it was; what looks like a backdoor is approved only by its own name.

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { SigningKey } from "../../journal/index.ts";
import { MisemoriError, say, type Clock, type Language } from "../../kernel/index.ts";
import type { FileContent } from "./content.ts";
import { compareTree, type Compared, type CompareRequest } from "./compare.ts";
import {
  FILE_LIMITS,
  type ApprovedEntry,
  type Approval,
  type Difference,
  type SeenEntry,
} from "./contract.ts";
import { linkDigest } from "./differ.ts";
import { writeManifest, type Manifest, type ManifestEnd, type ManifestWriter } from "./manifest.ts";
import { openSeen, type SeenDigest } from "./seen.ts";
import { openTextPack, type TextPack } from "./pack.ts";
import type { TreePlaces } from "./places.ts";
import { filesWords } from "./words.ts";

export interface ApproveRequest {
  readonly compare: Omit<CompareRequest, "start" | "manifest">;
  readonly tree: string;
  readonly path: string;
  readonly places: TreePlaces;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly language: Language;
  readonly by: string;
  readonly why: string;
  /** Which differences this approval is for. */
  readonly selects: (difference: Difference) => boolean;
  /** Asked before the manifest is put in place, with what `seenOf` says of all differences met: false leaves everything as it was. */
  readonly accepts: (seen: string) => boolean;
  readonly onProgress: (entries: number, path: Buffer) => void;
}

export interface Approved {
  readonly sha256: string;
  readonly entries: number;
  readonly files: number;
  readonly bytes: number;
  readonly approved: readonly Difference[];
  readonly approvedCount: number;
  /** Left as they were. */
  readonly left: readonly Difference[];
  readonly leftCount: number;
  readonly unread: readonly string[];
  readonly unreadCount: number;
}

interface Tally {
  entries: number;
  files: number;
  bytes: number;
  approvedCount: number;
  leftCount: number;
  unreadCount: number;
  readonly approved: Difference[];
  readonly left: Difference[];
  readonly unread: string[];
  approvals: readonly Approval[];
  readonly seen: SeenDigest;
}

/** `old` null: the first manifest of the tree, or a wholly new one. Resolves to null when it was broken off or not accepted. */
export async function approveTree(old: Manifest | null, request: ApproveRequest): Promise<Approved | null> {
  const { places, key, tree, path, clock, compare } = request;
  const packName = old?.head.pack ?? `texts-${clock.nowMs()}.pack`;
  const writer = writeManifest(places, key, { form: "misemori-manifest-1", tree, path, pack: packName });
  const pack = openTextPack(join(places.folder, packName));
  const tally = newTally();
  let isDone = false;
  try {
    for await (const step of compareTree({ ...compare, manifest: old, start: Buffer.alloc(0) })) {
      await take(step, { writer, pack, tally, request, isFirst: old === null });
    }
    if (compare.gone.aborted || !request.accepts(tally.seen.digest())) {
      writer.drop();
      return null;
    }
    const approval: Approval = {
      atMs: clock.nowMs(),
      by: request.by,
      why: request.why,
      count: tally.approvedCount,
    };
    const approvals = [...tally.approvals, approval].slice(-FILE_LIMITS.approvalsMax);
    const { entries, files, bytes, unreadCount: unread } = tally;
    const sha256 = await writer.finish({ entries, files, bytes, unread, approvals } satisfies ManifestEnd);
    isDone = true;
    if (old === null) dropOldPacks(places, packName);
    const { approved, approvedCount, left, leftCount, unread: names, unreadCount } = tally;
    const counts = { approvedCount, leftCount, unreadCount };
    return { sha256, entries, files, bytes, approved, left, unread: names, ...counts };
  } catch (error) {
    writer.drop();
    throw isDiskError(error) ? notWritten(error, request) : error;
  } finally {
    pack.close(isDone);
  }
}

function isDiskError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && /^E[A-Z]+$/.test(String(error.code));
}

function notWritten(error: NodeJS.ErrnoException, { language, places }: ApproveRequest): MisemoriError {
  const values = { path: places.folder, reason: error.code ?? "" };
  const hint = say(filesWords, language, "notWrittenHint");
  return new MisemoriError("watch.write", say(filesWords, language, "notWritten", values), hint, error);
}

interface Taking {
  readonly writer: ManifestWriter;
  readonly pack: TextPack;
  readonly tally: Tally;
  readonly request: ApproveRequest;
  readonly isFirst: boolean;
}

async function take(step: Compared, { writer, pack, tally, request, isFirst }: Taking): Promise<void> {
  const write = async (entry: ApprovedEntry): Promise<void> => {
    tally.entries += 1;
    if (entry.type === "file") tally.files += 1;
    tally.bytes += entry.size;
    request.onProgress(tally.entries, entry.path);
    await writer.add(entry);
  };
  switch (step.kind) {
    case "end":
      tally.approvals = step.end.approvals;
      return;
    case "trouble":
      tally.unreadCount += 1;
      if (tally.unread.length < FILE_LIMITS.troublesMax) tally.unread.push(step.path.toString());
      return;
    case "untold":
      return write(step.before);
    case "same":
      // What has no entry and is no difference may come and go.
      if (step.before !== null)
        await write({ ...step.after, sha256: step.before.sha256, text: step.before.text });
      return;
    case "different": {
      tally.seen.add(step.difference);
      const isApproved = request.selects(step.difference);
      list(tally, step.difference, isApproved, isFirst);
      if (!isApproved) {
        if (step.before !== null) await write(step.before);
        return;
      }
      if (step.after !== undefined) await write(entryOf(step.after, step.content, step.before, pack));
      return;
    }
  }
}

/** Of a first manifest, which approves the whole shop, only what a person should look at is listed. */
function list(tally: Tally, difference: Difference, isApproved: boolean, isFirst: boolean): void {
  if (isApproved) {
    tally.approvedCount += 1;
    if (isFirst && !difference.reasons.some(({ rule }) => rule !== "file.script-in-uploads")) return;
    if (tally.approved.length < FILE_LIMITS.differencesMax) tally.approved.push(difference);
    return;
  }
  tally.leftCount += 1;
  if (tally.left.length < FILE_LIMITS.differencesMax) tally.left.push(difference);
}

function entryOf(
  seen: SeenEntry,
  content: FileContent | null,
  before: ApprovedEntry | null,
  pack: TextPack,
): ApprovedEntry {
  if (seen.type === "link") return { ...seen, sha256: linkDigest(seen.link), text: null };
  if (content === null) return { ...seen, sha256: null, text: null };
  const { sha256, bytes } = content;
  const text = before?.sha256 === sha256 ? before.text : bytes === null ? null : pack.keep(bytes);
  // As long as what was hashed, in case it grew meanwhile: the next look then sees that it did.
  return { ...seen, size: content.size, sha256, text };
}

/** Packs that no manifest names any more; the one before this is still named by the previous manifest. */
function dropOldPacks({ folder }: TreePlaces, current: string): void {
  const packs = readdirSync(folder)
    .filter((name) => /^texts-\d{1,16}\.pack$/.test(name) && name !== current)
    .sort();
  for (const name of packs.slice(0, -1)) rmSync(join(folder, name), { force: true });
}

function newTally(): Tally {
  return {
    entries: 0,
    files: 0,
    bytes: 0,
    approvedCount: 0,
    leftCount: 0,
    unreadCount: 0,
    approved: [],
    left: [],
    unread: [],
    approvals: [],
    seen: openSeen(),
  };
}
