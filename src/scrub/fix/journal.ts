// The memory of work in place: which bytes are being written over, kept on disk before the first of them changes, so that a
// number half hidden when the process was killed is hidden wholly at the next run. It holds places and masks, never what
// stood there.

import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, stat, unlink, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Patch } from "../layers/contract.ts";
import { patchedCopy } from "../pipe/masker.ts";

/** One stretch of a file with the bytes to be written into it, and a hash of the stretch as it will stand. */
export interface Spot {
  readonly at: number;
  readonly bytes: number;
  readonly patches: readonly Patch[];
  readonly image: string;
}

export interface FixJournal {
  /** On disk when it resolves. */
  keep(spots: readonly Spot[]): Promise<void>;
  /** What was kept has been done. (When this does not reach the disk, it is done once more: that changes nothing.) */
  forget(): Promise<void>;
  /** What is not forgotten by now stays on disk for the next run. */
  close(): Promise<void>;
}

export interface Finished {
  readonly file: string;
  readonly spots: number;
  /** Stretches that are no longer as they were: the file was changed by others since. */
  readonly strange: number;
}

const SUFFIX = ".fixing";
const KIND = "misemori-fix-1";
/** A rotated log lies beside its old name; folders with more entries than this are not searched for it. */
const SIBLINGS_MAX = 10_000;

/** How a stretch will stand once hidden: knows nothing of what stood there. */
export function imageOf(original: Uint8Array, at: number, patches: readonly Patch[]): string {
  return createHash("sha256")
    .update(patchedCopy(original, at, patches))
    .digest("hex")
    .slice(0, 32);
}

/** The journal for one file. Its own file comes with the first `keep`. */
export async function openFixJournal(folder: string, path: string, ino: bigint): Promise<FixJournal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = createHash("sha256").update(path).digest("hex").slice(0, 16);
  const own = join(folder, `${key}-${ino}-${process.pid}${SUFFIX}`);
  const started = await startOf(process.pid);
  let file: FileHandle | undefined;
  let isDone = true;
  return {
    async keep(spots) {
      isDone = false;
      if (file === undefined) {
        file = await open(own, "w", 0o600);
        await syncFolder(folder);
      }
      const lines = [
        { kind: KIND, path, ino: String(ino), pid: process.pid, started },
        ...spots.map(({ at, bytes, patches, image }) => ({
          at,
          bytes,
          image,
          patches: patches.map((patch) => [patch.at, Buffer.from(patch.bytes).toString("base64")]),
        })),
        { end: spots.length },
      ];
      const text = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      await file.truncate(0);
      for (let done = 0; done < text.length;) {
        done += (await file.write(text, done, text.length - done, done)).bytesWritten;
      }
      await file.sync();
    },
    async forget() {
      await file?.truncate(0);
      isDone = true;
    },
    async close() {
      if (file === undefined) return;
      await file.close();
      file = undefined;
      if (isDone) await unlink(own);
    },
  };
}

/** Writes the patches; the file is on disk when it resolves. */
export async function writeSpots(file: FileHandle, spots: readonly Spot[]): Promise<void> {
  for (const { patches } of spots) {
    for (const { at, bytes } of patches) {
      for (let done = 0; done < bytes.length;) {
        done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
      }
    }
  }
  await file.datasync();
}

/** The files that runs which were killed left half done. Numbers half hidden there would be found by no look. */
export async function halfDone(folder: string): Promise<readonly string[]> {
  return (await leftBehind(folder)).flatMap(({ kept }) => (kept === null ? [] : [kept.path]));
}

/** Finishes what runs that were killed left behind. What a living run works on is left alone. */
export async function finishEarlier(folder: string): Promise<readonly Finished[]> {
  const finished: Finished[] = [];
  for (const { journal, kept } of await leftBehind(folder)) {
    // A journal without its end was killed while being written: nothing of it has been done yet.
    if (kept !== null) finished.push(await finishOne(kept));
    await unlink(journal).catch(() => undefined);
  }
  return finished;
}

async function leftBehind(
  folder: string,
): Promise<{ readonly journal: string; readonly kept: Kept | null }[]> {
  const names = await readdir(folder).catch(() => []);
  const left: { journal: string; kept: Kept | null }[] = [];
  for (const name of names.filter((one) => one.endsWith(SUFFIX))) {
    const journal = join(folder, name);
    const kept = readKept(await readFile(journal, "utf8").catch(() => ""));
    if (kept !== null && (await isAlive(kept.pid, kept.started))) continue;
    // An empty or torn one may belong to a run that is just writing it: its name says which.
    const pid = Number(/-(\d{1,10})\.fixing$/.exec(name)?.[1] ?? 0);
    if (kept === null && pid !== process.pid && pid !== 0 && (await isAlive(pid, ""))) continue;
    left.push({ journal, kept });
  }
  return left;
}

interface Kept {
  readonly path: string;
  readonly ino: bigint;
  readonly pid: number;
  readonly started: string;
  readonly spots: readonly Spot[];
}

function readKept(text: string): Kept | null {
  try {
    const lines = text.trimEnd().split("\n");
    const head = JSON.parse(lines[0] ?? "") as {
      kind?: string;
      path: string;
      ino: string;
      pid: number;
      started: string;
    };
    const tail = JSON.parse(lines.at(-1) ?? "") as { end?: number };
    if (head.kind !== KIND || tail.end !== lines.length - 2) return null;
    const spots = lines.slice(1, -1).map((line) => {
      const spot = JSON.parse(line) as Omit<Spot, "patches"> & { patches: readonly [number, string][] };
      return {
        at: spot.at,
        bytes: spot.bytes,
        image: spot.image,
        patches: spot.patches.map(([at, bytes]) => ({ at, bytes: Buffer.from(bytes, "base64") })),
      };
    });
    return { path: head.path, ino: BigInt(head.ino), pid: head.pid, started: head.started, spots };
  } catch {
    return null;
  }
}

async function finishOne(kept: Kept): Promise<Finished> {
  const path = await pathOfInode(kept.path, kept.ino);
  if (path === null) return { file: kept.path, spots: 0, strange: kept.spots.length };
  const file = await open(path, "r+");
  try {
    const good: Spot[] = [];
    for (const spot of kept.spots) {
      const now = Buffer.alloc(spot.bytes);
      const { bytesRead } = await file.read(now, 0, spot.bytes, spot.at);
      if (bytesRead === spot.bytes && imageOf(now, spot.at, spot.patches) === spot.image) good.push(spot);
    }
    await writeSpots(file, good);
    return { file: path, spots: good.length, strange: kept.spots.length - good.length };
  } finally {
    await file.close();
  }
}

/** The file with this inode: under its name, or beside it when it was rotated. */
export async function pathOfInode(path: string, ino: bigint): Promise<string | null> {
  const isIt = async (one: string): Promise<boolean> => {
    const seen = await stat(one, { bigint: true }).catch(() => null);
    return seen !== null && seen.isFile() && seen.ino === ino;
  };
  if (await isIt(path)) return path;
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  if (names.length > SIBLINGS_MAX) return null;
  for (const name of names) if (await isIt(join(folder, name))) return join(folder, name);
  return null;
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** True when this very process lives: a number may have been given anew, its start tells. */
export async function isAlive(pid: number, started: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
  }
  return started === "" || (await startOf(pid)) === started;
}

/** When a process began, in the kernel's ticks; "" where that cannot be known. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  // The name in brackets may hold blanks: fields count from behind it; the start is the 22nd of all.
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
