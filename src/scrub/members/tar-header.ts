// The blocks of a tar that are no content: headers of ustar, GNU and pax, long names, sizes of 8 GiB and more, maps of sparse
// files. Pure: who reads hands the blocks in, in order. How content is passed on is its readers' matter (tar.ts, fix/tar.ts).

import { isTarHeader } from "./recognise.ts";

export const TAR_BLOCK = 512;
/** Names longer than this are no names. */
export const TAR_NAME_BYTES_MAX = 64 * 1024;

/** What a block is, and how many bytes of content come behind it (padded to whole blocks). */
export type TarBlock =
  /** Zeros: the archive's end, unless another one was appended. */
  | { readonly what: "zeros" }
  /** No header: its sum does not hold, or it does not say how much follows. */
  | { readonly what: "strange" }
  /** Says only a part: the next block goes on with it. */
  | { readonly what: "part" }
  /** Its content speaks of the next member: hand it to `named`. */
  | { readonly what: "names"; readonly bytes: number }
  | { readonly what: "file"; readonly bytes: number; readonly name: string }
  /** Folders, links, devices, attributes of no interest. */
  | { readonly what: "other"; readonly bytes: number };

export interface TarHeaders {
  /** `block` has 512 bytes. */
  read(block: Buffer): TarBlock;
  /** The content of the "names" block just read; it may be cut at TAR_NAME_BYTES_MAX. */
  named(content: Buffer): void;
}

export function openTarHeaders(): TarHeaders {
  let next: Said = {};
  let names: "L" | "x" = "L";
  /** A sparse file whose map goes on in the next block. */
  let sparse: TarBlock | undefined;

  function read(block: Buffer): TarBlock {
    if (sparse !== undefined) {
      const file = sparse;
      if (block[504] === 1) return { what: "part" };
      sparse = undefined;
      return file;
    }
    if (block[0] === 0 && block.every((byte) => byte === 0)) return { what: "zeros" };
    const own = isTarHeader(block) ? sizeOf(block) : undefined;
    if (own === undefined) return { what: "strange" };
    const type = block.toString("latin1", 156, 157);
    if (type === "L" || type === "x") {
      names = type;
      return { what: "names", bytes: own };
    }
    // Long link names and attributes of all members stand between a name and its member.
    if (type === "K" || type === "g") return { what: "other", bytes: own };
    const { name = nameOf(block), bytes = own } = next;
    next = {};
    if (!isFile(type)) return { what: "other", bytes };
    const file: TarBlock = { what: "file", bytes, name };
    if (type !== "S" || block[482] !== 1) return file;
    sparse = file;
    return { what: "part" };
  }

  return {
    read,
    named(content) {
      next = { ...next, ...(names === "L" ? { name: untilZero(content.toString("utf8")) } : paxOf(content)) };
    },
  };
}

/** Bytes between the end of a content and the next block. */
export function tarPadding(bytes: number): number {
  return (TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK;
}

/** What earlier blocks say of the next member. */
interface Said {
  readonly name?: string;
  readonly bytes?: number;
}

/** Regular files, old ones, contiguous ones, and GNU sparse ones (their holes are left out: the content is what counts). */
function isFile(type: string): boolean {
  return type === "0" || type === "\0" || type === "7" || type === "S";
}

/** Octal, or for 8 GiB and more binary with the high bit set. */
function sizeOf(header: Buffer): number | undefined {
  if (((header[124] ?? 0) & 0x80) !== 0) {
    const size = Number(header.readBigUInt64BE(128));
    return Number.isSafeInteger(size) ? size : undefined;
  }
  const text = header.toString("latin1", 124, 136).replace(/\0/g, " ").trim();
  return /^[0-7]{0,12}$/.test(text) ? Number.parseInt(text || "0", 8) : undefined;
}

function nameOf(header: Buffer): string {
  const field = (from: number, to: number): string => untilZero(header.toString("utf8", from, to));
  const prefix =
    header.toString("latin1", 257, 262) === "ustar" && header[263] === 0x30 ? field(345, 500) : "";
  return prefix === "" ? field(0, 100) : `${prefix}/${field(0, 100)}`;
}

function untilZero(text: string): string {
  return text.replace(/\0[^]*$/, "");
}

/** Records of a pax header: "30 path=some/name\n". */
function paxOf(text: Buffer): Said {
  const found: { name?: string; bytes?: number } = {};
  for (let at = 0; at < text.length;) {
    const length = Number.parseInt(text.toString("latin1", at, at + 10), 10);
    if (!(length > 0)) break;
    const record = text.toString("utf8", at, at + length).trimEnd();
    const value = record.slice(record.indexOf("=") + 1);
    if (/^\d+ (?:path|GNU\.sparse\.name)=/.test(record)) found.name = value;
    if (/^\d+ size=\d{1,15}$/.test(record)) found.bytes = Number(value);
    at += length;
  }
  return found;
}
