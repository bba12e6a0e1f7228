// One open file that grows: reads what is new, finds, hides, and knows how far it is. Names, rotation and memory are
// follow.ts's matter.

import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { openFixJournal, type FixJournal } from "../fix/journal.ts";
import { openHider, type Hider } from "../fix/in-place.ts";
import { hidesAll, hidesLikely, openMasker, type Masker, type Place } from "../pipe/masker.ts";
import type { FollowRequest } from "./contract.ts";
import { printBefore, type Remembered } from "./places.ts";

const READ_BYTES = 256 * 1024;
/** Read in one go before the other files have their turn. */
const TURN_BYTES = 8 * 1024 * 1024;
/** A log that never pauses still lets go of its whole lines this often. */
const FLUSH_EVERY_MS = 1_000;
const LF = 0x0a;

export interface Tail {
  readonly path: string;
  readonly ino: bigint;
  /** False when hiding was asked for and the file cannot be written. */
  readonly writable: boolean;
  /** Reads on; "grew" when there was something. "cut": the file is shorter, or another, than what was read before. */
  readOn(nowMs: number): Promise<"grew" | "quiet" | "cut">;
  /** All before is told. */
  place(): Promise<Remembered>;
  /** What is still held counts as the end. A place taken before stays good. */
  close(): Promise<void>;
}

interface Open {
  readonly file: FileHandle;
  /** For masks only: fix takes a file that is read and written through one door for a database. */
  readonly writer: FileHandle | null;
  readonly hider: Hider | null;
  readonly journal: FixJournal | null;
  readonly writable: boolean;
}

/** Begins at `from`, which lies in line `line`. Throws what opening throws. */
export async function openTail(
  path: string,
  name: string,
  from: number,
  line: number | null,
  request: FollowRequest,
): Promise<Tail> {
  const opened = await openFiles(path, request);
  const { ino } = await opened.file.stat({ bigint: true });
  const places: Place[] = [];
  const masker = openMasker(request.scans(), {
    hides: request.all ? hidesAll : hidesLikely,
    onPlace: (place) => places.push(place),
  });
  let at = from;
  let told = from;
  let lineNow = line;
  let flushedAtMs = 0;
  let print = await printBefore(opened.file, at, request.key);
  const buffer = Buffer.alloc(READ_BYTES);

  const settle = async (bytes: Uint8Array): Promise<void> => {
    if (lineNow !== null) for (const byte of bytes) if (byte === LF) lineNow += 1;
    told += bytes.length;
    if (places.length === 0) return;
    const found = places.splice(0);
    const strange = await hide(found, from, opened);
    // Only our own masks may have changed the bytes before this place; taken before anybody is told, for whoever hears of it may
    // write the file anew at once, and a print of that would make it the old file's going on.
    if (opened.hider !== null) print = await printBefore(opened.file, at, request.key);
    tell(name, found, strange, { from, line }, opened, request);
  };
  return {
    path: name,
    ino,
    writable: opened.writable,
    async readOn(nowMs) {
      const { size } = await opened.file.stat();
      if (size < at || (size > at && print !== (await printBefore(opened.file, at, request.key))))
        return "cut";
      const end = Math.min(size, at + TURN_BYTES);
      const grew = end > at;
      while (at < end) {
        const { bytesRead } = await opened.file.read(buffer, 0, Math.min(READ_BYTES, end - at), at);
        if (bytesRead === 0) break;
        at += bytesRead;
        print = await printBefore(opened.file, at, request.key);
        await settle(masker.push(buffer.subarray(0, bytesRead)));
      }
      if (!grew || nowMs - flushedAtMs >= FLUSH_EVERY_MS) {
        flushedAtMs = nowMs;
        await settle(masker.flush());
      }
      return grew ? "grew" : "quiet";
    },
    place: async () => ({
      ino: String(ino),
      position: told,
      line: lineNow,
      print: await printBefore(opened.file, told, request.key),
    }),
    close: () => closeAll(opened, masker, settle),
  };
}

async function closeAll(
  opened: Open,
  masker: Masker,
  settle: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  try {
    await settle(masker.end());
  } finally {
    await opened.journal?.close();
    await opened.writer?.close();
    await opened.file.close();
  }
}

async function openFiles(path: string, request: FollowRequest): Promise<Open> {
  const flags = constants.O_NONBLOCK;
  const file = await open(path, constants.O_RDONLY | flags);
  const nothing = { file, writer: null, journal: null, hider: null, writable: !request.fix };
  if (!request.fix) return nothing;
  const writer = await open(path, constants.O_WRONLY | flags).catch(() => null);
  if (writer === null) return nothing;
  const { ino } = await file.stat({ bigint: true });
  // The name may have gone to another file between the two.
  if ((await writer.stat({ bigint: true })).ino !== ino) {
    await writer.close();
    return nothing;
  }
  const journal = await openFixJournal(request.stateFolder, path, ino);
  return { file, writer, journal, hider: openHider(file, journal, writer), writable: true };
}

/** Before it is told, so that "hidden" is true when it is said. Gives the places whose bytes were others by then. */
async function hide(places: readonly Place[], from: number, { hider }: Open): Promise<ReadonlySet<number>> {
  if (hider === null) return new Set();
  const asked = places.filter((place) => place.what === "hidden");
  const strange = await hider.hide(asked.map((place) => moved(place, from)));
  return new Set(strange.map(({ at }) => at));
}

function tell(
  name: string,
  places: readonly Place[],
  strange: ReadonlySet<number>,
  begin: { readonly from: number; readonly line: number | null },
  { hider, writable }: Open,
  request: FollowRequest,
): void {
  for (const place of places) {
    const hidden = hider !== null && place.what === "hidden" && !strange.has(place.at + begin.from);
    const { line, ...finding } = place.finding;
    request.onEvent({
      kind: "found",
      file: name,
      finding: { ...finding, offset: finding.offset + begin.from },
      line: begin.line === null ? null : line + begin.line - 1,
      hidden,
      why: hidden ? null : whyNot(place, request.fix, writable),
    });
  }
}

function whyNot(
  place: Place,
  fix: boolean,
  writable: boolean,
): "not-asked" | "possible" | "unfit" | "changed" | "unwritable" {
  if (place.what === "left") return "possible";
  if (place.what === "unfit") return "unfit";
  if (!fix) return "not-asked";
  return writable ? "changed" : "unwritable";
}

function moved(place: Place, by: number): Place {
  const patches = place.patches?.map(({ at, bytes }) => ({ at: at + by, bytes })) ?? null;
  return { ...place, at: place.at + by, patches };
}
