// Journal entries in a plain list, for this room's own tests (the store may not be imported here): entries can be
// tampered with, and the next append can be made to fail.

import { MisemoriError } from "../kernel/index.ts";
import type { JournalEntries, JournalEntry } from "./ports.ts";

export interface KeptInMemory extends JournalEntries {
  readonly kept: JournalEntry[];
  readonly appends: () => number;
  readonly failNext: (error: Error) => void;
}

export function keptInMemory(start: readonly JournalEntry[] = []): KeptInMemory {
  const kept = [...start];
  let appends = 0;
  let failure: Error | undefined;
  return {
    kept,
    appends: () => appends,
    failNext: (error) => {
      failure = error;
    },
    append: async (entries) => {
      const error = failure;
      failure = undefined;
      if (error !== undefined) throw error;
      if (entries[0] !== undefined && entries[0].seq !== kept.length + 1) {
        throw new MisemoriError("journal.sequence", "out of sequence", "read again");
      }
      appends += 1;
      kept.push(...entries);
    },
    last: async () => kept.at(-1),
    read: async ({ fromSeq, limit }) => kept.slice(fromSeq - 1, fromSeq - 1 + limit),
  };
}
