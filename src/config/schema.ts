// The shape of misemori.yaml: every key, its unit, its default. Unknown keys are refused. Reading the file is read.ts.

import { z } from "zod";
import { canarySchema } from "./canary.ts";
import { channelShapes, responsibilitySchema } from "./responsibility.ts";
import { watchShape } from "./watch-shape.ts";

const port = z.int().min(0).max(65535);
const listen = z
  .string()
  .regex(/^(\[[0-9a-fA-F:]+\]|[0-9A-Za-z.-]+):\d{1,5}$/, 'write "host:port"')
  .refine(
    (text) => port.safeParse(Number(text.slice(text.lastIndexOf(":") + 1))).success,
    "the port is above 65535",
  );
const httpUrl = z.url({ protocol: /^https?$/ });
/** Secrets never stand in the file: they are named by environment variable or by file. */
const secretReference = z.union([
  z.strictObject({ env: z.string().min(1) }),
  z.strictObject({ file: z.string().min(1) }),
]);
const smtpSchema = z.strictObject({
  host: z.string().min(1),
  port: port.default(587),
  tls: z.enum(["starttls", "implicit", "none"]).default("starttls"),
  user: z.string().optional(),
  password: secretReference.optional(),
});
const yenAmount = z.int().min(0).max(1_000_000_000);

/** One condition on the shop's answer; all given parts must hold. */
const answerPattern = z.strictObject({
  status: z.union([z.int(), z.array(z.int()).max(20)]).optional(),
  /** Location header contains this text. */
  redirectTo: z.string().max(500).optional(),
  /** Body contains this text. */
  bodyHas: z.string().max(500).optional(),
  /** JSON pointer into the body and the value (or list of values) expected there; true = present. */
  json: z
    .strictObject({
      at: z.string().max(200),
      is: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).max(50)]),
    })
    .optional(),
});
const fieldNames = z.array(z.string().min(1).max(100)).max(20);

export const routeSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,40}$/),
  method: z.enum(["POST", "PUT", "PATCH", "GET"]).default("POST"),
  /** Exact path, or with ":part" for one segment and a final "*" for the rest. */
  path: z.string().startsWith("/").max(300),
  /** Further condition on the query, e.g. "wc-ajax=checkout". */
  query: z.string().max(200).optional(),
  /** GraphQL mutation names (one of them makes it an attempt). */
  graphql: z.array(z.string().max(100)).max(20).optional(),
  speaks: z.enum(["page", "json", "graphql"]).default("page"),
  /** Only requests with these form/JSON values count, e.g. { mode: confirm }. Dotted names reach into JSON. */
  when: z
    .record(z.string().max(100), z.union([z.string().max(200), z.array(z.string().max(200)).max(20)]))
    .optional(),
  fields: z
    .strictObject({
      card: fieldNames.default([]),
      token: fieldNames.default([]),
      amount: fieldNames.default([]),
      email: fieldNames.default([]),
      order: fieldNames.default([]),
      method: fieldNames.default([]),
    })
    .prefault({}),
  /** Values of the method field that are not cards. */
  notCard: z.array(z.string().max(100)).max(50).default([]),
  approved: z.array(answerPattern).max(20).default([]),
  declined: z.array(answerPattern).max(20).default([]),
  error: z.array(answerPattern).max(20).default([]),
  pending: z.array(answerPattern).max(20).default([]),
  /** JSON pointer to the order reference in the shop's answer. */
  orderAt: z.string().max(200).optional(),
});

export const configSchema = z.strictObject({
  shop: z.strictObject({
    name: z.string().min(1).max(100),
    /** The shop's public address, as buyers type it. */
    url: httpUrl,
    /** Where the shop itself listens. */
    upstream: httpUrl,
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .default("JP"),
    timezone: z.string().default("Asia/Tokyo"),
    telephone: z.string().max(40).optional(),
    contactUrl: httpUrl.optional(),
    /** Ways to pay that stay open when cards are paused, in the shop's words. */
    otherPayments: z.array(z.string().min(1).max(60)).max(10).default([]),
  }),
  platform: z.strictObject({
    preset: z.enum(["eccube2", "eccube4", "woocommerce", "magento2", "vendure", "custom"]),
    /** Routes added to the preset's, or instead of one with the same name. */
    routes: z.array(routeSchema).max(100).default([]),
    /** Ids (or names) of payments that need no card, as the shop's software numbers them; instead of the preset's own. */
    notCardPayments: z
      .array(z.string().regex(/^[\w.-]{1,40}$/))
      .max(50)
      .default([]),
    /** Names of the cookies that are the shop's sessions, a final "*" for all that begin so; instead of the preset's own. */
    sessionCookies: z
      .array(z.string().regex(/^[!#$%&'+\-.^_`|~0-9A-Za-z]{1,80}\*?$/))
      .max(30)
      .default([]),
  }),
  gate: z
    .strictObject({
      listen: listen.default("0.0.0.0:8080"),
      workers: z.union([z.literal("auto"), z.int().min(1).max(64)]).default("auto"),
      trustedProxies: z.array(z.string().max(60)).max(100).default([]),
      /** While the shop is stopped by hand. */
      stopped: z
        .strictObject({
          letThrough: z.array(z.string().max(60)).max(100).default([]),
          paths: z.array(z.string().startsWith("/").max(300)).max(50).default([]),
        })
        .prefault({}),
      /** "judge" decides; "watch" lets everything pass and only records what it would have done. */
      mode: z.enum(["judge", "watch"]).default("judge"),
      limits: z
        .strictObject({
          headTimeoutMs: z.int().min(100).max(120_000).default(10_000),
          bodyIdleTimeoutMs: z.int().min(100).max(600_000).default(30_000),
          keepAliveTimeoutMs: z.int().min(100).max(600_000).default(65_000),
          upstreamConnectTimeoutMs: z.int().min(50).max(60_000).default(5_000),
          upstreamHeadTimeoutMs: z.int().min(100).max(600_000).default(60_000),
          upstreamIdleTimeoutMs: z.int().min(100).max(600_000).default(120_000),
          headBytesMax: z.int().min(1_024).max(262_144).default(32_768),
          headerCountMax: z.int().min(10).max(1_000).default(100),
          bodyBytesMax: z.int().min(1_024).default(2_147_483_648),
          connectionsMax: z.int().min(10).max(200_000).default(30_000),
          upstreamConnectionsMax: z.int().min(1).max(10_000).default(256),
        })
        .prefault({}),
    })
    .prefault({}),
  costs: z
    .strictObject({
      /** What the payment agency charges for one try, declined ones included. */
      feeYen: yenAmount.default(20),
      /** Loss when a stolen card is approved and the goods are shipped, beside the goods: chargeback fee and work. */
      chargebackYen: yenAmount.default(3_000),
      averageOrderYen: yenAmount.default(6_000),
      marginShare: z.number().min(0).max(1).default(0.3),
      /** What an hour of a person's time to look at held orders costs, per order. */
      holdReviewYen: yenAmount.default(150),
    })
    .prefault({}),
  budget: z
    .strictObject({
      perHourYen: yenAmount.default(1_000),
      perDayYen: yenAmount.default(5_000),
      /** If set, the day's budget is this share of the day's approved sales when that is larger. */
      salesShare: z.number().min(0).max(1).optional(),
    })
    .prefault({}),
  answers: z
    .strictObject({
      /** Does the shop ask for EMV 3-D Secure when the header "Misemori-Step-Up: 3ds" is there? */
      stepUp: z.boolean().default(false),
      /** Does a person look at held orders, and does the shop not ship while /v1/orders/…/shippable says false? */
      hold: z.boolean().default(true),
      challenge: z.boolean().default(true),
      decoy: z.boolean().default(true),
    })
    .prefault({}),
  outcomes: z
    .strictObject({
      stripe: z.strictObject({ secret: secretReference }).optional(),
      /** GMO-PG does not sign: results are accepted only from these addresses and checked against ShopID. */
      gmopg: z
        .strictObject({ shopId: z.string().max(40), from: z.array(z.string().max(60)).min(1).max(50) })
        .optional(),
      payjp: z.strictObject({ token: secretReference }).optional(),
    })
    .prefault({}),
  console: z
    .strictObject({
      listen: listen.default("127.0.0.1:8090"),
      /** The address in links that are mailed, if other than http://<listen>. */
      url: httpUrl.optional(),
    })
    .prefault({}),
  alerts: z
    .strictObject({
      owner: z.string().max(100).default("owner"),
      language: z.enum(["ja", "en"]).default("ja"),
      email: z
        .strictObject({
          to: z.array(z.email()).min(1).max(10),
          from: z.email(),
          smtp: smtpSchema,
        })
        .optional(),
      webhook: z.strictObject({ url: httpUrl, secret: secretReference }).optional(),
      ...channelShapes(secretReference),
    })
    .prefault({}),
  /** Who answers for what; without it everything is alerts.owner's. */
  responsibility: responsibilitySchema.optional(),
  /** Told of holds created, released and cancelled (signed), so that the shop never ships a held order. */
  shopWebhook: z.strictObject({ url: httpUrl, secret: secretReference }).optional(),
  /** Whom to ask for the time of evidence and checkpoints (RFC 3161), and who alone may open it. */
  evidence: z
    .strictObject({
      timestamp: z
        .strictObject({
          url: httpUrl,
          /** PEM of the authority's root, relative to this file; without it the public roots are believed. */
          caFile: z.string().min(1).max(500).optional(),
        })
        .optional(),
      /** PEM of a public key, relative to this file: archives are encrypted to it. */
      encryptTo: z.string().min(1).max(500).optional(),
    })
    .prefault({}),
  records: z
    .strictObject({
      folder: z.string().min(1).default("misemori-data"),
      keepDays: z.int().min(1).max(3_650).default(400),
      sizeMaxMb: z.int().min(16).max(1_048_576).default(2_048),
    })
    .prefault({}),
  incidents: z
    .strictObject({
      /** Files and folders that "preserve evidence" packs beside Misemori's own records; relative to this file. */
      preserve: z.array(z.string().min(1).max(1_000)).max(100).default([]),
      /** Where the packages go; by default beside the records folder, with "-evidence" at the end of its name. */
      evidenceFolder: z.string().min(1).max(1_000).optional(),
    })
    .prefault({}),
  canary: canarySchema(listen, secretReference),
  watch: watchShape,
  /** How notices to customers go out. */
  notices: z
    .strictObject({
      /** The sender's address; without it no e-mail can go out. */
      from: z.email().optional(),
      replyTo: z.email().optional(),
      /** Instead of alerts.email.smtp. */
      smtp: smtpSchema.optional(),
      dkim: z
        .strictObject({
          domain: z.string().regex(/^[0-9A-Za-z.-]{1,253}$/),
          selector: z.string().regex(/^[0-9A-Za-z._-]{1,63}$/),
          key: secretReference,
        })
        .optional(),
      plainDomains: z.array(z.string().min(1).max(253)).max(100).default([]),
      perDomainPerSecond: z.number().min(0.1).max(10_000).default(20),
      connections: z.int().min(1).max(50).default(8),
      /** mbox file or Maildir folder, relative to this file. */
      mailbox: z.string().min(1).max(1_000).optional(),
      letters: z
        .strictObject({
          company: z.string().min(1).max(100),
          postcode: z.string().max(20).default(""),
          address: z.array(z.string().min(1).max(100)).min(1).max(4),
        })
        .optional(),
    })
    .prefault({}),
  drill: z.strictObject({ ownTargets: z.array(httpUrl).max(20).default([]) }).prefault({}),
});

export type Config = z.output<typeof configSchema>;
export type RouteConfig = z.output<typeof routeSchema>;
