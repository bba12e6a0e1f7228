// The papers of an incident as people write them: facts, versions with who wrote and who asked for them, what is stale, and how a
// text would look to one person. Drafting, checking and rendering are elsewhere; sending is ../outgoing.

import type { Language } from "../../../kernel/index.ts";
import type { IncidentId } from "../../incidents/contract.ts";
import type { Answer } from "../../incidents/record.ts";
import type { LintFinding, NoticeClass, NoticeFacts, NoticeText, PaperKey } from "../contract.ts";

/** What a version moved: sentences that touch who pays or who is liable, and protected sentences that went (rule 15). */
export interface PaperMarks {
  readonly liability: number;
  readonly dropped: number;
}

export interface PaperVersion {
  /** 1, 2, 3 … of one paper. */
  readonly version: number;
  readonly atMs: number;
  readonly by: string;
  /** Who wanted this edit ("card company's agent"); empty: the author himself. An office, not a customer. */
  readonly askedBy: string;
  readonly why: string;
  readonly sha256: string;
  /** The scope its counts are of; null: written before there was one. */
  readonly scopeRunId: string | null;
  readonly marks: PaperMarks;
}

export interface PaperView {
  readonly key: PaperKey;
  /** 0: nobody has written it yet, the text is the draft. */
  readonly version: number;
  readonly text: NoticeText;
  /** What the facts would say today. */
  readonly draft: NoticeText;
  /** Made from an older scope, or its counts are not those of the newest. */
  readonly isStale: boolean;
  /** Newest first. */
  readonly versions: readonly PaperVersion[];
  readonly findings: readonly LintFinding[];
}

export interface PaperRow {
  readonly key: PaperKey;
  readonly version: number;
  readonly changedAtMs: number | null;
  readonly by: string;
  readonly isStale: boolean;
  readonly errors: number;
  readonly advice: number;
  readonly marks: PaperMarks;
}

export interface NoticeBoard {
  /** Hash of the facts kept last; null: none kept, they are proposed from the incident. */
  readonly factsSha256: string | null;
  /** The newest scope; null while there is none. */
  readonly scopeRunId: string | null;
  readonly counts: Readonly<Record<NoticeClass, number>> | null;
  /** The facts speak of an older scope than the newest. */
  readonly isStale: boolean;
  /** Persons joined with their addresses for the newest scope; null: not yet. */
  readonly addressees: {
    readonly people: number;
    readonly withEmail: number;
    readonly withAddress: number;
  } | null;
  readonly reports: readonly number[];
  readonly papers: readonly PaperRow[];
}

/** The filled text of one paper for one person, or for a made-up one when `who` is null. */
export interface PaperPreview {
  readonly subject: string;
  readonly text: string;
  /** A whole document without scripts, to be shown in a sandboxed frame. */
  readonly html: string;
  /** Name and class of the person it is filled for; null: an example. */
  readonly who: { readonly name: string; readonly class: NoticeClass } | null;
}

export interface WriteWish {
  readonly key: PaperKey;
  readonly text: NoticeText;
  /** The version it was made from; another one meanwhile is refused, so that no edit is lost. */
  readonly before: number;
  readonly askedBy: string;
  readonly why: string;
}

export interface PaperDesk {
  board(incident: IncidentId, language: Language): Promise<Answer<NoticeBoard>>;
  /** Kept ones, or those the incident's record knows. */
  facts(
    incident: IncidentId,
  ): Promise<
    Answer<{ readonly facts: NoticeFacts; readonly sha256: string | null; readonly isStale: boolean }>
  >;
  /** Lays them down, and joins the persons of the newest scope with their addresses where there is one. */
  keepFacts(
    incident: IncidentId,
    by: string,
    wish: { readonly facts: NoticeFacts; readonly before: string | null },
  ): Promise<Answer<NoticeBoard>>;
  /** `version` null: the newest. */
  paper(
    incident: IncidentId,
    key: PaperKey,
    version: number | null,
    language: Language,
  ): Promise<Answer<PaperView>>;
  write(incident: IncidentId, by: string, wish: WriteWish, language: Language): Promise<Answer<PaperView>>;
  /** Live, while it is edited; keeps nothing. */
  check(
    incident: IncidentId,
    key: PaperKey,
    text: NoticeText,
    language: Language,
  ): Promise<Answer<readonly LintFinding[]>>;
  /** `person`: e-mail address, order number or person id; only for those named, and journalled. Null: an example. */
  preview(
    incident: IncidentId,
    by: string,
    wish: { readonly key: PaperKey; readonly text: NoticeText; readonly person: string | null },
  ): Promise<Answer<PaperPreview>>;
  /** What goes out: the newest version, or the draft of the kept facts. Null while no facts are kept. */
  textFor(incident: IncidentId, key: PaperKey): Promise<NoticeText | null>;
}
