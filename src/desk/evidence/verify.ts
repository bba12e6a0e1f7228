// Checks a bag, our own or another's (RFC 8493): every file that is promised is there with its hash, and nothing else is.

import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createZstdDecompress } from "node:zlib";
import { MisemoriError } from "../../kernel/index.ts";
import { STAMP_NAME, TAG_MANIFEST_NAME } from "./bag.ts";
import { isSafeName, nameInManifest, shownPath } from "./names.ts";
import { stampBeside } from "./stamping.ts";
import { tarMembers } from "./tar-read.ts";
import { walkTrees } from "./walk.ts";

export type BagFault =
  | "no-bag"
  | "no-manifest"
  | "missing"
  | "changed"
  | "not-listed"
  | "unsafe-name"
  | "unreadable"
  | "unknown-algorithm"
  | "oxum"
  | "bad-line"
  | "to-fetch";

export interface BagVerdict {
  readonly ok: boolean;
  readonly files: number;
  readonly bytes: number;
  /** At most 1,000 listed. */
  readonly faults: readonly { readonly path: string; readonly fault: BagFault }[];
  readonly faultCount: number;
  /** SHA-256 of the archive file, or of tagmanifest-sha256.txt: what a receipt names. Null when there is none. */
  readonly sha256: string | null;
  /** Time stamps that lie in the bag or beside the archive, as they came; whoever knows authorities checks them. */
  readonly stamps: readonly BagStamp[];
  readonly caseName: string | null;
}

export interface BagStamp {
  /** What is stamped: the tag manifest (and by it the whole bag), or the archive's bytes as they lie there. */
  readonly of: "tag-manifest" | "archive";
  /** Hex. */
  readonly sha256: string;
  readonly answer: Uint8Array;
}

/** SHA-256 and SHA-512 are what RFC 8493 asks for; the older two are read as well. */
const ALGORITHMS = ["sha256", "sha512", "sha1", "md5"] as const;
type Algorithm = (typeof ALGORITHMS)[number];

interface Seen {
  readonly bytes: number;
  readonly hashes: Readonly<Partial<Record<Algorithm, string>>>;
}

/** What a bag holds, however it was packed. */
interface Inventory {
  readonly files: Map<string, Seen>;
  readonly texts: Map<string, Buffer>;
  readonly unreadable: string[];
}

const FAULTS_MAX = 1_000;
/** Manifests of ten million files; beyond that no shop goes. */
const TEXT_BYTES_MAX = 2 ** 30;
const FILES_MAX = 10_000_000;
const TAG_FILE = /^(?:bagit\.txt|bag-info\.txt|fetch\.txt|(?:tag)?manifest-[a-z0-9]+\.txt)$/;
/** A stamp has some 5 KiB. */
const STAMP_BYTES_MAX = 256 * 1024;

/** Throws "evidence.sealed" for what is encrypted, "evidence.archive" for a broken archive, "evidence.missing" for nothing. */
export async function verifyBag(
  path: string,
  onProgress: (bytes: number) => void = () => undefined,
): Promise<BagVerdict> {
  const stat = await lstat(path).catch(() => null);
  if (stat === null) throw new MisemoriError("evidence.missing", `${path} is not there`, "check the name");
  const archiveHash = createHash("sha256");
  const inventory = stat.isDirectory()
    ? await inventoryOfFolder(path, onProgress)
    : await inventoryOfArchive(path, ["sha256"], archiveHash, onProgress);
  if (stat.isDirectory()) {
    return judge(inventory, inventory.files.get(TAG_MANIFEST_NAME)?.hashes.sha256 ?? null);
  }
  const sha256 = archiveHash.digest("hex");
  const others = [...inventory.texts.keys()].some((name) => /manifest-(?!sha256\.)/.test(name));
  // Another's archive: its manifests, which ask for more, stood at its end.
  const whole = others
    ? await inventoryOfArchive(path, ALGORITHMS, createHash("sha256"), onProgress)
    : inventory;
  const verdict = judge(whole, sha256);
  const answer = await stampBeside(path);
  return answer === null
    ? verdict
    : { ...verdict, stamps: [...verdict.stamps, { of: "archive", sha256, answer }] };
}

async function inventoryOfFolder(root: string, onProgress: (bytes: number) => void): Promise<Inventory> {
  const inventory: Inventory = { files: new Map(), texts: new Map(), unreadable: [] };
  const algorithms = await algorithmsIn(root);
  let done = 0;
  for await (const { path, kind } of walkTrees([root], [])) {
    if (kind === "folder") continue;
    const shown = shownPath(path);
    const name = shown.slice(shown.indexOf(root) === 0 ? root.length + 1 : 0);
    if (kind === "left-out") {
      inventory.unreadable.push(name);
      continue;
    }
    try {
      const content = createReadStream(path, { highWaterMark: 1024 * 1024 });
      await take(inventory, name, content, algorithms, (bytes) => onProgress((done += bytes)));
    } catch {
      inventory.unreadable.push(name);
    }
  }
  return inventory;
}

async function algorithmsIn(root: string): Promise<readonly Algorithm[]> {
  const there = await Promise.all(
    ALGORITHMS.map(async (name) => {
      const texts = [`manifest-${name}.txt`, `tagmanifest-${name}.txt`];
      const found = await Promise.all(texts.map((text) => lstat(join(root, text)).catch(() => null)));
      return name === "sha256" || found.some((one) => one !== null);
    }),
  );
  return ALGORITHMS.filter((_, index) => there[index]);
}

async function inventoryOfArchive(
  path: string,
  algorithms: readonly Algorithm[],
  archiveHash: Hash,
  onProgress: (bytes: number) => void,
): Promise<Inventory> {
  const inventory: Inventory = { files: new Map(), texts: new Map(), unreadable: [] };
  const head = await readHead(path);
  if (head.subarray(0, 18).toString("latin1") === "MISEMORI-ORIGINAL-") {
    throw new MisemoriError(
      "evidence.sealed",
      "this bag is encrypted",
      "open it first, where the private key is: misemori incident preserve --open",
    );
  }
  const file = createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>;
  let done = 0;
  async function* hashed(): AsyncGenerator<Buffer> {
    for await (const chunk of file) {
      archiveHash.update(chunk);
      onProgress((done += chunk.length));
      yield chunk;
    }
  }
  const bytes = hashed();
  const isZstd = head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528;
  const source = isZstd ? unzstd(bytes) : bytes;
  for await (const { name, kind, content } of tarMembers(source)) {
    if (kind === "folder") continue;
    const inside = name.replace(/^(?:\.\/)*[^/]+\//, "");
    if (kind === "file") await take(inventory, inside, content, algorithms, () => undefined);
    else inventory.unreadable.push(inside);
  }
  for await (const rest of source) void rest;
  return inventory;
}

async function* unzstd(source: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  const opener = createZstdDecompress();
  // Its failure comes out of the opener below.
  pipeline(source, opener).catch(() => undefined);
  try {
    for await (const chunk of opener as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    throw new MisemoriError("evidence.archive", "the archive is damaged or cut off", "fetch it again", error);
  }
}

async function readHead(path: string): Promise<Buffer> {
  for await (const chunk of createReadStream(path, { end: 31 }) as AsyncIterable<Buffer>) return chunk;
  return Buffer.alloc(0);
}

async function take(
  inventory: Inventory,
  name: string,
  content: AsyncIterable<Uint8Array>,
  algorithms: readonly Algorithm[],
  onBytes: (bytes: number) => void,
): Promise<void> {
  if (inventory.files.size >= FILES_MAX) {
    throw new MisemoriError("evidence.archive", "there are too many files", "check it in parts");
  }
  const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
  const isText = TAG_FILE.test(name) || name === STAMP_NAME;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    for (const [, hash] of hashes) hash.update(chunk);
    bytes += chunk.length;
    if (isText && bytes <= TEXT_BYTES_MAX) parts.push(Buffer.from(chunk));
    onBytes(chunk.length);
  }
  if (isText) inventory.texts.set(name, Buffer.concat(parts));
  const ended = Object.fromEntries(hashes.map(([algorithm, hash]) => [algorithm, hash.digest("hex")]));
  inventory.files.set(name, { bytes, hashes: ended });
}

/** Pure: what the inventory is worth. */
function judge(inventory: Inventory, sha256: string | null): BagVerdict {
  const { files, texts, unreadable } = inventory;
  const faults: { path: string; fault: BagFault }[] = [];
  let faultCount = 0;
  const blame = (path: string, fault: BagFault): void => {
    faultCount += 1;
    if (faults.length < FAULTS_MAX) faults.push({ path, fault });
  };
  for (const path of unreadable) blame(path, "unreadable");
  if (!/^BagIt-Version: \d+\.\d+\r?\n/.test(texts.get("bagit.txt")?.toString("utf8") ?? "")) {
    blame("bagit.txt", "no-bag");
  }
  if (texts.has("fetch.txt")) blame("fetch.txt", "to-fetch");
  const payload = [...files].filter(([name]) => name.startsWith("data/"));
  const manifests = [...texts.keys()].filter((name) => name.startsWith("manifest-"));
  if (manifests.length === 0) blame("manifest-sha256.txt", "no-manifest");
  for (const manifest of manifests) {
    const listed = checkManifest(manifest, inventory, blame);
    // Every manifest names every file of the payload (§2.1.3).
    for (const [name] of payload) if (!listed.has(name)) blame(name, "not-listed");
  }
  const tagManifests = [...texts.keys()].filter((name) => /^tagmanifest-.*\.txt$/.test(name));
  for (const name of tagManifests) checkManifest(name, inventory, blame);
  const info = texts.get("bag-info.txt")?.toString("utf8") ?? "";
  const bytes = payload.reduce((sum, [, seen]) => sum + seen.bytes, 0);
  const oxum = /^Payload-Oxum: *(\S+)/im.exec(info)?.[1];
  if (oxum !== undefined && oxum !== `${bytes}.${payload.length}`) blame("bag-info.txt", "oxum");
  const answer = texts.get(STAMP_NAME);
  const tagHash = files.get(TAG_MANIFEST_NAME)?.hashes.sha256;
  return {
    ok: faultCount === 0,
    files: payload.length,
    bytes,
    faults,
    faultCount,
    sha256,
    stamps:
      answer === undefined || tagHash === undefined
        ? []
        : [{ of: "tag-manifest", sha256: tagHash, answer: answer.subarray(0, STAMP_BYTES_MAX) }],
    caseName: /^External-Identifier: *(.{1,200})$/im.exec(info)?.[1]?.trim() ?? null,
  };
}

function checkManifest(
  manifest: string,
  { files, texts }: Inventory,
  blame: (path: string, fault: BagFault) => void,
): ReadonlySet<string> {
  const listed = new Set<string>();
  const algorithm = ALGORITHMS.find((name) => manifest.endsWith(`manifest-${name}.txt`));
  if (algorithm === undefined) {
    blame(manifest, "unknown-algorithm");
    return new Set(files.keys());
  }
  for (const line of (texts.get(manifest)?.toString("utf8") ?? "").split(/\r\n|\n|\r/)) {
    if (line === "") continue;
    // Some old tools write the star of "binary" before the name.
    const [, hash, written] = /^([0-9a-fA-F]+)[ \t]+\*?(.+)$/.exec(line) ?? [];
    if (hash === undefined || written === undefined) {
      blame(`${manifest}: ${line.slice(0, 100)}`, "bad-line");
      continue;
    }
    const name = nameInManifest(written).replace(/^(?:\.\/)+/, "");
    listed.add(name);
    const seen = files.get(name);
    if (!isSafeName(name)) blame(name, "unsafe-name");
    else if (seen === undefined) blame(name, "missing");
    else if (seen.hashes[algorithm] !== hash.toLowerCase()) blame(name, "changed");
  }
  return listed;
}
