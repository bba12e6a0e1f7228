// The door of outcomes: how an attempt ended, told by an agency's webhook or by the shop.
export { AGENCIES, readWebhook, webhookReply } from "./webhook.ts";
export type { Agency, WebhookSettings } from "./webhook.ts";
export type { WebhookReading } from "./reading.ts";
export type { GmoSettings } from "./gmopg.ts";
export { createReplayMemory } from "./replay.ts";
export type { ReplayMemory } from "./replay.ts";
export { readOutcomeReport } from "./report.ts";
