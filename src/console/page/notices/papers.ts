// What the notice pages know of papers without asking: which there are, for whom, how one is named in an address, and what the
// owner does next. Pure.

import type { z } from "zod";
import {
  NOTICE_CLASSES,
  PERSON_PAPERS,
  PUBLIC_PAPERS,
  type NoticeClass,
  type PaperKey,
  type PaperKind,
} from "../../../desk/notices/contract.ts";
import type { Language } from "../../../kernel/words.ts";
import type * as noticeShapes from "../../api/notice-shapes.ts";
import type * as sendingShapes from "../../api/sending-shapes.ts";

export type Board = z.infer<typeof noticeShapes.board>;
export type PaperRow = Board["papers"][number];
export type Paper = z.infer<typeof noticeShapes.paperView>;
export type PaperVersion = Paper["versions"][number];
export type Finding = z.infer<typeof noticeShapes.finding>;
export type Preview = z.infer<typeof noticeShapes.previewAnswer>;
export type Outgoing = z.infer<typeof sendingShapes.outgoingBoard>;
export type Sending = Outgoing["sendings"][number];
export type Readiness = Outgoing["ready"][number];
export type { NoticeClass, PaperKey, PaperKind };
export { NOTICE_CLASSES };

/** Who reads a paper: the persons of one class, or everybody. */
export type Audience = NoticeClass | "everybody";
export const AUDIENCES: readonly Audience[] = [...NOTICE_CLASSES, "everybody"];

export interface PaperGroup {
  readonly audience: Audience;
  readonly rows: readonly PaperRow[];
}

/** Every paper of one report and language by audience; one that the board does not know yet stands there unwritten. */
export function groupPapers(
  papers: readonly PaperRow[],
  language: Language,
  report: number,
): readonly PaperGroup[] {
  const known = new Map(papers.map((row) => [nameOf(keyOf(row)), row]));
  return AUDIENCES.map((audience) => ({
    audience,
    rows: keysFor(audience, language, report).map((key) => known.get(nameOf(key)) ?? unwritten(key)),
  }));
}

function keysFor(audience: Audience, language: Language, report: number): readonly PaperKey[] {
  return audience === "everybody"
    ? PUBLIC_PAPERS.map((kind) => ({ kind, class: null, language, report }))
    : PERSON_PAPERS.map((kind) => ({ kind, class: audience, language, report }));
}

function unwritten(key: PaperKey): PaperRow {
  const marks = { liability: 0, dropped: 0 };
  return { key, version: 0, changedAtMs: null, by: "", isStale: false, errors: 0, advice: 0, marks };
}

/** The API tells classes as texts; what is none is nobody's. */
export function keyOf({ key }: { readonly key: PaperRow["key"] }): PaperKey {
  return { ...key, class: classOf(key.class) };
}

export function classOf(text: string | null | undefined): NoticeClass | null {
  return NOTICE_CLASSES.find((one) => one === text) ?? null;
}

/** One paper's name, in caches and in what this device keeps of it. */
export function nameOf({ kind, class: of, language, report }: PaperKey): string {
  return [report, kind, of ?? "everybody", language].join(".");
}

export interface BoardSearch {
  readonly report?: number;
  readonly language?: Language;
}
export interface PaperSearch {
  readonly kind: PaperKind;
  readonly class?: NoticeClass;
  readonly language: Language;
  readonly report: number;
}

export function boardSearch(given: Readonly<Record<string, unknown>>): BoardSearch {
  return {
    ...(isReport(given["report"]) ? { report: given["report"] } : {}),
    ...(given["language"] === "en" || given["language"] === "ja" ? { language: given["language"] } : {}),
  };
}

/** A paper always: what an address leaves out or has wrong becomes the first e-mail in Japanese. */
export function paperSearch(given: Readonly<Record<string, unknown>>): PaperSearch {
  const kind = [...PERSON_PAPERS, ...PUBLIC_PAPERS].find((one) => one === given["kind"]) ?? "email";
  const isPersonal = PERSON_PAPERS.some((one) => one === kind);
  const named = classOf(typeof given["class"] === "string" ? given["class"] : null);
  return {
    kind,
    ...(isPersonal ? { class: named ?? "confirmed" } : {}),
    language: given["language"] === "en" ? "en" : "ja",
    report: isReport(given["report"]) ? given["report"] : 1,
  };
}

function isReport(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 99;
}

export function searchOf({ kind, class: of, language, report }: PaperKey): PaperSearch {
  return { kind, ...(of === null ? {} : { class: of }), language, report };
}

export function keyIn({ kind, class: of, language, report }: PaperSearch): PaperKey {
  return { kind, class: of ?? null, language, report };
}

export const STEPS = ["facts", "papers", "trial", "send"] as const;
export type StepName = (typeof STEPS)[number];
export interface Step {
  readonly step: StepName;
  readonly state: "done" | "now" | "later";
  /** Papers to be mended, for "papers"; else 0. */
  readonly count: number;
}

/** The first that is not done is what to do now. `outgoing` undefined: not known (yet). */
export function stepsOf(
  board: Board,
  outgoing: Outgoing | undefined,
  report: number,
  language: Language,
): readonly Step[] {
  const open = toMend(board, report, language).length;
  const sendings = outgoing?.sendings.filter((one) => one.report === report) ?? [];
  const ready = outgoing?.ready.filter((one) => one.report === report) ?? [];
  const isDone: Readonly<Record<StepName, boolean>> = {
    facts: board.factsSha256 !== null && !board.isStale,
    papers: board.papers.some((row) => row.key.report === report) && open === 0,
    trial: sendings.length > 0 || ready.some(({ isTried }) => isTried),
    send: sendings.length > 0 && sendings.every(({ state }) => state === "done"),
  };
  const now = STEPS.find((step) => !isDone[step]);
  return STEPS.map((step) => ({
    step,
    state: step === now ? "now" : isDone[step] ? "done" : "later",
    count: step === "papers" ? open : 0,
  }));
}

/** Papers of one report and language that must not go out as they are; what nobody would get stops nothing. */
export function toMend(
  { papers, counts }: Pick<Board, "papers" | "counts">,
  report: number,
  language: Language,
): readonly PaperRow[] {
  return papers.filter((row) => {
    const of = classOf(row.key.class);
    const isForNobody = of !== null && counts !== null && counts[of] === 0;
    const isMeant = row.key.report === report && row.key.language === language && !isForNobody;
    return isMeant && (row.errors > 0 || row.isStale);
  });
}
