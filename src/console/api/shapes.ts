// The API's shapes as zod schemas: what comes in is checked with them, what goes out is described by them (OpenAPI)
// and the tests hold real answers against them. The meaning of gate fields is told in the gate's contracts.

import { z } from "zod";
import { ORIGIN_KINDS, SENTENCE_CHARS_MAX } from "../../gate/index.ts";
import { maskText } from "../../scrub/index.ts";

const ms = z.int().min(0);
const count = z.int().min(0);
const short = (max: number) => z.string().trim().min(1).max(max);
/** A name is shown and kept for ever: a card number pasted into the wrong field is refused, not kept. */
const holdsNoCard = (text: string): boolean => maskText(text) === text;

export const answerName = z.enum(["pass", "slow", "challenge", "step-up", "hold", "decoy", "block", "pause"]);
const scopes = [
  "outcomes:write",
  "holds:read",
  "holds:write",
  "alerts:write",
  "cards:write",
  "now:read",
  "site:read",
  "site:write",
  "watch:read",
  "watch:write",
  "journal:read",
  "incidents:read",
  "incidents:write",
] as const;
/** Scopes a person may give to a token; "owner:link" is lent by the guard itself only. */
export const scopeName = z.enum(scopes);

export const signIn = z.strictObject({ name: short(60), password: z.string().min(1).max(1_000) });
export const firstOwner = z.strictObject({
  token: z.string().min(1).max(200),
  name: short(60).refine(holdsNoCard),
  password: z.string().min(1).max(1_000),
});
export const visitView = z.object({
  signedIn: z.boolean(),
  name: z.string().nullable(),
  /** Goes back in the header X-Misemori-Csrf with every change. */
  csrf: z.string().nullable(),
  ownerMissing: z.boolean(),
  /** True in a demonstration, which has an attack of its own to be watched. */
  demo: z.boolean(),
});
const password = z.string().min(1).max(1_000);
export const newPassword = z.strictObject({ token: z.string().min(1).max(200), password });
export const passwordChange = z.strictObject({ old: password, password });
export const ownerLink = z.object({
  /** To be opened by the owner once, within 24 hours. */
  url: z.string(),
  purpose: z.enum(["first-owner", "reset"]),
  validUntilMs: z.int().min(0),
});
export const sessionsEnded = z.object({ ended: z.int().min(0) });
export const sampleAttack = z.object({
  running: z.boolean(),
  secondsLeft: z.number().min(0),
  method: z.string().nullable(),
});
export const done = z.object({ done: z.literal(true) });

const meter = z.object({ spentYen: z.number(), limitYen: z.number() });
const originSum = z.object({
  key: z.string(),
  label: z.string(),
  attempts: count,
  reachedGateway: count,
  stopped: count,
});
export const cardsView = z.object({
  state: z.enum(["open", "paused"]),
  by: z.string(),
  why: z.string(),
  atMs: ms,
});
const shopDoor = z.object({
  state: z.enum(["open", "stopped"]),
  by: z.string(),
  why: z.string(),
  /** The owner's own sentence on the hold page. */
  sentence: z.string().nullable(),
  atMs: ms,
});
const sessionsEnd = z.object({ by: z.string(), why: z.string(), atMs: ms });
const attack = z.object({
  attackId: z.string(),
  startedAtMs: ms,
  nowMs: ms,
  attempts: count,
  reachedGateway: count,
  stopped: count,
  feesYen: z.number(),
  savedYen: z.number(),
  crowds: z.array(z.object({ kind: z.string(), label: z.string(), share: z.number() })),
  budgetLeftYen: z.number(),
  cardsPaused: z.boolean(),
  change: z.string(),
});
export const nowView = z.object({
  atMs: ms,
  shopName: z.string(),
  mode: z.enum(["judge", "watch"]),
  cards: cardsView,
  site: z.object({
    shop: shopDoor,
    originsBlocked: count,
    /** Null: never ended. */
    sessions: sessionsEnd.nullable(),
    /** False while the orders cannot be read: shop pages pass until they can. */
    readable: z.boolean(),
  }),
  attack: attack.nullable(),
  perMinute: z.array(
    z.object({
      bucketStartMs: ms,
      answer: answerName,
      attempts: count,
      reachedGateway: count,
      declined: count,
      approved: count,
      feesYen: z.number(),
      savedYen: z.number(),
      salesYen: z.number(),
    }),
  ),
  budget: z.object({ hour: meter, day: meter }),
  today: z.object({
    attempts: count,
    stopped: count,
    approved: count,
    declined: count,
    feesYen: z.number(),
    salesYen: z.number(),
    savedYen: z.number(),
  }),
  countries: z.array(originSum),
  networks: z.array(originSum),
  crowds: z.array(
    z.object({
      kind: z.string(),
      label: z.string(),
      share: z.number(),
      tries: count,
      declines: count,
      stopped: count,
      passed: count,
      feesYen: z.number(),
      savedYen: z.number(),
      sinceMs: ms,
    }),
  ),
  holdsWaiting: count,
  workers: z.object({ running: count, wanted: count }),
});

export const holdView = z.object({
  id: z.string(),
  attemptId: z.string(),
  createdAtMs: ms,
  /** As the shop or a person named it; null: it may be any order. */
  orderRef: z.string().nullable(),
  /** What the buyer's request called it: unconfirmed. */
  claimedRef: z.string().nullable(),
  amountYen: z.number().nullable(),
  country: z.string(),
  probability: z.number(),
  state: z.enum(["held", "released", "cancelled"]),
  decidedAtMs: ms.nullable(),
  decidedBy: z.string().nullable(),
  note: z.string().nullable(),
});
const reason = z.object({
  crowd: z.string(),
  label: z.string(),
  weight: z.number(),
  tries: count,
  declines: count,
});
export const holdList = z.object({ holds: z.array(holdView) });
export const holdDetail = z.object({ hold: holdView, reasons: z.array(reason) });
export const holdQuery = z.strictObject({
  state: z.enum(["held", "released", "cancelled"]).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const holdDecision = z.strictObject({
  note: z.string().trim().max(500).default(""),
  /** Only for cancelling a hold without a name: no order came of it. */
  noOrder: z.boolean().default(false),
});
export const holdName = z.strictObject({ orderRef: short(200).refine(holdsNoCard) });
export const shippable = z.object({
  shippable: z.boolean(),
  /** Null when it may ship. */
  reason: z.enum(["on-hold", "cancelled", "claimed", "unnamed-hold"]).nullable(),
  hold: holdView.nullable(),
  /** Holds without a name that this order may be, likeliest first; at most twenty. */
  mayBe: z.array(holdView),
});

/** Attempts are given as the gate records them: see AttemptRecord. */
export const attemptList = z.object({
  attempts: z.array(
    z.looseObject({
      facts: z.looseObject({ id: z.string(), atMs: ms, route: z.string() }),
      judgement: z.looseObject({ answer: answerName, probability: z.number(), reasons: z.array(reason) }),
      reachedGateway: z.boolean(),
      feeYen: z.number(),
      outcome: z.string().nullable(),
      orderRef: z.string().nullable(),
      holdId: z.string().nullable(),
    }),
  ),
});
export const attemptQuery = z.strictObject({
  fromMs: z.coerce.number().int().min(0).optional(),
  toMs: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  answer: answerName.optional(),
  beforeId: z.templateLiteral(["att_", z.string().regex(/^[a-z0-9]{1,60}$/)]).optional(),
});

export const cardsWhy = z.strictObject({ why: short(300) });
const origin = {
  kind: z.enum(ORIGIN_KINDS),
  /** "203.0.113.7", "203.0.113.0/24", an AS number, or a country in two letters. */
  value: short(60),
};
export const siteView = z.object({
  shop: shopDoor,
  blocks: z.array(z.object({ ...origin, by: z.string(), why: z.string(), atMs: ms, untilMs: ms.nullable() })),
  sessions: sessionsEnd.nullable(),
  readable: z.boolean(),
  sessionCookies: z.array(z.string()),
  tokens: z.enum(["ended", "not-covered"]),
});
/** `changed` is false when it was so already. */
export const siteDone = z.object({ changed: z.boolean(), state: siteView });
export const siteWhy = z.strictObject({ why: short(300) });
export const siteStop = z.strictObject({ why: short(300), sentence: short(SENTENCE_CHARS_MAX).optional() });
export const siteUnblock = z.strictObject({ ...origin, why: short(300) });
export const siteBlock = z.strictObject({
  ...origin,
  why: short(300),
  untilMs: ms.optional(),
  /** Needed for a whole country, a network wider than a /8, or where you are yourself. */
  confirm: z.boolean().default(false),
});
export const sitePass = z.object({ url: z.string(), validUntilMs: ms });

export const outcomeReport = z
  .strictObject({
    attemptId: z.string().max(80).nullable().default(null),
    orderRef: z.string().max(200).nullable().default(null),
    outcome: z.enum(["approved", "declined", "error"]),
    declineCode: z.string().max(100).nullable().default(null),
  })
  .refine((report) => (report.attemptId ?? "") !== "" || (report.orderRef ?? "") !== "", {
    path: ["attemptId"],
    message: "attemptId or orderRef",
  });
export const outcomeTaken = z.object({ result: z.enum(["learned", "already-settled"]) });

export const tokenView = z.object({
  name: z.string(),
  scopes: z.array(z.enum([...scopes, "owner:link"])),
  createdAtMs: ms,
  revokedAtMs: ms.nullable(),
});
export const tokenList = z.object({ tokens: z.array(tokenView) });
export const tokenWish = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}$/u)
    .refine(holdsNoCard),
  scopes: z.array(scopeName).min(1).max(scopes.length),
});
/** `key` is shown this once and never again. */
export const tokenMade = z.object({ key: z.string(), token: tokenView });

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** What was judged of customers' spam reports, as `incident spam judge` tells it. */
export const spamJudgement = z.strictObject({
  verdict: z.enum(["leak", "watch", "coincidence", "too-few"]),
  day,
  reporters: count.max(1_000_000),
  customers: count,
  bayesFactor: z.number().min(0),
  takenFrom: day.nullable(),
  takenTo: day.nullable(),
});
export const spamAlerted = z.object({ alerted: z.boolean() });
