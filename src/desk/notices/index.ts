// The door of the notices inside the desk: what a notice is, and whether people will understand it. Sending and printing have
// no caller in the house yet and stand behind the door.
export { draftPaper } from "./draft/draft.ts";
export { emptyFacts, factsOfIncident, readFacts } from "./facts.ts";
export type { KnownShop } from "./facts.ts";
export { keepNotice } from "./keep.ts";
export type { KeptNotice } from "./keep.ts";
export { FOREIGN_BYTES_MAX, readForeign } from "./foreign.ts";
export { lintNotice } from "./lint/lint.ts";
export { NOTICE_CLASSES, PERSON_PAPERS, PUBLIC_PAPERS } from "./contract.ts";
export type {
  LintContext,
  LintFinding,
  NoticeClass,
  NoticeFacts,
  NoticePaper,
  PaperKey,
  PaperKind,
} from "./contract.ts";
