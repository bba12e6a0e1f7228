// Takes a file out of the shop without destroying it: moved into a folder only the guard may enter, with what is needed to put
// it back as it was. The copy is whole and durable before the original is taken away.

import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  utimesSync,
  type Stats,
} from "node:fs";
import { dirname, join } from "node:path";
import { MisemoriError, newId, say, type Clock, type Language, type Random } from "../../kernel/index.ts";
import { readContent } from "./content.ts";
import { nameOf } from "./differ.ts";
import type { Pace } from "./pace.ts";
import { makeFolder, syncFolder, watchFolder, writeWhole } from "./places.ts";
import { filesWords, type FilesWord } from "./words.ts";

export interface Quarantined {
  readonly id: string;
  /** The whole path, as shown. */
  readonly path: string;
  readonly pathBytes: string | null;
  readonly sha256: string;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly atMs: number;
  readonly by: string;
  readonly why: string;
  readonly restoredAtMs: number | null;
}

export interface QuarantineTools {
  readonly recordsFolder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly pace: Pace;
  readonly language: Language;
}

const ID = /^quarantine_[0-9a-z]{26}$/;

/**
 * `place`: the whole path. `shown`: the content the person saw, when he saw one. Throws "watch.no-file", "watch.seen" when it is
 * another file by now, "watch.quarantine" when it cannot be moved; it then is where it was.
 */
export async function quarantineFile(
  place: Buffer,
  { by, why, shown }: { readonly by: string; readonly why: string; readonly shown?: string | null },
  tools: QuarantineTools,
): Promise<Quarantined> {
  const { clock, language } = tools;
  const stats = lstatOr(place);
  const content = stats?.isFile() === true ? await readContent(place, tools.pace) : null;
  if (stats === null || content === null)
    throw trouble(language, "quarantineNoFile", { path: nameOf(place).path });
  if (shown !== undefined && shown !== content.sha256)
    throw trouble(language, "quarantineMoved", { path: nameOf(place).path });
  const id = newId("quarantine", clock.nowMs(), tools.random);
  const folder = join(watchFolder(tools.recordsFolder), "quarantine", id);
  const about: Quarantined = {
    id,
    ...nameOf(place),
    sha256: content.sha256,
    size: content.size,
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    atimeMs: stats.atimeMs,
    mtimeMs: stats.mtimeMs,
    atMs: clock.nowMs(),
    by,
    why,
    restoredAtMs: null,
  };
  makeFolder(folder);
  const kept = join(folder, "file");
  try {
    copyFileSync(place, kept, constants.COPYFILE_EXCL);
    chmodSync(kept, 0o600);
    sync(kept);
    const copy = await readContent(Buffer.from(kept), tools.pace);
    if (copy?.sha256 !== content.sha256) throw trouble(language, "quarantineMoved", { path: about.path });
    writeWhole(join(folder, "about.json"), `${JSON.stringify(about)}\n`);
    unlinkSync(place);
  } catch (error) {
    if (lstatOr(place) !== null) rmSync(folder, { recursive: true, force: true });
    if (error instanceof MisemoriError) throw error;
    throw trouble(language, "quarantineFailed", { path: about.path, reason: codeOf(error) }, error);
  }
  return about;
}

/**
 * Puts it back with its rights, owner and times. Throws "watch.taken" when something stands there, "watch.spoilt" when the copy
 * was changed, "watch.back" when it is back already, "watch.unknown", "watch.quarantine".
 */
export async function restoreFile(id: string, tools: QuarantineTools): Promise<Quarantined> {
  const { language } = tools;
  const folder = join(watchFolder(tools.recordsFolder), "quarantine", id);
  const about = ID.test(id) ? aboutIn(folder) : null;
  if (about === null) throw trouble(language, "quarantineUnknown", { id });
  if (about.restoredAtMs !== null) throw trouble(language, "quarantineBack", { id });
  const place = about.pathBytes === null ? Buffer.from(about.path) : Buffer.from(about.pathBytes, "base64");
  if (lstatOr(place) !== null) throw trouble(language, "quarantineTaken", { path: about.path });
  const kept = join(folder, "file");
  const content = await readContent(Buffer.from(kept), tools.pace);
  if (content?.sha256 !== about.sha256) throw trouble(language, "quarantineChanged", { id });
  const aside = Buffer.concat([place, Buffer.from(`.${id}`)]);
  try {
    copyFileSync(kept, aside, constants.COPYFILE_EXCL);
    ownAgain(aside, about);
    chmodSync(aside, about.mode);
    utimesSync(aside, about.atimeMs / 1000, about.mtimeMs / 1000);
    // Never over something that came there meanwhile.
    linkSync(aside, place);
  } catch (error) {
    throw trouble(language, "quarantineFailed", { path: about.path, reason: codeOf(error) }, error);
  } finally {
    rmSync(aside, { force: true });
  }
  const back = { ...about, restoredAtMs: tools.clock.nowMs() };
  writeWhole(join(folder, "about.json"), `${JSON.stringify(back)}\n`);
  return back;
}

/** Newest first. */
export function listQuarantine(recordsFolder: string): readonly Quarantined[] {
  const folder = join(watchFolder(recordsFolder), "quarantine");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => ID.test(name))
    .sort()
    .toReversed()
    .flatMap((name) => aboutIn(join(folder, name)) ?? []);
}

/** Only root may give files away; for everybody else the file is his own again. */
function ownAgain(place: Buffer, { uid, gid }: Quarantined): void {
  try {
    chownSync(place, uid, gid);
  } catch (error) {
    if (codeOf(error) !== "EPERM") throw error;
  }
}

function aboutIn(folder: string): Quarantined | null {
  try {
    return JSON.parse(readFileSync(join(folder, "about.json"), "utf8")) as Quarantined;
  } catch {
    return null;
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
  syncFolder(dirname(path));
}

function lstatOr(place: Buffer): Stats | null {
  try {
    return lstatSync(place);
  } catch {
    return null;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

const CODES: Readonly<Partial<Record<FilesWord, string>>> = {
  quarantineNoFile: "watch.no-file",
  quarantineMoved: "watch.seen",
  quarantineUnknown: "watch.unknown",
  quarantineBack: "watch.back",
  quarantineTaken: "watch.taken",
  quarantineChanged: "watch.spoilt",
};

function trouble(
  language: Language,
  word: FilesWord,
  values: Readonly<Record<string, string>>,
  cause?: unknown,
): MisemoriError {
  return new MisemoriError(
    CODES[word] ?? "watch.quarantine",
    say(filesWords, language, word, values),
    say(filesWords, language, `${word}Hint` as FilesWord, values),
    cause,
  );
}
