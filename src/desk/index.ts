// The door of the desk: alerts and how they reach people and the shop; who an incident affected.
export type { Alert, Alerts, AlertState, Outbox, OutboxMessage } from "./ports.ts";
export { createAlertDesk, storyOf } from "./alerts/desk.ts";
export type { AlertDesk, AlertDeskDeps, AlertSettings } from "./alerts/desk.ts";
export type { AlertStory, Letter, LetterSettings } from "./alerts/letters.ts";
export { createPostman } from "./alerts/postman.ts";
export type { Postman, PostmanAddresses, PostmanDeps } from "./alerts/postman.ts";
export type { HookAddress } from "./alerts/hook.ts";
export { checkHook } from "./alerts/hook.ts";
export type { MailAddress } from "./alerts/mail.ts";
export { createShopWebhook } from "./alerts/shop-webhook.ts";
export type { ShopWebhook, ShopWebhookDeps } from "./alerts/shop-webhook.ts";
export { memoryAlerts, memoryOutbox } from "./alerts/memory.ts";
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
