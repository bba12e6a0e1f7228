// The door of the desk: alerts and how they reach people and the shop; who an incident affected.
export type {
  Alert,
  AlertLink,
  AlertLinks,
  Alerts,
  AlertState,
  Channel,
  IncidentRecords,
  InquiryRecords,
} from "./ports.ts";
export type { Outbox, OutboxMessage } from "./ports.ts";
export { createAlertDesk } from "./alerts/desk.ts";
export { storyOf } from "./alerts/letters.ts";
export { sheetOfOne } from "./alerts/sheet.ts";
export type { AreaDuty, DayRange, Person, Sheet } from "./alerts/sheet.ts";
export { createAlertTaps, tokenOf } from "./alerts/taps.ts";
export type { AlertTaps, Tap, TapView } from "./alerts/taps.ts";
export { createAlertViews } from "./alerts/views.ts";
export type { AlertDutyView, AlertViews, MessageView, SaidAlert, TrialReport } from "./alerts/views.ts";
export type { AlertDesk, AlertDeskDeps, AlertSettings } from "./alerts/desk.ts";
export type { AlertStory, Letter } from "./alerts/letters.ts";
export type { LetterSettings } from "./alerts/parts.ts";
export { createPostman } from "./alerts/postman.ts";
export type { PersonAddresses, Postman, PostmanAddresses, PostmanDeps } from "./alerts/postman.ts";
export type { ChatAddresses, SlackAddress } from "./alerts/chat.ts";
export type { HookAddress } from "./alerts/hook.ts";
export { checkHook } from "./alerts/hook.ts";
export type { MailAddress } from "./alerts/mail.ts";
export { createShopWebhook } from "./alerts/shop-webhook.ts";
export type { ShopWebhook, ShopWebhookDeps } from "./alerts/shop-webhook.ts";
export { memoryAlertLinks, memoryAlerts, memoryOutbox } from "./alerts/memory.ts";
export { preserve } from "./evidence/preserve.ts";
export type {
  Changed,
  LeftOut,
  PreserveProgress,
  PreserveReport,
  PreserveRequest,
} from "./evidence/contract.ts";
export { hashOfBag, stampBag } from "./evidence/stamping.ts";
export { verifyBag } from "./evidence/verify.ts";
export type { BagFault, BagStamp, BagVerdict } from "./evidence/verify.ts";
export {
  compareScope,
  COLUMN_FIELDS,
  ITEMS,
  keepRows,
  keepScope,
  keptInputs,
  keptLists,
  peopleCsv,
  PRESETS,
  runScope,
  scopeWords,
  tablesOf,
} from "./scope/index.ts";
export type {
  ColumnField,
  ColumnMap,
  InputKind,
  Item,
  KeptScope,
  PersonClass,
  Preset,
  Reason,
  ScopeAnswer,
  ScopeComparison,
  ScopeInput,
  ScopeMove,
  ScopePerson,
  ScopeQuestion,
  ScopeRequest,
  ScopeRun,
  ScopeTools,
} from "./scope/index.ts";
export {
  createInquiryDesk,
  inquiriesCsv,
  INQUIRY_CHANNELS,
  INQUIRY_LIMITS,
  type InquiryChannel,
  type InquiryDesk,
  type InquiryId,
  type InquiryPage,
  type InquiryRow,
  type InquiryView,
  type SuggestedAnswer,
} from "./inquiries/index.ts";
export {
  createCodeMail,
  createLookUpDesk,
  lookUpPerformer,
  publishedQuestions,
  vaultSource,
  type CodeMail,
  type LookUpDesk,
  type TextFor,
} from "./lookup/index.ts";
export { createIncidentDesk } from "./incidents/desk.ts";
export type { IncidentDesk, OpenWish, WrittenEntry } from "./incidents/desk.ts";
export { availableActs, createActDesk } from "./incidents/acts.ts";
export type { ActDesk, ActPerformer, ActPerformers, ActRequest, ActResult } from "./incidents/acts.ts";
export { namedOn } from "./incidents/fold.ts";
export { catchUp, openIncidentRecord } from "./incidents/record.ts";
export type { IncidentFault, IncidentJournal, IncidentRecord } from "./incidents/record.ts";
export { createIncidentWatch } from "./incidents/watch.ts";
export type { IncidentWatch } from "./incidents/watch.ts";
export { incidentWords } from "./incidents/words.ts";
export {
  ACTS,
  HAND_WAYS,
  HINT_CHANNELS,
  HINT_SOURCES,
  TYPE_OF_ALERT,
  UNDOABLE,
  type ActName,
  type ActView,
  type HintChannel,
  type HintSource,
  type IncidentEntry,
  type IncidentId,
  type IncidentView,
  type SealedWords,
} from "./incidents/contract.ts";
export { clocksAt } from "./clocks/clocks.ts";
export { clockWords } from "./clocks/words.ts";
export { CLOCK_RULES } from "./clocks/rules.ts";
export type { ClockFacts, IncidentType } from "./clocks/rules.ts";
export { canPrintLetters, createNoticeMailer, createOutgoingDesk, openPress } from "./notices/index.ts";
export type {
  OutgoingBoard,
  OutgoingDesk,
  OutgoingRow,
  OutgoingSettings,
  RunningOutgoingDesk,
  SendingView,
} from "./notices/index.ts";
export {
  createPaperDesk,
  draftPaper,
  emptyFacts,
  FOREIGN_BYTES_MAX,
  lintNotice,
  NOTICE_CLASSES,
  paperName,
  PERSON_PAPERS,
  placeWrong,
  PUBLIC_PAPERS,
  readFacts,
  readForeign,
} from "./notices/index.ts";
export type {
  KnownShop,
  LintContext,
  LintFinding,
  NoticeBoard,
  NoticeClass,
  NoticeFacts,
  NoticePaper,
  PaperDesk,
  PaperKey,
  PaperKind,
  PaperPreview,
  PaperView,
} from "./notices/index.ts";
export type { Vault, VaultName } from "./vault/contract.ts";
export { vaultDisk } from "./vault/disk.ts";
export { createVault, isIncidentId } from "./vault/vault.ts";
export type { VaultDeps } from "./vault/vault.ts";
export { readBuyers } from "./spam/buyers.ts";
export type { Buyers } from "./spam/buyers.ts";
export { SPAM_KINDS } from "./spam/contract.ts";
export type { SpamJudgement, SpamKind, SpamReport, SpamVerdict } from "./spam/contract.ts";
export { judgeReports, USUAL_PER_THOUSAND_MONTH } from "./spam/judge.ts";
export { reportsFromMailbox } from "./spam/mailbox.ts";
export { reportsFromCsv } from "./spam/report-file.ts";
export { addReports, forgetReports, readReports, reportFrom } from "./spam/reports.ts";
export { momentFrom } from "./spam/report-times.ts";
export { spamTrouble } from "./spam/trouble.ts";
export type { Demand, RunningClock } from "./clocks/clocks.ts";
