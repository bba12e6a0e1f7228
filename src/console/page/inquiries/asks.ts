// The questions the inquiry desk asks the API.

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { InquiryPage, InquiryRow, InquiryView, SuggestedAnswer } from "../../../desk/index.ts";
import { useSpeech } from "../ground/language.tsx";
import { reach } from "../ground/reach.ts";
import { INCIDENTS, pathOf } from "../incidents/asks.ts";
import type { InquirySearch } from "./search.ts";

const PAGE = 50;
const CALM_MS = 20_000;

export type { InquiryPage, InquiryRow };
export type InquiryOpened = InquiryView & { readonly suggestion: SuggestedAnswer | null };

export function inquiryPlace(id: string) {
  return [...INCIDENTS, "inquiries", id] as const;
}

/** How many there are, for the incident's page. */
export function useInquiryCounts(id: string) {
  return useQuery({
    queryKey: [...inquiryPlace(id), "counts"],
    queryFn: () => reach<InquiryPage>(`${pathOf(id)}/inquiries?limit=1`),
    select: ({ counts }) => counts,
  });
}

export function useInquiries(id: string, { state }: InquirySearch) {
  return useInfiniteQuery({
    queryKey: [...inquiryPlace(id), "list", state ?? ""],
    queryFn: ({ pageParam }) =>
      reach<InquiryPage>(
        `${pathOf(id)}/inquiries?${new URLSearchParams({
          after: pageParam,
          limit: String(PAGE),
          ...(state === undefined ? {} : { state }),
        })}`,
      ),
    initialPageParam: "",
    getNextPageParam: ({ inquiries }) =>
      inquiries.length < PAGE ? null : (inquiries.at(-1)?.inquiry ?? null),
    refetchInterval: CALM_MS,
  });
}

/** Each opening is written into the journal: only asked for when a person wants it, and kept no longer than it is looked at. */
export function useInquiry(id: string, inquiry: string, wanted: boolean) {
  const { language } = useSpeech();
  return useQuery({
    queryKey: ["inquiry", id, inquiry, language],
    queryFn: () => reach<InquiryOpened>(`${pathOf(id)}/inquiries/${encodeURIComponent(inquiry)}`),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}
