// Fixes one file: looks first, then hides what was found in the way that loses nothing. Which files, and what is said of
// them, is others' matter.

import { constants, type BigIntStats } from "node:fs";
import { lstat, open, realpath, type FileHandle } from "node:fs/promises";
import { setTimes } from "./attributes.ts";
import {
  GivenUp,
  reasonOf,
  type FileFix,
  type FixForm,
  type FixNote,
  type FixOptions,
  type FixReason,
  READ_BYTES,
} from "./contract.ts";
import { formOf, SIGN_BYTES } from "./forms.ts";
import type { Held } from "./holders.ts";
import { InPlaceInstead } from "./in-place-instead.ts";
import { fixInPlace } from "./in-place.ts";
import { openFixJournal, type FixJournal } from "./journal.ts";
import { keepOriginal } from "./original.ts";
import { unpacked } from "./packing.ts";
import { bytesOf, maskerFor, openTally, type Tally } from "./reading.ts";
import { fixByReplacing } from "./replace.ts";
import { rewritten } from "./rewriting.ts";
import type { Unwalked } from "./walk.ts";
import { planZip, type ZipRefusal } from "./zip.ts";
import { zipInFile } from "./zip-file.ts";
import { lookThroughZip } from "./zip-rewrite.ts";

/** What is said of a path that the walk did not give. */
export function unfixed({ path, why, detail }: Unwalked): FileFix {
  const work = {
    path,
    file: path,
    form: "plain" as const,
    bytes: 0,
    refusal: null,
    tally: openTally(),
    notes: [],
    original: null,
  };
  return ended(work, why === "leads-out" || why === "not-a-file" ? "skipped" : "failed", why, detail);
}

/** Never throws for what a disk or a file can do; a failed file is as it was, or has each number whole or hidden. */
export async function fixFile(path: string, options: FixOptions): Promise<FileFix> {
  const work: Work = {
    path,
    file: path,
    form: "plain",
    bytes: 0,
    refusal: null,
    tally: openTally(),
    notes: [],
    original: null,
  };
  let handle: FileHandle | undefined;
  try {
    work.file = await realpath(path);
    const seen = await lstat(work.file);
    if (!seen.isFile()) return ended(work, "skipped", "not-a-file");
    handle = await open(work.file, constants.O_RDONLY | constants.O_NOFOLLOW);
    const before = await handle.stat({ bigint: true });
    work.bytes = Number(before.size);
    work.form = await formOfFile(handle);
    const masked = await look(handle, work, options);
    if (work.tally.hidden === 0) return await endedLooking(work, options);
    if (!options.write) return ended(work, "would", null);
    return await write({ handle, before, masked }, work, options);
  } catch (error) {
    const { why, detail } = reasonOf(error);
    return ended(work, "failed", why, detail);
  } finally {
    await handle?.close();
  }
}

interface Work {
  readonly path: string;
  file: string;
  form: FixForm;
  bytes: number;
  /** Why a zip is handled as closed. */
  refusal: ZipRefusal | null;
  tally: Tally;
  readonly notes: FixNote[];
  original: string | null;
}

function ended(
  work: Work,
  state: FileFix["state"],
  why: FixReason | null,
  detail = "",
  way: FileFix["way"] = null,
): FileFix {
  const { path, file, form, bytes, notes, original } = work;
  const { hidden, possible, unfit, changes, decoys } = work.tally;
  return {
    path,
    file,
    form,
    state,
    why,
    detail,
    way,
    hidden,
    possible,
    unfit,
    bytes,
    changes,
    decoys: [...decoys],
    notes,
    original,
  };
}

async function endedLooking(work: Work, options: FixOptions): Promise<FileFix> {
  const { tally, file } = work;
  const isOpened = tally.packed === 0 && work.form !== "zip";
  const inside = isOpened ? null : ((await options.lookInside?.(file)) ?? null);
  if (inside === 0 && tally.unfit === 0) return ended(work, "clean", null);
  tally.unfit = Math.max(tally.unfit, inside ?? 0);
  if (work.refusal !== null) return ended(work, "left", "unfit-archive", work.refusal);
  if (work.form === "closed") return ended(work, "left", "closed-form");
  if (work.form === "sealed" && work.tally.unfit > 0) return ended(work, "left", "sealed-form");
  if (work.tally.packed > 0) return ended(work, "left", "packed-member", work.tally.firstPacked);
  if (work.tally.unfit > 0) return ended(work, "left", "unfit-places");
  return ended(work, "clean", null);
}

async function formOfFile(handle: FileHandle): Promise<FixForm> {
  const head = Buffer.alloc(SIGN_BYTES);
  const { bytesRead } = await handle.read(head, 0, SIGN_BYTES, 0);
  return formOf(head.subarray(0, bytesRead));
}

/** Answers a small file's masked bytes: they need not be made twice. */
async function look(handle: FileHandle, work: Work, options: FixOptions): Promise<Uint8Array | null> {
  const { bytes, tally } = work;
  const raw = bytesOf(handle, 0, bytes, options);
  const about = { ...options, tally, name: null, bytes };
  if (work.form === "gzip" || work.form === "zstd") {
    // Only the places matter here; the masked bytes are let go.
    for await (const _ of rewritten(unpacked(work.form, raw, bytes), { ...about, depth: 1 })) continue;
    return null;
  }
  if (work.form === "zip") {
    const zip = zipInFile(handle, bytes, options);
    const plan = await planZip(zip);
    if (typeof plan !== "string") {
      await lookThroughZip(zip, plan, { ...about, depth: 0 });
      return null;
    }
    work.form = "closed";
    work.refusal = plan === "no-zip" ? null : plan;
  }
  const { form } = work;
  const masker = maskerFor(form, options, tally);
  const masked: Uint8Array[] = [];
  for await (const chunk of raw) {
    const out = masker.push(chunk);
    if (bytes <= READ_BYTES) masked.push(out);
  }
  const end = masker.end();
  return bytes <= READ_BYTES ? Buffer.concat([...masked, end]) : null;
}

interface Looked {
  readonly handle: FileHandle;
  readonly before: BigIntStats;
  readonly masked: Uint8Array | null;
}

async function write({ handle, before, masked }: Looked, work: Work, options: FixOptions): Promise<FileFix> {
  const { form } = work;
  if (form === "closed" || form === "sealed") return await endedLooking(work, options);
  // Before anything is written it is looked at again; what the last look at all files saw is enough to begin with.
  const { holders } = options.run;
  const held = holders.wasFree(before) ? "free" : await holders.look(before);
  if (held === "worked-on") return ended(work, "left", "worked-on");
  if (held === "unknown") work.notes.push("holders-unknown");
  const mustStay = turnInPlace(before, held, options);
  if (isPacked(form)) {
    if (before.nlink > 1n) return ended(work, "left", "packed-and-linked");
    if (held === "held") return ended(work, "left", "packed-and-held");
  }
  if (options.recipient !== null) {
    work.original = await keepOriginal(work.file, handle, options.recipient, options).catch(
      (error: unknown) => {
        const { why, detail } = reasonOf(error);
        throw why === "stopped" ? error : new GivenUp("original-not-kept", detail === "" ? why : detail);
      },
    );
  }
  if (mustStay === null || isPacked(form)) {
    try {
      const tally = masked === null ? openTally() : work.tally;
      const request = { path: work.file, file: handle, before, masked, form, options, tally };
      work.notes.push(...(await fixByReplacing(request)));
      work.tally = tally;
      return await endedFixing(work, "replaced", options);
    } catch (error) {
      if (!(error instanceof InPlaceInstead)) throw error;
      if (isPacked(form)) return ended(work, "failed", "read-only", error.note);
      work.notes.push(error.note);
    }
  } else if (mustStay !== "asked") work.notes.push(mustStay);
  return await inPlace(before, form, work, options);
}

/** Why a file is not replaced; null when it can be. Not knowing its holders counts as held: that way is safe with both. */
function turnInPlace(before: BigIntStats, held: Held, options: FixOptions): FixNote | "asked" | null {
  if (before.nlink > 1n) return "linked-in-place";
  if (held === "held") return "held-in-place";
  return options.inPlace || held === "unknown" ? "asked" : null;
}

async function inPlace(
  before: BigIntStats,
  form: FixForm & ("plain" | "tar"),
  work: Work,
  options: FixOptions,
): Promise<FileFix> {
  const held = await options.run.holders.look(before);
  if (held === "worked-on") return ended(work, "left", "worked-on");
  const handle = await open(work.file, constants.O_RDWR | constants.O_NOFOLLOW).catch((error: unknown) => {
    const { why, detail } = reasonOf(error);
    throw new GivenUp(why === "unreadable" ? "read-only" : why, detail);
  });
  let journal: FixJournal | undefined;
  try {
    const now = await handle.stat({ bigint: true });
    if (now.ino !== before.ino || now.dev !== before.dev) throw new GivenUp("changed-meanwhile");
    journal = await openFixJournal(options.journalFolder, work.file, now.ino);
    const tally = openTally();
    const { strange } = await fixInPlace(handle, form, journal, options, tally);
    work.tally = tally;
    if (held !== "held" && now.mtimeNs === before.mtimeNs)
      work.notes.push(...(await setTimes(handle, before)));
    if (strange > 0) return ended(work, "left", "changed-meanwhile", String(strange), "in-place");
    return await endedFixing(work, "in-place", options);
  } finally {
    await journal?.close();
    await handle.close();
  }
}

async function endedFixing(work: Work, way: "replaced" | "in-place", options: FixOptions): Promise<FileFix> {
  const { tally, form, file } = work;
  if (form === "zip" && tally.packed === 0) {
    // A workbook's columns say more than its XML: what only they tell is still in it.
    tally.unfit = Math.max(tally.unfit, (await options.lookInside?.(file)) ?? 0);
  }
  if (tally.packed > 0) return ended(work, "left", "packed-member", tally.firstPacked, way);
  if (tally.unfit > 0) return ended(work, "left", "unfit-places", "", way);
  return ended(work, "fixed", null, "", way);
}

/** Its content is written anew, and of another length: never in place. */
function isPacked(form: FixForm): form is "gzip" | "zstd" | "zip" {
  return form === "gzip" || form === "zstd" || form === "zip";
}
