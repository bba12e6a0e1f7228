// Looks through a zip's entries and writes it anew: entries with card data packed again under the same name, time, attributes
// and method, all others byte for byte, the directory with the new places.

import { crc32, createDeflateRaw } from "node:zlib";
import { Readable } from "node:stream";
import { GivenUp } from "./contract.ts";
import { packedBy, unpacked } from "./packing.ts";
import { maskerFor, tellPacked } from "./reading.ts";
import { rewritten, type Rewriting } from "./rewriting.ts";
import type { ZipBytes, ZipEntry, ZipPlan } from "./zip.ts";

/** Where a zip is written. */
export interface ZipSink {
  write(bytes: Uint8Array): Promise<void>;
  /** Over what was written before. */
  patch(at: number, bytes: Uint8Array): Promise<void>;
  written(): number;
}

const STORED = 0;
const DEFLATED = 8;

/** Counts what is in it, in `about.tally`; what could not be looked into is counted there, too. */
export async function lookThroughZip(zip: ZipBytes, plan: ZipPlan, about: Rewriting): Promise<void> {
  lookAtNames(plan, about);
  for (const entry of plan.entries) await lookAt(zip, entry, about);
}

export async function rewriteZip(
  zip: ZipBytes,
  plan: ZipPlan,
  sink: ZipSink,
  about: Rewriting,
): Promise<void> {
  const directory = Buffer.from(plan.directory);
  lookAtNames(plan, about);
  for (const entry of plan.entries) {
    const at = sink.written();
    const before = about.tally.hidden;
    await lookAt(zip, entry, about);
    directory.writeUInt32LE(narrow(at), entry.listedAt + 42);
    if (about.tally.hidden === before) {
      for await (const chunk of zip.stream(entry.at, entry.end)) await sink.write(chunk);
      continue;
    }
    const { sum, packedBytes, bytes } = await rewriteEntry(zip, entry, sink, about);
    directory.writeUInt32LE(sum, entry.listedAt + 16);
    directory.writeUInt32LE(packedBytes, entry.listedAt + 20);
    directory.writeUInt32LE(bytes, entry.listedAt + 24);
  }
  directory.writeUInt32LE(narrow(sink.written()), plan.endAt + 16);
  await sink.write(directory);
}

/** Names, remarks and the like stay as they are: a card in them is told. */
function lookAtNames({ directory }: ZipPlan, about: Rewriting): void {
  const masker = maskerFor("sealed", about, about.tally);
  masker.push(directory);
  masker.end();
}

async function lookAt(zip: ZipBytes, entry: ZipEntry, about: Rewriting): Promise<void> {
  // Folders. What is encrypted or packed in rarer ways cannot be looked into.
  if (entry.packedBytes === 0) return;
  if ((entry.flags & 0x2041) !== 0 || (entry.method !== STORED && entry.method !== DEFLATED)) {
    tellPacked(about.tally, entry.name);
    return;
  }
  let sum = 0;
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of contentOf(zip, entry)) {
      sum = crc32(chunk, sum);
      bytes += chunk.length;
      if (bytes > entry.bytes) throw new GivenUp("damaged", entry.name);
      yield chunk;
    }
  }
  for await (const _ of rewritten(counted(), within(entry, about))) continue;
  if (sum !== entry.sum || bytes !== entry.bytes) throw new GivenUp("damaged", entry.name);
}

function contentOf(zip: ZipBytes, entry: ZipEntry): AsyncIterable<Uint8Array> {
  const packed = zip.stream(entry.contentAt, entry.descriptorAt);
  return entry.method === STORED ? packed : unpacked("deflate", packed, entry.packedBytes);
}

function within(entry: ZipEntry, about: Rewriting): Rewriting {
  const name = about.name === null ? entry.name : `${about.name}/${entry.name}`;
  return { ...about, name, bytes: entry.bytes, depth: about.depth + 1 };
}

interface Rewritten {
  readonly sum: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

async function rewriteEntry(
  zip: ZipBytes,
  entry: ZipEntry,
  sink: ZipSink,
  about: Rewriting,
): Promise<Rewritten> {
  const head = await zip.read(entry.at, entry.contentAt - entry.at);
  const at = sink.written();
  await sink.write(head);
  let sum = 0;
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    // Counted by the look already.
    const uncounted = { ...within(entry, about), tally: { ...about.tally, changes: [] } };
    for await (const chunk of rewritten(contentOf(zip, entry), uncounted)) {
      sum = crc32(chunk, sum);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const content = entry.method === STORED ? counted() : deflated(counted(), entry.flags);
  for await (const chunk of content) await sink.write(chunk);
  const packedBytes = narrow(sink.written() - at - head.length);
  const end = { sum, packedBytes, bytes: narrow(bytes) };
  // Where sizes stand behind the content, zeros before it stay zeros.
  if ((entry.flags & 8) === 0 || head.readUInt32LE(18) !== 0) await sink.patch(at + 14, sizes(end));
  if (entry.end > entry.descriptorAt) {
    const descriptor = await zip.read(entry.descriptorAt, entry.end - entry.descriptorAt);
    sizes(end).copy(descriptor, descriptor.length - 12);
    await sink.write(descriptor);
  }
  return end;
}

function sizes({ sum, packedBytes, bytes }: Rewritten): Buffer {
  const said = Buffer.alloc(12);
  said.writeUInt32LE(sum, 0);
  said.writeUInt32LE(packedBytes, 4);
  said.writeUInt32LE(bytes, 8);
  return said;
}

/** The flags say how hard the original was pressed: 1 hardest, 2 and 3 fastest. */
function deflated(content: AsyncIterable<Uint8Array>, flags: number): AsyncGenerator<Uint8Array> {
  const level = [6, 9, 1, 1][(flags >> 1) & 3] ?? 6;
  return packedBy(createDeflateRaw({ level }), Readable.from(content, { objectMode: false }));
}

/** Past four gigabytes a zip is built otherwise. */
function narrow(value: number): number {
  if (value >= 0xffffffff) throw new GivenUp("unfit-archive", "zip64");
  return value;
}
