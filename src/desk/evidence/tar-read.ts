// Reads a tar archive from front to back, one member after the other: names and sizes as ustar, pax and GNU write them.

import { MisemoriError } from "../../kernel/index.ts";
import { BLOCK_BYTES } from "./tar-write.ts";

export interface TarMember {
  readonly name: string;
  readonly kind: "file" | "folder" | "other";
  readonly bytes: number;
  /** To be read to its end before the next member is asked for; what is left is passed over. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** Names and attributes of the next member are kept while they are read; longer ones name no file on any system. */
const NAME_BYTES_MAX = 64 * 1024;

/** Throws "evidence.archive" when it is no tar, or ends before its end. */
export async function* tarMembers(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarMember> {
  const bytes = openBytes(source);
  let next: { name?: string; size?: number } = {};
  for (;;) {
    const header = await bytes.exactly(BLOCK_BYTES);
    if (header.every((byte) => byte === 0)) return;
    const kind = header.toString("latin1", 156, 157);
    const ownSize = sizeOf(header);
    if (!isHeader(header) || ownSize === undefined) throw broken("header");
    if (kind === "L" || kind === "x" || kind === "g") {
      if (ownSize > NAME_BYTES_MAX) throw broken("name");
      const content = await bytes.exactly(ownSize);
      await bytes.exactly(paddingOf(ownSize));
      if (kind === "L") next.name = textOf(content, 0, content.length);
      else if (kind === "x") Object.assign(next, attributesOf(content));
      continue;
    }
    const size = next.size ?? ownSize;
    const state = { left: size };
    const name = next.name ?? nameOf(header);
    const member = kind === "0" || kind === "\0" || kind === "7" ? "file" : kind === "5" ? "folder" : "other";
    next = {};
    yield { name, kind: member, bytes: size, content: contentOf(bytes, state) };
    while (state.left > 0) state.left -= (await bytes.some(state.left)).length;
    await bytes.exactly(paddingOf(size));
  }
}

async function* contentOf(bytes: Bytes, state: { left: number }): AsyncGenerator<Uint8Array> {
  while (state.left > 0) {
    const chunk = await bytes.some(state.left);
    state.left -= chunk.length;
    yield chunk;
  }
}

interface Bytes {
  readonly exactly: (count: number) => Promise<Buffer>;
  /** At least one byte, at most `countMax`. */
  readonly some: (countMax: number) => Promise<Buffer>;
}

function openBytes(source: AsyncIterable<Uint8Array>): Bytes {
  const chunks = source[Symbol.asyncIterator]();
  let kept: Buffer = Buffer.alloc(0);
  const some = async (countMax: number): Promise<Buffer> => {
    while (kept.length === 0) {
      const next = await chunks.next();
      if (next.done === true) throw broken("end");
      kept = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    }
    const taken = kept.subarray(0, countMax);
    kept = kept.subarray(taken.length);
    return taken;
  };
  const exactly = async (count: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (let left = count; left > 0;) {
      const part = await some(left);
      parts.push(part);
      left -= part.length;
    }
    return parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
  };
  return { some, exactly };
}

function isHeader(header: Buffer): boolean {
  let sum = 8 * 32;
  for (const [at, byte] of header.entries()) if (at < 148 || at >= 156) sum += byte;
  return Number.parseInt(textOf(header, 148, 8).trim(), 8) === sum;
}

/** Octal, or base 256 when the first bit is set (GNU, above 8 GiB). */
function sizeOf(header: Buffer): number | undefined {
  if (((header[124] ?? 0) & 0x80) !== 0) {
    const size = Number(header.readBigUInt64BE(128));
    return Number.isSafeInteger(size) ? size : undefined;
  }
  const text = textOf(header, 124, 12).trim();
  return /^[0-7]{1,12}$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

function nameOf(header: Buffer): string {
  const prefix = header.toString("latin1", 257, 262) === "ustar" ? textOf(header, 345, 155) : "";
  const name = textOf(header, 0, 100);
  return prefix === "" ? name : `${prefix}/${name}`;
}

function attributesOf(content: Buffer): { name?: string; size?: number } {
  const found: { name?: string; size?: number } = {};
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(" ", at);
    const length = Number(content.toString("latin1", at, space));
    if (space < 0 || !Number.isSafeInteger(length) || length <= space - at) throw broken("attributes");
    const record = content.toString("utf8", space + 1, at + length - 1);
    const equals = record.indexOf("=");
    const value = record.slice(equals + 1);
    if (record.slice(0, equals) === "path") found.name = value;
    if (record.slice(0, equals) === "size" && /^\d{1,15}$/.test(value)) found.size = Number(value);
    at += length;
  }
  return found;
}

function textOf(bytes: Buffer, from: number, length: number): string {
  const end = bytes.indexOf(0, from);
  const to = Math.min(from + length, bytes.length);
  return bytes.toString("utf8", from, end < 0 ? to : Math.min(end, to));
}

function paddingOf(bytes: number): number {
  return (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES;
}

function broken(where: string): MisemoriError {
  return new MisemoriError(
    "evidence.archive",
    `the archive is damaged or cut off (${where})`,
    "fetch it again from whoever made it",
  );
}
