// The manifest's file: a head, one line per entry in the order of their paths and an end, packed with zstd, and behind it a
// signature over the packed bytes. Written and read as a stream: memory stays the same whatever the shop's size.

import {
  closeSync,
  createReadStream,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  linkSync,
  rmSync,
  writeSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { once } from "node:events";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import type { SigningKey } from "../../journal/index.ts";
import type { Language } from "../../kernel/index.ts";
import { FILE_LIMITS, type ApprovedEntry, type Approval } from "./contract.ts";
import { entryOfLine, lineOfEntry } from "./manifest-line.ts";
import { checkSeal, refused, SEAL_BYTES, sealOf } from "./manifest-seal.ts";
import { makeFolder, syncFolder, type TreePlaces } from "./places.ts";

export interface ManifestHead {
  readonly form: "misemori-manifest-1";
  readonly tree: string;
  /** The tree's own folder when it was approved. */
  readonly path: string;
  /** The pack of kept texts, beside the manifest. */
  readonly pack: string;
}

export interface ManifestEnd {
  readonly entries: number;
  readonly files: number;
  readonly bytes: number;
  /** Newest last. */
  readonly approvals: readonly Approval[];
  /** What could not be read when it was made. */
  readonly unread: number;
}

/** Entries handed over at once. */
const BATCH_LINES = 1_000;
/** Of a line: a path of 4,096 bytes as base64, and a link of the same length. */
const LINE_LENGTH_MAX = 64 * 1024;

export interface ManifestWriter {
  add(entry: ApprovedEntry): Promise<void>;
  /** Signs, makes durable and takes the place of the manifest before, which is kept as the previous one. Returns its SHA-256. */
  finish(end: ManifestEnd): Promise<string>;
  /** Leaves everything as it was. */
  drop(): void;
}

export function writeManifest(places: TreePlaces, key: SigningKey, head: ManifestHead): ManifestWriter {
  makeFolder(places.folder);
  const aside = asideOf(places.manifest);
  rmSync(aside, { force: true });
  const descriptor = openSync(aside, "wx", 0o600);
  const hash = createHash("sha256");
  const packer = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  let failed: unknown = null;
  packer.on("data", (piece: Buffer) => {
    try {
      for (let at = 0; at < piece.length;) at += writeSync(descriptor, piece, at);
      hash.update(piece);
    } catch (error) {
      failed ??= error;
    }
  });
  let lines: string[] = [`${JSON.stringify(head)}\n`];
  const pass = async (): Promise<void> => {
    const text = lines.join("");
    lines = [];
    if (!packer.write(text)) await once(packer, "drain");
    if (failed !== null) throw failed as Error;
  };
  return {
    add: async (entry) => {
      lines.push(lineOfEntry(entry));
      if (lines.length >= BATCH_LINES) await pass();
    },
    finish: async (end) => {
      lines.push(`${JSON.stringify({ end })}\n`);
      await pass();
      packer.end();
      await once(packer, "end");
      if (failed !== null) throw failed as Error;
      const sha256 = hash.digest("hex");
      writeSync(descriptor, sealOf(key, { tree: head.tree, sha256, entries: end.entries }));
      fsyncSync(descriptor);
      closeSync(descriptor);
      keepPrevious(places);
      renameSync(aside, places.manifest);
      syncFolder(dirname(places.manifest));
      return sha256;
    },
    drop: () => {
      packer.destroy();
      closeSync(descriptor);
      rmSync(aside, { force: true });
    },
  };
}

/** Where a manifest is written until it is whole. */
export function asideOf(manifest: string): string {
  return `${manifest}.new`;
}

/** The manifest stays where it is until the new one takes its name: there is one at every moment. */
function keepPrevious({ manifest, previous }: TreePlaces): void {
  const aside = `${previous}.new`;
  rmSync(aside, { force: true });
  try {
    linkSync(manifest, aside);
  } catch {
    // The first one.
    return;
  }
  renameSync(aside, previous);
}

export interface Manifest {
  readonly head: ManifestHead;
  readonly sha256: string;
  readonly entries: number;
  /** In the order of their paths, some hundred at a time; the end comes last. */
  batches(): AsyncGenerator<ManifestBatch>;
}

export interface ManifestBatch {
  readonly entries: readonly ApprovedEntry[];
  readonly end: ManifestEnd | null;
}

/** Null: there is none. Throws "watch.manifest" when it is half written, was changed, or signed with another key. */
export async function openManifest(
  places: TreePlaces,
  key: SigningKey,
  tree: string,
  language: Language,
): Promise<Manifest | null> {
  let descriptor: number;
  try {
    descriptor = openSync(places.manifest, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw refused(language, "manifestUnreadable", places, error);
  }
  try {
    const bodyBytes = fstatSync(descriptor).size - SEAL_BYTES;
    const { sha256, entries } = checkSeal(descriptor, bodyBytes, { places, key, tree, language });
    const from: Checked = { places, bodyBytes, sha256, language };
    return { head: await readHead(from), sha256, entries, batches: () => readBatches(from) };
  } finally {
    closeSync(descriptor);
  }
}

/** What was found whole. It is read anew each time, and must still be the same at its end. */
interface Checked {
  readonly places: TreePlaces;
  readonly bodyBytes: number;
  readonly sha256: string;
  readonly language: Language;
}

async function readHead(from: Checked): Promise<ManifestHead> {
  for await (const line of readLines(from)) {
    const head = JSON.parse(line) as ManifestHead;
    if (head.form === "misemori-manifest-1") return head;
    break;
  }
  throw refused(from.language, "manifestChanged", from.places);
}

async function* readBatches(from: Checked): AsyncGenerator<ManifestBatch> {
  let entries: ApprovedEntry[] = [];
  let number = 0;
  let end: ManifestEnd | null = null;
  for await (const line of readLines(from)) {
    number += 1;
    if (number === 1) continue;
    if (line.startsWith("{")) end = (JSON.parse(line) as { readonly end: ManifestEnd }).end;
    else entries.push(entryOfLine(line));
    if (number > FILE_LIMITS.entriesMax) break;
    if (entries.length < BATCH_LINES || end !== null) continue;
    yield { entries, end: null };
    entries = [];
  }
  // Signed and yet without an end: not written by this program.
  if (end === null) throw refused(from.language, "manifestChanged", from.places);
  yield { entries, end };
}

/** Throws "watch.manifest" at the end when the bytes read were not those that were signed: nobody may have acted on them by then. */
async function* readLines({ places, bodyBytes, sha256, language }: Checked): AsyncGenerator<string> {
  const file = createReadStream(places.manifest, { end: bodyBytes - 1, highWaterMark: 256 * 1024 });
  const plain = createZstdDecompress();
  const hash = createHash("sha256");
  file.on("error", (error) => plain.destroy(error));
  file.on("data", (piece) => hash.update(piece));
  file.pipe(plain);
  let rest = "";
  try {
    for await (const piece of plain.setEncoding("utf8") as AsyncIterable<string>) {
      const lines = (rest + piece).split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > LINE_LENGTH_MAX) throw new Error("a line without an end");
      yield* lines;
    }
    if (hash.digest("hex") !== sha256) throw new Error("other bytes");
  } catch (error) {
    throw refused(language, "manifestChanged", places, error);
  } finally {
    file.destroy();
    plain.destroy();
  }
}
