// Opens a file's parts, nested in each other, one after another: which format stands where, and how much of it is too much.
// Formats themselves are read in the files beside; nothing is ever written anywhere, and memory stays at some chunks.

import { unreachable } from "../../kernel/index.ts";
import type { Encoding } from "../finding.ts";
import { bunzip2 } from "./bzip2.ts";
import { MEMBER_LIMITS, type Member, type MemberLimits, type Skipped } from "./contract.ts";
import { gunzip, unzstd } from "./inflate.ts";
import { mailParts } from "./mail.ts";
import { pdfPages } from "./pdf.ts";
import { HEAD_BYTES, recognise, type Format } from "./recognise.ts";
import { asSkipped, broken, drain, joinPath, openSource, type Source } from "./source.ts";
import { tarEntries } from "./tar.ts";
import { openWorkbook } from "./xlsx.ts";
import { zipEntries, type Entry } from "./zip.ts";

/**
 * The readable parts of one file. A file that is no archive comes as one member with an empty path. Chunks given are kept while
 * looked at and must not be reused. `name` is the file's own name: a compressed file's content is called by it without ".gz".
 * Throws only what `chunks` throws (a disk that fails); everything wrong with the file itself is a Skipped.
 */
export async function* openMembers(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  limits: MemberLimits = MEMBER_LIMITS,
): AsyncGenerator<Member | Skipped> {
  const spent = { read: 0, expanded: 0, members: 0 };
  const visit: Visit = { name, limits, spent, told: new Set() };
  const counted = counting(chunks, (bytes) => {
    spent.read += bytes;
  });
  yield* tellingAll(visit, openPart(visit, openSource("", counted), { depth: 0, name: null, encodings: [] }));
}

interface Visit {
  readonly name: string;
  readonly limits: MemberLimits;
  readonly spent: { read: number; expanded: number; members: number };
  /** What was said already: a gzip cut short breaks the tar in it as well, and is told of once. */
  readonly told: Set<string>;
}

interface Part {
  readonly depth: number;
  /** The name its content goes by once a compression is taken off; null inside archives, where paths say it. */
  readonly name: string | null;
  readonly encodings: readonly Encoding[];
}

type Parts = AsyncGenerator<Member | Skipped>;

/** Turns what breaks into a Skipped; what concerns the whole file (a bomb) goes on to the outermost. */
async function* telling(parts: Parts): Parts {
  try {
    yield* parts;
  } catch (error) {
    const skipped = asSkipped(error);
    if (skipped === undefined || endsAll(skipped)) throw error;
    yield skipped;
  }
}

async function* tellingAll(visit: Visit, parts: Parts): Parts {
  try {
    for await (const part of parts) if (!("skipped" in part) || isNews(visit, part)) yield part;
  } catch (error) {
    const skipped = asSkipped(error);
    if (skipped === undefined) throw error;
    if (isNews(visit, skipped)) yield skipped;
  }
}

function endsAll({ skipped }: Skipped): boolean {
  return skipped === "bomb" || skipped === "too-many-members";
}

/** How many different things are remembered as told; past it a repetition may be told twice. */
const TOLD_MAX = 10_000;

function isNews({ told }: Visit, { skipped, path }: Skipped): boolean {
  const key = `${skipped} ${path}`;
  if (told.has(key)) return false;
  if (told.size < TOLD_MAX) told.add(key);
  return true;
}

async function* openPart(visit: Visit, source: Source, part: Part): Parts {
  const head = await source.peek(HEAD_BYTES);
  const format = recognise(head);
  if (format === "plain") return yield* readable(pathOf(source, part), source, part.encodings);
  if (format === "not-supported") throw broken("not-supported", source.path);
  if (format === "sealed-office") throw broken("encrypted", source.path);
  if (part.depth >= visit.limits.depthMax) throw broken("too-deep", source.path);
  yield* telling(inside(visit, source, format, part));
}

function inside(
  visit: Visit,
  source: Source,
  format: Exclude<Format, "plain" | "not-supported" | "sealed-office">,
  part: Part,
): Parts {
  switch (format) {
    case "gzip":
      return unpacked(visit, source, gunzip(source), part);
    case "bzip2":
      return unpacked(visit, source, bunzip2(source), part);
    case "zstd":
      return unpacked(visit, source, unzstd(source), part);
    case "tar":
      return entries(visit, source, tarEntries(source), part);
    case "zip":
      return entries(visit, source, zipEntries(source), part);
    case "pdf":
      return texts(visit, pathOf(source, part), pdfPages(source, visit.limits), part.encodings);
    case "mbox":
    case "mail":
      return mailbox(visit, source, part);
    default:
      return unreachable(format);
  }
}

async function* unpacked(visit: Visit, source: Source, bytes: AsyncGenerator<Uint8Array>, part: Part): Parts {
  // Only at the top does the content need a name of its own; in an archive the entry's path says enough.
  const outer = part.name ?? (source.path === "" ? visit.name : null);
  const name = outer?.replace(/\.(?:gz|bz2|zst)$/i, "") ?? null;
  const inner = openSource(source.path, spending(visit, bytes, source.path));
  yield* openPart(visit, inner, { ...part, depth: part.depth + 1, name });
  // What stands behind the last part of an inner archive still has to be whole.
  await passRest(inner);
}

async function* entries(
  visit: Visit,
  source: Source,
  given: AsyncGenerator<Entry | Skipped>,
  { depth, encodings }: Part,
): Parts {
  const book = openWorkbook(visit.limits);
  for await (const entry of given) {
    if ("skipped" in entry) {
      yield entry;
      continue;
    }
    countMember(visit, source.path);
    const path = joinPath(source.path, entry.name);
    const bytes = spending(visit, entry.chunks, path);
    const parts = book.takes(entry.name)
      ? texts(visit, source.path, book.read(entry.name, bytes), encodings)
      : openPart(visit, openSource(path, bytes), { depth: depth + 1, name: null, encodings });
    yield* telling(parts);
    yield* telling(passing(bytes));
  }
  yield* texts(visit, source.path, book.end(), encodings);
}

/** Parts that come as text already: pages, sheets. */
async function* texts(
  visit: Visit,
  base: string,
  given: AsyncGenerator<Entry>,
  encodings: Part["encodings"],
): Parts {
  for await (const { name, chunks } of given) {
    countMember(visit, base);
    const path = joinPath(base, name);
    yield* readable(path, openSource(path, spending(visit, chunks, path)), encodings);
  }
}

async function* mailbox(visit: Visit, source: Source, box: Part): Parts {
  const { depth, encodings } = box;
  for await (const part of mailParts(source)) {
    countMember(visit, source.path);
    const path = joinPath(pathOf(source, box), part.name);
    if (part.encodings.length === 0) {
      yield* readable(path, openSource(path, part.chunks), encodings, part.start);
      continue;
    }
    const bytes = spending(visit, part.chunks, path);
    const inner = { depth: depth + 1, name: null, encodings: [...encodings, ...part.encodings] };
    yield* telling(openPart(visit, openSource(path, bytes), inner));
    yield* telling(passing(bytes));
  }
}

/** One part that is read as it is. Whatever breaks in it ends its chunks and is thrown when they have been read. */
async function* readable(
  path: string,
  source: Source,
  encodings: readonly Encoding[],
  start: Member["start"] = { offset: 0, line: 1 },
): Parts {
  const broke: { error?: unknown } = {};
  async function* calm(): AsyncGenerator<Uint8Array> {
    try {
      for (let chunk = await source.next(); chunk !== undefined; chunk = await source.next()) yield chunk;
    } catch (error) {
      broke.error = error;
    }
  }
  const chunks = calm();
  yield { path, start, encodings, chunks };
  await drain(chunks);
  if (broke.error !== undefined) throw broke.error;
}

/** Reads away what nobody wanted, so that the next part begins where it does. */
// oxlint-disable-next-line require-yield
async function* passing(bytes: AsyncGenerator<Uint8Array>): Parts {
  await drain(bytes);
}

async function passRest(source: Source): Promise<void> {
  while ((await source.next()) !== undefined);
}

function pathOf(source: Source, part: Part): string {
  return part.name === null ? source.path : joinPath(source.path, part.name);
}

function countMember({ limits, spent }: Visit, path: string): void {
  spent.members += 1;
  if (spent.members > limits.membersMax) throw broken("too-many-members", path);
}

/** Counts what comes out, and stops where no honest file would. */
async function* spending(
  { limits, spent }: Visit,
  bytes: AsyncGenerator<Uint8Array>,
  path: string,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    spent.expanded += chunk.length;
    const swells = spent.expanded > limits.expandedFreeBytes && spent.expanded > limits.ratioMax * spent.read;
    if (swells || spent.expanded > limits.expandedBytesMax) throw broken("bomb", path);
    yield chunk;
  }
}

async function* counting(
  chunks: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield chunk;
  }
}
