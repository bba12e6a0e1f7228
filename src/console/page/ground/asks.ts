// The questions the page asks the API, each with its place in the cache, and the changes with what they make stale.

import { useMutation, useQuery, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { useSpeech } from "./language.tsx";
import { reach, type AlertView, type Hold, type NowView, type Reason } from "./reach.ts";
import type { SampleAttackState } from "./reach.ts";
import type { ReachError, SiteView, TokenView, VisitView } from "./reach.ts";

export const keys = {
  visit: ["visit"],
  now: ["now"],
  holds: ["holds"],
  alerts: ["alerts"],
  tokens: ["tokens"],
  site: ["site"],
  sampleAttack: ["sample-attack"],
} as const satisfies Record<string, QueryKey>;

export function useVisit() {
  return useQuery({
    queryKey: keys.visit,
    queryFn: () => reach<VisitView>("/v1/visit"),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Filled by the live stream; asked once for the first picture. */
export function useNow() {
  return useQuery({
    queryKey: keys.now,
    queryFn: () => reach<NowView>("/v1/now"),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useHolds(waitingOnly: boolean) {
  return useQuery({
    queryKey: [...keys.holds, waitingOnly],
    queryFn: () =>
      reach<{ holds: readonly Hold[] }>(`/v1/holds?limit=200${waitingOnly ? "&state=held" : ""}`),
    select: ({ holds }) => holds,
    refetchInterval: 30_000,
  });
}

export function useHoldReasons(id: string, wanted: boolean) {
  return useQuery({
    queryKey: [...keys.holds, "why", id],
    queryFn: () => reach<{ reasons: readonly Reason[] }>(`/v1/holds/${encodeURIComponent(id)}`),
    select: ({ reasons }) => reasons,
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Their sentences come in the reader's language, so each language is asked for. */
export function useAlerts() {
  const { language } = useSpeech();
  return useQuery({
    queryKey: [...keys.alerts, language],
    queryFn: () => reach<{ alerts: readonly AlertView[] }>("/v1/alerts"),
    select: ({ alerts }) => alerts,
    refetchInterval: 15_000,
  });
}

/** Only a demonstration has one to ask for. */
export function useSampleAttack() {
  return useQuery({
    queryKey: keys.sampleAttack,
    queryFn: () => reach<SampleAttackState>("/v1/demo/attack"),
    refetchInterval: ({ state }) => (state.data?.running === true ? 1_000 : 10_000),
  });
}

export function useTokens() {
  return useQuery({
    queryKey: keys.tokens,
    queryFn: () => reach<{ tokens: readonly TokenView[] }>("/v1/tokens"),
    select: ({ tokens }) => tokens,
  });
}

/** The orders for the whole shop; asked anew when the stream shows that they have changed. */
export function useSite() {
  return useQuery({
    queryKey: keys.site,
    queryFn: () => reach<SiteView>("/v1/site"),
    refetchInterval: 30_000,
  });
}

/**
 * A change through the API. Afterwards what `stale` names is asked again; a lost session shows the sign-in page.
 * `done` is called even when the row that asked is gone by then.
 */
export function useChange<Answer, Given = void>(
  path: (given: Given) => string,
  body: (given: Given) => unknown,
  stale: readonly QueryKey[],
  done: () => void = nothingMore,
) {
  const client = useQueryClient();
  return useMutation<Answer, ReachError, Given>({
    mutationFn: (given) => {
      const visit = client.getQueryData<VisitView>(keys.visit);
      return reach<Answer>(path(given), { body: body(given), csrf: visit?.csrf ?? null });
    },
    onSuccess: done,
    onSettled: async (_answer, error) => {
      const more = error?.status === 401 ? [keys.visit] : [];
      await Promise.all([...stale, ...more].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

function nothingMore(): void {}
