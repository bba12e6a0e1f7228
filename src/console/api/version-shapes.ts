// The shapes of a shop's versions and of decisions about updates, as the API tells and takes them.

import { z } from "zod";

const ms = z.int();
const postponement = {
  component: z.string(),
  why: z.string(),
  by: z.string(),
  atMs: ms,
  untilMs: ms,
};
const part = { name: z.string(), version: z.string().nullable(), path: z.string() };

export const shopVersions = z.object({
  lookedAtMs: ms.nullable(),
  looking: z.boolean(),
  unread: z.boolean(),
  weak: z.array(
    z.object({
      ...part,
      advisories: z.array(
        z.object({
          id: z.string(),
          aliases: z.array(z.string()),
          summary: z.string(),
          effect: z.string(),
          fixed: z.string().nullable(),
          fixedInferred: z.boolean(),
          source: z.string(),
        }),
      ),
      postponed: z.object(postponement).nullable(),
    }),
  ),
  parts: z.array(z.object(part)),
  otherCount: z.int(),
  postponed: z.array(z.object({ ...postponement, isOver: z.boolean() })),
  system: z.object({ lastUpdateMs: z.number().nullable(), daysMax: z.int(), isOld: z.boolean() }),
  updated: z.array(z.object({ what: z.string(), by: z.string(), atMs: ms })),
  advisoryCount: z.int(),
  advisoriesUntil: z.string(),
});

const name = z.string().trim().min(1).max(200);
export const postponeWish = z.strictObject({
  component: name,
  why: z.string().trim().min(1).max(200),
  /** The end of the day until which it may wait; at most a year away. */
  untilMs: ms,
});
export const updatedWish = z.strictObject({ what: name });
export const versionWishDone = z.object({ result: z.literal("done") });
