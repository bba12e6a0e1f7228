// Stands guard over one tree: a quick pass at the start, then every change as it is heard, a whole pass on schedule, and a look
// at the manifest, which other programs write. Tells alerts; changes nothing in the tree.

import { isDeepStrictEqual } from "node:util";
import type { SigningKey } from "../../journal/index.ts";
import { MisemoriError, type Clock, type Language } from "../../kernel/index.ts";
import { compareTree } from "./compare.ts";
import {
  FILE_LIMITS,
  type Difference,
  type TreeSettings,
  type Trouble,
  type TroubleReason,
} from "./contract.ts";
import { bytesOfName, meet, nameOf, type DifferTools } from "./differ.ts";
import { alertOf, CAUSES, keyOf, type CauseName, type WatchAlert } from "./findings.ts";
import { readIntoTable, type IndexTable } from "./index-table.ts";
import { openKeptState, sameTroubles } from "./kept-state.ts";
import { openLiveEvents, type LiveEvents } from "./live.ts";
import { openManifest, type Manifest } from "./manifest.ts";
import { isWithin } from "./order.ts";
import { openPace } from "./pace.ts";
import { createPending } from "./pending.ts";
import { makeFolder, placesOf, signatureOf } from "./places.ts";
import { openRules } from "./rules.ts";
import { seenAt } from "./walk-tree.ts";
import { readWindows, type Windows } from "./windows.ts";

export interface SentrySettings {
  readonly tree: TreeSettings;
  readonly recordsFolder: string;
  readonly language: Language;
  readonly fullPassMs: number;
  readonly bytesPerSecond: number;
  /** Null: the file system tells of changes. */
  readonly pollMs: number | null;
}

export type SentryWord =
  | { readonly kind: "alert"; readonly tree: string; readonly alert: WatchAlert; readonly atMs: number }
  | { readonly kind: "settled"; readonly tree: string; readonly cause: CauseName; readonly atMs: number }
  /** A pass came to its end; the first one says that the tree is guarded. */
  | {
      readonly kind: "passed";
      readonly tree: string;
      readonly quick: boolean;
      readonly findings: number;
      readonly ms: number;
    };

export interface SentryTools {
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly gone: AbortSignal;
  readonly tell: (word: SentryWord) => void;
}

/** How often what others write is looked at: the manifest, windows that end. */
const LOOK_EVERY_MS = 2_000;
const ATTEND_EVERY_MS = 40;
/** Where events should come and do not. */
const DEAF_POLL_MS = 60_000;
const RECOUNT_MS = 10_000;
/** After a storm: what is being unpacked should be mostly there. */
const STORM_REST_MS = 500;
/** A pass that overlaps the one before by this much misses nothing that was written while a clock's tick went by. */
const OVERLAP_MS = 5_000;

/** Until `gone`. */
export async function standSentry(settings: SentrySettings, tools: SentryTools): Promise<void> {
  const post = openPost(settings, tools);
  const { clock, gone } = tools;
  try {
    await post.begin();
    while (!gone.aborted) {
      await post.rest();
      if (gone.aborted) break;
      try {
        if (post.takeStorm()) {
          await clock.sleep(STORM_REST_MS, gone);
          await post.pass(true);
        }
        await post.attend();
        await post.lookAround();
        if (post.isPassDue()) await post.pass(true);
        if (post.isFullDue()) await post.pass(false);
      } catch (error) {
        if (!(error instanceof MisemoriError && error.code === "watch.manifest")) throw error;
        // Written over while it was read: the next look says whether a person did that.
        post.distrust();
      }
    }
  } finally {
    post.close();
  }
}

/** What one sentry knows and does; all of it is called from the one loop above. */
function openPost(settings: SentrySettings, tools: SentryTools) {
  const { tree, recordsFolder, language } = settings;
  const { clock, gone, key, tell } = tools;
  const places = placesOf(recordsFolder, tree.name);
  makeFolder(places.folder);
  const root = Buffer.from(tree.path);
  const kept = openKeptState(places);
  const pending = createPending();
  const told = new Map<CauseName, WatchAlert | null>();
  const touched = new Set<string>();
  const deaf = new Map<string, Trouble>();
  let passTroubles: readonly Trouble[] = kept.state().troubles;
  let manifestTrouble: Trouble | null = null;
  let windows: Windows = { list: [], refused: 0 };
  let manifest: Manifest | null = null;
  let manifestAt = "";
  let table: IndexTable | null = null;
  let storm = false;
  let isPassOwed = false;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let attendedAtMs = Number.NEGATIVE_INFINITY;
  let polledAtMs = clock.monoMs();
  let wake: () => void = () => undefined;

  const noise = (reason: TroubleReason, path: Buffer): Trouble => ({ path: nameOf(path).path, reason });
  const live: LiveEvents | null =
    settings.pollMs === null
      ? openLiveEvents({
          root,
          onPath: (path) => {
            if (isUnseen(path)) return;
            if (!pending.add(path, clock.monoMs())) storm = true;
            wake();
          },
          onStorm: () => {
            storm = true;
            wake();
          },
          onDeaf: (path) => {
            if (deaf.size < FILE_LIMITS.troublesMax)
              deaf.set(path.toString("latin1"), noise("no-events", path));
          },
        })
      : null;
  const rule = openRules(tree);
  const isUnseen = (path: Buffer): boolean => rule(path) === "unseen";
  const differ = (bytesPerSecond: number | null): DifferTools => ({
    root,
    rule,
    language,
    pace: openPace(clock, bytesPerSecond, gone),
  });
  const atOnce = differ(null);

  const lastCleanMs = (): number | null => {
    const times = [kept.state().passAtMs, table?.end.approvals.at(-1)?.atMs].flatMap((atMs) => atMs ?? []);
    return times.length === 0 ? null : Math.max(...times);
  };
  /** Without a manifest only backdoors are told: everything else is unapproved. */
  const take = (difference: Difference, cleanMs: number | null): void => {
    const isTold = table !== null || difference.verdict === "malicious";
    if (isTold) kept.hold(difference, clock.nowMs(), cleanMs);
    else kept.drop(keyOf(difference));
  };
  /** `withFacts`: numbers that changed are worth saying, too; nobody is called for them. */
  const evaluate = (withFacts = false): void => {
    const troubles = [
      ...(manifestTrouble === null ? [] : [manifestTrouble]),
      ...(windows.refused > 0 ? [noise("windows", Buffer.alloc(0))] : []),
      ...deaf.values(),
      ...passTroubles,
    ].slice(0, FILE_LIMITS.troublesMax);
    if (!sameTroubles(troubles, kept.state().troubles)) kept.set({ troubles });
    const state = kept.state();
    const atMs = clock.nowMs();
    for (const cause of CAUSES) {
      const alert = alertOf(cause, tree.name, state, windows.list, atMs);
      const before = told.get(cause);
      const isNews = before === undefined || before?.stage !== alert?.stage;
      if (!isNews && !(withFacts && !isDeepStrictEqual(before?.facts, alert?.facts))) continue;
      told.set(cause, alert);
      if (alert !== null) tell({ kind: "alert", tree: tree.name, alert, atMs });
      else {
        kept.set({ ever: { ...kept.state().ever, [cause]: 0 } });
        tell({ kind: "settled", tree: tree.name, cause, atMs });
      }
    }
    kept.save();
  };

  const within = async (start: Buffer, against: Manifest | null): Promise<void> => {
    const cleanMs = lastCleanMs();
    kept.dropWithin(start);
    const steps = compareTree({
      ...atOnce,
      manifest: against,
      quick: false,
      sinceMs: 0,
      start,
      gone,
      breath: () => Promise.resolve(),
      onFolder: (path) => live?.addFolder(path),
    });
    for await (const step of steps) if (step.kind === "different") take(step.difference, cleanMs);
    touched.add(start.toString("latin1"));
  };
  const lookAt = async (path: Buffer): Promise<void> => {
    const seen = seenAt(root, path);
    const known = table?.find(path) ?? null;
    if (seen === undefined) live?.dropFolder(path);
    // A folder that came, went or was moved: what is in it came, went or was moved with it.
    const isFolder = seen?.type === "folder" && live?.hears(path) !== true;
    if (isFolder || (seen === undefined && known?.type === "folder"))
      return await within(path, known === null ? null : manifest);
    const met = await meet(path, known, seen, atOnce);
    touched.add(path.toString("latin1"));
    if (met.kind === "different") take(met.difference, lastCleanMs());
    else if (met.kind === "same") kept.drop(keyOf(nameOf(path)));
    // Gone with a folder nobody approved.
    if (seen === undefined && known === null) kept.dropWithin(path);
  };
  const attend = async (): Promise<void> => {
    // Asked after every path of a pass: most often it is too early to look again.
    if (clock.monoMs() - attendedAtMs < ATTEND_EVERY_MS) return;
    attendedAtMs = clock.monoMs();
    const ripe = pending.ripe(attendedAtMs);
    if (ripe.length === 0) return;
    for (const path of ripe) {
      const startedMs = clock.monoMs();
      await lookAt(path);
      const nowMs = clock.monoMs();
      pending.looked(path, nowMs, nowMs - startedMs);
    }
    evaluate();
  };
  const pass = async (quick: boolean): Promise<void> => {
    const startedMs = clock.monoMs();
    const startedAtMs = clock.nowMs();
    const cleanMs = lastCleanMs();
    const met = new Set<string>();
    const troubles: Trouble[] = [];
    isPassOwed = false;
    touched.clear();
    deaf.clear();
    kept.set({ unlisted: 0 });
    const steps = compareTree({
      ...differ(quick ? null : settings.bytesPerSecond),
      manifest: table === null ? null : manifest,
      quick,
      sinceMs: (kept.state().passAtMs ?? 0) - OVERLAP_MS,
      start: Buffer.alloc(0),
      gone,
      breath: attend,
      onFolder: (path) => live?.addFolder(path),
    });
    for await (const step of steps) {
      if (step.kind === "trouble" && troubles.length < FILE_LIMITS.troublesMax)
        troubles.push(noise(step.reason, step.path));
      if (step.kind === "different") {
        met.add(keyOf(step.difference));
        take(step.difference, cleanMs);
        if (step.difference.verdict === "malicious") evaluate();
      }
      // Not read again because nothing touched it: what was found of it before still holds.
      if (step.kind === "same" && step.before === null && step.sha256 === null)
        met.add(keyOf(nameOf(step.after.path)));
      if (step.kind === "untold") met.add(keyOf(nameOf(step.before.path)));
    }
    polledAtMs = clock.monoMs();
    if (gone.aborted) return;
    for (const one of kept.keys()) {
      const finding = kept.finding(one);
      if (finding === undefined || met.has(one)) continue;
      const path = bytesOfName(finding.difference);
      if (!isTouched(touched, path) && !isHidden(troubles, finding.difference)) kept.drop(one);
    }
    passTroubles = troubles;
    kept.set({ passAtMs: startedAtMs, ...(quick ? {} : { fullPassAtMs: startedAtMs }) });
    evaluate(true);
    const ms = Math.round(clock.monoMs() - startedMs);
    tell({ kind: "passed", tree: tree.name, quick, findings: kept.keys().length, ms });
  };
  const readManifest = async (): Promise<boolean> => {
    const at = signatureOf(places.manifest);
    if (at === manifestAt && (table !== null || manifestTrouble !== null)) return false;
    manifestAt = at;
    try {
      manifest = await openManifest(places, key, tree.name, language);
      table = manifest === null ? null : await readIntoTable(manifest);
      manifestTrouble = manifest === null ? noise("manifest", Buffer.from(tree.name)) : null;
    } catch (error) {
      if (!(error instanceof MisemoriError)) throw error;
      [manifest, table] = [null, null];
      manifestTrouble = noise("manifest", Buffer.from(places.manifest));
    }
    return true;
  };
  return {
    begin: async () => {
      windows = readWindows(recordsFolder, key);
      await readManifest();
      isPassOwed = true;
    },
    distrust: () => {
      [manifest, table, manifestAt] = [null, null, ""];
      manifestTrouble = noise("manifest", Buffer.from(places.manifest));
      lookedAtMs = Number.NEGATIVE_INFINITY;
    },
    pass,
    attend,
    takeStorm: () => {
      const was = storm;
      storm = false;
      if (was) pending.clear();
      return was;
    },
    isPassDue: () => {
      // More is known to differ than is listed, and some of it has changed since it was counted.
      const recountMs = kept.state().unlisted > 0 && touched.size > 0 ? RECOUNT_MS : null;
      const everyMs = settings.pollMs ?? recountMs ?? (deaf.size > 0 ? DEAF_POLL_MS : null);
      return isPassOwed || (everyMs !== null && clock.monoMs() - polledAtMs >= everyMs);
    },
    isFullDue: () => clock.nowMs() - (kept.state().fullPassAtMs ?? 0) >= settings.fullPassMs,
    /** The manifest was written anew, a window was set or is over. */
    lookAround: async () => {
      if (clock.monoMs() - lookedAtMs < LOOK_EVERY_MS) return;
      lookedAtMs = clock.monoMs();
      windows = readWindows(recordsFolder, key);
      const hadTable = table !== null;
      if (await readManifest()) {
        if (!hadTable || table === null || kept.state().unlisted > 0) isPassOwed = true;
        else for (const one of kept.keys()) await lookAtFinding(kept.finding(one)?.difference, lookAt);
      }
      evaluate(true);
    },
    /** Until something is to be done. */
    rest: async () => {
      if (storm || isPassOwed) return;
      const nowMs = clock.monoMs();
      const ripeMs = Math.max(pending.nextMs() ?? Infinity, attendedAtMs + ATTEND_EVERY_MS);
      const untilMs = Math.min(ripeMs, lookedAtMs + LOOK_EVERY_MS);
      if (untilMs <= nowMs) return;
      const awake = new AbortController();
      wake = () => awake.abort();
      await clock.sleep(untilMs - nowMs, AbortSignal.any([gone, awake.signal]));
      wake = () => undefined;
    },
    close: () => {
      live?.close();
      kept.save();
    },
  };
}

async function lookAtFinding(
  difference: Difference | undefined,
  lookAt: (path: Buffer) => Promise<void>,
): Promise<void> {
  if (difference !== undefined) await lookAt(bytesOfName(difference));
}

/** Looked at by itself while the pass went on: what that look said is newer. */
function isTouched(touched: ReadonlySet<string>, path: Buffer): boolean {
  const text = path.toString("latin1");
  for (let end = text.length; end > 0; end = text.lastIndexOf("/", end - 1))
    if (touched.has(text.slice(0, end))) return true;
  return false;
}

/** It lies where the pass could not look. */
function isHidden(troubles: readonly Trouble[], { path }: Difference): boolean {
  return troubles.some((one) => isWithin(Buffer.from(path), Buffer.from(one.path)));
}
