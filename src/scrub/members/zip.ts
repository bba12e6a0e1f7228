// A zip read from front to back, as it arrives: no jump to its directory, so that a zip inside a zip, one from a pipe and one
// cut short are read alike, and entries that the directory no longer names are seen too. What entries hold is open.ts's matter.

import { crc32 } from "node:zlib";
import { bunzip2 } from "./bzip2.ts";
import { inflateRaw, unzstd } from "./inflate.ts";
import { asSkipped, broken, joinPath, openSource, type Source } from "./source.ts";
import type { Skipped } from "./contract.ts";

export interface Entry {
  /** As the archive says it, never used as a path of this machine. */
  readonly name: string;
  /** May throw `broken` or `truncated`. Read to its end by whoever gets it. */
  readonly chunks: AsyncGenerator<Uint8Array>;
}

const ENTRY = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const ENTRY_BYTES = 30;
/** Directory, its end in three makes, a digital signature: no more entries follow. */
const BEHIND_ENTRIES = new Set([0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50, 0x08064b50, 0x05054b50]);

interface Header {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly sum: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly zip64: boolean;
}

export async function* zipEntries(source: Source): AsyncGenerator<Entry | Skipped> {
  for (;;) {
    const sign = await source.peek(4);
    if (sign.length < 4) throw broken("truncated", source.path);
    const signature = sign.readUInt32LE(0);
    if (BEHIND_ENTRIES.has(signature)) return passRest(source);
    if (signature === DESCRIPTOR || signature === 0x30304b50) {
      await source.take(4);
      continue;
    }
    if (signature !== ENTRY) {
      yield { skipped: "broken", path: source.path };
      if (!(await passToSignature(source))) return;
      continue;
    }
    const header = await readHeader(source);
    const refused = refusal(header);
    if (refused !== undefined) {
      await passPacked(source, header);
      yield { skipped: refused, path: joinPath(source.path, header.name) };
    } else if (header.name.endsWith("/") && header.packedBytes === 0 && !sizesFollow(header)) {
      continue;
    } else {
      yield { name: header.name, chunks: contentOf(source, header) };
    }
  }
}

async function readHeader(source: Source): Promise<Header> {
  const head = await source.take(ENTRY_BYTES);
  const nameBytes = await source.take(head.readUInt16LE(26));
  const extra = await source.take(head.readUInt16LE(28));
  const flags = head.readUInt16LE(6);
  const wide = wideSizes(extra);
  const packed = head.readUInt32LE(18);
  const bytes = head.readUInt32LE(22);
  return {
    name: entryName(nameBytes, (flags & 0x800) !== 0),
    flags,
    method: head.readUInt16LE(8),
    sum: head.readUInt32LE(14),
    packedBytes: packed === 0xffffffff ? (wide?.packedBytes ?? packed) : packed,
    bytes: bytes === 0xffffffff ? (wide?.bytes ?? bytes) : bytes,
    zip64: wide !== undefined,
  };
}

function wideSizes(extra: Buffer): { readonly bytes: number; readonly packedBytes: number } | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1 || extra.readUInt16LE(at + 2) < 16 || at + 20 > extra.length) continue;
    return {
      bytes: Number(extra.readBigUInt64LE(at + 4)),
      packedBytes: Number(extra.readBigUInt64LE(at + 12)),
    };
  }
  return undefined;
}

/** Zips made in Japan carry Shift_JIS names without saying so. */
function entryName(bytes: Buffer, utf8: boolean): string {
  for (const encoding of utf8 ? ["utf-8"] : ["utf-8", "shift_jis"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this one.
    }
  }
  return bytes.toString("latin1");
}

function refusal({ flags, method }: Header): "encrypted" | "not-supported" | undefined {
  if ((flags & 1) !== 0 || method === 99) return "encrypted";
  return [0, 8, 12, 93].includes(method) ? undefined : "not-supported";
}

/** The sizes stand behind the content, not before it. */
function sizesFollow({ flags, packedBytes }: Header): boolean {
  return (flags & 8) !== 0 && packedBytes === 0;
}

async function* contentOf(source: Source, header: Header): AsyncGenerator<Uint8Array> {
  const path = joinPath(source.path, header.name);
  let sum = 0;
  let bytes = 0;
  for await (const chunk of unpacked(source, header, path)) {
    sum = crc32(chunk, sum);
    bytes += chunk.length;
    yield chunk;
  }
  const said = sizesFollow(header) ? await readDescriptor(source, bytes) : header;
  if (said === header) await passDescriptor(source, header);
  if (said !== undefined && (said.sum !== sum || said.bytes !== bytes)) throw broken("broken", path);
}

async function* unpacked(source: Source, header: Header, path: string): AsyncGenerator<Uint8Array> {
  if (sizesFollow(header)) {
    if (header.method === 8) yield* inflateRaw(source);
    else if (header.method === 0) yield* storedUntilDescriptor(source);
    else throw broken("not-supported", path);
    return;
  }
  const packed = openSource(path, source.pass(header.packedBytes));
  try {
    if (header.method === 0) yield* rest(packed);
    else if (header.method === 8) yield* inflateRaw(packed);
    else yield* header.method === 12 ? bunzip2(packed) : unzstd(packed);
  } catch (error) {
    // The next entry begins behind this one, wherever it broke.
    if (asSkipped(error) !== undefined) await passRest(packed);
    throw error;
  }
  await passRest(packed);
}

async function passPacked(source: Source, header: Header): Promise<void> {
  if (sizesFollow(header)) await passToSignature(source);
  else for await (const _ of source.pass(header.packedBytes));
  await passDescriptor(source, header);
}

/** Info-ZIP writes a descriptor even where the header says all. */
async function passDescriptor(source: Source, header: Header): Promise<void> {
  if ((header.flags & 8) === 0) return;
  const sign = await source.peek(4);
  if (sign.length === 4 && sign.readUInt32LE(0) === DESCRIPTOR) await readDescriptor(source, header.bytes);
}

/** Sum and size behind the content; with or without a signature, with sizes of four or eight bytes. */
async function readDescriptor(
  source: Source,
  bytes: number,
): Promise<{ readonly sum: number; readonly bytes: number } | undefined> {
  const ahead = await source.peek(24);
  const signed = ahead.length >= 4 && ahead.readUInt32LE(0) === DESCRIPTOR ? 4 : 0;
  for (const sizeBytes of [4, 8]) {
    const end = signed + 4 + 2 * sizeBytes;
    if (ahead.length < end) break;
    const said =
      sizeBytes === 4 ? ahead.readUInt32LE(signed + 8) : Number(ahead.readBigUInt64LE(signed + 12));
    if (said !== bytes % (sizeBytes === 4 ? 2 ** 32 : 2 ** 64)) continue;
    await source.take(end);
    return { sum: ahead.readUInt32LE(signed), bytes };
  }
  if (ahead.length < 16) throw broken("truncated", source.path);
  return undefined;
}

/** A stored entry of unknown size ends where a descriptor names just the bytes that came. */
async function* storedUntilDescriptor(source: Source): AsyncGenerator<Uint8Array> {
  let given = 0;
  for (;;) {
    const ahead = await source.peek(64 * 1024);
    if (ahead.length < 16) {
      if (ahead.length > 0) yield await source.take(ahead.length);
      throw broken("truncated", source.path);
    }
    let at = ahead.indexOf("PK\u0007\u0008", 0, "latin1");
    while (at >= 0 && at + 16 <= ahead.length && ahead.readUInt32LE(at + 12) !== (given + at) % 2 ** 32)
      at = ahead.indexOf("PK\u0007\u0008", at + 1, "latin1");
    const ends = at >= 0 && at + 16 <= ahead.length;
    // A descriptor may begin in the last 15 bytes: they are looked at again with what follows.
    const mine = ends ? at : ahead.length - 15;
    if (mine > 0) yield await source.take(mine);
    given += mine;
    if (ends) return;
  }
}

/** Reads on to what may be the next entry or the directory; false at the end. */
async function passToSignature(source: Source): Promise<boolean> {
  await source.take(1);
  for (;;) {
    const ahead = await source.peek(64 * 1024);
    if (ahead.length < 4) {
      await passRest(source);
      return false;
    }
    const found = ["PK\u0003\u0004", "PK\u0001\u0002"]
      .map((sign) => ahead.indexOf(sign, 0, "latin1"))
      .filter((at) => at >= 0);
    if (found.length > 0) {
      await source.take(Math.min(...found));
      return true;
    }
    await source.take(ahead.length - 3);
  }
}

async function* rest(source: Source): AsyncGenerator<Uint8Array> {
  for (let chunk = await source.next(); chunk !== undefined; chunk = await source.next()) yield chunk;
}

async function passRest(source: Source): Promise<void> {
  while ((await source.next()) !== undefined);
}
