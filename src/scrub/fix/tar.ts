// A masker for tar: members' contents are looked at one by one, and headers, names and padding are never changed (their
// checksums would break). Card data standing there is told as unfit.

import { openMasker, withoutPatches, type Masker, type MaskerOptions, type Place } from "../pipe/masker.ts";
import type { Scan } from "../scan.ts";
import { isTarHeader } from "../members/recognise.ts";
import { formOf, textOf } from "./forms.ts";

const BLOCK = 512;
/** Long names and attributes are kept while they are read; longer ones name no file on any system. */
const NAME_BYTES_MAX = 64 * 1024;

export interface TarMaskerOptions extends MaskerOptions {
  /** A member that is itself packed: nobody has looked inside. */
  readonly onPacked?: (member: string) => void;
}

interface Part {
  masker: Masker;
  /** Content bytes still to come. */
  left: number;
  /** Set while the content is a name or attributes for the next header. */
  readonly names: "L" | "x" | null;
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
  /** What earlier headers say of the next member. */
  next: { name: string | null; size: number | null };
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
    next: { name: null, size: null },
  };
  return {
    push(chunk) {
      const out: Uint8Array[] = [];
      for (let from = 0; from < chunk.length;) {
        const room = tar.part?.left ?? (tar.padding > 0 ? tar.padding : BLOCK - tar.head.length);
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
  if (tar.head.length < BLOCK) return [];
  const header = tar.head;
  tar.head = Buffer.alloc(0);
  if (!header.every((byte) => byte === 0)) {
    const names = maskerAt(tar, withoutPatches(tar.scans(null)));
    names.push(header);
    names.end();
  }
  tar.at += BLOCK;
  if (header.every((byte) => byte === 0)) return [header];
  const part = partOf(tar, header);
  tar.part = part;
  return part.left === 0 ? [header, finish(tar, part)] : [header];
}

function partOf(tar: TarState, header: Buffer): Part {
  const kind = header.toString("latin1", 156, 157);
  const speaksOfNext = "LKxg".includes(kind);
  const size = speaksOfNext ? sizeOf(header) : (tar.next.size ?? sizeOf(header));
  const name = tar.next.name ?? nameOf(header);
  const open = (scan: Scan, left: number, names: Part["names"], unseen: string | null): Part => ({
    masker: maskerAt(tar, scan),
    left,
    names,
    kept: Buffer.alloc(0),
    unseen,
    padding: Number.isFinite(left) ? (BLOCK - (left % BLOCK)) % BLOCK : 0,
  });
  // What is not understood to the last bit is passed on as it is, to the end, and only looked at.
  if (!isTarHeader(header) || size === null || kind === "S") {
    return open(withoutPatches(tar.scans(null)), Infinity, null, null);
  }
  if (kind === "L" || kind === "x") return open(withoutPatches(tar.scans(null)), size, kind, null);
  if (!speaksOfNext) tar.next = { name: null, size: null };
  const isFile = kind === "0" || kind === "\0" || kind === "7";
  return isFile
    ? open(tar.scans(name), size, null, name)
    : open(withoutPatches(tar.scans(null)), size, null, null);
}

function pushContent(tar: TarState, part: Part, bytes: Buffer): Uint8Array[] {
  part.left -= bytes.length;
  tar.at += bytes.length;
  if (part.names !== null && part.kept.length < NAME_BYTES_MAX) part.kept = Buffer.concat([part.kept, bytes]);
  if (part.unseen === null) {
    const out = part.masker.push(bytes);
    return part.left === 0 ? [out, finish(tar, part)] : [out];
  }
  part.kept = Buffer.concat([part.kept, bytes]);
  if (part.kept.length < BLOCK && part.left > 0) return [];
  const out = pushFirst(tar, part, part.unseen);
  return part.left === 0 ? [out, finish(tar, part)] : [out];
}

/** A member's first block says what it is: only plain ones are changed, and packed ones are told. */
function pushFirst(tar: TarState, part: Part, member: string): Uint8Array {
  const form = formOf(part.kept.subarray(0, BLOCK));
  if (form !== "plain") {
    const start = { ...tar, at: tar.at - part.kept.length };
    part.masker = maskerAt(start, withoutPatches(tar.scans(member)));
    if (form !== "sealed") tar.options.onPacked?.(member);
  }
  part.unseen = null;
  return part.masker.push(part.kept);
}

function finish(tar: TarState, part: Part): Uint8Array {
  if (part.names === "L") tar.next.name = textOf(part.kept, 0, NAME_BYTES_MAX);
  if (part.names === "x") tar.next = { ...tar.next, ...attributesOf(part.kept) };
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

/** Octal, or base 256 when the first bit is set (GNU, above 8 GiB). Null when it is neither. */
function sizeOf(header: Buffer): number | null {
  if (((header[124] ?? 0) & 0x80) !== 0) {
    const size = Number(header.readBigUInt64BE(128));
    return Number.isSafeInteger(size) ? size : null;
  }
  const text = textOf(header, 124, 12);
  return /^[0-7]{1,12}$/.test(text) ? Number.parseInt(text, 8) : null;
}

function nameOf(header: Buffer): string {
  const prefix = header.toString("latin1", 257, 262) === "ustar" ? textOf(header, 345, 155) : "";
  const name = textOf(header, 0, 100);
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** The records of a pax header ("30 path=…\n") that matter here. */
function attributesOf(content: Buffer): { name?: string; size?: number } {
  const found: { name?: string; size?: number } = {};
  for (const [, key, value = ""] of content
    .toString("utf8")
    .matchAll(/^\d{1,6} (path|size)=([^\n]{1,4096})$/gm)) {
    if (key === "path") found.name = value;
    else if (/^\d{1,15}$/.test(value)) found.size = Number(value);
  }
  return found;
}
