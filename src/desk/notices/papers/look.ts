// How a paper stands: what the lint says of it beside the other papers, whether a later scope has overtaken it, and all papers of
// an incident at a glance.

import type { Language } from "../../../kernel/index.ts";
import type { LintContext, LintFinding, NoticeText, PaperKey } from "../contract.ts";
import { countsOf } from "../facts.ts";
import { lintNotice } from "../lint/lint.ts";
import { readNotice } from "../text.ts";
import type { PaperRow, PaperView } from "./contract.ts";
import type { Ground } from "./ground.ts";
import { allKeys, isPublic, isSame, keysOf, type KeptVersion } from "./versions.ts";
import { paperName } from "./name.ts";

const NO_MARKS = { liability: 0, dropped: 0 } as const;
const COUNTS_DIFFER = 17;

/** `before`: what it was made from; null for a draft nobody has touched. */
export async function findingsFor(
  ground: Ground,
  key: PaperKey,
  texts: { readonly text: NoticeText; readonly before: NoticeText | null },
  tell: Language,
): Promise<readonly LintFinding[]> {
  const others: LintContext["others"][number][] = [];
  for (const other of keysOf(key.language, key.report).filter((one) => mustAgree(key, one)))
    others.push({ name: paperName(other, tell), paper: readNotice(await ground.text(other)) });
  const { language, kind, class: of } = key;
  const before = texts.before === null ? null : readNotice(texts.before);
  const counts = countsOf(ground.view.scope);
  const context: LintContext = { language, kind, class: of, facts: ground.facts, counts, before, others };
  return lintNotice(readNotice(texts.text), context, tell);
}

/** One version; 0 is the draft. Undefined when there is none of that number. */
export async function paperView(
  ground: Ground,
  key: PaperKey,
  version: number | null,
  tell: Language,
): Promise<PaperView | undefined> {
  const versions = ground.versions(key);
  const shown = version === null ? versions[0] : versions.find((one) => one.version === version);
  if (shown === undefined && version !== null) return undefined;
  const draft = ground.draft(key);
  const text = shown === undefined ? draft : await ground.textOfVersion(shown);
  const earlier = versions.find((one) => one.version === (shown?.version ?? 0) - 1);
  const before =
    shown === undefined ? null : earlier === undefined ? draft : await ground.textOfVersion(earlier);
  const findings = await findingsFor(ground, key, { text, before }, tell);
  return {
    key,
    version: shown?.version ?? 0,
    text,
    draft,
    isStale: isStale(ground, shown, findings),
    versions: versions.map(({ vaultName: _name, ...told }) => told),
    findings,
  };
}

export async function rowsOf(ground: Ground, tell: Language): Promise<readonly PaperRow[]> {
  const rows: PaperRow[] = [];
  for (const key of allKeys(ground.view)) {
    const newest = await paperView(ground, key, null, tell);
    if (newest === undefined) continue;
    const { version, isStale: isOld, versions, findings } = newest;
    const errors = findings.filter(({ weight }) => weight === "error").length;
    rows.push({
      key,
      version,
      changedAtMs: versions[0]?.atMs ?? null,
      by: versions[0]?.by ?? "",
      isStale: isOld,
      errors,
      advice: findings.length - errors,
      marks: versions[0]?.marks ?? NO_MARKS,
    });
  }
  return rows;
}

/** A person hears the papers of the own class, and everybody the public ones; those speak of the worst that happened. */
function mustAgree(key: PaperKey, other: PaperKey): boolean {
  if (isSame(key, other) || key.language !== other.language || key.report !== other.report) return false;
  return isPublic(other) || other.class === (key.class ?? "confirmed");
}

/** A draft is as old as its facts; a version as the scope it was written for, or as the counts in it. */
function isStale(
  { isStale: areFactsStale, view }: Ground,
  version: KeptVersion | undefined,
  findings: readonly LintFinding[],
): boolean {
  if (version === undefined) return areFactsStale;
  const differs = view.scope !== null && findings.some(({ rule }) => rule === COUNTS_DIFFER);
  return differs || version.scopeRunId !== (view.scope?.runId ?? null);
}
