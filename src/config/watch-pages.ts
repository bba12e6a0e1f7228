// The part of `watch:` in misemori.yaml about pages: which are looked at and how often, and the Content-Security-Policy at the gate.

import { z } from "zod";

/** Also a file's name: see `misemori watch page --name`. */
const pageName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/);

export const watchPagesShape = z
  .array(
    z.strictObject({
      name: pageName,
      url: z.url({ protocol: /^https?$/ }),
      /** The way to the page; relative to this file. */
      steps: z.string().min(1).max(1_000).optional(),
      /** PCI DSS 11.6.1 asks for once a week at least. */
      everyHours: z.int().min(1).max(168).default(6),
      /** Chromium or Chrome; without it the one the system has. */
      chromium: z.string().min(1).max(1_000).optional(),
    }),
  )
  .max(10)
  .refine((pages) => new Set(pages.map(({ name }) => name)).size === pages.length, "two pages share a name")
  .default([]);

export const watchCspShape = z
  .strictObject({
    mode: z.enum(["off", "report", "enforce"]).default("off"),
    /** Whose approved inventory it is made from. */
    page: pageName.optional(),
    /** Where it goes; a final "*" takes any ending. Empty: the path of the approved page. */
    paths: z
      .array(
        z
          .string()
          .max(300)
          .regex(/^\/[^\s?#*]*\*?$/, 'a path from / on, at most a final "*"'),
      )
      .max(50)
      .default([]),
    /** Origins that no look can see, such as where a payment goes after the form. */
    allow: z
      .array(
        z
          .string()
          .max(300)
          .regex(/^https:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?$/, "https://host"),
      )
      .max(50)
      .default([]),
  })
  .refine(({ mode, page }) => mode === "off" || page !== undefined, {
    path: ["page"],
    message: "name the approved page it is made from",
  })
  .prefault({});
