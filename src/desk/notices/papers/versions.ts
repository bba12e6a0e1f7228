// Which papers an incident has and which versions of each, read off its timeline. Pure; the texts lie in the vault.

import { LANGUAGES } from "../../../kernel/index.ts";
import type { IncidentView } from "../../incidents/contract.ts";
import type { FactOf } from "../../incidents/fold.ts";
import { NOTICE_CLASSES, PERSON_PAPERS, PUBLIC_PAPERS, type PaperKey } from "../contract.ts";
import type { PaperVersion } from "./contract.ts";

type Timeline = Pick<IncidentView, "timeline">;
/** A version and where its text lies. */
export type KeptVersion = PaperVersion & { readonly vaultName: string };

/** Of one paper, newest first. */
export function versionsOf(view: Timeline, key: PaperKey): readonly KeptVersion[] {
  return view.timeline
    .flatMap(({ atMs, by, fact }) =>
      fact.kind === "paper" && isSame(fact.paper, key) ? [versionFrom(fact, atMs, by)] : [],
    )
    .toReversed();
}

/** What was kept last of the facts; null: nothing yet. */
export function factsEntry(view: Timeline): {
  readonly sha256: string;
  readonly scopeRunId: string | null;
  readonly by: string;
} | null {
  const last = view.timeline.findLast(({ fact }) => fact.kind === "notice-facts");
  if (last === undefined || last.fact.kind !== "notice-facts") return null;
  const { sha256, scopeRunId } = last.fact;
  return { sha256, scopeRunId, by: last.by };
}

/** 1, and on to the newest report that somebody has written for. */
export function reportsOf({ timeline }: Timeline): readonly number[] {
  const newest = timeline.reduce(
    (most, { fact }) => (fact.kind === "paper" ? Math.max(most, fact.paper.report) : most),
    1,
  );
  return Array.from({ length: newest }, (_, index) => index + 1);
}

/** The paper of this kind that was written for the latest report; 1 while nobody wrote one. */
export function newestReport(view: Timeline, key: Omit<PaperKey, "report">): PaperKey {
  const report = reportsOf(view).findLast((one) => versionsOf(view, { ...key, report: one }).length > 0);
  return { ...key, report: report ?? 1 };
}

/** Every paper of one report in one language: those for persons per class, then the public ones. */
export function keysOf(language: PaperKey["language"], report: number): readonly PaperKey[] {
  return [
    ...PERSON_PAPERS.flatMap((kind) =>
      NOTICE_CLASSES.map((of): PaperKey => ({ kind, class: of, language, report })),
    ),
    ...PUBLIC_PAPERS.map((kind): PaperKey => ({ kind, class: null, language, report })),
  ];
}

export function allKeys(view: Timeline): readonly PaperKey[] {
  return reportsOf(view).flatMap((report) => LANGUAGES.flatMap((language) => keysOf(language, report)));
}

export function isPublic({ kind }: Pick<PaperKey, "kind">): boolean {
  return (PUBLIC_PAPERS as readonly string[]).includes(kind);
}

export function isSame(a: PaperKey, b: PaperKey): boolean {
  return a.kind === b.kind && a.class === b.class && a.language === b.language && a.report === b.report;
}

function versionFrom(
  { version, askedBy, why, sha256, scopeRunId, marks, vaultName }: FactOf<"paper">,
  atMs: number,
  by: string,
): KeptVersion {
  return { version, atMs, by, askedBy, why, sha256, scopeRunId, marks, vaultName };
}
