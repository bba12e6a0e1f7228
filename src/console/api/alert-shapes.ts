// The shapes of alerts in the API; see shapes.ts for the rest.

import { z } from "zod";

const ms = z.int().min(0);
const count = z.int().min(0);

const turn = z.object({
  person: z.string(),
  role: z.enum(["owner", "deputy", "vendor", "last", "taker"]),
  sinceMs: ms,
  /** Why it came to this person. */
  why: z.enum(["raised", "unanswered", "asleep", "unreachable", "left", "taken"]),
});
const message = z.object({
  person: z.string(),
  channel: z.enum(["email", "webhook", "shop", "slack", "chatwork", "line"]),
  what: z.enum(["news", "reminder", "repeat"]),
  state: z.enum(["waiting", "claimed", "sent", "failed", "unknown"]),
  tries: count,
  atMs: ms,
  error: z.string().nullable(),
});
export const alertView = z.object({
  id: z.string(),
  kind: z.string(),
  openedAtMs: ms,
  changedAtMs: ms,
  state: z.enum(["open", "owned", "closed"]),
  owner: z.string(),
  ownedAtMs: ms.nullable(),
  facts: z.string(),
  told: count,
  said: z.object({ subject: z.string(), lines: z.array(z.string()) }).optional(),
  duty: z
    .object({
      area: z.string(),
      urgent: z.boolean(),
      /** Who was asked in turn; the last one has it. */
      turns: z.array(turn),
      movesAtMs: ms.nullable(),
      movesTo: z.string().nullable(),
      nextAtMs: ms.nullable(),
      messages: z.array(message),
    })
    .optional(),
});
export const alertList = z.object({ alerts: z.array(alertView) });
export const alertQuery = z.strictObject({
  state: z.enum(["open", "owned", "closed"]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const trialWish = z.strictObject({ person: z.string().trim().min(1).max(100) });
export const trialReport = z.object({
  person: z.string(),
  channels: z.array(
    z.object({
      channel: z.string(),
      state: z.enum(["sent", "failed", "unknown"]),
      error: z.string().nullable(),
    }),
  ),
});
