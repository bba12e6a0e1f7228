// The first version of any paper, from the facts of an incident: what the owner then edits.

import type { NoticeFacts, NoticeText, PaperKey } from "../contract.ts";
import { draftLetter } from "./letter.ts";
import { draftDeskScript, draftHoldPage, draftPage, draftQuestions } from "./public.ts";

/** Says only what the facts say; the lint names what is still missing. */
export function draftPaper({ kind, class: of, language, report }: PaperKey, facts: NoticeFacts): NoticeText {
  switch (kind) {
    case "email":
    case "letter":
      return draftLetter(facts, of ?? "possible", language);
    case "page":
      return draftPage(facts, language, report);
    case "hold-page":
      return draftHoldPage(facts, language);
    case "qa":
      return draftQuestions(facts, language);
    case "desk-script":
      return draftDeskScript(facts, language);
  }
}
