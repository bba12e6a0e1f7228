// What the journal keeps of each act on watched files, whoever did it: the command line with a journal of its own, or the running guard.

import { maskText } from "../../scrub/index.ts";
import type { ApprovalWindow, Approved, Quarantined } from "../../watch/index.ts";

export type WriteEntry = (kind: string, by: string, facts: object) => Promise<unknown>;

interface Who {
  readonly by: string;
  readonly why: string;
}

export interface FileBook {
  approved(kind: "baseline" | "approved", tree: string, approved: Approved, who: Who): Promise<void>;
  window(window: ApprovalWindow): Promise<void>;
  release(name: string, kept: { readonly files: number; readonly unread: number }, by: string): Promise<void>;
  quarantined(about: Quarantined): Promise<void>;
  restored(about: Quarantined, by: string): Promise<void>;
}

export function createFileBook(write: WriteEntry): FileBook {
  return {
    approved: async (
      kind,
      tree,
      { sha256: manifest, entries, approvedCount, leftCount: left },
      { by, why },
    ) => {
      // An approval of nothing changed nothing.
      if (kind === "approved" && approvedCount === 0) return;
      const facts = { tree, manifest, entries, approved: approvedCount, left, why };
      await write(`watch.${kind}`, by, facts);
    },
    window: async ({ id, fromMs, toMs, who, why, by }) => {
      await write("watch.window", by, { id, fromMs, toMs, who, why });
    },
    release: async (name, kept, by) => {
      await write("watch.release", by, { name, ...kept });
    },
    quarantined: async ({ id, path, sha256, size, by, why }) => {
      await write("watch.quarantined", by, { id, path, sha256, size, why });
    },
    restored: async ({ id, path, sha256 }, by) => {
      await write("watch.restored", by, { id, path, sha256 });
    },
  };
}

/** People paste card numbers where a reason belongs. */
export function masked({ by, why }: Who): Who {
  return { by: maskText(by), why: maskText(why) };
}
