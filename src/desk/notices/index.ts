// The door of the notices inside the desk: what a notice is, whether people will understand it, and who wrote which version.
// Sending and printing have no caller in the house yet and stand behind the door.
export { draftPaper } from "./draft/draft.ts";
export { emptyFacts, placeWrong, readFacts } from "./facts.ts";
export type { KnownShop } from "./facts.ts";
export { FOREIGN_BYTES_MAX, readForeign } from "./foreign.ts";
export { lintNotice } from "./lint/lint.ts";
export { createPaperDesk } from "./papers/desk.ts";
export { paperName } from "./papers/name.ts";
export type { NoticeBoard, PaperDesk, PaperPreview, PaperView } from "./papers/contract.ts";
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
