// The differences that wait for a person, as the watch last wrote them down: in the order in which he should see them, counted, each with
// its mark.

import { hash } from "node:crypto";
import type { Clock } from "../../kernel/index.ts";
import {
  markOf,
  placesOf,
  readState,
  signatureOf,
  windowAt,
  type ApprovalWindow,
  type Difference,
  type TreeState,
  type WaitingDifference,
  type WatchedTree,
} from "../../watch/index.ts";

export interface Waiting {
  readonly state: TreeState;
  readonly differences: readonly WaitingDifference[];
  readonly revision: string;
}

export interface WaitingRoom {
  of(tree: string, windows: readonly ApprovalWindow[]): Waiting;
  /** Dealt with: the watch will say so itself within seconds, and until then nobody should see them again. */
  settle(tree: string, marks: Iterable<string>): void;
}

/** The watch looks every two seconds. Not longer: whoever puts the same file there again must be seen. */
const SETTLED_MS = 10_000;
/** As many as there are findings at most in some trees; the oldest go first. */
const SETTLED_MAX = 10_000;

export function openWaitingRoom(recordsFolder: () => string, clock: Clock): WaitingRoom {
  const read = new Map<string, { readonly signature: string; readonly state: TreeState }>();
  const settled = new Map<string, number>();
  const stateOf = (tree: string): TreeState => {
    const places = placesOf(recordsFolder(), tree);
    const signature = signatureOf(places.state);
    const before = read.get(tree);
    if (before?.signature === signature) return before.state;
    const state = readState(places);
    read.set(tree, { signature, state });
    return state;
  };
  return {
    of: (tree, windows) => {
      const state = stateOf(tree);
      const nowMs = clock.nowMs();
      const differences = state.findings
        .map((one) => waitingOf(one, windows))
        .filter(({ mark }) => (settled.get(`${tree} ${mark}`) ?? 0) <= nowMs)
        .toSorted(bySight);
      const revision = hash("sha256", differences.map(({ mark }) => mark).join(" ")).slice(0, 16);
      return { state, differences, revision };
    },
    settle: (tree, marks) => {
      for (const mark of marks) settled.set(`${tree} ${mark}`, clock.nowMs() + SETTLED_MS);
      for (const key of settled.keys()) {
        if (settled.size <= SETTLED_MAX) break;
        settled.delete(key);
      }
    },
  };
}

export function countsOf({ state, differences }: Waiting): WatchedTree["waiting"] {
  const byVerdict = { clean: 0, suspicious: 0, malicious: 0 };
  const byChange = { added: 0, changed: 0, removed: 0, type: 0, link: 0, owner: 0, mode: 0 };
  const byWindow: Record<string, number> = {};
  for (const { verdict, change, window } of differences) {
    byVerdict[verdict] += 1;
    byChange[change] += 1;
    if (window !== null && verdict !== "malicious") byWindow[window] = (byWindow[window] ?? 0) + 1;
  }
  const { unlisted } = state;
  return { total: differences.length + unlisted, unlisted, byVerdict, byChange, byWindow };
}

function waitingOf(
  { difference, firstSeenMs, lastCleanMs }: TreeState["findings"][number],
  windows: readonly ApprovalWindow[],
): WaitingDifference {
  const { changedAtMs } = difference;
  const window = changedAtMs === null ? null : (windowAt(windows, changedAtMs)?.id ?? null);
  return { ...difference, mark: markOf(difference), firstSeenMs, lastCleanMs, window, explained: null };
}

const GRAVITY = { malicious: 0, suspicious: 1, clean: 2 } as const;

function bySight(a: Difference, b: Difference): number {
  return (
    GRAVITY[a.verdict] - GRAVITY[b.verdict] ||
    Number(b.isScript) - Number(a.isScript) ||
    (a.path < b.path ? -1 : Number(a.path > b.path))
  );
}
