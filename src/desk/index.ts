// The door of the desk: alerts and how they reach people and the shop; who an incident affected.
export type { Alert, AlertLink, AlertLinks, Alerts, AlertState, Channel } from "./ports.ts";
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
export { hashOfBag, verifyBag } from "./evidence/verify.ts";
export type { BagFault, BagVerdict } from "./evidence/verify.ts";
export {
  compareScope,
  COLUMN_FIELDS,
  ITEMS,
  peopleCsv,
  PRESETS,
  runScope,
  scopeWords,
} from "./scope/index.ts";
export type {
  ColumnField,
  ColumnMap,
  InputKind,
  Item,
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
export { clocksAt } from "./clocks/clocks.ts";
export { clockWords } from "./clocks/words.ts";
export type { ClockFacts, IncidentType } from "./clocks/rules.ts";
export type { RunningClock } from "./clocks/clocks.ts";
