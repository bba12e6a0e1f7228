// What people do with a watched tree: approve it as it is, see what differs, approve that.

import { statSync } from "node:fs";
import { join } from "node:path";
import type { SigningKey } from "../../journal/index.ts";
import { MisemoriError, say, type Clock, type Language } from "../../kernel/index.ts";
import { approveTree, type Approved } from "./approve.ts";
import { compareTree, type CompareRequest } from "./compare.ts";
import {
  FILE_LIMITS,
  type Approval,
  type Difference,
  type TextPlace,
  type TreeSettings,
  type Trouble,
} from "./contract.ts";
import { nameOf } from "./differ.ts";
import { textOf } from "./explain.ts";
import { nameKnown, type KnownSource } from "./known.ts";
import { openManifest, type Manifest, type ManifestEnd } from "./manifest.ts";
import { refused as manifestRefused } from "./manifest-seal.ts";
import { openPace } from "./pace.ts";
import type { RulesFolder } from "../scan/foreign.ts";
import { alone, placesOf, type TreePlaces } from "./places.ts";
import { openRules } from "./rules.ts";
import { markOf, openSeen } from "./seen.ts";
import type { TextDifference } from "./text-diff.ts";
import { windowAt, type ApprovalWindow } from "./windows.ts";
import { filesWords } from "./words.ts";

export interface TreeGround {
  readonly recordsFolder: string;
  /** Signs manifests: `keys/watch.key`. */
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly language: Language;
  readonly gone: AbortSignal;
  /** Null: as fast as it goes, for somebody is waiting. */
  readonly bytesPerSecond: number | null;
  readonly onProgress: (done: number, total: number, path: string) => void;
  /** Rules of others, compiled; null or left out: none are used. */
  readonly rules?: Pick<RulesFolder, "rules" | "broken"> | null;
  /** The manifest's SHA-256 the journal names last for a tree, null: it names none; left out: it is not compared. */
  readonly expected?: (tree: string) => string | null;
}

export interface ToldDifference extends Difference {
  readonly knownAs: KnownSource | null;
  /** The approval window it was made in. */
  readonly window: string | null;
  readonly text: TextDifference | null;
}

export interface CheckReport {
  readonly tree: string;
  readonly path: string;
  /** The manifest's own SHA-256, as it stands in the journal. */
  readonly manifest: string;
  readonly approvals: readonly Approval[];
  readonly approvedFiles: number;
  readonly differences: readonly ToldDifference[];
  /** Beyond FILE_LIMITS.differencesMax they are counted, not listed. */
  readonly differenceCount: number;
  readonly malicious: number;
  readonly suspicious: number;
  readonly troubles: readonly Trouble[];
  readonly troubleCount: number;
  /** For `approve --seen`. */
  readonly seen: string;
  readonly quick: boolean;
  readonly seconds: number;
  /** False when it was broken off. */
  readonly complete: boolean;
}

/** Approves the whole tree as it stands, but for what looks like a backdoor. Null: broken off. */
export async function baselineTree(
  settings: TreeSettings,
  ground: TreeGround,
  { by, why }: { readonly by: string; readonly why: string },
): Promise<Approved | null> {
  needFolder(settings, ground.language);
  const places = placesOf(ground.recordsFolder, settings.name);
  return await alone(places, ground.language, () =>
    approveTree(null, {
      ...approving(settings, ground, places, { total: 0, quick: false }),
      by,
      why,
      selects: ({ verdict }) => verdict !== "malicious",
      accepts: () => true,
    }),
  );
}

export interface ApproveWish {
  /** In the tree, as shown; a folder means all below. Null: everything that does not look like a backdoor. */
  readonly paths: readonly string[] | null;
  /** Only what was made in this window. */
  readonly window: ApprovalWindow | null;
  /** From the check the person looked at; null: whatever differs now. */
  readonly seen: string | null;
  /** Exactly these (markOf), backdoors among them too, and only when each still is as it was shown. */
  readonly marks?: ReadonlySet<string>;
  readonly by: string;
  readonly why: string;
}

/** Null: broken off. Throws "watch.seen" when the tree has changed since it was looked at, "watch.no-baseline" without a manifest. */
export async function approveChanges(
  settings: TreeSettings,
  ground: TreeGround,
  wish: ApproveWish,
): Promise<Approved | null> {
  needFolder(settings, ground.language);
  const { language } = ground;
  const places = placesOf(ground.recordsFolder, settings.name);
  return await alone(places, language, async () => {
    const old = await needManifest(settings, ground, places);
    let refused = false;
    const attempt = async (quick: boolean): Promise<Approved | null> => {
      let met = 0;
      return await approveTree(old, {
        ...approving(settings, ground, places, { total: old.entries, quick }),
        by: wish.by,
        why: wish.why,
        selects: (difference) => {
          const isSelected = isWished(difference, wish);
          if (isSelected) met += 1;
          return isSelected;
        },
        accepts: (seen) => {
          refused =
            (wish.seen !== null && wish.seen !== seen) ||
            (wish.marks !== undefined && wish.marks.size !== met);
          return !refused;
        },
      });
    };
    // What kept size, times and inode keeps the content it was approved with, so a quick look approves nothing it did not read.
    const isQuick = wish.marks !== undefined || wish.window !== null;
    let done = await attempt(isQuick);
    // Shown by a full pass, and nothing but its content tells: then everything is read.
    if (refused && isQuick) done = await attempt(false);
    if (refused)
      throw new MisemoriError(
        "watch.seen",
        say(filesWords, language, "seen"),
        say(filesWords, language, "seenHint"),
      );
    return done;
  });
}

function isWished(difference: Difference, { paths, window, marks }: ApproveWish): boolean {
  if (marks !== undefined) return marks.has(markOf(difference));
  const { path, verdict, changedAtMs } = difference;
  if (window !== null && (changedAtMs === null || windowAt([window], changedAtMs) === undefined))
    return false;
  const isNamed = paths?.includes(path) === true;
  if (verdict === "malicious") return isNamed;
  return (
    paths === null || isNamed || paths.some((folder) => path.startsWith(`${folder.replace(/\/$/, "")}/`))
  );
}

function approving(
  settings: TreeSettings,
  ground: TreeGround,
  places: TreePlaces,
  { total, quick }: { readonly total: number; readonly quick: boolean },
) {
  const { clock, language, key } = ground;
  return {
    compare: comparing(settings, ground, quick),
    tree: settings.name,
    path: settings.path,
    places,
    key,
    clock,
    language,
    onProgress: (entries: number, path: Buffer) => ground.onProgress(entries, total, nameOf(path).path),
  };
}

function comparing(
  settings: TreeSettings,
  { clock, language, gone, bytesPerSecond, rules }: TreeGround,
  quick: boolean,
): Omit<CompareRequest, "manifest" | "start"> {
  return {
    root: Buffer.from(settings.path),
    rule: openRules(settings),
    pace: openPace(clock, bytesPerSecond, gone),
    language,
    foreign: () => rules?.rules() ?? null,
    quick,
    // Nobody remembers when it was last looked at: files that come and go are all judged.
    sinceMs: 0,
    gone,
    breath: () => Promise.resolve(),
  };
}

export interface CheckWish {
  readonly quick: boolean;
  readonly windows: readonly ApprovalWindow[];
  /** Line by line, for so many files. */
  readonly textsMax: number;
}

export async function checkTree(
  settings: TreeSettings,
  ground: TreeGround,
  wish: CheckWish,
): Promise<CheckReport> {
  needFolder(settings, ground.language);
  const { clock, recordsFolder } = ground;
  const startedMs = clock.monoMs();
  const places = placesOf(recordsFolder, settings.name);
  const manifest = await needManifest(settings, ground, places);
  const total = manifest.entries;
  const compare = comparing(settings, ground, wish.quick);
  const differences: Difference[] = [];
  const texts = new Map<Difference, TextPlace>();
  const troubles: Trouble[] = [...brokenRules(ground.rules)].slice(0, FILE_LIMITS.troublesMax);
  const counts = { different: 0, malicious: 0, suspicious: 0, troubles: troubles.length, done: 0 };
  const seen = openSeen();
  let end: ManifestEnd | null = null;
  for await (const step of compareTree({ ...compare, manifest, start: Buffer.alloc(0) })) {
    counts.done += 1;
    if (step.kind === "end") end = step.end;
    else if (step.kind === "trouble") {
      counts.troubles += 1;
      if (troubles.length < FILE_LIMITS.troublesMax)
        troubles.push({ path: nameOf(step.path).path, reason: step.reason });
    } else if (step.kind === "different") {
      const { difference, before } = step;
      seen.add(difference);
      counts.different += 1;
      if (difference.verdict !== "clean") counts[difference.verdict] += 1;
      if (differences.length < FILE_LIMITS.differencesMax) differences.push(difference);
      if (texts.size < wish.textsMax && before?.text !== null && before?.text !== undefined)
        texts.set(difference, before.text);
    }
    ground.onProgress(counts.done, total, "path" in step ? nameOf(step.path).path : settings.name);
  }
  const root = settings.path;
  const known = await nameKnown(differences, { recordsFolder, root, pace: compare.pace });
  const pack = join(places.folder, manifest.head.pack);
  const told: ToldDifference[] = [];
  for (const one of differences)
    told.push({
      ...one,
      knownAs: known.get(one) ?? null,
      window: one.changedAtMs === null ? null : (windowAt(wish.windows, one.changedAtMs)?.id ?? null),
      text: await textOf(one, texts.get(one), pack, { root, pace: compare.pace }),
    });
  return {
    tree: settings.name,
    path: root,
    manifest: manifest.sha256,
    approvals: end?.approvals ?? [],
    approvedFiles: end?.files ?? 0,
    differences: told,
    differenceCount: counts.different,
    malicious: counts.malicious,
    suspicious: counts.suspicious,
    troubles,
    troubleCount: counts.troubles,
    seen: seen.digest(),
    quick: wish.quick,
    seconds: Math.max(0, clock.monoMs() - startedMs) / 1000,
    complete: !ground.gone.aborted,
  };
}

/** As troubles are told: each rule file that is not used. */
export function brokenRules(rules: TreeGround["rules"]): readonly Trouble[] {
  return (rules?.broken() ?? []).map(({ file }) => ({ path: file, reason: "rules" }));
}

async function needManifest(
  { name }: TreeSettings,
  { key, language, expected }: TreeGround,
  places: TreePlaces,
): Promise<Manifest> {
  const manifest = await openManifest(places, key, name, language);
  // An older one, put back, is signed as well.
  if (manifest !== null && expected !== undefined && expected(name) !== manifest.sha256)
    throw manifestRefused(language, "manifestOld", places);
  if (manifest !== null) return manifest;
  const hint = say(filesWords, language, "noBaselineHint");
  throw new MisemoriError("watch.no-baseline", say(filesWords, language, "noBaseline", { name }), hint);
}

function needFolder({ path }: TreeSettings, language: Language): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const hint = say(filesWords, language, "noFolderHint");
  throw new MisemoriError("watch.no-folder", say(filesWords, language, "noFolder", { path }), hint);
}
