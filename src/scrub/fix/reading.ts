// Reading a file from its start to its end as it is now, in pieces, through the right masker: what both passes of fix share.

import type { FileHandle } from "node:fs/promises";
import { maskText } from "../mask.ts";
import {
  hidesAll,
  hidesLikely,
  openMasker,
  patchedCopy,
  withoutPatches,
  type Masker,
  type Place,
} from "../pipe/masker.ts";
import {
  CHANGES_SHOWN_MAX,
  GivenUp,
  READ_BYTES,
  type FixChange,
  type FixForm,
  type FixOptions,
} from "./contract.ts";
import { openTarMasker, type TarMaskerOptions } from "./tar.ts";

/** What a pass over a file counts. */
export interface Tally {
  hidden: number;
  possible: number;
  unfit: number;
  /** Members nobody looked into: their number, and the first one's name. */
  packed: number;
  firstPacked: string;
  readonly changes: FixChange[];
  /** Which decoys were found, all of them. */
  readonly decoys: Set<string>;
}

export function openTally(): Tally {
  return { hidden: 0, possible: 0, unfit: 0, packed: 0, firstPacked: "", changes: [], decoys: new Set() };
}

/** The bytes of the file between two places, at most up to where it ends. Ends with GivenUp when told to stop. */
export async function* bytesOf(
  file: FileHandle,
  from: number,
  to: number,
  options: Pick<FixOptions, "gone" | "onBytes">,
): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(Math.min(READ_BYTES, Math.max(0, to - from)));
  for (let at = from; at < to;) {
    if (options.gone.aborted) throw new GivenUp("stopped");
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, to - at), at);
    if (bytesRead === 0) return;
    at += bytesRead;
    options.onBytes(bytesRead);
    yield new Uint8Array(buffer.subarray(0, bytesRead));
  }
}

/** The masker for a file's (unpacked) bytes. Places are counted in `tally`; the first ones are described. */
export function maskerFor(
  form: FixForm,
  options: Pick<FixOptions, "scans" | "all">,
  tally: Tally,
  onHidden?: (place: Place) => void,
): Masker {
  const more = maskerOptions(options, tally, (member) => tellPacked(tally, member), onHidden);
  if (form === "plain") return openMasker(options.scans(null), more);
  if (form === "tar") return openTarMasker(options.scans, more);
  // Its bytes as they are may show something, and cannot be changed. Packed ones show only part of what is in them.
  if (form !== "sealed") tally.packed += 1;
  return openMasker(withoutPatches(options.scans(null)), more);
}

export function maskerOptions(
  { all }: Pick<FixOptions, "all">,
  tally: Tally,
  onPacked: (member: string) => void,
  onHidden?: (place: Place) => void,
): TarMaskerOptions {
  return {
    hides: all ? hidesAll : hidesLikely,
    onPlace: (place: Place) => {
      count(place, tally);
      if (place.what === "hidden") onHidden?.(place);
    },
    onPacked,
  };
}

/** A member nobody looked into. */
export function tellPacked(tally: Tally, member: string): void {
  if (tally.packed === 0) tally.firstPacked = member;
  tally.packed += 1;
}

export function addTally(to: Tally, more: Tally): void {
  if (to.packed === 0) to.firstPacked = more.firstPacked;
  to.hidden += more.hidden;
  to.possible += more.possible;
  to.unfit += more.unfit;
  to.packed += more.packed;
  for (const decoy of more.decoys) to.decoys.add(decoy);
  to.changes.push(...more.changes.slice(0, CHANGES_SHOWN_MAX - to.changes.length));
}

function count(place: Place, tally: Tally): void {
  if (place.finding.decoy !== undefined) tally.decoys.add(place.finding.decoy);
  if (place.what === "hidden") tally.hidden += 1;
  else if (place.what === "left") tally.possible += 1;
  else tally.unfit += 1;
  if (place.what !== "left" && tally.changes.length < CHANGES_SHOWN_MAX) tally.changes.push(described(place));
}

/** Writings that a person can read as they stand. */
const READABLE = /^(?:text|full-width|url|json|html)(?:>(?:text|full-width|url|json|html))*$/;
const SHOWN_CHARACTERS = 64;

function described({ finding, at, patches, original }: Place): FixChange {
  if (patches === null) return { finding, before: finding.masked, after: null };
  const text = Buffer.from(patchedCopy(original, at, patches)).toString("utf8");
  // Only what has been hidden is shown, and it is looked at once more.
  const after = READABLE.test(finding.encoding) ? maskText(text).slice(0, SHOWN_CHARACTERS) : finding.masked;
  return { finding, before: finding.masked, after };
}
