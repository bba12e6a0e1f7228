// The questions the page about leaked lists asks the API, and the shapes of the answers.

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CanaryLetter, LeakDesk, LeakOverview, PlantedSet, SetWish } from "../../../../canary/desk.ts";
import { keys } from "../../ground/asks.ts";
import { reach, reachFile, type ReachError, type VisitView } from "../../ground/reach.ts";

export type { LeakOverview, PlantedSet, SetWish };
export type Letter = CanaryLetter & { readonly said: string; readonly why: string };
export type Which = "hits" | "aside";

export const LEAKS = ["leaks"] as const;
export const CARDS = ["leaks", "cards"] as const;
export type DecoyCardView = Omit<Awaited<ReturnType<LeakDesk["cards"]>>[number], "hash">;
/** Ids of those that lie in the guard's own decoy backup begin so; it makes them anew at each start. */
export const GUARDS_OWN = "dc_bait";
const PAGE = 100;

export function useLeaks() {
  return useQuery({
    queryKey: [...LEAKS, "overview"],
    queryFn: () => reach<LeakOverview>("/v1/canary"),
    // Working it out takes seconds; its end should be seen.
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.standing?.isWorking === false ? 20_000 : 3_000,
  });
}

/** The guard takes up what the command line made meanwhile. */
export function useDecoyCards() {
  return useQuery({
    queryKey: CARDS,
    queryFn: () => reach<{ cards: readonly DecoyCardView[] }>("/v1/canary/cards"),
    select: ({ cards }) => cards,
    refetchInterval: 20_000,
  });
}

export function useCanaries({ system, period }: Pick<PlantedSet, "system" | "period">) {
  return useQuery({
    queryKey: [...LEAKS, "set", system, period],
    queryFn: () =>
      reach<{ canaries: Awaited<ReturnType<LeakDesk["canaries"]>> }>(
        `/v1/canary/canaries?${new URLSearchParams({ system, period })}`,
      ),
    select: ({ canaries }) => canaries,
  });
}

/** Their sentences come in the reader's language, so each language is asked for. */
export function useLetters(which: Which, language: string) {
  return useInfiniteQuery({
    queryKey: [...LEAKS, "letters", which, language],
    queryFn: ({ pageParam }) =>
      reach<{ letters: readonly Letter[]; next: string | null }>(
        `/v1/canary/mails?${new URLSearchParams({
          which,
          limit: String(PAGE),
          ...(pageParam === null ? {} : { after: pageParam }),
        })}`,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 60_000,
  });
}

/** The file to import; afterwards the overview is asked again. */
export function usePlanting(done: (file: Blob, wish: SetWish) => void) {
  const client = useQueryClient();
  return useMutation<Blob, ReachError, SetWish>({
    mutationFn: (wish) => {
      const visit = client.getQueryData<VisitView>(keys.visit);
      return reachFile("/v1/canary/plant", { body: wish, csrf: visit?.csrf ?? null });
    },
    onSuccess: done,
    onSettled: async (_file, error) => {
      const stale = error?.status === 401 ? keys.visit : LEAKS;
      await client.invalidateQueries({ queryKey: stale });
    },
  });
}
