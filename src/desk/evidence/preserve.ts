// Copies what a person named into a BagIt package, as a folder or one streamed archive. Nothing of the shop is changed;
// a run that is cut off leaves only its work folder (OUT.part), which the next run clears away.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, mkdir, readFile, realpath, rm, statfs, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { MisemoriError } from "../../kernel/index.ts";
import {
  bagInfoText,
  BAGIT_TEXT,
  FILES_NAME,
  MANIFEST_NAME,
  manifestLine,
  STAMP_NAME,
  TAG_MANIFEST_NAME,
} from "./bag.ts";
import type { PreserveReport, PreserveRequest } from "./contract.ts";
import { folderName } from "./names.ts";
import { copyFound, countBytes, openLists, type Tally } from "./payload.ts";
import { archiveSink, folderSink, type BagSink } from "./sinks.ts";
import { walkTrees } from "./walk.ts";

const ARCHIVE = /\.tar(\.zst)?(\.sealed)?$/;
const MARKER = "misemori-work";

/** Throws MisemoriError evidence.there, .busy, .folder, .sealed, .room, .full, .write, .stopped, .nothing. */
export async function preserve(request: PreserveRequest): Promise<PreserveReport> {
  const { out, recipient } = request;
  const isArchive = ARCHIVE.test(out);
  if (recipient !== null && !isArchive) {
    throw new MisemoriError(
      "evidence.sealed",
      "only an archive can be encrypted",
      "let --out end in .tar.zst or .tar",
    );
  }
  const workFolder = await takeWorkFolder(out);
  try {
    const keptOut = await Promise.all(request.keptOut.map((path) => realpath(path).catch(() => path)));
    const skip = [out, workFolder, ...keptOut];
    const bytesTotal = await countBytes(request, skip);
    await checkRoom(out, bytesTotal, isArchive && /\.zst/.test(out));
    const topFolder = folderName(request.caseName);
    const sink = isArchive
      ? await archiveSink({ workFolder, out, topFolder, recipient })
      : folderSink(workFolder, out);
    try {
      return await fill(request, sink, workFolder, { bytesTotal, skip });
    } catch (error) {
      await sink.abandon();
      throw error;
    }
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

async function fill(
  request: PreserveRequest,
  sink: BagSink,
  workFolder: string,
  { bytesTotal, skip }: { readonly bytesTotal: number; readonly skip: readonly string[] },
): Promise<PreserveReport> {
  const { clock, out, recipient } = request;
  const [startedAtMs, startedMonoMs] = [clock.nowMs(), clock.monoMs()];
  const tags: { readonly name: string; readonly sha256: string }[] = [];
  const addTag = async (name: string, content: Buffer): Promise<void> => {
    await sink.add({ name, bytes: content.length, mode: 0o600, mtimeMs: startedAtMs }, only(content));
    tags.push({ name, sha256: createHash("sha256").update(content).digest("hex") });
  };
  await addTag("bagit.txt", Buffer.from(BAGIT_TEXT));
  const tally: Tally = { files: 0, bytes: 0, leftOut: [], leftOutCount: 0, changed: [], changedCount: 0 };
  const lists = await openLists(workFolder);
  try {
    for await (const found of walkTrees(request.paths, skip)) {
      stopWhenGone(request);
      await copyFound(found, null, { request, sink, lists, tally, bytesTotal });
    }
    if (request.ownRecords !== null) {
      const folder = join(workFolder, "records");
      await mkdir(folder, { mode: 0o700 });
      await request.ownRecords(folder);
      for await (const found of walkTrees([folder], []))
        await copyFound(found, folder, { request, sink, lists, tally, bytesTotal });
    }
  } finally {
    await lists.close();
  }
  if (tally.files === 0) {
    throw new MisemoriError("evidence.nothing", "not one file could be copied", "check the paths and rights");
  }
  const manifestHash = await addList(sink, MANIFEST_NAME, lists.manifestPath, startedAtMs);
  tags.push({ name: MANIFEST_NAME, sha256: manifestHash });
  tags.push({ name: FILES_NAME, sha256: await addList(sink, FILES_NAME, lists.filesPath, startedAtMs) });
  const figures = {
    startedAtMs,
    finishedAtMs: clock.nowMs(),
    bytes: tally.bytes,
    files: tally.files,
    leftOut: tally.leftOutCount,
    changed: tally.changedCount,
    host: hostname(),
  };
  await addTag("bag-info.txt", Buffer.from(bagInfoText(request, figures)));
  const tagLines = Buffer.from(tags.map(({ name, sha256 }) => manifestLine(sha256, name)).join(""));
  await addTag(TAG_MANIFEST_NAME, tagLines);
  const tagHash = createHash("sha256").update(tagLines).digest();
  const stamp = await stampOf(request, tagHash, addTag);
  stopWhenGone(request);
  const archiveHash = await sink.finish();
  return {
    out,
    ...tally,
    seconds: (clock.monoMs() - startedMonoMs) / 1000,
    sha256: archiveHash ?? tagHash.toString("hex"),
    sealed: recipient !== null,
    stamp,
  };
}

/** Evidence without a stamp is better than none: a failed authority is told, not thrown. */
async function stampOf(
  { stamp }: PreserveRequest,
  tagHash: Uint8Array,
  addTag: (name: string, content: Buffer) => Promise<void>,
): Promise<PreserveReport["stamp"]> {
  if (stamp === null) return "none";
  const answer = await stamp(tagHash);
  if ("failed" in answer) return answer;
  await addTag(STAMP_NAME, Buffer.from(answer));
  return "done";
}

/** Lists may be longer than memory should hold: they lie in the work folder until now. */
async function addList(sink: BagSink, name: string, path: string, mtimeMs: number): Promise<string> {
  const hash = createHash("sha256");
  const { size } = await lstat(path);
  async function* content(): AsyncGenerator<Uint8Array> {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  }
  await sink.add({ name, bytes: size, mode: 0o600, mtimeMs }, content());
  return hash.digest("hex");
}

async function* only(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content;
}

function stopWhenGone({ gone, out }: PreserveRequest): void {
  if (!gone.aborted) return;
  throw new MisemoriError("evidence.stopped", `${out} was not finished`, "start it again when you can");
}

/** OUT.part, cleared of what a run that was cut off left. Never takes a folder that is not ours, or in use. */
async function takeWorkFolder(out: string): Promise<string> {
  if ((await lstat(out).catch(() => null)) !== null) {
    throw new MisemoriError("evidence.there", `${out} is there already`, "name another file or folder");
  }
  const work = `${out}.part`;
  const marker = join(work, MARKER);
  if ((await lstat(work).catch(() => null)) !== null) {
    const pid = Number(await readFile(marker, "utf8").catch(() => "0"));
    if (!Number.isSafeInteger(pid) || pid < 1) {
      throw new MisemoriError("evidence.there", `${work} is there already`, "name another file or folder");
    }
    if (pid !== process.pid && isAlive(pid)) {
      throw new MisemoriError(
        "evidence.busy",
        `process ${pid} is writing ${out}`,
        "wait for it, or name another",
      );
    }
    await rm(work, { recursive: true, force: true });
  }
  try {
    await mkdir(work, { mode: 0o700 });
    await writeFile(marker, String(process.pid), { flag: "wx" });
    return work;
  } catch (error) {
    throw new MisemoriError(
      "evidence.folder",
      `nothing can be written beside ${out}`,
      "name a folder that exists and that you may write to",
      error,
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Compressed output cannot be foretold; there a full disk ends the run, and the work folder goes. */
async function checkRoom(out: string, bytes: number, compressed: boolean): Promise<void> {
  const disk = await statfs(dirname(out)).catch(() => null);
  if (disk === null || compressed || disk.bavail * disk.bsize > bytes) return;
  throw new MisemoriError(
    "evidence.room",
    `${Math.ceil(bytes / 1e6)} MB are to be copied, ${Math.floor((disk.bavail * disk.bsize) / 1e6)} MB are free`,
    "name a place on another disk, or let --out end in .tar.zst",
  );
}
