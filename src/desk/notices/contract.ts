// What a notice is made of: facts, a text an owner can edit, and the parts a renderer needs. Writing it is draft.ts, checking
// it lint.ts, showing it the renderers; nothing here sends.

import type { Language } from "../../kernel/index.ts";
import type { IncidentType } from "../clocks/rules.ts";
import type { Item } from "../scope/contract.ts";

/**
 * What a person is told. Whoever the scope cannot tell about is told so as "possible": the law counts a risk as a leak, and a
 * person cannot act on "we do not know".
 */
export type NoticeClass = "confirmed" | "possible" | "notAffected";
export const NOTICE_CLASSES: readonly NoticeClass[] = ["confirmed", "possible", "notAffected"];

/** The papers of an incident. Those for a person exist once per class; the others speak to everybody. */
export const PERSON_PAPERS = ["email", "letter"] as const;
export const PUBLIC_PAPERS = ["page", "hold-page", "qa", "desk-script"] as const;
export type PaperKind = (typeof PERSON_PAPERS)[number] | (typeof PUBLIC_PAPERS)[number];

/** Names one paper: its versions follow one another. `class` is null for the public ones. */
export interface PaperKey {
  readonly kind: PaperKind;
  readonly class: NoticeClass | null;
  readonly language: Language;
  /** 第一報 is 1, 第二報 2 … */
  readonly report: number;
}

/** A day as 2026-11-22, in the shop's zone. */
export type Day = string;

/** What the owner knows about the incident; everything may be missing, and the lint says what still is. */
export interface NoticeFacts {
  readonly shop: {
    /** As customers know it; and the company behind it. */
    readonly name: string;
    readonly company: string;
    readonly president: string;
    readonly url: string;
    /** Its relation to a mall or former name, in one sentence; empty when there is none. */
    readonly relation: string;
  };
  readonly type: IncidentType;
  readonly today: Day;
  readonly days: {
    /** When and by whom (told in general words) the first hint came. */
    readonly hint: Day | null;
    readonly hintFrom: string;
    readonly cardsStopped: Day | null;
    readonly siteStopped: Day | null;
    readonly forensicsEnded: Day | null;
    readonly policeTold: Day | null;
    readonly commissionTold: Day | null;
  };
  /** First and last day of the time in question. */
  readonly window: { readonly from: Day | null; readonly to: Day | null };
  readonly cause: string;
  /** People per class, from the scope this notice is made from; null before there is one. */
  readonly counts: Readonly<Record<NoticeClass, number>> | null;
  readonly scopeRunId: string | null;
  /** Items at risk per class. */
  readonly items: Readonly<Record<NoticeClass, readonly Item[]>>;
  /** What did not leak, and how that is known. */
  readonly safe: readonly { readonly what: string; readonly how: string }[];
  /** Cards that were misused, as far as told by the card companies; null: not known. */
  readonly misused: string | null;
  readonly measures: readonly {
    readonly what: string;
    readonly state: "done" | "planned";
    readonly day: Day | null;
  }[];
  readonly offers: {
    /** Who pays for a new card: "shop" means no cost for the customer. */
    readonly reissue: "shop" | "card-company" | "none" | null;
    /** Anything else in plain words; "none" when nothing is offered and that shall be said. */
    readonly more: string | null;
  };
  /** Why the notice comes when it comes, and who decided it; needed when more than 60 days have passed. */
  readonly delay: { readonly why: string; readonly decidedBy: string } | null;
  readonly restart: string | null;
  readonly desk: {
    readonly telephone: string;
    readonly email: string;
    readonly hours: string;
    readonly until: Day | null;
    /** The look-up page; empty when it is not open. */
    readonly lookUpUrl: string;
  };
}

/**
 * A paper as the owner edits it. First line "件名: …" or "Subject: …" (a page's title), then a light form of Markdown: "# "
 * headings, "- " and "1. " lists, "| a | b |" tables, blank lines between paragraphs. "{{name}}", "{{orders}}", "{{items}}",
 * "{{lookup}}" are filled in per person; an unknown one is an error of the lint.
 */
export type NoticeText = string;

export type NoticeBlock =
  | { readonly kind: "heading"; readonly text: string; readonly line: number }
  | { readonly kind: "paragraph"; readonly text: string; readonly line: number }
  | {
      readonly kind: "list";
      readonly ordered: boolean;
      readonly items: readonly { readonly text: string; readonly line: number }[];
    }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[]; readonly line: number };

export interface NoticePaper {
  readonly subject: string;
  readonly blocks: readonly NoticeBlock[];
}

/** What a person's own copy needs. Comes out of the vault and goes no further than renderer and mail server. */
export interface Addressee {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly postcode: string;
  /** Lines of the address without the name. */
  readonly address: readonly string[];
  readonly orders: readonly { readonly ref: string; readonly day: Day }[];
  readonly items: readonly Item[];
  readonly class: NoticeClass;
}

export type LintRule = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18;

export interface LintFinding {
  readonly rule: LintRule;
  /** error: must not be sent without a named person's reason. advice: better, not wrong. */
  readonly weight: "error" | "advice";
  /** "subject", "line 12", or "whole" when something is missing. */
  readonly place: string;
  /** The words in question, shortened; empty when something is missing. */
  readonly quote: string;
  readonly why: string;
  readonly better: string;
}

/** What is known about a text beside the text. A foreign notice has none of it; rules that need it then keep silent. */
export interface LintContext {
  readonly language: Language | null;
  readonly kind: PaperKind | null;
  readonly class: NoticeClass | null;
  readonly facts: NoticeFacts | null;
  /** People per class as the scope counted them. */
  readonly counts: Readonly<Record<NoticeClass, number>> | null;
  /** The version this one was made from, for sentences that vanished (rule 15). */
  readonly before: NoticePaper | null;
  /** The papers that must agree with it (rules 17, 18). */
  readonly others: readonly { readonly name: string; readonly paper: NoticePaper }[];
}
