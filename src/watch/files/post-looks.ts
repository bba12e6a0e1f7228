// The two ways a sentry looks: at one path that something happened to, and at the whole tree. Both write what they find into the
// kept state.

import type { Clock } from "../../kernel/index.ts";
import type { ApprovedSide } from "./approved-side.ts";
import { compareTree } from "./compare.ts";
import { FILE_LIMITS, type Difference, type Trouble } from "./contract.ts";
import { bytesOfName, meet, nameOf, type DifferTools } from "./differ.ts";
import { keyOf } from "./findings.ts";
import type { KeptState } from "./kept-state.ts";
import type { LiveEvents } from "./live.ts";
import { isWithin } from "./order.ts";
import { rootMarkOf, seenAt } from "./walk-tree.ts";

export interface LookTools {
  readonly kept: KeptState;
  readonly approved: ApprovedSide;
  readonly live: LiveEvents | null;
  readonly clock: Clock;
  readonly gone: AbortSignal;
  readonly differ: DifferTools;
  /** Paths (Latin-1) looked at by themselves since the last pass began, TOUCHED_MAX of them: beyond, any may have been. */
  readonly touched: Set<string>;
}

export async function lookAtPath(path: Buffer, tools: LookTools): Promise<void> {
  const { kept, approved, live, differ, touched } = tools;
  const seen = seenAt(differ.root, path);
  // Gone with the whole tree: that is told as such.
  if (seen === undefined && rootMarkOf(differ.root) === "") return;
  const known = approved.table()?.find(path) ?? null;
  if (seen === undefined) live?.dropFolder(path);
  // A folder that came, went or was moved: what is in it came, went or was moved with it.
  const isNewFolder = seen?.type === "folder" && live?.hears(path) !== true;
  if (isNewFolder || (seen === undefined && known?.type === "folder"))
    return await lookBelow(path, known !== null, tools);
  const met = await meet(path, known, seen, differ);
  touch(touched, path);
  if (met.kind === "different") take(met.difference, lastCleanMs(tools), tools);
  else if (met.kind === "same") kept.drop(keyOf(nameOf(path)));
  // Gone with a folder nobody approved.
  if (seen === undefined && known === null) kept.dropWithin(path);
}

async function lookBelow(start: Buffer, isKnown: boolean, tools: LookTools): Promise<void> {
  const { kept, approved, live, differ, gone, touched } = tools;
  const cleanMs = lastCleanMs(tools);
  kept.dropWithin(start);
  const steps = compareTree({
    ...differ,
    manifest: isKnown ? approved.manifest() : null,
    quick: false,
    sinceMs: 0,
    start,
    gone,
    breath: () => Promise.resolve(),
    onFolder: (path) => live?.addFolder(path),
  });
  for await (const step of steps) if (step.kind === "different") take(step.difference, cleanMs, tools);
  touch(touched, start);
}

export interface PassWish {
  readonly quick: boolean;
  /** With the pass's own budget. */
  readonly differ: DifferTools;
  /** When the pass before began; files without an entry that were not touched since are not judged again. */
  readonly sinceMs: number;
  readonly breath: () => Promise<void>;
  readonly onBackdoor: () => void;
}

/** What could not be seen; null: broken off, what was known stays known. */
export async function lookAtAll(wish: PassWish, tools: LookTools): Promise<readonly Trouble[] | null> {
  const { kept, approved, live, gone, touched } = tools;
  const cleanMs = lastCleanMs(tools);
  const met = new Set<string>();
  const troubles: Trouble[] = [];
  touched.clear();
  kept.set({ unlisted: 0 });
  const steps = compareTree({
    ...wish.differ,
    manifest: approved.manifest(),
    quick: wish.quick,
    sinceMs: wish.sinceMs,
    start: Buffer.alloc(0),
    gone,
    breath: wish.breath,
    onFolder: (path) => live?.addFolder(path),
  });
  for await (const step of steps) {
    if (step.kind === "trouble" && troubles.length < FILE_LIMITS.troublesMax)
      troubles.push({ path: nameOf(step.path).path, reason: step.reason });
    if (step.kind === "different") {
      met.add(keyOf(step.difference));
      take(step.difference, cleanMs, tools);
      if (step.difference.verdict === "malicious") wish.onBackdoor();
    }
    // Not read again because nothing touched it: what was found of it before still holds.
    if (step.kind === "same" && step.before === null && step.sha256 === null)
      met.add(keyOf(nameOf(step.after.path)));
    if (step.kind === "untold") met.add(keyOf(nameOf(step.before.path)));
  }
  if (gone.aborted) return null;
  for (const key of kept.keys()) {
    const difference = kept.finding(key)?.difference;
    if (difference === undefined || met.has(key)) continue;
    if (!isTouched(touched, bytesOfName(difference)) && !isHidden(troubles, difference)) kept.drop(key);
  }
  return troubles;
}

/** Without a manifest only backdoors are told: everything else is unapproved. */
function take(difference: Difference, cleanMs: number | null, { kept, approved, clock }: LookTools): void {
  const isTold = approved.table() !== null || difference.verdict === "malicious";
  if (isTold) kept.hold(difference, clock.nowMs(), cleanMs);
  else kept.drop(keyOf(difference));
}

function lastCleanMs({ kept, approved }: LookTools): number | null {
  const times = [kept.state().passAtMs, approved.table()?.end.approvals.at(-1)?.atMs].flatMap(
    (atMs) => atMs ?? [],
  );
  return times.length === 0 ? null : Math.max(...times);
}

/** A pass over a large shop takes hours; what is kept because of this is seen by the next one. */
const TOUCHED_MAX = 50_000;

function touch(touched: Set<string>, path: Buffer): void {
  if (touched.size < TOUCHED_MAX) touched.add(path.toString("latin1"));
}

/** Looked at by itself while the pass went on: what that look said is newer. */
function isTouched(touched: ReadonlySet<string>, path: Buffer): boolean {
  if (touched.size >= TOUCHED_MAX) return true;
  const text = path.toString("latin1");
  for (let end = text.length; end > 0; end = text.lastIndexOf("/", end - 1))
    if (touched.has(text.slice(0, end))) return true;
  return false;
}

/** It lies where the pass could not look. */
function isHidden(troubles: readonly Trouble[], { path }: Difference): boolean {
  return troubles.some((one) => isWithin(Buffer.from(path), Buffer.from(one.path)));
}
