// Which manifest of each tree the journal names last: a validly signed older one that somebody put back is told by it.

import type { JournalEntries } from "../../journal/index.ts";

export interface ManifestHashes {
  /** For these trees; null: the journal names none. */
  of(trees: readonly string[]): Readonly<Record<string, string | null>>;
  /** Reads on where it was read last; true: another manifest is named for some tree. */
  refresh(): Promise<boolean>;
}

const KINDS: ReadonlySet<string> = new Set(["watch.baseline", "watch.approved"]);
const ENTRIES_PER_READ = 1_000;

export function openManifestHashes(entries: Pick<JournalEntries, "read">): ManifestHashes {
  const named = new Map<string, string>();
  let nextSeq = 1;
  return {
    of: (trees) => Object.fromEntries(trees.map((tree) => [tree, named.get(tree) ?? null])),
    refresh: async () => {
      let isNew = false;
      for (;;) {
        const read = await entries.read({ fromSeq: nextSeq, limit: ENTRIES_PER_READ });
        for (const { kind, facts } of read) if (KINDS.has(kind)) isNew = take(named, facts) || isNew;
        nextSeq = (read.at(-1)?.seq ?? nextSeq - 1) + 1;
        if (read.length < ENTRIES_PER_READ) return isNew;
      }
    },
  };
}

function take(named: Map<string, string>, facts: string): boolean {
  const { tree, manifest } = JSON.parse(facts) as { readonly tree?: unknown; readonly manifest?: unknown };
  if (typeof tree !== "string" || typeof manifest !== "string" || named.get(tree) === manifest) return false;
  named.set(tree, manifest);
  return true;
}
