// The journal's entries in memory.

import type { JournalEntries, JournalEntry } from "../../journal/ports.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { copiesOf, copyOf } from "../copies.ts";
import { listLimit } from "../store.ts";

export function memoryJournalEntries(): JournalEntries {
  const kept: JournalEntry[] = [];
  return {
    append: async (entries) => {
      for (const [index, entry] of entries.entries()) {
        if (entry.seq !== kept.length + index + 1) {
          throw new MisemoriError(
            "journal.sequence",
            `entry ${entry.seq} cannot follow entry ${kept.length + index}`,
            "another writer appended; read the last entry again",
          );
        }
      }
      for (const entry of entries) kept.push({ ...entry });
    },
    last: async () => {
      return copyOf(kept.at(-1));
    },
    read: async ({ fromSeq, limit }) => {
      const from = Math.max(0, fromSeq - 1);
      return copiesOf(kept.slice(from, from + listLimit(limit)));
    },
  };
}
