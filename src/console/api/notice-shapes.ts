// The shapes of the notice operations: facts, papers, sending. What the fields mean is told in the desk's contracts
// (notices/papers, notices/outgoing).

import { z } from "zod";
import { NOTICE_CLASSES, PERSON_PAPERS, PUBLIC_PAPERS } from "../../desk/index.ts";
import { LANGUAGES } from "../../kernel/index.ts";

/** As long as the longest Q&A. */
const TEXT_CHARS_MAX = 200_000;
const ms = z.int().min(0);
const count = z.int().min(0);
const noticeClass = z.enum(NOTICE_CLASSES as [string, ...string[]]);
const report = z.coerce.number().int().min(1).max(99);
const short = z.string().trim().max(1_000);
const text = z.string().max(TEXT_CHARS_MAX);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const paperKey = {
  kind: z.enum([...PERSON_PAPERS, ...PUBLIC_PAPERS]),
  class: noticeClass.nullable().default(null),
  language: z.enum(LANGUAGES),
  report,
};
const key = z.object(paperKey);
const marks = z.object({ liability: count, dropped: count });
const counts = z.object({ confirmed: count, possible: count, notAffected: count });

export const finding = z.object({
  rule: z.int().min(1).max(18),
  weight: z.enum(["error", "advice"]),
  place: z.string(),
  quote: z.string(),
  why: z.string(),
  better: z.string(),
});

export const board = z.object({
  factsSha256: z.string().nullable(),
  scopeRunId: z.string().nullable(),
  counts: counts.nullable(),
  isStale: z.boolean(),
  addressees: z.object({ people: count, withEmail: count, withAddress: count }).nullable(),
  reports: z.array(count),
  papers: z.array(
    z.object({
      key,
      version: count,
      changedAtMs: ms.nullable(),
      by: z.string(),
      isStale: z.boolean(),
      errors: count,
      advice: count,
      marks,
    }),
  ),
});

/** The facts as the desk's own reader checks them: here only that it is an object. */
const facts = z.record(z.string(), z.unknown());
export const factsView = z.object({ facts, sha256: z.string().nullable(), isStale: z.boolean() });
export const factsBody = z.strictObject({ facts, before: sha256.nullable() });

export const paperQuery = z.strictObject({
  ...paperKey,
  class: z.preprocess((value) => (value === "" ? null : value), noticeClass.nullable().default(null)),
  version: z.coerce.number().int().min(1).optional(),
});
export const paperView = z.object({
  key,
  version: count,
  text,
  draft: text,
  isStale: z.boolean(),
  versions: z.array(
    z.object({
      version: count,
      atMs: ms,
      by: z.string(),
      askedBy: z.string(),
      why: z.string(),
      sha256: z.string(),
      scopeRunId: z.string().nullable(),
      marks,
    }),
  ),
  findings: z.array(finding),
});
export const writeBody = z.strictObject({ key, text, before: count, askedBy: short, why: short });
export const checkBody = z.strictObject({ key, text });
export const checkAnswer = z.object({ findings: z.array(finding) });
export const previewBody = z.strictObject({
  key,
  text,
  person: z.string().trim().min(1).max(254).nullable(),
});
export const previewAnswer = z.object({
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  who: z.object({ name: z.string(), class: noticeClass }).nullable(),
});
