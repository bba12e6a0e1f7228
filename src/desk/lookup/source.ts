// What a look-up is opened from: the persons joined with their addresses, out of the incident's vault, and the texts as the owner
// left them. Who joins and writes them is the notices' matter.

import { LANGUAGES, type Language } from "../../kernel/index.ts";
import {
  NOTICE_CLASSES,
  type Addressee,
  type NoticeFacts,
  type NoticePaper,
  type NoticeText,
  type PaperKey,
} from "../notices/contract.ts";
import { addresseesName } from "../notices/addressees/list.ts";
import { draftPaper } from "../notices/draft/draft.ts";
import { newestReport } from "../notices/papers/versions.ts";
import { readNotice } from "../notices/text.ts";
import type { IncidentId, IncidentView } from "../incidents/contract.ts";
import type { Vault } from "../vault/contract.ts";
import type { LookUpSource } from "./contract.ts";
import { jsonLines } from "./lines.ts";

/** The owner's own version of a paper, or the draft of the kept facts; null while none are kept. */
export type TextFor = (incident: IncidentId, key: PaperKey) => Promise<NoticeText | null>;

/** Null while there is no scope, no list of addressees for it, or no facts are kept. */
export async function vaultSource(
  vault: Pick<Vault, "list" | "get">,
  view: IncidentView,
  facts: NoticeFacts | null,
  textFor: TextFor,
): Promise<LookUpSource | null> {
  const { id, scope } = view;
  if (scope === null || facts === null) return null;
  const people = addresseesName(scope.runId);
  if (!(await vault.list(id)).some(({ name }) => name === people)) return null;
  const texts = await mailsOf(view, textFor);
  return {
    runId: scope.runId,
    classes: scope.classes,
    facts,
    textOf: (key) => texts.get(nameOf(key)) ?? draftPaper(key, facts),
    people: () => jsonLines(vault.get(id, people)) as AsyncIterable<Addressee>,
  };
}

/** The questions and answers as published; null while nothing is written. */
export async function publishedQuestions(
  view: IncidentView,
  language: Language,
  textFor: TextFor,
): Promise<NoticePaper | null> {
  const text = await textFor(view.id, newestReport(view, { kind: "qa", class: null, language }));
  return text === null ? null : readNotice(text);
}

/** What each class is told by mail, in the words of the latest report that somebody wrote for. */
async function mailsOf(view: IncidentView, textFor: TextFor): Promise<ReadonlyMap<string, NoticeText>> {
  const texts = new Map<string, NoticeText>();
  for (const of of NOTICE_CLASSES)
    for (const language of LANGUAGES) {
      const key = newestReport(view, { kind: "email", class: of, language });
      const text = await textFor(view.id, key);
      if (text !== null) texts.set(nameOf(key), text);
    }
  return texts;
}

function nameOf({ kind, class: of, language }: PaperKey): string {
  return `${kind} ${of ?? ""} ${language}`;
}
