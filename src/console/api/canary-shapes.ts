// The shapes of planted customers and of the mail that came to them, as the API tells them.

import { z } from "zod";
import {
  DECOY_SYSTEM,
  LEAK_LIMITS,
  PLANT_COUNT_MAX,
  PLANT_ENCODINGS,
  PLANT_FORMATS,
} from "../../canary/index.ts";

const ms = z.int();
const moment = ms.nullable();
const count = z.int().min(0);
/** A system's or a period's: it stands in tables and sentences. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(LEAK_LIMITS.nameCharsMax)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u);

const found = z.object({
  leaks: z.array(
    z.object({
      fromMs: ms,
      toMs: ms,
      system: z.string(),
      probability: z.number(),
      exists: z.number(),
      systems: z.array(z.object({ system: z.string(), probability: z.number() })),
      hit: count,
      silent: count,
    }),
  ),
  suspicion: z.number(),
  counts: z.object({
    canaries: count,
    systems: count,
    mails: count,
    hit: count,
    unknown: count,
    early: count,
  }),
});

export const leakOverview = z.object({
  zone: z.string(),
  period: z.string(),
  places: z.array(z.string()),
  format: z.enum(PLANT_FORMATS),
  listening: z.object({ listen: z.string().nullable(), port: z.int().nullable(), folder: z.boolean() }),
  systems: z.array(
    z.object({
      system: z.string(),
      watched: count,
      plantedAtMs: moment,
      dueAtMs: moment,
      senders: z.array(z.string()),
    }),
  ),
  sets: z.array(
    z.object({
      system: z.string(),
      period: z.string(),
      plantedAtMs: ms,
      count,
      retired: count,
      hit: count,
      hitAtMs: moment,
    }),
  ),
  setsLeftOut: count,
  standing: z.object({ atMs: ms, isWorking: z.boolean(), mails: count, found: found.nullable() }).nullable(),
  touches: z.array(
    z.object({
      path: z.string(),
      act: z.string(),
      meaning: z.enum(["scan", "taken"]),
      country: z.string(),
      network: z.string(),
      addresses: count,
      touches: count,
      firstAtMs: ms,
      lastAtMs: ms,
    }),
  ),
  touchesSinceMs: ms,
});

export const canaryQuery = z.strictObject({ system: name, period: name });
export const canaryList = z.object({
  canaries: z.array(
    z.object({
      id: z.string(),
      address: z.string(),
      system: z.string(),
      period: z.string(),
      plantedAtMs: ms,
      retiredAtMs: moment,
    }),
  ),
});

export const letterQuery = z.strictObject({
  which: z.enum(["hits", "aside", "all"]).default("all"),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(LEAK_LIMITS.mailsPageMax).default(50),
});
export const letterList = z.object({
  letters: z.array(
    z.object({
      key: z.string(),
      canary: z.string(),
      system: z.string(),
      period: z.string(),
      outcome: z.string(),
      /** In the caller's language: who wrote, and why it was set aside ("" for a hint of a leak). */
      said: z.string(),
      why: z.string(),
      firstAtMs: ms,
      lastAtMs: ms,
      times: count,
      /** Null for a row that only counts. */
      facts: z.record(z.string(), z.unknown()).nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const setWish = z.strictObject({
  system: name.refine((text) => text !== DECOY_SYSTEM, "kept for the decoy files"),
  period: name,
  count: z.int().min(1).max(PLANT_COUNT_MAX).default(3),
  place: z.string().min(1).max(320),
  telephone: z.enum(["unassigned", "none"]).default("unassigned"),
  format: z.enum(PLANT_FORMATS),
  encoding: z.enum(PLANT_ENCODINGS).default("utf-8"),
});

export const retireWish = z.union([
  z.strictObject({ id: z.string().regex(/^cn_[0-9a-z]{1,40}$/) }),
  z.strictObject({ system: name, period: name }),
]);
export const retireDone = z.object({ retired: count });
