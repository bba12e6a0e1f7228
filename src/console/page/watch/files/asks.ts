// The questions the page of watched files asks the API, and what its acts make stale.

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type {
  ApprovalWindow,
  DifferencePage,
  Quarantined,
  WaitingDifference,
  WatchedTree,
} from "../../../../watch/index.ts";
import { reach } from "../../ground/reach.ts";

export type { ApprovalWindow, Quarantined, WaitingDifference, WatchedTree };

export const TREES = ["watched-trees"] as const;
export const DIFFERENCES = ["file-differences"] as const;
export const WINDOWS = ["approval-windows"] as const;
export const QUARANTINE = ["quarantined"] as const;

export const PER_PAGE = 20;
/** What the API gives at once, without texts. */
const MARKS_PER_ASK = 100;

export function useTrees() {
  return useQuery({
    queryKey: TREES,
    queryFn: () => reach<{ readonly trees: readonly WatchedTree[] }>("/v1/watch/files"),
    select: ({ trees }) => trees,
    // Whoever pressed something wants to see it end.
    refetchInterval: ({ state }) =>
      state.data?.trees.some(({ work, state: how }) => work !== null || how === "starting") === true
        ? 1_500
        : 4_000,
  });
}

/**
 * Asked anew only when they are others: each asking reads files. The list comes at once, what changed in each file a second or two
 * later.
 */
export function useDifferences({ name, revision }: WatchedTree, from: number, wanted: boolean) {
  const ask = (texts: "yes" | "no") => ({
    queryKey: [...DIFFERENCES, name, revision, from, texts],
    queryFn: () =>
      reach<DifferencePage>(`${pathOf(name, "differences")}?from=${from}&limit=${PER_PAGE}&texts=${texts}`),
    enabled: wanted,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const plain = useQuery(ask("no"));
  const told = useQuery(ask("yes"));
  return told.data !== undefined && !told.isPlaceholderData ? told : plain;
}

export function useWindows() {
  return useQuery({
    queryKey: WINDOWS,
    queryFn: () =>
      reach<{ readonly windows: readonly ApprovalWindow[]; readonly refused: number }>(
        "/v1/watch/files/windows",
      ),
    refetchInterval: 60_000,
  });
}

export function useQuarantined() {
  return useQuery({
    queryKey: QUARANTINE,
    queryFn: () => reach<{ readonly quarantined: readonly Quarantined[] }>("/v1/watch/files/quarantined"),
    select: ({ quarantined }) => quarantined,
    refetchInterval: 60_000,
  });
}

/** The marks of everything listed that does not look dangerous; null: the list is another one by now. */
export async function harmlessMarks({ name, revision }: WatchedTree): Promise<readonly string[] | null> {
  const marks: string[] = [];
  for (let from = 0, total = 1; from < total; from += MARKS_PER_ASK) {
    const query = `from=${from}&limit=${MARKS_PER_ASK}&texts=no`;
    const page = await reach<DifferencePage>(`${pathOf(name, "differences")}?${query}`);
    if (page.revision !== revision) return null;
    marks.push(...page.differences.filter(({ verdict }) => verdict === "clean").map(({ mark }) => mark));
    ({ total } = page);
  }
  return marks;
}

export function pathOf(tree: string, act: string): string {
  return `/v1/watch/files/${encodeURIComponent(tree)}/${act}`;
}
