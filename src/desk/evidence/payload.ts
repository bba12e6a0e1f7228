// Copies one found path into the bag and writes its lines: the manifest's, and our own with owner, rights and times.

import type { BigIntStats } from "node:fs";
import { isUtf8 } from "node:buffer";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { manifestLine } from "./bag.ts";
import type { Changed, FileLine, LeftOut, PreserveRequest } from "./contract.ts";
import { openForBag, type Settled } from "./copying.ts";
import { payloadName, shownPath } from "./names.ts";
import type { BagSink } from "./sinks.ts";
import { walkTrees, type Found } from "./walk.ts";

/** Named in the answer; all stand in the bag's own list. */
const LISTED_MAX = 1_000;

export interface Tally {
  files: number;
  bytes: number;
  readonly leftOut: { path: string; reason: LeftOut }[];
  leftOutCount: number;
  readonly changed: { path: string; how: Changed }[];
  changedCount: number;
}

/** The two long lists, kept on disk while they grow. */
export interface Lists {
  readonly manifestPath: string;
  readonly filesPath: string;
  readonly manifest: (line: string) => Promise<void>;
  readonly file: (line: FileLine) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openLists(workFolder: string): Promise<Lists> {
  const manifestPath = join(workFolder, "manifest");
  const filesPath = join(workFolder, "files");
  const manifest = await open(manifestPath, "wx", 0o600);
  const files = await open(filesPath, "wx", 0o600);
  const [toManifest, toFiles] = [inSteps(manifest), inSteps(files)];
  return {
    manifestPath,
    filesPath,
    manifest: toManifest.add,
    file: (line) => toFiles.add(`${JSON.stringify(line)}\n`),
    close: async () => {
      await toManifest.flush();
      await toFiles.flush();
      await manifest.close();
      await files.close();
    },
  };
}

/** A write per line would cost more than copying a small file. */
function inSteps(file: FileHandle): { add: (text: string) => Promise<void>; flush: () => Promise<void> } {
  let kept = "";
  const flush = async (): Promise<void> => {
    const text = kept;
    kept = "";
    await file.appendFile(text);
  };
  return {
    flush,
    add: async (text) => {
      kept += text;
      if (kept.length >= 256 * 1024) await flush();
    },
  };
}

/** What is to be copied, for the bar and the room on the disk. */
export async function countBytes(request: PreserveRequest, skip: readonly string[]): Promise<number> {
  let bytes = 0;
  for await (const { kind, stat } of walkTrees(request.paths, skip)) {
    if (request.gone.aborted) break;
    if (kind === "file" && stat !== null) bytes += Number(stat.size);
  }
  return bytes;
}

export interface Copying {
  readonly request: PreserveRequest;
  readonly sink: BagSink;
  readonly lists: Lists;
  readonly tally: Tally;
  readonly bytesTotal: number;
}

/** `recordsFolder`: the path lies in the guard's own copies, which go to data/misemori. */
export async function copyFound(
  found: Found,
  recordsFolder: string | null,
  { request, sink, lists, tally, bytesTotal }: Copying,
): Promise<void> {
  const path = shownPath(found.path);
  if (found.kind === "folder") {
    if (recordsFolder === null) await lists.file(lineOf(found, { kind: "folder", payload: null }));
    return;
  }
  const opened =
    found.kind === "file" && found.stat !== null ? await openForBag(found.path, found.stat) : found;
  if (!("content" in opened)) {
    const { reason = "unreadable", detail } = opened;
    tally.leftOutCount += 1;
    if (tally.leftOut.length < LISTED_MAX) tally.leftOut.push({ path, reason });
    await lists.file(lineOf({ ...found, reason, detail }, { kind: "left-out", payload: null }));
    return;
  }
  try {
    const { stat } = opened;
    const name =
      recordsFolder === null ? payloadName(path) : `data/misemori${path.slice(recordsFolder.length)}`;
    const bytes = Number(stat.size);
    const before = tally.bytes;
    const counted = countingContent(opened.content(), (done) =>
      request.onProgress({ bytes: before + done, bytesTotal, files: tally.files, path }),
    );
    const entry = { name, bytes, mode: Number(stat.mode), mtimeMs: Number(stat.mtimeNs / 1_000_000n) };
    await sink.add(entry, counted);
    const settled = await opened.settled();
    tally.files += 1;
    tally.bytes += bytes;
    if (settled.how !== null) {
      tally.changedCount += 1;
      if (tally.changed.length < LISTED_MAX) tally.changed.push({ path, how: settled.how });
    }
    await lists.manifest(manifestLine(settled.sha256, name));
    await lists.file(lineOf({ ...found, stat }, { kind: "file", payload: name }, settled));
  } finally {
    await opened.close();
  }
}

async function* countingContent(
  content: AsyncIterable<Uint8Array>,
  onBytes: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of content) {
    yield chunk;
    done += chunk.length;
    onBytes(done);
  }
}

function lineOf(
  found: Omit<Found, "kind" | "detail"> & { readonly detail?: string | undefined },
  how: Pick<FileLine, "kind" | "payload">,
  settled?: Settled,
): FileLine {
  const { path, stat, reason, detail, target } = found;
  return {
    path: shownPath(path),
    ...(isUtf8(path) ? {} : { pathBytes: path.toString("base64") }),
    ...how,
    bytes: stat === null || how.kind === "folder" ? null : Number(stat.size),
    ...(settled === undefined ? {} : { sha256: settled.sha256 }),
    ...(stat === null ? {} : attributesOf(stat)),
    ...(reason === undefined ? {} : { reason }),
    ...(detail === undefined || detail === "" ? {} : { detail }),
    ...(target === undefined ? {} : { target }),
    ...(settled?.how == null ? {} : { during: duringOf(settled, settled.how) }),
  };
}

function attributesOf(stat: BigIntStats): Partial<FileLine> {
  return {
    mode: (Number(stat.mode) & 0o7777).toString(8).padStart(4, "0"),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    links: Number(stat.nlink),
    modified: timeText(stat.mtimeNs),
    changedMeta: timeText(stat.ctimeNs),
    accessed: timeText(stat.atimeNs),
    born: timeText(stat.birthtimeNs),
  };
}

function duringOf({ after, bytesRead }: Settled, how: Changed): NonNullable<FileLine["during"]> {
  return {
    how,
    bytesRead,
    bytesAfter: after === null ? null : Number(after.size),
    modifiedAfter: after === null ? null : timeText(after.mtimeNs),
  };
}

/** ISO 8601 with nanoseconds: forensic tools compare them. */
function timeText(ns: bigint): string {
  const rest = ((ns % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
  const seconds = new Date(Number((ns - rest) / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(rest).padStart(9, "0")}Z`;
}
