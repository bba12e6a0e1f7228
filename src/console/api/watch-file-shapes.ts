// The shapes of watched files as the API tells them: trees, what differs in them, windows, quarantine.

import { z } from "zod";
import { FILE_DESK } from "../../watch/index.ts";

const ms = z.int();
const moment = ms.nullable();
const why = z.string().trim().min(1).max(300);
const mark = z.string().regex(/^[0-9a-f]{32}$/);
const change = z.enum(["added", "changed", "removed", "type", "link", "owner", "mode"]);
const verdict = z.enum(["clean", "suspicious", "malicious"]);
const workKind = z.enum(["baseline", "approve", "check"]);

const tree = z.object({
  name: z.string(),
  path: z.string(),
  hearing: z.enum(["live", "polling"]),
  state: z.enum(["starting", "none", "approved", "foreign"]),
  approval: z.object({ atMs: ms, by: z.string(), why: z.string(), count: z.int() }).nullable(),
  entries: z.int(),
  files: z.int(),
  passAtMs: moment,
  fullPassAtMs: moment,
  blind: z.array(z.object({ path: z.string(), reason: z.string() })),
  blindCount: z.int(),
  waiting: z.object({
    total: z.int(),
    unlisted: z.int(),
    byVerdict: z.record(verdict, z.int()),
    byChange: z.record(change, z.int()),
    byWindow: z.record(z.string(), z.int()),
  }),
  revision: z.string(),
  work: z
    .object({ kind: workKind, by: z.string(), startedAtMs: ms, done: z.int(), total: z.int() })
    .nullable(),
  lastWork: z
    .object({
      kind: workKind,
      by: z.string(),
      endedAtMs: ms,
      fault: z.string().nullable(),
      approved: z.int(),
      left: z.int(),
    })
    .nullable(),
});
export const trees = z.object({ trees: z.array(tree) });

const facts = z
  .object({
    type: z.enum(["file", "folder", "link", "special"]),
    size: z.int(),
    mode: z.int(),
    uid: z.int(),
    gid: z.int(),
    sha256: z.string().nullable(),
    link: z.string().nullable(),
  })
  .nullable();

const difference = z.object({
  mark: z.string(),
  path: z.string(),
  pathBytes: z.string().nullable(),
  change,
  rule: z.enum(["watched", "writable", "generated", "ignored", "unseen"]),
  verdict,
  reasons: z.array(
    z.object({
      rule: z.string(),
      line: z.int(),
      why: z.string(),
      excerpt: z.string(),
      weight: z.number(),
    }),
  ),
  isScript: z.boolean(),
  leadsOut: z.boolean(),
  before: facts,
  after: facts,
  changedAtMs: moment,
  firstSeenMs: ms,
  lastCleanMs: moment,
  window: z.string().nullable(),
  explained: z
    .object({
      knownAs: z.object({ name: z.string(), path: z.string() }).nullable(),
      text: z.object({ lines: z.array(z.string()), cut: z.boolean() }).nullable(),
    })
    .nullable(),
});

export const differenceQuery = z.object({
  from: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(FILE_DESK.pageMax).default(20),
  /** "no": without texts and known names, which take a second or two. */
  texts: z.enum(["yes", "no"]).default("yes"),
});
export const differences = z.object({
  differences: z.array(difference),
  total: z.int(),
  unlisted: z.int(),
  revision: z.string(),
});

/** Exactly what was shown (its marks), or what was made in a window. */
export const fileApproval = z.union([
  z.strictObject({ why, seen: z.array(mark).min(1).max(FILE_DESK.marksMax) }),
  z.strictObject({ why, window: z.string().max(60) }),
]);
export const fileBaseline = z.strictObject({ why });
/** running: it goes on; the tree says how far it is and how it ended. */
export const fileWishDone = z.object({ result: z.enum(["done", "running"]) });

const window = z.object({
  id: z.string(),
  fromMs: ms,
  toMs: ms,
  who: z.string(),
  why: z.string(),
  by: z.string(),
  atMs: ms,
});
export const windows = z.object({ windows: z.array(window), refused: z.int() });
export const windowWish = z.strictObject({
  fromMs: ms.min(0),
  toMs: ms.min(0),
  who: z.string().trim().min(1).max(100),
  why,
});
export const windowMade = window;

const quarantined = z.object({
  id: z.string(),
  path: z.string(),
  pathBytes: z.string().nullable(),
  sha256: z.string(),
  size: z.int(),
  mode: z.int(),
  uid: z.int(),
  gid: z.int(),
  atimeMs: z.number(),
  mtimeMs: z.number(),
  atMs: ms,
  by: z.string(),
  why: z.string(),
  restoredAtMs: moment,
});
export const quarantineWish = z.strictObject({ seen: mark, why });
export const quarantineDone = quarantined;
export const quarantineList = z.object({ quarantined: z.array(quarantined) });
