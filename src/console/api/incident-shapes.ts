// The shapes of the incident operations. What the fields mean is told in the desk's contract.

import { z } from "zod";
import { ACTS, CLOCK_RULES, HAND_WAYS, HINT_CHANNELS, HINT_SOURCES } from "../../desk/index.ts";

const ms = z.int().min(0);
const count = z.int().min(0);
const yen = z.int().min(0).max(1_000_000_000_000);
const short = (max: number) => z.string().trim().min(1).max(max);
/** A reason is asked for where it will be asked for later. */
const why = short(1_000);
/** The click's own: the same key twice is one. */
const key = z.string().regex(/^[\w.:-]{1,80}$/);

const type = z.enum(["card-leak", "personal-leak", "email-leak", "card-testing", "backdoor", "suspected"]);
const source = z.enum(HINT_SOURCES);
const channel = z.enum(HINT_CHANNELS);
const act = z.enum(ACTS);
const costState = z.enum(["quote", "chosen", "billed", "paid", "dropped"]);
const demandId = z.templateLiteral(["demand_", z.string().regex(/^[0-9a-z]{1,60}$/)]);
const clockId = z.union([z.enum(CLOCK_RULES.map(({ id }) => id)), demandId]);
const classes = z.object({ confirmed: count, possible: count, cannotTell: count, notAffected: count });

/** Sealed; only those named on the incident can open them. */
const words = z.strictObject({
  caller: z.string().trim().max(200).default(""),
  contact: z.string().trim().max(200).default(""),
  words: z.string().trim().max(20_000).default(""),
});

const clockFacts = z.object({
  type,
  hintAtMs: ms,
  knownAtMs: ms.nullable(),
  people: count.nullable(),
  propertyRisk: z.boolean(),
  onPurpose: z.boolean(),
  sensitive: z.boolean(),
  encrypted: z.boolean(),
  europeans: z.boolean(),
});
const mark = z.object({
  clock: z.string(),
  mark: z.enum(["done", "not-applicable"]),
  atMs: ms,
  by: z.string(),
  why: z.string(),
});
const clockView = z.object({
  id: z.string(),
  force: z.enum(["law", "contract", "advice", "demand"]),
  source: z.string(),
  state: z.enum(["waiting", "running", "done", "done-late", "overdue", "not-applicable"]),
  startedAtMs: ms.nullable(),
  dueAtMs: ms.nullable(),
  gone: z.number().nullable(),
  reminders: z.array(z.number()),
  mark: mark.nullable(),
});
export const actView = z.object({
  key: z.string(),
  act,
  target: z.string(),
  why: z.string(),
  by: z.string(),
  atMs: ms,
  state: z.enum(["begun", "done", "failed", "undoing", "undone"]),
  endedAtMs: ms.nullable(),
  outcome: z.string(),
  /** The other incident for which an undone act was left in place. */
  keptFor: z.string().optional(),
});
const next = z.object({
  step: z.string(),
  act: act.nullable(),
  clock: z.string().nullable(),
  owner: z.string(),
  dueAtMs: ms.nullable(),
});
/** By its kind; later versions may know more. */
const fact = z.looseObject({ kind: z.string() });
const through = z.enum(HAND_WAYS);
const state = z.enum(["open", "closed", "key-destroyed"]);
const money = z.object({ spentYen: z.number(), agreedYen: z.number() });

export const incidentView = z.object({
  id: z.string(),
  /** The shop's own: tell the incident's moments in it. */
  timeZone: z.string(),
  type,
  title: z.string(),
  state,
  openedAtMs: ms,
  openedBy: z.string(),
  changedAtMs: ms,
  alert: z.string().nullable(),
  source,
  channel,
  window: z.object({ fromMs: ms.nullable(), toMs: ms.nullable(), how: z.string() }).nullable(),
  clockFacts,
  clocks: z.array(clockView),
  named: z.array(z.string()),
  acts: z.array(actView),
  /** Acts that one click can do on this guard. */
  available: z.array(act),
  next: z.array(next),
  scope: z
    .object({ runId: z.string(), atMs: ms, classes, people: count, vaultName: z.string().nullable() })
    .nullable(),
  evidence: z.array(z.object({ bag: z.string(), sha256: z.string(), bytes: count, atMs: ms })),
  /** Who received what; names of receivers are sealed with the entry `seq`. */
  handed: z.array(
    z.object({
      key: z.string(),
      what: z.string(),
      sha256: z.string().nullable(),
      to: z.string(),
      through,
      why: z.string(),
      handedAtMs: ms,
      seq: count,
      by: z.string(),
      hasWords: z.boolean(),
    }),
  ),
  costs: z.array(
    z.object({
      costId: z.string(),
      what: z.string(),
      from: z.string(),
      yen: z.number(),
      state: costState,
      atMs: ms,
      by: z.string(),
    }),
  ),
  money,
  destroyAtMs: ms.nullable(),
  timeline: z.array(z.object({ seq: count, atMs: ms, by: z.string(), fact, hasWords: z.boolean() })),
});
export const incidentRow = z.object({
  id: z.string(),
  type,
  title: z.string(),
  state,
  openedAtMs: ms,
  changedAtMs: ms,
  people: count.nullable(),
  money,
  overdue: count,
  /** The nearest date that is neither met nor ruled out, past or to come. */
  nextDueAtMs: ms.nullable(),
  /** The most urgent step; null when nothing is left to do. */
  next: next.nullable(),
});
export const incidentList = z.object({ incidents: z.array(incidentRow), timeZone: z.string() });
export const incidentQuery = z.strictObject({
  state: state.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const incidentClosed = z.object({
  incident: incidentView,
  /** Days until the sealed things are destroyed for good. */
  daysLeft: count,
});
export const wordsView = z.object({ caller: z.string(), contact: z.string(), words: z.string() });
export const entryList = z.object({
  entries: z.array(
    z.object({
      incident: z.string(),
      seq: count,
      atMs: ms,
      by: z.string(),
      fact,
      sealed: z.string().nullable(),
      /** What the journal holds of it. */
      sha256: z.string(),
    }),
  ),
});

export const openBody = z.strictObject({
  /** Left out: what an alert of that kind is about, else a suspicion. */
  type: type.optional(),
  title: short(200),
  /** When the hint came; now when it is left out. */
  hintAtMs: ms.optional(),
  source: source.default("other"),
  channel: channel.default("own"),
  alert: z.string().max(80).nullable().default(null),
  key: key.nullable().default(null),
  words: words.prefault({}),
});
export const hintBody = z.strictObject({
  source,
  channel,
  hintAtMs: ms.optional(),
  words: words.prefault({}),
});
export const noteBody = z.strictObject({ words: short(20_000) });
export const factsBody = z
  .strictObject({
    type: type.optional(),
    clock: clockFacts.omit({ type: true, hintAtMs: true }).partial().strict().optional(),
  })
  .refine((given) => given.type !== undefined || given.clock !== undefined, { path: ["type"] });
export const windowBody = z.strictObject({
  fromMs: ms.nullable(),
  toMs: ms.nullable(),
  how: z.string().trim().max(1_000).default(""),
});
export const personBody = z.strictObject({ person: short(200) });
export const actBody = z.strictObject({
  act,
  key,
  why,
  /** What it is aimed at: "ip 203.0.113.7"; empty where there is only one. */
  target: z.string().trim().max(200).default(""),
});
export const undoBody = z.strictObject({ why });
export const demandBody = z.strictObject({
  id: demandId.nullable().default(null),
  from: short(200),
  what: short(1_000),
  receivedAtMs: ms,
  dueAtMs: ms,
  orElse: z.string().trim().max(1_000).default(""),
});
export const markBody = z.strictObject({ clock: clockId, mark: z.enum(["done", "not-applicable"]), why });
export const costBody = z.strictObject({
  costId: z
    .string()
    .regex(/^[\w.:-]{1,80}$/)
    .nullable()
    .default(null),
  what: short(200),
  from: z.string().trim().max(200).default(""),
  yen,
  state: costState.default("quote"),
});
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const evidenceBody = z.strictObject({ bag: short(200), sha256, bytes: count });
export const handedBody = z.strictObject({
  key: key.nullable().default(null),
  what: short(200),
  sha256: sha256.nullable().default(null),
  /** The organisation; the person's name goes into `words.caller`, which is sealed. */
  to: short(200),
  through: through.default("other"),
  why,
  /** Now when it is left out. */
  handedAtMs: ms.optional(),
  words: words.prefault({}),
});
export const scopeBody = z.strictObject({
  runId: short(100),
  resultSha256: sha256,
  classes,
  people: count,
  vaultName: z
    .string()
    .regex(/^[0-9a-z][0-9a-z._-]{0,99}$/)
    .nullable()
    .default(null),
});
/** At least a day, so that a slip can be taken back. */
export const closeBody = z.strictObject({ why, keepDays: z.int().min(1).max(3_650).default(180) });
export const reopenBody = z.strictObject({ why });
