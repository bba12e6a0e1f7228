// The shapes of the inquiry operations. What the fields mean is told in the desk's contract.

import { z } from "zod";
import { INQUIRY_CHANNELS, INQUIRY_LIMITS } from "../../desk/index.ts";

const { wordsCharsMax, shortCharsMax, pageMax } = INQUIRY_LIMITS;
const ms = z.int().min(0);
const count = z.int().min(0);
const channel = z.enum(INQUIRY_CHANNELS);
const state = z.enum(["open", "answered"]);
const short = z.string().trim().max(shortCharsMax).default("");
const words = z.string().trim().min(1).max(wordsCharsMax);
export const inquiryId = z.templateLiteral(["inquiry_", z.string().regex(/^[0-9a-z]{1,60}$/)]);
const after = z.string().max(80).default("");
const limit = z.coerce.number().int().min(1).max(pageMax).default(pageMax);

const row = {
  inquiry: z.string(),
  state,
  channel,
  person: z.string().nullable(),
  askedAtMs: ms,
  changedAtMs: ms,
  changedBy: z.string(),
  entries: count,
};
const said = z.object({
  seq: count,
  atMs: ms,
  by: z.string(),
  kind: z.enum(["asked", "answered"]),
  channel,
  name: z.string(),
  contact: z.string(),
  words: z.string(),
  done: z.string(),
});
const view = { ...row, said: z.array(said) };

export const inquiryRow = z.object(row);
export const inquiryQuery = z.strictObject({ state: state.optional(), after, limit });
export const exportQuery = z.strictObject({ after, limit });
export const inquiryList = z.object({
  counts: z.object({ open: count, answered: count }),
  inquiries: z.array(inquiryRow),
});
export const inquiryView = z.object({
  ...view,
  suggestion: z
    .object({ question: z.string(), answer: z.string(), likeness: z.number(), shared: z.array(z.string()) })
    .nullable(),
});
export const inquiryExport = z.object({ inquiries: z.array(z.object(view)) });

export const askedBody = z.strictObject({
  channel,
  person: z
    .string()
    .regex(/^[\w.:-]{1,80}$/)
    .nullable()
    .default(null),
  atMs: ms.nullable().default(null),
  name: short,
  contact: short,
  words,
  inquiry: inquiryId.nullable().default(null),
  key: z
    .string()
    .regex(/^[\w.:-]{1,80}$/)
    .nullable()
    .default(null),
});
export const answerBody = z.strictObject({
  channel,
  atMs: ms.nullable().default(null),
  words,
  done: z.string().trim().max(wordsCharsMax).default(""),
});
