// The acts of `misemori watch` that compare files with what was approved, each with its line in the journal.

import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { CliActs, WatchFilesActs } from "../../cli/index.ts";
import type { LoadedConfig } from "../../config/index.ts";
import { openSigningKey } from "../../journal/index.ts";
import { refuse, say, systemClock, systemRandom, type Language, type Outcome } from "../../kernel/index.ts";
import { maskText } from "../../scrub/index.ts";
import { openJournalEntries, openSqliteStore } from "../../store/index.ts";
import {
  addWindow,
  approveChanges,
  baselineTree,
  checkTree,
  keepRelease,
  listQuarantine,
  openPace,
  openRulesFolder,
  quarantineFile,
  readWindows,
  restoreFile,
  type TreeGround,
  type TreeSettings,
} from "../../watch/index.ts";
import { writeJournal } from "../desk/evidence.ts";
import { told } from "../desk/vault.ts";
import { createFileBook, masked, type FileBook } from "./file-book.ts";
import { rulesFolderOf, treesOf, watchKeyFile } from "./file-settings.ts";
import { openManifestHashes } from "./manifest-hashes.ts";
import { MAIN_WORDS } from "../words.ts";

type TreeAsk = Omit<Parameters<WatchFilesActs["watchCheck"]>[0], "quick" | "textsMax">;
type Acts = Pick<CliActs, keyof WatchFilesActs>;

export function createWatchFilesActs(): Acts {
  return { ...comparingActs(), ...windowActs(), ...quarantineActs() };
}

function comparingActs(): Pick<Acts, "watchBaseline" | "watchCheck" | "watchApprove"> {
  return {
    watchBaseline: (request) =>
      forTrees(request, async (tree, ground) => {
        const { by, why } = masked(request);
        const approved = await baselineTree(tree, ground, { by, why });
        if (approved !== null)
          await bookOf(request.loaded).approved("baseline", tree.name, approved, { by, why });
        return { tree: tree.name, approved };
      }),
    watchCheck: ({ quick, textsMax, ...request }) =>
      forTrees(request, (tree, ground) => {
        const { list: windows } = readWindows(ground.recordsFolder, ground.key);
        return checkTree(tree, ground, { quick, textsMax, windows });
      }),
    watchApprove: async (request) => {
      const { seen, folder, loaded, language } = request;
      const { by, why } = masked(request);
      const key = await openSigningKey(watchKeyFile(loaded.recordsFolder));
      const window =
        request.window === null
          ? null
          : readWindows(loaded.recordsFolder, key).list.find(({ id }) => id === request.window);
      if (window === undefined) return refusal(language, "watchNoWindow", { id: request.window ?? "" });
      return await forTrees(request, async (tree, ground) => {
        const paths = request.paths?.map((path) => withinTree(tree, folder, path)) ?? null;
        const approved = await approveChanges(tree, ground, { paths, window, seen, by, why });
        if (approved !== null) await bookOf(loaded).approved("approved", tree.name, approved, { by, why });
        return { tree: tree.name, approved };
      });
    },
  };
}

function windowActs(): Pick<Acts, "watchWindow" | "watchWindows" | "watchRelease"> {
  return {
    watchWindow: ({ loaded, fromMs, toMs, ...said }) =>
      told(async () => {
        const { recordsFolder } = loaded;
        const { by, why } = masked(said);
        const who = maskText(said.who);
        await needRecord(recordsFolder);
        const key = await openSigningKey(watchKeyFile(recordsFolder));
        const wish = { fromMs, toMs, who, why, by, atMs: systemClock().nowMs() };
        const window = addWindow(recordsFolder, key, systemRandom(), wish);
        await bookOf(loaded).window(window);
        return window;
      }),
    watchWindows: ({ loaded: { recordsFolder } }) =>
      told(async () => readWindows(recordsFolder, await openSigningKey(watchKeyFile(recordsFolder)))),
    watchRelease: async ({ loaded, archive, name, by, language, gone }) => {
      if (!existsSync(archive)) return refusal(language, "watchNoArchive", { path: archive });
      return await told(async () => {
        const kept = await keepRelease(loaded.recordsFolder, archive, name, gone);
        if (!gone.aborted) await bookOf(loaded).release(name, kept, by);
        return kept;
      });
    },
  };
}

function quarantineActs(): Pick<Acts, "watchQuarantine" | "watchRestore" | "watchQuarantined"> {
  return {
    watchQuarantine: async ({ loaded, path, language, ...said }) => {
      const { by, why } = masked(said);
      const tree = treesOf(loaded).find((one) => isBelow(path, one.path));
      if (tree === undefined) return refusal(language, "watchOutside", { path });
      return await told(async () => {
        const about = await quarantineFile(Buffer.from(path), { by, why }, quarantineTools(loaded, language));
        await bookOf(loaded).quarantined(about);
        return about;
      });
    },
    watchRestore: ({ loaded, id, by, language }) =>
      told(async () => {
        const about = await restoreFile(id, quarantineTools(loaded, language));
        await bookOf(loaded).restored(about, by);
        return about;
      }),
    watchQuarantined: ({ loaded }) => told(() => Promise.resolve(listQuarantine(loaded.recordsFolder))),
  };
}

function quarantineTools({ recordsFolder }: LoadedConfig, language: Language) {
  const clock = systemClock();
  const pace = openPace(clock, null, new AbortController().signal);
  return { recordsFolder, clock, random: systemRandom(), pace, language };
}

async function forTrees<T>(
  { loaded, tree, language, gone, onProgress }: TreeAsk,
  work: (tree: TreeSettings, ground: TreeGround) => Promise<T>,
): Promise<Outcome<readonly T[]>> {
  const all = treesOf(loaded);
  const trees = all.filter(({ name }) => tree === null || name === tree);
  if (all.length === 0) return refusal(language, "watchNoTrees");
  if (trees.length === 0) {
    const names = all.map(({ name }) => name).join("、");
    return refusal(language, "watchNoTree", { name: tree ?? "", names });
  }
  return await told(async () => {
    const { recordsFolder } = loaded;
    await needRecord(recordsFolder);
    const ground = await groundOf(loaded, language);
    const done: T[] = [];
    for (const one of trees) done.push(await work(one, { ...ground, gone, onProgress }));
    return done;
  });
}

async function groundOf(
  loaded: LoadedConfig,
  language: Language,
): Promise<Omit<TreeGround, "gone" | "onProgress">> {
  const { recordsFolder } = loaded;
  const clock = systemClock();
  const key = await openSigningKey(watchKeyFile(recordsFolder));
  const folder = rulesFolderOf(loaded);
  const rules = folder === null ? null : openRulesFolder(folder, { monoMs: () => clock.monoMs() });
  await rules?.refresh();
  const { entries, close } = openJournalEntries(recordsFolder);
  try {
    const hashes = openManifestHashes(entries);
    await hashes.refresh();
    const expected = (tree: string): string | null => hashes.of([tree])[tree] ?? null;
    return { recordsFolder, key, clock, language, bytesPerSecond: null, rules, expected };
  } finally {
    close();
  }
}

/** A shop may be approved before its guard ever ran: what is approved must still stand in the journal. */
async function needRecord(recordsFolder: string): Promise<void> {
  if (existsSync(join(recordsFolder, "record.db"))) return;
  await (await openSqliteStore({ folder: recordsFolder })).close();
}

function bookOf({ recordsFolder }: LoadedConfig): FileBook {
  return createFileBook((kind, by, facts) => writeJournal(recordsFolder, kind, by, facts));
}

/** A whole path, or one from where the person stands, becomes one in the tree; anything else is taken as shown. */
function withinTree(tree: TreeSettings, folder: string, path: string): string {
  const whole = resolve(folder, path);
  if (isBelow(whole, tree.path) && (path.startsWith("/") || existsSync(whole)))
    return relative(tree.path, whole);
  return path.replace(/\/$/, "");
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

type WatchWord = Extract<keyof typeof MAIN_WORDS, `watch${string}`>;

function refusal(
  language: Language,
  word: Exclude<WatchWord, `${string}Hint`>,
  values: Readonly<Record<string, string>> = {},
): Outcome<never> {
  const message = say(MAIN_WORDS, language, word, values);
  return refuse("usage.watch", message, say(MAIN_WORDS, language, `${word}Hint`, values));
}
