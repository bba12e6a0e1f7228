// Follows logs by their names as they grow, are rotated, cut short and made anew, and remembers its place across restarts.
// What is done with each open file is tail.ts's matter.

import { watch, type FSWatcher } from "node:fs";
import { open, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathOfInode } from "../fix/journal.ts";
import type { FollowEnd, FollowRequest } from "./contract.ts";
import { openPlaces, printBefore, type Places, type Remembered } from "./places.ts";
import { openTail, type Tail } from "./tail.ts";

/** After a rotation programs write into the old file until they are told; silent for this long, it is let go. */
const LEAVING_QUIET_MS = 10_000;
/** Old files still read at once per name; a log rotated more often than this is rotated by mistake. */
const LEAVING_MAX = 4;
const SAVE_EVERY_MS = 1_000;
/** Bursts of news about a folder are answered once in this time. */
const GAP_MS = 40;
/** Folders watched for news; beyond it looking every `pollMs` is enough. */
const WATCHED_MAX = 64;

interface Followed {
  readonly path: string;
  tail: Tail | null;
  readonly leaving: { readonly tail: Tail; quietSinceMs: number }[];
  isKnown: boolean;
  isWaiting: boolean;
  saved: string;
}

/** Resolves when told to go (or, with `once`, when all was read); what was read by then is told and remembered. */
export async function followFiles(request: FollowRequest): Promise<FollowEnd> {
  const counts = { found: 0, hidden: 0 };
  const counting: FollowRequest = {
    ...request,
    onEvent: (event) => {
      if (event.kind === "found") {
        counts.found += 1;
        counts.hidden += event.hidden ? 1 : 0;
      }
      request.onEvent(event);
    },
  };
  const places = await openPlaces(request.stateFolder);
  const followed = request.files.map((file) => newFollowed(resolve(file)));
  const news = openNews(followed.map(({ path }) => dirname(path)));
  try {
    let savedAtMs = performance.now();
    for (let isOver = false; !isOver;) {
      isOver = request.gone.aborted;
      let grew = false;
      for (const one of followed) grew = (await turn(one, places, counting)) || grew;
      if (isOver || performance.now() - savedAtMs >= SAVE_EVERY_MS) {
        savedAtMs = performance.now();
        await saveAll(followed, places);
      }
      if (request.once && !grew) break;
      if (!grew && !isOver) await news.next(request.pollMs, request.gone);
    }
    await saveAll(followed, places);
  } finally {
    news.close();
    for (const one of followed) {
      await one.tail?.close();
      for (const { tail } of one.leaving) await tail.close();
    }
  }
  return counts;
}

function newFollowed(path: string): Followed {
  return { path, tail: null, leaving: [], isKnown: false, isWaiting: false, saved: "" };
}

/** One look at one name. True when there was something to read. */
async function turn(one: Followed, places: Places, request: FollowRequest): Promise<boolean> {
  const seen = await stat(one.path, { bigint: true }).catch(() => null);
  const isFile = seen?.isFile() === true;
  if (!one.isKnown && (isFile || seen === null)) {
    one.isKnown = true;
    await takeUp(
      one,
      await places.load(one.path),
      isFile ? seen.ino : null,
      Number(seen?.size ?? 0),
      request,
    );
  }
  if (one.tail !== null && isFile && seen.ino !== one.tail.ino) {
    one.leaving.push({ tail: one.tail, quietSinceMs: performance.now() });
    one.tail = null;
    request.onEvent({ kind: "rotated", file: one.path, offset: 0, detail: "" });
  }
  if (one.tail === null && isFile) await begin(one, 0, 1, request);
  if (one.tail === null && !isFile && !one.isWaiting) {
    one.isWaiting = true;
    request.onEvent({
      kind: "waiting",
      file: one.path,
      offset: 0,
      detail: seen === null ? "" : "not a file",
    });
  }
  let grew = await readLeaving(one);
  const end = await one.tail?.readOn(performance.now());
  if (end === "cut") {
    await one.tail?.close();
    one.tail = null;
    request.onEvent({ kind: "truncated", file: one.path, offset: 0, detail: "" });
    await begin(one, 0, 1, request);
    grew = true;
  }
  return grew || end === "grew";
}

/** Where an earlier run left off: in this file, or in ones that have been rotated away since. */
async function takeUp(
  one: Followed,
  kept: readonly Remembered[],
  ino: bigint | null,
  size: number,
  request: FollowRequest,
): Promise<void> {
  if (kept.length === 0) {
    if (ino !== null) await begin(one, request.fromStart ? 0 : size, request.fromStart ? 1 : null, request);
    return;
  }
  for (const place of kept) {
    const path = await pathOfInode(one.path, BigInt(place.ino));
    const isSame = path !== null && (await isSamePlace(path, place, request.key));
    if (isSame && ino === BigInt(place.ino)) {
      await begin(one, place.position, place.line, request, "resumed");
    } else if (isSame) {
      const tail = await openTail(path, one.path, place.position, place.line, request).catch(() => null);
      if (tail === null) continue;
      one.leaving.push({ tail, quietSinceMs: performance.now() });
      request.onEvent({ kind: "resumed", file: one.path, offset: place.position, detail: path });
    } else if (ino === BigInt(place.ino)) {
      request.onEvent({ kind: "truncated", file: one.path, offset: 0, detail: "" });
    }
  }
  // What has the name now came while nobody looked: all of it is new.
  if (ino !== null && one.tail === null) await begin(one, 0, 1, request);
}

async function isSamePlace(path: string, kept: Remembered, key: Uint8Array): Promise<boolean> {
  const file = await open(path, "r").catch(() => null);
  if (file === null) return false;
  try {
    const { size } = await file.stat();
    return size >= kept.position && (await printBefore(file, kept.position, key)) === kept.print;
  } finally {
    await file.close();
  }
}

async function begin(
  one: Followed,
  from: number,
  line: number | null,
  request: FollowRequest,
  kind: "began" | "resumed" = "began",
): Promise<void> {
  try {
    one.tail = await openTail(one.path, one.path, from, line, request);
    one.isWaiting = false;
    request.onEvent({ kind, file: one.path, offset: from, detail: "" });
    if (!one.tail.writable) request.onEvent({ kind: "unwritable", file: one.path, offset: from, detail: "" });
  } catch (error) {
    if (one.isWaiting) return;
    one.isWaiting = true;
    const detail = error instanceof Error && "code" in error ? String(error.code) : "";
    request.onEvent({ kind: "unreadable", file: one.path, offset: from, detail });
  }
}

async function readLeaving(one: Followed): Promise<boolean> {
  let grew = false;
  for (const leaving of one.leaving.slice()) {
    const nowMs = performance.now();
    const end = await leaving.tail.readOn(nowMs);
    if (end === "grew") {
      grew = true;
      leaving.quietSinceMs = nowMs;
    }
    const isOver = end === "cut" || nowMs - leaving.quietSinceMs >= LEAVING_QUIET_MS;
    if (!isOver && one.leaving.length <= LEAVING_MAX) continue;
    one.leaving.splice(one.leaving.indexOf(leaving), 1);
    await leaving.tail.close();
  }
  return grew;
}

async function saveAll(followed: readonly Followed[], places: Places): Promise<void> {
  for (const one of followed) {
    const tails = [...(one.tail === null ? [] : [one.tail]), ...one.leaving.map(({ tail }) => tail)];
    if (tails.length === 0) continue;
    const now = await Promise.all(tails.map((tail) => tail.place()));
    const text = JSON.stringify(now);
    if (text !== one.saved) await places.save(one.path, now);
    one.saved = text;
  }
}

interface News {
  /** Resolves at news, after `pollMs`, or when told to go. */
  next(pollMs: number, gone: AbortSignal): Promise<void>;
  close(): void;
}

/** News while nobody waits for it. */
function ignore(): void {
  // The next look comes anyway.
}

function openNews(folders: readonly string[]): News {
  let wake: () => void = ignore;
  const watchers: FSWatcher[] = [];
  for (const folder of [...new Set(folders)].slice(0, WATCHED_MAX)) {
    try {
      const watcher = watch(folder, { persistent: false }, () => wake());
      // A folder that goes away, or a system without watches: looking every so often goes on.
      watcher.on("error", () => watcher.close());
      watchers.push(watcher);
    } catch {
      continue;
    }
  }
  return {
    next: (pollMs, gone) =>
      new Promise((done) => {
        let timer = setTimeout(finish, pollMs);
        function finish(): void {
          clearTimeout(timer);
          gone.removeEventListener("abort", finish);
          wake = ignore;
          done();
        }
        wake = () => {
          // Only the first news of a burst: the rest must not push the look further away.
          wake = ignore;
          clearTimeout(timer);
          timer = setTimeout(finish, Math.min(GAP_MS, pollMs));
        };
        gone.addEventListener("abort", finish, { once: true });
        if (gone.aborted) finish();
      }),
    close: () => {
      for (const watcher of watchers) watcher.close();
    },
  };
}
