// A masker for tar: members' contents are looked at one by one, and headers, names and padding are never changed (their
// checksums would break). Card data standing there is told as unfit.

import { openMasker, withoutPatches, type Masker, type MaskerOptions, type Place } from "../pipe/masker.ts";
import type { Scan } from "../scan.ts";
import {
  openTarHeaders,
  TAR_BLOCK,
  TAR_NAME_BYTES_MAX,
  tarPadding,
  type TarBlock,
  type TarHeaders,
} from "../members/tar-header.ts";
import { formOf } from "./forms.ts";

export interface TarMaskerOptions extends MaskerOptions {
  /** A member that is itself packed: nobody has looked inside. */
  readonly onPacked?: (member: string) => void;
}

interface Part {
  masker: Masker;
  /** Content bytes still to come. */
  left: number;
  /** The content is a name or attributes of the next member. */
  readonly names: boolean;
  kept: Buffer;
  /** For members: their name until their first block was seen; it is kept meanwhile. */
  unseen: string | null;
  readonly padding: number;
}

interface TarState {
  readonly scans: (member: string | null) => Scan;
  readonly options: TarMaskerOptions;
  /** Bytes so far: where the next one stands. */
  at: number;
  head: Buffer;
  part: Part | null;
  padding: number;
  readonly headers: TarHeaders;
}

export function openTarMasker(
  scans: (member: string | null) => Scan,
  options: TarMaskerOptions = {},
): Masker {
  const nothing = Buffer.alloc(0);
  const tar: TarState = {
    scans,
    options,
    at: 0,
    head: nothing,
    part: null,
    padding: 0,
    headers: openTarHeaders(),
  };
  return {
    push(chunk) {
      const out: Uint8Array[] = [];
      for (let from = 0; from < chunk.length;) {
        const room = tar.part?.left ?? (tar.padding > 0 ? tar.padding : TAR_BLOCK - tar.head.length);
        const bytes = Buffer.from(chunk.subarray(from, Math.min(chunk.length, from + room)));
        from += bytes.length;
        if (tar.part !== null) out.push(...pushContent(tar, tar.part, bytes));
        else if (tar.padding > 0) out.push(pushPadding(tar, bytes));
        else out.push(...pushHeader(tar, bytes));
      }
      return Buffer.concat(out);
    },
    flush: () => tar.part?.masker.flush() ?? nothing,
    end() {
      const { part, head } = tar;
      if (part === null) return head;
      // Cut off within a member's first block: that is looked at as it is.
      const first = part.unseen === null ? nothing : pushFirst(tar, part, part.unseen);
      return Buffer.concat([first, part.masker.end()]);
    },
    heldBytes: () =>
      tar.head.length +
      (tar.part === null
        ? 0
        : tar.part.masker.heldBytes() + (tar.part.unseen === null ? 0 : tar.part.kept.length)),
  };
}

function pushHeader(tar: TarState, bytes: Buffer): Uint8Array[] {
  tar.head = Buffer.concat([tar.head, bytes]);
  if (tar.head.length < TAR_BLOCK) return [];
  const block = tar.head;
  tar.head = Buffer.alloc(0);
  const header = tar.headers.read(block);
  if (header.what !== "zeros") {
    const names = maskerAt(tar, withoutPatches(tar.scans(null)));
    names.push(block);
    names.end();
  }
  tar.at += TAR_BLOCK;
  if (header.what === "zeros" || header.what === "part") return [block];
  const part = partOf(tar, header);
  tar.part = part;
  return part.left === 0 ? [block, finish(tar, part)] : [block];
}

function partOf(tar: TarState, header: Exclude<TarBlock, { what: "zeros" | "part" }>): Part {
  const isFile = header.what === "file";
  // What is no header is passed on as it is, to the end, and only looked at.
  const left = header.what === "strange" ? Infinity : header.bytes;
  return {
    masker: maskerAt(tar, isFile ? tar.scans(header.name) : withoutPatches(tar.scans(null))),
    left,
    names: header.what === "names",
    kept: Buffer.alloc(0),
    unseen: isFile ? header.name : null,
    padding: Number.isFinite(left) ? tarPadding(left) : 0,
  };
}

function pushContent(tar: TarState, part: Part, bytes: Buffer): Uint8Array[] {
  part.left -= bytes.length;
  tar.at += bytes.length;
  if (part.names && part.kept.length < TAR_NAME_BYTES_MAX) part.kept = Buffer.concat([part.kept, bytes]);
  if (part.unseen === null) {
    const out = part.masker.push(bytes);
    return part.left === 0 ? [out, finish(tar, part)] : [out];
  }
  part.kept = Buffer.concat([part.kept, bytes]);
  if (part.kept.length < TAR_BLOCK && part.left > 0) return [];
  const out = pushFirst(tar, part, part.unseen);
  return part.left === 0 ? [out, finish(tar, part)] : [out];
}

/** A member's first block says what it is: only plain ones are changed, and packed ones are told. */
function pushFirst(tar: TarState, part: Part, member: string): Uint8Array {
  const form = formOf(part.kept.subarray(0, TAR_BLOCK));
  if (form !== "plain") {
    const start = { ...tar, at: tar.at - part.kept.length };
    part.masker = maskerAt(start, withoutPatches(tar.scans(member)));
    if (form !== "sealed") tar.options.onPacked?.(member);
  }
  part.unseen = null;
  return part.masker.push(part.kept);
}

function finish(tar: TarState, part: Part): Uint8Array {
  if (part.names) tar.headers.named(part.kept);
  tar.padding = part.padding;
  tar.part = null;
  return part.masker.end();
}

function pushPadding(tar: TarState, bytes: Buffer): Uint8Array {
  tar.padding -= bytes.length;
  tar.at += bytes.length;
  return bytes;
}

/** A masker for what begins here: its places are told by where they stand in the archive. */
function maskerAt({ options, at }: TarState, scan: Scan): Masker {
  return openMasker(scan, { ...options, onPlace: (place) => options.onPlace?.(movedPlace(place, at)) });
}

function movedPlace(place: Place, base: number): Place {
  const patches = place.patches?.map(({ at, bytes }) => ({ at: at + base, bytes })) ?? null;
  return { ...place, at: place.at + base, patches };
}
