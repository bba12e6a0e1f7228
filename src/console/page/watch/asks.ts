// The questions the page of watched pages asks the API, and the shapes of the answers.

import { useQuery } from "@tanstack/react-query";
import type { WatchedPage, WatchedPolicy } from "../../../watch/index.ts";
import { reach } from "../ground/reach.ts";

export type { WatchedPage, WatchedPolicy };
export type WatchedScript = WatchedPage["scripts"][number];

export const WATCHED_PAGES = ["watched-pages"] as const;

export function useWatchedPages() {
  return useQuery({
    queryKey: WATCHED_PAGES,
    queryFn: () =>
      reach<{ readonly pages: readonly WatchedPage[]; readonly policy: WatchedPolicy }>("/v1/watch/pages"),
    // A look takes half a minute; its end should be seen.
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ looking }) => looking) === true ? 2_000 : 30_000,
  });
}

export function pathOf(name: string, act: string): string {
  return `/v1/watch/pages/${encodeURIComponent(name)}/${act}`;
}
