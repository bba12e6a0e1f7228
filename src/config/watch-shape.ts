// The shape of `watch:` in misemori.yaml: which trees of files are compared with what was approved, and how hard it may work.

import { z } from "zod";
import { watchCspShape, watchPagesShape } from "./watch-pages.ts";

/** Inside of the tree, relative to its path. */
const folder = z
  .string()
  .min(1)
  .max(500)
  .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$)).*$/u, "write it relative to the tree's path, without ..");
const folders = z.array(folder).max(200).default([]);

export const watchShape = z
  .strictObject({
    trees: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
          /** Relative paths begin where this file lies. */
          path: z.string().min(1).max(1_000),
          /** Whose folders are written to by the shop itself; by default platform.preset. */
          preset: z.enum(["eccube2", "eccube4", "woocommerce", "magento2", "vendure", "custom"]).optional(),
          writable: folders,
          generated: folders,
          ignore: folders,
          unseen: folders,
        }),
      )
      .max(20)
      .refine(
        (trees) => new Set(trees.map(({ name }) => name)).size === trees.length,
        "two trees have the same name",
      )
      .default([]),
    /** Every file is read again this often. */
    fullPassHours: z.int().min(1).max(720).default(24),
    /** What a pass may read from the disk. */
    bytesPerSecond: z.int().min(65_536).max(10_000_000_000).default(20_000_000),
    /** For file systems that report no events (NFS, some containers): look at everything this often. */
    pollSeconds: z.int().min(1).max(86_400).optional(),
    /** A folder with YARA rules of others that judge new and changed files, too. */
    rules: z.string().min(1).max(1_000).optional(),
    /** The machine's own packages: older than this is told. */
    systemUpdateDays: z.int().min(1).max(3_650).default(35),
    pages: watchPagesShape,
    csp: watchCspShape,
  })
  .prefault({});
