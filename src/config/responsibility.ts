// The shape of the responsibility sheet and of the channels it calls people by. A part of schema.ts.

import { z } from "zod";

const httpUrl = z.url({ protocol: /^https?$/ });
const dayRange = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'write "22:00-07:00"');
/** No colon: the journal writes "link:NAME". No control characters: names stand in mails. */
const personName = z.string().regex(/^[^\p{C}:]{1,60}$/u);

export const CHANNELS = ["line", "email", "slack", "chatwork", "webhook"] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** Beside e-mail and webhook: where the shop has accounts to send from. Secrets are references, as everywhere. */
export function channelShapes<S extends z.ZodType>(secretReference: S) {
  return {
    slack: z
      .strictObject({
        /** The whole address of an incoming webhook: whoever knows it can post, so it is a secret. */
        webhook: secretReference.optional(),
        token: secretReference.optional(),
        channel: z.string().min(1).max(80).optional(),
        baseUrl: httpUrl.default("https://slack.com"),
      })
      .optional(),
    chatwork: z
      .strictObject({
        token: secretReference,
        room: z
          .string()
          .regex(/^\d{1,20}$/)
          .optional(),
        baseUrl: httpUrl.default("https://api.chatwork.com"),
      })
      .optional(),
    line: z
      .strictObject({ token: secretReference, baseUrl: httpUrl.default("https://api.line.me") })
      .optional(),
  };
}

const area = z
  .strictObject({
    what: z.string().min(1).max(300).optional(),
    owner: personName,
    deputy: personName.optional(),
    vendor: z
      .strictObject({
        name: personName,
        contact: z.string().min(1).max(200),
        /** In the contract's own words. */
        scope: z.string().min(1).max(500),
        hours: dayRange.optional(),
        weekdaysOnly: z.boolean().default(true),
        email: z.email().optional(),
        takesAlerts: z.boolean().default(false),
      })
      .optional(),
    answerWithinMinutes: z.int().min(1).max(1_440).default(15),
  })
  .optional();

export const responsibilitySchema = z.strictObject({
  people: z
    .array(
      z.strictObject({
        name: personName,
        email: z.email(),
        line: z
          .string()
          .regex(/^U[0-9a-f]{32}$/)
          .optional(),
        slack: z
          .string()
          .regex(/^[A-Z0-9]{6,20}$/)
          .optional(),
        chatwork: z
          .string()
          .regex(/^\d{1,20}$/)
          .optional(),
        quiet: dayRange.optional(),
        /** In this order; without it: LINE, e-mail, Slack, Chatwork as far as he has them. */
        channels: z.array(z.enum(CHANNELS)).min(1).max(5).optional(),
      }),
    )
    .min(1)
    .max(50),
  areas: z
    .strictObject({ payments: area, shop: area, server: area, customers: area, guard: area })
    .prefault({}),
});
