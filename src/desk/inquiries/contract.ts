// Questions people ask about an incident and what they were answered. Words and names are sealed under the incident's key; the
// record knows only channel, time, state and who answered.

import type { IncidentId } from "../incidents/contract.ts";

export const INQUIRY_CHANNELS = ["telephone", "email", "web", "letter", "counter"] as const;
export type InquiryChannel = (typeof INQUIRY_CHANNELS)[number];
export type InquiryId = `inquiry_${string}`;
export type InquiryState = "open" | "answered";

/** One thing said, never changed afterwards. A further question opens an answered inquiry again. */
export interface InquiryEntry {
  readonly incident: IncidentId;
  readonly inquiry: InquiryId;
  /** 1, 2, 3 … without gaps within the inquiry. */
  readonly seq: number;
  /** When it was asked or answered; not when it was typed in. */
  readonly atMs: number;
  /** "owner:花子", "api:call-centre"; "web" for the look-up page. */
  readonly by: string;
  readonly kind: "asked" | "answered";
  readonly channel: InquiryChannel;
  /** The scope's id of the person, when it is known who asks. */
  readonly person: string | null;
  /** InquiryWords as sealed JSON. */
  readonly sealed: string;
}

/** What is told of an inquiry without opening its words. */
export interface InquiryRow {
  readonly inquiry: InquiryId;
  readonly state: InquiryState;
  readonly channel: InquiryChannel;
  readonly person: string | null;
  readonly askedAtMs: number;
  readonly changedAtMs: number;
  readonly changedBy: string;
  readonly entries: number;
}

export interface InquiryWords {
  readonly name: string;
  /** How to reach who asked. */
  readonly contact: string;
  /** The question, or what was answered. */
  readonly words: string;
  /** What was done beside answering: "letter sent again", "card company called". */
  readonly done: string;
}

/** From the questions and answers that were published. */
export interface SuggestedAnswer {
  readonly question: string;
  readonly answer: string;
  /** 0–1: how much of the question's writing the entry shares. */
  readonly likeness: number;
  /** The pieces of writing they share, longest first: why this one. */
  readonly shared: readonly string[];
}

export const INQUIRY_LIMITS = {
  /** Some days of a call centre; a flood by the page is slowed long before. */
  inquiriesMax: 50_000,
  /** Of them from the page: strangers must not take the place of those who call. */
  fromWebMax: 40_000,
  entriesMax: 200,
  wordsCharsMax: 4_000,
  shortCharsMax: 200,
  pageMax: 200,
} as const;
