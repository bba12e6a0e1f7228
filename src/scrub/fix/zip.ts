// Reads how a zip is built, from its directory: which entry's bytes stand where. Only zips that are understood to the last byte
// are given out, because what is rewritten must come out whole. What entries hold is zip-rewrite.ts's matter.

/** A file, or an archive in an archive that is held in memory. */
export interface ZipBytes {
  readonly size: number;
  /** Fewer bytes only at the end. */
  read(at: number, bytes: number): Promise<Buffer>;
  stream(from: number, to: number): AsyncIterable<Uint8Array>;
}

export interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly sum: number;
  readonly bytes: number;
  readonly packedBytes: number;
  /** Its header, its packed content, its descriptor (if any), and where the next one begins. */
  readonly at: number;
  readonly contentAt: number;
  readonly descriptorAt: number;
  readonly end: number;
  /** Where it stands in the directory. */
  readonly listedAt: number;
}

export interface ZipPlan {
  /** In the order they lie in the file. */
  readonly entries: readonly ZipEntry[];
  /** Directory and end, as they stand: to be patched in a copy. */
  readonly directory: Buffer;
  readonly directoryAt: number;
  /** Where the end begins within `directory`. */
  readonly endAt: number;
}

/** Why a zip is not rewritten. "no-zip": it only begins like one, or is damaged. */
export type ZipRefusal = "no-zip" | "zip64" | "multi-part" | "signed" | "hidden-bytes";

/** The end with the longest comment. */
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
/** 65,535 entries with long names; held in memory while the zip is rewritten. */
const DIRECTORY_BYTES_MAX = 64 * 1024 * 1024;
/** Jars, Android packages and signed documents: they would not be accepted any more. */
const SIGNATURES =
  /^META-INF\/[^/]+\.(?:SF|RSA|DSA|EC)$|^_xmlsignatures\/|^META-INF\/documentsignatures\.xml$/i;

export async function planZip(zip: ZipBytes): Promise<ZipPlan | ZipRefusal> {
  const tailAt = Math.max(0, zip.size - END_BYTES - COMMENT_BYTES_MAX);
  const tail = await zip.read(tailAt, zip.size - tailAt);
  const at = endIn(tail);
  if (at < 0) return "no-zip";
  const end = tail.subarray(at);
  if (at >= 20 && tail.readUInt32LE(at - 20) === 0x07064b50) return "zip64";
  if (end.readUInt16LE(4) !== 0 || end.readUInt16LE(6) !== 0 || end.readUInt16LE(8) !== end.readUInt16LE(10))
    return "multi-part";
  const count = end.readUInt16LE(10);
  const endAt = end.readUInt32LE(12);
  const directoryAt = end.readUInt32LE(16);
  if (directoryAt + endAt !== tailAt + at || endAt > DIRECTORY_BYTES_MAX) return "no-zip";
  const directory = Buffer.concat([await zip.read(directoryAt, endAt), end]);
  const listed = entriesIn(directory, endAt);
  if (listed === null || listed.length !== count) return "no-zip";
  if (listed.some((entry) => SIGNATURES.test(entry.name))) return "signed";
  const entries: ZipEntry[] = [];
  const sorted = listed.toSorted((a, b) => a.at - b.at);
  if ((sorted[0]?.at ?? directoryAt) !== 0) return "hidden-bytes";
  for (const [i, entry] of sorted.entries()) {
    const placed = await place(zip, entry, sorted[i + 1]?.at ?? directoryAt);
    if (typeof placed === "string") return placed;
    entries.push(placed);
  }
  return { entries, directory, directoryAt, endAt };
}

/** The last place where an end stands whose comment reaches to the file's end. */
function endIn(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) === 0x06054b50 && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length)
      return at;
  }
  return -1;
}

type Listed = Omit<ZipEntry, "contentAt" | "descriptorAt" | "end">;

function entriesIn(directory: Buffer, endAt: number): Listed[] | null {
  const entries: Listed[] = [];
  for (let at = 0; at < endAt;) {
    if (at + 46 > endAt || directory.readUInt32LE(at) !== 0x02014b50) return null;
    const nameBytes = directory.readUInt16LE(at + 28);
    const next = at + 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (next > endAt) return null;
    entries.push({
      name: directory.toString("utf8", at + 46, at + 46 + nameBytes),
      flags: directory.readUInt16LE(at + 8),
      method: directory.readUInt16LE(at + 10),
      sum: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
      listedAt: at,
    });
    at = next;
  }
  return entries;
}

/** Finds its content, and sees that it fills all the room to the next one: what lies between would be looked at by nobody. */
async function place(zip: ZipBytes, entry: Listed, end: number): Promise<ZipEntry | ZipRefusal> {
  if ([entry.at, entry.bytes, entry.packedBytes].includes(0xffffffff)) return "zip64";
  const head = await zip.read(entry.at, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return "no-zip";
  const contentAt = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const descriptorAt = contentAt + entry.packedBytes;
  const room = end - descriptorAt;
  const sizes = [head.readUInt32LE(18), head.readUInt32LE(22)];
  if (sizes.includes(0xffffffff)) return "zip64";
  const follows = (entry.flags & 8) !== 0;
  const isSaid = sizes[0] === entry.packedBytes && sizes[1] === entry.bytes;
  if (head.readUInt16LE(6) !== entry.flags || head.readUInt16LE(8) !== entry.method) return "no-zip";
  if (!isSaid && !(follows && sizes[0] === 0 && sizes[1] === 0)) return "no-zip";
  if (follows ? room !== 12 && room !== 16 && !(isSaid && room === 0) : room !== 0) {
    return room === 20 || room === 24 ? "zip64" : "hidden-bytes";
  }
  return { ...entry, contentAt, descriptorAt, end };
}
