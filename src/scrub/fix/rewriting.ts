// Content of any form with card data hidden, packed again where it was packed, archives in archives up to a depth. What comes
// out may be of another length: for what stands in a zip or a packed file, never for a file or a tar as it stands.

import { Readable } from "node:stream";
import { GivenUp, type FixForm, type FixOptions } from "./contract.ts";
import { formOf, SIGN_BYTES } from "./forms.ts";
import { HEAD_BYTES, packedBy, packing, unpacked } from "./packing.ts";
import { addTally, maskerFor, maskerOptions, openTally, tellPacked, type Tally } from "./reading.ts";
import { isSheet, openableSheet } from "./sheet.ts";
import { openTarMasker } from "./tar.ts";
import { withMembersRewritten } from "./tar-members.ts";
import { planZip, type ZipBytes } from "./zip.ts";
import { rewriteZip, type ZipSink } from "./zip-rewrite.ts";

export interface Rewriting extends Pick<FixOptions, "scans" | "all"> {
  readonly tally: Tally;
  /** The way to this content in its archive; null for a packed file's own. */
  readonly name: string | null;
  /** About how long it is, for the measure of what is a bomb. */
  readonly bytes: number;
  /** Archives around it. */
  readonly depth: number;
}

/** Backups hold archives, and these spreadsheets; deeper ones are left and told. */
const DEPTH_MAX = 3;
/** A zip in an archive, or a sheet, is held in memory up to this; longer ones are left and told. */
const HELD_BYTES_MAX = 64 * 1024 * 1024;

export async function* rewritten(
  source: AsyncIterable<Uint8Array>,
  about: Rewriting,
): AsyncGenerator<Uint8Array> {
  const { head, all } = await begun(source);
  const form = formOf(head.subarray(0, SIGN_BYTES));
  const isOpened = about.depth < DEPTH_MAX && about.bytes <= HELD_BYTES_MAX;
  if ((form === "gzip" || form === "zstd") && about.depth < DEPTH_MAX) {
    const inner = rewritten(unpacked(form, all, about.bytes), { ...about, depth: about.depth + 1 });
    yield* packedBy(packing(form, head), Readable.from(inner, { objectMode: false }));
  } else if (form === "zip" && isOpened) yield* inMemory(all, about);
  else if (form === "tar" && about.depth < DEPTH_MAX) yield* tar(all, about);
  else if (isSheet(about.name)) yield* sheet(all, form, about);
  else yield* masked(all, form, about);
}

/** The beginning, and all of it with that once more. */
async function begun(
  source: AsyncIterable<Uint8Array>,
): Promise<{ readonly head: Buffer; readonly all: AsyncGenerator<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let isOver = false;
  while (bytes < HEAD_BYTES && !isOver) {
    const { done, value } = await iterator.next();
    isOver = done === true;
    if (done === true) break;
    parts.push(value);
    bytes += value.length;
  }
  const head = Buffer.concat(parts);
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { head, all: all() };
}

async function* masked(
  source: AsyncIterable<Uint8Array>,
  form: FixForm,
  about: Rewriting,
): AsyncGenerator<Uint8Array> {
  const { name, scans, tally } = about;
  if (tally.packed === 0) tally.firstPacked = name ?? "";
  const masker = maskerFor(form, { ...about, scans: (member) => scans(pathOf(name, member)) }, tally);
  for await (const chunk of source) {
    const out = masker.push(chunk);
    if (out.length > 0) yield out;
  }
  const last = masker.end();
  if (last.length > 0) yield last;
}

/** First the members that are packed, then all the rest by the masker, which meets the packed ones once more in order. */
async function* tar(source: AsyncIterable<Uint8Array>, about: Rewriting): AsyncGenerator<Uint8Array> {
  const opened: boolean[] = [];
  const members = withMembersRewritten(source, {
    heldBytesMax: HELD_BYTES_MAX,
    onPacked: (wasOpened) => opened.push(wasOpened),
    rewrite: (name, form, content) => rewrittenMember(name, form, content, about),
  });
  const { tally } = about;
  const masker = openTarMasker(
    (member) => about.scans(pathOf(about.name, member)),
    maskerOptions(about, tally, (member) => {
      if (opened.shift() !== true) tellPacked(tally, pathOf(about.name, member) ?? "");
    }),
  );
  for await (const chunk of members) {
    const out = masker.push(chunk);
    if (out.length > 0) yield out;
  }
  const last = masker.end();
  if (last.length > 0) yield last;
}

/** Null when it is of no form that can be rewritten, or damaged: the rest of the archive is fixed all the same. */
async function rewrittenMember(
  member: string,
  form: FixForm,
  content: Buffer,
  about: Rewriting,
): Promise<Buffer | null> {
  if (form !== "gzip" && form !== "zstd" && form !== "zip" && form !== "tar") return null;
  if (about.depth + 1 >= DEPTH_MAX) return null;
  const tally = openTally();
  const name = pathOf(about.name, member);
  const inner = { ...about, tally, name, bytes: content.length, depth: about.depth + 1 };
  try {
    const after = await held(rewritten(Readable.from([content]), inner));
    addTally(about.tally, tally);
    return tally.hidden > 0 ? after : content;
  } catch (error) {
    if (error instanceof GivenUp && error.why !== "stopped") return null;
    throw error;
  }
}

function pathOf(name: string | null, member: string | null): string | null {
  return name === null || member === null ? (member ?? name) : `${name}/${member}`;
}

/** A spreadsheet's sheet: a number that was hidden is a number no more, and is said to be text. */
async function* sheet(
  source: AsyncIterable<Uint8Array>,
  form: FixForm,
  about: Rewriting,
): AsyncGenerator<Uint8Array> {
  if (about.bytes > HELD_BYTES_MAX) {
    yield* masked(source, "sealed", about);
    return;
  }
  const before = about.tally.hidden;
  const whole = await held(masked(source, form, about));
  yield about.tally.hidden === before ? whole : openableSheet(whole);
}

/** A zip in an archive. */
async function* inMemory(source: AsyncIterable<Uint8Array>, about: Rewriting): AsyncGenerator<Uint8Array> {
  const whole = await held(source);
  const zip = zipInMemory(whole);
  const plan = await planZip(zip);
  if (typeof plan === "string") {
    yield* masked(zip.stream(0, whole.length), "closed", about);
    return;
  }
  const sink = sinkInMemory();
  await rewriteZip(zip, plan, sink, about);
  yield sink.all();
}

async function held(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > HELD_BYTES_MAX) throw new GivenUp("unfit-archive", "too-big");
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function zipInMemory(whole: Buffer): ZipBytes {
  return {
    size: whole.length,
    read: async (at, bytes) => whole.subarray(at, at + bytes),
    async *stream(from, to) {
      if (to > from) yield whole.subarray(from, to);
    },
  };
}

function sinkInMemory(): ZipSink & { all(): Buffer } {
  const parts: { readonly at: number; readonly bytes: Buffer }[] = [];
  let at = 0;
  return {
    async write(bytes) {
      parts.push({ at, bytes: Buffer.from(bytes) });
      at += bytes.length;
    },
    async patch(from, bytes) {
      const part = parts.findLast((one) => one.at <= from);
      part?.bytes.set(bytes, from - part.at);
    },
    written: () => at,
    all: () => Buffer.concat(parts.map(({ bytes }) => bytes)),
  };
}
