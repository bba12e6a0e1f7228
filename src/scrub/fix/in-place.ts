// Hides card data in a file that stays the file it is: only the bytes of the masks are written, each at its place, so a
// program that appends to it meanwhile is not disturbed. Why this and not copy-and-truncate: docs/decisions/fix-in-place.md.

import type { FileHandle } from "node:fs/promises";
import type { Patch } from "../layers/contract.ts";
import { mergedPatches, patchedCopy, type Place } from "../pipe/masker.ts";
import type { FixForm, FixOptions } from "./contract.ts";
import { imageOf, writeSpots, type FixJournal, type Spot } from "./journal.ts";
import { bytesOf, maskerFor, type Tally } from "./reading.ts";

/** Places per journal: some hundred kilobytes of it, and two waits for the disk. */
const BATCH_PLACES = 2_000;
/** A log may grow while it is read; what comes after so many rounds is `scrub follow`'s matter. */
const ROUNDS_MAX = 10;

export interface InPlaceEnd {
  /** Places that no longer were as they had been read: someone cut or rewrote the file. */
  readonly strange: number;
}

/** `file` must be open for reading and writing, without O_APPEND. */
export async function fixInPlace(
  file: FileHandle,
  form: FixForm & ("plain" | "tar"),
  journal: FixJournal,
  options: FixOptions,
  tally: Tally,
): Promise<InPlaceEnd> {
  const hider = openHider(file, journal);
  const places: Place[] = [];
  let strange = 0;
  const masker = maskerFor(form, options, tally, (place) => places.push(place));
  let at = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const { size } = await file.stat();
    if (size <= at) break;
    for await (const chunk of bytesOf(file, at, size, options)) {
      at += chunk.length;
      masker.push(chunk);
      if (places.length >= BATCH_PLACES) strange += (await hider.hide(places.splice(0))).length;
    }
  }
  masker.end();
  strange += (await hider.hide(places.splice(0))).length;
  await file.sync();
  return { strange };
}

export interface Hider {
  /**
   * Hides these places (addressed by the file's bytes): on disk when it resolves. Answers those that were left because their
   * bytes are no longer what was looked at.
   */
  hide(places: readonly Place[]): Promise<readonly Place[]>;
}

/** Reads through `file`, writes through `writer`: the same file, and the same handle unless said otherwise. */
export function openHider(file: FileHandle, journal: FixJournal, writer: FileHandle = file): Hider {
  // A place may reach into the stretch of one that was hidden just before it was told.
  let lately: readonly Patch[] = [];
  return {
    async hide(places) {
      const strange: Place[] = [];
      const spots: Spot[] = [];
      for (const group of overlapping(places)) {
        const spot = await spotOf(file, group, lately);
        if (spot === null) strange.push(...group);
        else if (spot !== "done") spots.push(spot);
      }
      lately = spots.flatMap((spot) => spot.patches);
      if (spots.length === 0) return strange;
      await journal.keep(spots);
      await writeSpots(writer, spots);
      await journal.forget();
      return strange;
    },
  };
}

/** Reads the stretch once more: it must still be what was looked at, or a log cut short meanwhile would be written into. */
async function spotOf(
  file: FileHandle,
  group: readonly Place[],
  lately: readonly Patch[],
): Promise<Spot | "done" | null> {
  const from = Math.min(...group.map((place) => place.at));
  const to = Math.max(...group.map((place) => place.at + place.original.length));
  const patches = mergedPatches(group.flatMap((place) => place.patches ?? []));
  const now = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(now, 0, now.length, from);
  if (bytesRead < now.length) return null;
  const after = patchedCopy(now, from, patches);
  const isDone = now.equals(after);
  const isSame = group.every((place) => {
    const there = now.subarray(place.at - from, place.at - from + place.original.length);
    return there.equals(patchedCopy(place.original, place.at, lately));
  });
  if (isDone) return "done";
  return isSame ? { at: from, bytes: now.length, patches, image: imageOf(now, from, patches) } : null;
}

/** Groups of places that share bytes, in order. */
function overlapping(places: readonly Place[]): Place[][] {
  const groups: Place[][] = [];
  let end = -1;
  for (const place of places.toSorted((a, b) => a.at - b.at)) {
    const last = groups.at(-1);
    if (last !== undefined && place.at < end) last.push(place);
    else groups.push([place]);
    end = Math.max(end, place.at + place.original.length);
  }
  return groups;
}
