// The part of misemori.yaml about what nobody should ever touch.

import { z } from "zod";
import { parseNetworks } from "../kernel/index.ts";
import { canaryMailShape } from "./canary-mail.ts";

const path = z
  .string()
  .max(200)
  .regex(/^\/[^\s?#]*$/, "a path from / on");
const network = z.string().refine((text) => parseNetworks([text]).ok, "an address or network");

export function canarySchema<L extends z.ZodType, S extends z.ZodType>(listen: L, secretReference: S) {
  return z
    .strictObject({
      ...canaryMailShape(listen, secretReference),
      /** Files and doors under the shop's address that look worth stealing, such as /.env or /backup.zip. */
      decoys: z
        .strictObject({
          enabled: z.boolean().default(true),
          /** Paths among them that the shop itself serves. */
          except: z.array(path).max(100).default([]),
          /** Own scanners: they see what everybody sees, and nobody is told of them. */
          ownScanners: z.array(network).max(100).default([]),
        })
        .prefault({}),
    })
    .prefault({});
}
