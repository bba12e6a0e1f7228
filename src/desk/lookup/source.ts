// What a look-up is opened from, out of the incident's vault: the persons joined with their addresses and the facts the letters
// were written from. Who joins and writes them is the notices' matter.

import type { Language } from "../../kernel/index.ts";
import type { Addressee, NoticeFacts, NoticePaper, NoticeText, PaperKey } from "../notices/contract.ts";
import { draftPaper } from "../notices/draft/draft.ts";
import { FACTS_BOX } from "../notices/keep.ts";
import { readNotice } from "../notices/text.ts";
import type { IncidentId, IncidentView } from "../incidents/contract.ts";
import type { Vault } from "../vault/contract.ts";
import { wholeText } from "../whole-text.ts";
import type { LookUpSource } from "./contract.ts";
import { jsonLines } from "./lines.ts";

/** Null while there is no scope, no list of addressees for it, or nothing written. */
export async function vaultSource(
  vault: Pick<Vault, "list" | "get">,
  incident: IncidentId,
  scope: IncidentView["scope"],
  /** The owner's own version of a paper; undefined: as drafted. */
  editedText: (key: PaperKey) => NoticeText | undefined = () => undefined,
): Promise<LookUpSource | null> {
  if (scope === null) return null;
  const people = `addressees-${scope.runId}.jsonl`;
  const there = new Set((await vault.list(incident)).map(({ name }) => name));
  if (!there.has(people) || !there.has(FACTS_BOX)) return null;
  const facts = JSON.parse(await wholeText(vault.get(incident, FACTS_BOX))) as NoticeFacts;
  return {
    runId: scope.runId,
    classes: scope.classes,
    facts,
    textOf: (key) => editedText(key) ?? draftPaper(key, facts),
    people: () => jsonLines(vault.get(incident, people)) as AsyncIterable<Addressee>,
  };
}

/** The questions and answers as published; null while nothing is written. */
export async function publishedQuestions(
  vault: Pick<Vault, "list" | "get">,
  incident: IncidentId,
  language: Language,
): Promise<NoticePaper | null> {
  if (!(await vault.list(incident)).some(({ name }) => name === FACTS_BOX)) return null;
  const facts = JSON.parse(await wholeText(vault.get(incident, FACTS_BOX))) as NoticeFacts;
  return readNotice(draftPaper({ kind: "qa", class: null, language, report: 1 }, facts));
}
