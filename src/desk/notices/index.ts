// The door of the notices inside the desk: what a notice is, whether people will understand it, who wrote
// which version, and how it goes out.
export { createOutgoingDesk } from "./outgoing/desk.ts";
export type { RunningOutgoingDesk } from "./outgoing/desk.ts";
export type { OutgoingBoard, OutgoingDesk, OutgoingRow, SendingView } from "./outgoing/contract.ts";
export type { OutgoingSettings } from "./outgoing/ground.ts";
export { canPrintLetters, openPress } from "./render/press.ts";
export { createNoticeMailer } from "./sending/mailer.ts";
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
