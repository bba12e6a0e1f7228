// The questions the incident pages ask the API, and the shapes of the answers.

import { useQuery } from "@tanstack/react-query";
import type { ActName, IncidentView, SealedWords } from "../../../desk/index.ts";
import { reach } from "../ground/reach.ts";

export type { SealedWords };
export type IncidentWhole = IncidentView & {
  /** Acts that one click can do on this guard. */
  readonly available: readonly ActName[];
  /** The shop's own. */
  readonly timeZone: string;
};
export interface IncidentRow extends Pick<
  IncidentView,
  "id" | "type" | "title" | "state" | "openedAtMs" | "changedAtMs" | "money"
> {
  readonly people: number | null;
  readonly overdue: number;
  readonly nextDueAtMs: number | null;
  readonly next: IncidentView["next"][number] | null;
}

export interface IncidentList {
  readonly incidents: readonly IncidentRow[];
  /** The shop's own. */
  readonly timeZone: string;
}

/** Everything about incidents lies under this one place in the cache. */
export const INCIDENTS = ["incidents"] as const;

export function useIncidents() {
  return useQuery({
    queryKey: [...INCIDENTS, "list"],
    queryFn: () => reach<IncidentList>("/v1/incidents?limit=500"),
    refetchInterval: 30_000,
  });
}

/** While an act is under way it is asked again soon. */
export function useIncident(id: string) {
  return useQuery({
    queryKey: [...INCIDENTS, "one", id],
    queryFn: () => reach<IncidentWhole>(pathOf(id)),
    refetchInterval: ({ state }) => (state.data?.acts.some(isUnderWay) === true ? 1_500 : 15_000),
  });
}

/** Each opening is written into the journal: only asked for when a person wants it, and not kept for the next one. */
export function useSealedWords(id: string, seq: number, wanted: boolean) {
  return useQuery({
    queryKey: ["sealed-words", id, seq],
    queryFn: () => reach<SealedWords>(`${pathOf(id)}/words/${seq}`),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}

/** All that is sealed, one after the other and each journalled, by the number of its entry; only for whoever is named. */
export function useAllWords({ id, timeline }: IncidentWhole, wanted: boolean) {
  const sealed = timeline.filter(({ hasWords }) => hasWords).map(({ seq }) => seq);
  return useQuery({
    queryKey: ["sealed-words", id, "all", sealed.length],
    queryFn: async () => {
      const words = new Map<number, SealedWords>();
      for (const seq of sealed) words.set(seq, await reach<SealedWords>(`${pathOf(id)}/words/${seq}`));
      return words;
    },
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}

export function pathOf(id: string): string {
  return `/v1/incidents/${encodeURIComponent(id)}`;
}

function isUnderWay({ state }: IncidentView["acts"][number]): boolean {
  return state === "begun" || state === "undoing";
}
