// The shapes of the operations that send a notice. What the fields mean is told in the desk's contract (notices/outgoing).

import { z } from "zod";
import { NOTICE_CLASSES } from "../../desk/index.ts";
import { LANGUAGES } from "../../kernel/index.ts";

const ms = z.int().min(0);
const count = z.int().min(0);
const report = z.coerce.number().int().min(1).max(99);
const channel = z.enum(["email", "letter"]);
const state = z.enum(["waiting", "claimed", "sent", "refused", "bounced", "unknown"]);
const why = z.string().trim().max(1_000);
const key = { report, channel };

export const sendingView = z.object({
  ...key,
  id: z.string(),
  state: z.enum(["running", "paused", "done"]),
  by: z.string(),
  createdAtMs: ms,
  scopeRunId: z.string(),
  isStale: z.boolean(),
  people: count,
  counts: z.object({
    waiting: count,
    claimed: count,
    sent: count,
    refused: count,
    bounced: count,
    unknown: count,
  }),
  perSecond: z.number().nullable(),
  trouble: z.string().nullable(),
  batches: z.array(
    z.object({
      name: z.string(),
      letters: count,
      pages: count,
      byHand: count,
      without: count,
      files: z.array(z.string()),
    }),
  ),
});
export const outgoingBoard = z.object({
  sendings: z.array(sendingView),
  ready: z.array(
    z.object({
      ...key,
      people: count,
      withAddress: count,
      errors: count,
      isTried: z.boolean(),
      missing: z.array(z.string()),
    }),
  ),
});
export const trialBody = z.strictObject({ ...key, to: z.email(), language: z.enum(LANGUAGES) });
export const trialAnswer = z.object({ sent: count });
export const startBody = z.strictObject({
  ...key,
  reason: why.default(""),
  everyone: z.boolean().default(false),
});
export const pauseBody = z.strictObject({ ...key, why: why.default("") });
export const peopleQuery = z.strictObject({
  ...key,
  state,
  after: z.string().max(100).default(""),
  limit: z.coerce.number().int().min(1).max(200).default(200),
});
export const peopleAnswer = z.object({
  people: z.array(
    z.object({
      personId: z.string(),
      class: z.enum(NOTICE_CLASSES as [string, ...string[]]),
      state,
      tries: count,
      note: z.string(),
      settledAtMs: ms.nullable(),
    }),
  ),
});
export const decideBody = z.strictObject({
  ...key,
  personId: z.string().min(1).max(100),
  from: state,
  to: z.enum(["waiting", "sent", "bounced"]),
  why: why.min(1),
});
export const collectBody = z.strictObject({ report });
export const collectAnswer = z.object({ mails: count, bounced: count, replies: count });
export const decideAnswer = z.object({ decided: z.literal(true) });
/** The bytes themselves, as a download. */
export const letterFile = z.any();
