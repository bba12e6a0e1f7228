// The questions the notice pages ask the API. They lie under the incident in the cache: what changes there makes them stale.

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { NoticeFacts } from "../../../desk/index.ts";
import type { Language } from "../../../kernel/words.ts";
import { keys } from "../ground/asks.ts";
import { reach, type VisitView } from "../ground/reach.ts";
import { INCIDENTS, pathOf } from "../incidents/asks.ts";
import {
  nameOf,
  type Board,
  type Finding,
  type Outgoing,
  type Paper,
  type PaperKey,
  type Preview,
} from "./papers.ts";

export interface KeptFacts {
  readonly facts: NoticeFacts;
  readonly sha256: string | null;
  readonly isStale: boolean;
}

/** While something is being sent, the board is asked this often. */
const SENDING_MS = 1_500;
const CALM_MS = 20_000;
/** Tries of a text that is being written: kept no longer than one thinks about a line. */
const TRIED_MS = 30_000;

export function noticePlace(id: string) {
  return [...INCIDENTS, "notices", id] as const;
}

export function useBoard(id: string) {
  return useQuery({
    queryKey: [...noticePlace(id), "board"],
    queryFn: () => reach<Board>(`${pathOf(id)}/notices`),
    refetchInterval: CALM_MS,
  });
}

/** Not asked again by itself: a form stands on it. */
export function useFacts(id: string) {
  return useQuery({
    queryKey: factsPlace(id),
    queryFn: () => reach<KeptFacts>(`${pathOf(id)}/notices/facts`),
    refetchOnWindowFocus: false,
  });
}

export function factsPlace(id: string) {
  return [...noticePlace(id), "facts"] as const;
}

/** `version` null: the newest. The findings come in the reader's language. */
export function usePaper(
  id: string,
  key: PaperKey,
  language: Language,
  version: number | null = null,
  wanted = true,
) {
  return useQuery({
    queryKey: [...paperPlace(id, key), language, version],
    queryFn: () => reach<Paper>(paperPath(id, key, version)),
    enabled: wanted,
    refetchInterval: version === null ? CALM_MS : false,
  });
}

export function paperPlace(id: string, key: PaperKey) {
  return [...noticePlace(id), "paper", nameOf(key)] as const;
}

export function paperPath(id: string, key: PaperKey, version: number | null): string {
  const query = new URLSearchParams({
    kind: key.kind,
    class: key.class ?? "",
    language: key.language,
    report: String(key.report),
    ...(version === null ? {} : { version: String(version) }),
  });
  return `${pathOf(id)}/notices/paper?${query}`;
}

/** What the checks say of a text nobody has saved yet. */
export function useCheck(id: string, key: PaperKey, text: string, language: Language) {
  const post = usePost();
  return useQuery({
    queryKey: ["notice-check", id, nameOf(key), language, text],
    queryFn: () => post<{ findings: readonly Finding[] }>(`${pathOf(id)}/notices/check`, { key, text }),
    select: ({ findings }) => findings,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: TRIED_MS,
  });
}

/** `person` is asked for only once, however the text goes on: each looking is journalled, and nothing of it is kept. */
export function usePreview(id: string, key: PaperKey, text: string, person: string | null, wanted = true) {
  const post = usePost();
  return useQuery({
    queryKey: ["notice-preview", id, nameOf(key), text, person],
    queryFn: () => post<Preview>(`${pathOf(id)}/notices/preview`, { key, text, person }),
    enabled: wanted,
    ...(person === null ? { placeholderData: keepPreviousData } : {}),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: person === null ? TRIED_MS : 0,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}

export function useOutgoing(id: string) {
  return useQuery({
    queryKey: [...noticePlace(id), "sendings"],
    queryFn: () => reach<Outgoing>(`${pathOf(id)}/sendings`),
    refetchInterval: ({ state }) =>
      state.data?.sendings.some((one) => one.state === "running") === true ? SENDING_MS : CALM_MS,
  });
}

/** Asking by POST: nothing changes, but the text is too long for an address. */
function usePost() {
  const client = useQueryClient();
  return <T>(path: string, body: unknown): Promise<T> =>
    reach<T>(path, { body, csrf: client.getQueryData<VisitView>(keys.visit)?.csrf ?? null });
}
