// The questions the incident pages ask the API, and the shapes of the answers.

import { useQuery } from "@tanstack/react-query";
import type { ActName, IncidentView, SealedWords } from "../../../desk/index.ts";
import { reach } from "../ground/reach.ts";

export type IncidentWhole = IncidentView & {
  /** Acts that one click can do on this guard. */
  readonly available: readonly ActName[];
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

/** Everything about incidents lies under this one place in the cache. */
export const INCIDENTS = ["incidents"] as const;

export function useIncidents() {
  return useQuery({
    queryKey: [...INCIDENTS, "list"],
    queryFn: () => reach<{ incidents: readonly IncidentRow[] }>("/v1/incidents?limit=500"),
    select: ({ incidents }) => incidents,
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

export function pathOf(id: string): string {
  return `/v1/incidents/${encodeURIComponent(id)}`;
}

function isUnderWay({ state }: IncidentView["acts"][number]): boolean {
  return state === "begun" || state === "undoing";
}
