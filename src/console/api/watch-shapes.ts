// The shapes of watched pages and of the policy at the gate, as the API tells them.

import { z } from "zod";

const ms = z.int();
const moment = ms.nullable();
const note = z.object({ owner: z.string(), why: z.string(), shared: z.boolean() });

export const watchedScript = z.object({
  kind: z.enum(["file", "inline", "worker"]),
  source: z.string(),
  sha256: z.string().nullable(),
  bytes: z.int(),
  start: z.string(),
  hasIntegrity: z.boolean(),
  /** What a note names it by: its source, or "inline:" and its hash. */
  key: z.string(),
  note: note.nullable(),
  approved: z.boolean(),
  integrity: z
    .object({
      line: z.string().nullable(),
      whyNot: z.string().nullable(),
      looks: z.int(),
      sinceMs: moment,
    })
    .nullable(),
});

export const watchedPage = z.object({
  name: z.string(),
  url: z.string(),
  everyHours: z.int(),
  looking: z.boolean(),
  approval: z.enum(["none", "approved", "foreign"]),
  approved: z.object({ approvedAtMs: ms, approvedBy: z.string(), why: z.string() }).nullable(),
  seenAtMs: moment,
  triedAtMs: moment,
  nextAtMs: ms,
  trouble: z.string().nullable(),
  visits: z.array(z.object({ guise: z.string(), trouble: z.string().nullable() })),
  changes: z
    .array(
      z.object({
        kind: z.string(),
        weight: z.enum(["alarm", "look"]),
        what: z.string(),
        seenBy: z.array(z.string()).nullable(),
      }),
    )
    .nullable(),
  scripts: z.array(watchedScript),
  heads: z
    .array(
      z.object({
        frame: z.string().nullable(),
        fields: z.array(z.tuple([z.string(), z.string()])),
        guardPolicy: z.enum(["enforce", "report"]).nullable(),
      }),
    )
    .nullable(),
  counts: z.object({ forms: z.int(), listeners: z.int(), hosts: z.int() }),
});

export const watchedPages = z.object({
  pages: z.array(watchedPage),
  policy: z.object({
    mode: z.enum(["off", "report", "enforce"]),
    page: z.string().nullable(),
    paths: z.array(z.string()),
    policy: z.string().nullable(),
    state: z.enum(["off", "out", "no-page", "too-long"]),
    inlineOpen: z.boolean(),
    keptOut: z.array(
      z.object({
        blocked: z.string(),
        directives: z.array(z.string()),
        pages: z.array(z.string()),
        networks: z.int(),
        count: z.int(),
        firstAtMs: ms,
        lastAtMs: ms,
        believed: z.boolean(),
      }),
    ),
  }),
});

export const pageApproval = z.strictObject({
  why: z.string().trim().min(1).max(300),
  /** Of the look that is approved: refused when another one came in since. */
  seenAtMs: ms.optional(),
});
export const scriptNote = z.strictObject({
  /** The script's key; of one inside the page twelve digits of its hash will do. */
  source: z.string().min(1).max(4_000),
  owner: z.string().trim().min(1).max(100),
  why: z.string().trim().min(1).max(500),
});
export const pageWishDone = z.object({ result: z.literal("done") });
