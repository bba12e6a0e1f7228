// The door of the notices inside the desk: what a notice is, whether people will understand it, and how it reaches each of them
// once, by e-mail and on paper.
export { FOREIGN_BYTES_MAX, readForeign } from "./foreign.ts";
export { lintNotice } from "./lint/lint.ts";
export { NOTICE_CLASSES, PERSON_PAPERS, PUBLIC_PAPERS } from "./contract.ts";
export type { Addressee, LintContext, LintFinding, NoticeClass, NoticePaper, PaperKind } from "./contract.ts";
export { keepAddressees } from "./addressees/gather.ts";
export type { GatherOptions, KeptAddressees } from "./addressees/gather.ts";
export { readAddressees } from "./addressees/list.ts";
export { readBounces } from "./bounces/settle.ts";
export type { BounceDeps, BouncesRead } from "./bounces/settle.ts";
export { printNotice } from "./letters/print-notice.ts";
export type { LetterBatch, LetterDeps, PrintingEnd } from "./letters/print-notice.ts";
export { lettersInFolder, lettersInVault } from "./letters/sinks.ts";
export type { LetterSink } from "./letters/sinks.ts";
export { fillPaper } from "./render/fill.ts";
export { openGlyphs } from "./render/glyphs.ts";
export type { Glyphs } from "./render/glyphs.ts";
export { renderMail } from "./render/mail.ts";
export type { NoticeMail } from "./render/mail.ts";
export { childrenFor, openPrintShop } from "./render/print-shop.ts";
export type { PrintShop, PrintShopOptions } from "./render/print-shop.ts";
export { createNoticeMailer } from "./sending/mailer.ts";
export type { MailerOptions, MailServer, NoticeMailer } from "./sending/mailer.ts";
export { sendNotice } from "./sending/sender.ts";
export type { SenderDeps, SenderLimits, SendingEnd } from "./sending/sender.ts";
