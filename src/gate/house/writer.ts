// Attempt records on their way to the store: written as soon as the last write is done, in one transaction each time.

import { RECORD_QUEUE_MAX } from "../../kernel/index.ts";
import type { AttemptRecord } from "../facts.ts";
import type { AttemptRecords } from "../ports.ts";

export interface RecordWriter {
  add(record: AttemptRecord): void;
  /** Tries again what could not be written. */
  retry(): void;
  /** Resolves when everything added so far was written, or could not be. */
  flush(): Promise<void>;
}

export function createRecordWriter(records: AttemptRecords, onTrouble: () => void): RecordWriter {
  let unwritten: AttemptRecord[] = [];
  let writing: Promise<void> | undefined;

  const write = async (): Promise<void> => {
    // Let the rest of a worker's batch arrive first.
    await Promise.resolve();
    while (unwritten.length > 0) {
      const now = unwritten;
      unwritten = [];
      try {
        await records.append(now);
      } catch {
        // A full disk must not fill the memory too: the newest records are kept for the next try.
        unwritten = [...now, ...unwritten].slice(-RECORD_QUEUE_MAX);
        onTrouble();
        break;
      }
    }
    writing = undefined;
  };
  const start = (): void => {
    if (unwritten.length > 0) writing ??= write();
  };
  return {
    add: (record) => {
      unwritten.push(record);
      if (unwritten.length > RECORD_QUEUE_MAX) unwritten.shift();
      start();
    },
    retry: start,
    flush: async () => {
      start();
      await writing;
    },
  };
}
