// Fixes a file by writing a new one beside it and putting it in the old one's place at once: whoever looks sees the whole old
// file or the whole new one. Owner, mode, times and attributes come along.

import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { lstat, open, readdir, rename, unlink, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Masker } from "../pipe/masker.ts";
import { GivenUp, type FixForm, type FixNote, type FixOptions } from "./contract.ts";
import { openHoleWriter, type HoleWriter } from "./holes.ts";
import { InPlaceInstead } from "./in-place-instead.ts";
import { isAlive, syncFolder } from "./journal.ts";
import { carryLateBytes, takeAttributes } from "./attributes.ts";
import { bytesOf, maskerFor, type Tally } from "./reading.ts";
import { rewritten } from "./rewriting.ts";
import type { FixRun } from "./run.ts";
import { planZip } from "./zip.ts";
import { sinkToFile, zipInFile } from "./zip-file.ts";
import { rewriteZip } from "./zip-rewrite.ts";

export const NEW_FILE = /^\.misemori-fix-[0-9a-f]{16}-(\d{1,10})\.new$/;

export interface ReplaceRequest {
  /** The real file, and what it was when it was looked at. */
  readonly path: string;
  readonly file: FileHandle;
  readonly before: BigIntStats;
  /** Its masked bytes, when they are at hand; they are in `tally` then. */
  readonly masked: Uint8Array | null;
  readonly form: FixForm & ("plain" | "tar" | "gzip" | "zstd" | "zip");
  readonly options: FixOptions;
  readonly tally: Tally;
}

/** Resolves to what a person should know. Throws InPlaceInstead or GivenUp with the file untouched. */
export async function fixByReplacing(request: ReplaceRequest): Promise<readonly FixNote[]> {
  const { path, before } = request;
  const folder = dirname(path);
  const key = createHash("sha256").update(basename(path)).digest("hex").slice(0, 16);
  await removeLeftovers(folder, request.options.run);
  const newPath = join(folder, `.misemori-fix-${key}-${process.pid}.new`);
  const target = await open(newPath, "wx", 0o600).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EACCES" || code === "EROFS" || code === "EPERM")
      throw new InPlaceInstead("folder-in-place");
    throw error;
  });
  let done = false;
  try {
    await writeAll(request, target);
    const notes = await takeAttributes(path, newPath, target, before, request.options);
    await target.sync();
    await lastLook(request);
    if (!(await isStillOurs(newPath, target))) throw new GivenUp("changed-meanwhile", basename(newPath));
    await rename(newPath, path);
    done = true;
    await syncFolder(folder);
    return [...notes, ...(await carryLateBytes(request.file, Number(before.size), target, request.options))];
  } finally {
    await target.close();
    if (!done) await unlink(newPath).catch(() => undefined);
  }
}

/**
 * A program may open the file between this look and the exchange, some milliseconds that nothing on Linux lets us close. What
 * it writes within them is seen here (size, time) or carried over after (`carryLateBytes`, which looks once more); what it
 * changes in the middle of the old file in exactly these is lost.
 */
async function lastLook({ path, before, options }: ReplaceRequest): Promise<void> {
  const held = await options.run.holders.look(before);
  if (held === "worked-on") throw new GivenUp("worked-on");
  if (held === "held") throw new InPlaceInstead("held-in-place");
  const now = await lstat(path, { bigint: true });
  if (!isUnchanged(before, now)) throw new InPlaceInstead("held-in-place");
}

/** New files of runs that were killed: they are copies with the cards hidden, and nobody needs them. */
function removeLeftovers(folder: string, { swept }: FixRun): Promise<void> {
  // All files of a folder wait for the one sweep: it would take what they lay there for a leftover.
  const sweep = swept.get(folder) ?? sweepFolder(folder);
  swept.set(folder, sweep);
  return sweep;
}

async function sweepFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = Number(NEW_FILE.exec(name)?.[1] ?? 0);
    if (pid === 0 || (pid !== process.pid && (await isAlive(pid, "")))) continue;
    await unlink(join(folder, name)).catch(() => undefined);
  }
}

/** Another machine or container may have swept the new file away, and cp made an empty one: that must never take its place. */
async function isStillOurs(newPath: string, target: FileHandle): Promise<boolean> {
  const ours = await target.stat({ bigint: true });
  const there = await lstat(newPath, { bigint: true }).catch(() => null);
  return there !== null && there.ino === ours.ino && there.dev === ours.dev;
}

async function writeAll(
  { file, before, masked, form, options, tally }: ReplaceRequest,
  target: FileHandle,
): Promise<void> {
  const size = Number(before.size);
  const sparse = before.blocks * 512n < before.size;
  const writer = openHoleWriter(target, sparse && (form === "plain" || form === "tar"));
  if (form === "plain" || form === "tar") {
    if (masked !== null) await writer.write(masked);
    else await writeMasked(bytesOf(file, 0, size, options), maskerFor(form, options, tally), writer);
    if ((await writer.end()) !== size) throw new InPlaceInstead("held-in-place");
    return;
  }
  const about = { ...options, tally, name: null, bytes: size, depth: 0 };
  if (form === "zip") {
    const zip = zipInFile(file, size, options);
    const plan = await planZip(zip);
    if (typeof plan === "string") throw new GivenUp("unfit-archive", plan);
    await rewriteZip(zip, plan, sinkToFile(target), about);
    return;
  }
  // Packed content is content with a packing around it, whether it is a file or stands in an archive.
  for await (const chunk of rewritten(bytesOf(file, 0, size, options), about)) await writer.write(chunk);
  await writer.end();
}

async function writeMasked(
  source: AsyncIterable<Uint8Array>,
  masker: Masker,
  writer: HoleWriter,
): Promise<void> {
  for await (const chunk of source) await writer.write(masker.push(chunk));
  await writer.write(masker.end());
}

function isUnchanged(before: BigIntStats, now: BigIntStats): boolean {
  return (
    now.ino === before.ino &&
    now.dev === before.dev &&
    now.size === before.size &&
    now.mtimeNs === before.mtimeNs &&
    now.nlink === before.nlink
  );
}
