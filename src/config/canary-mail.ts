// The part of `canary` in misemori.yaml about mail to planted customers: where it is taken, for whom, and who may write.

import { z } from "zod";

const domain = z
  .string()
  .max(253)
  .regex(/^[^\s@<>,;:/]+\.[^\s@<>,;:/]+$/, 'write a domain like "leak.example.jp"');
const place = z.string().min(1).max(1_000);

/** Keys of the group `canary`; nothing is listened for without `listen`, `folder` or `imap`. */
export function canaryMailShape<L extends z.ZodType, S extends z.ZodType>(listen: L, secretReference: S) {
  return {
    listen: listen.optional(),
    /** The name the MX record points to, said in the greeting. */
    hostname: domain.optional(),
    /** Kept for canaries alone: mail to any address there is taken. */
    domains: z.array(domain).max(20).default([]),
    /** Ordinary mailboxes whose sub-addresses (name+…@) are canaries. */
    mailboxes: z.array(z.email()).max(20).default([]),
    /** PEM files, relative to misemori.yaml; read again every hour. */
    tls: z.strictObject({ keyFile: place, certFile: place }).optional(),
    /** A Maildir or mbox that another mail server writes; relative to misemori.yaml. */
    folder: place.optional(),
    /** An ordinary mailbox on another server, of which only mail to planted customers is read. */
    imap: z
      .strictObject({
        host: z.string().min(1).max(253),
        port: z.int().min(1).max(65535).default(993),
        tls: z.enum(["implicit", "starttls", "none"]).default("implicit"),
        user: z.string().min(1).max(320),
        password: secretReference,
        folder: z.string().min(1).max(200).default("INBOX"),
        afterwards: z.enum(["leave", "seen"]).default("leave"),
        /** PEM, relative to misemori.yaml. */
        caFile: place.optional(),
      })
      .optional(),
    /** The shop's own mail domains. */
    senders: z.array(domain).max(50).default([]),
    /** To whom the list was given, by the names canaries are planted under, and from which domains they write. */
    systems: z
      .array(z.strictObject({ name: z.string().min(1).max(60), senders: z.array(domain).max(50) }))
      .max(50)
      .default([]),
  };
}
