// Attempt records on their way out of a worker: collected for half of RECORD_DELAY_MS, then handed over in one batch.

import { RECORD_DELAY_MS, RECORD_QUEUE_MAX } from "../../kernel/index.ts";
import type { AttemptRecord } from "../facts.ts";

export interface Recorder {
  add(record: AttemptRecord): void;
  flush(): void;
}

/** Half of what may be lost: the rest is for the way to the house and for the write itself. */
const DELAY_MS = RECORD_DELAY_MS / 2;

/** `onLost` hears, once per batch, that records were given up because the house did not take them in time. */
export function createRecorder(
  handOver: (records: readonly AttemptRecord[]) => void,
  onLost: () => void,
): Recorder {
  let waiting: AttemptRecord[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isLosing = false;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    isLosing = false;
    handOver(batch);
  };
  return {
    flush,
    add: (record) => {
      if (waiting.length >= RECORD_QUEUE_MAX) {
        if (!isLosing) onLost();
        isLosing = true;
        return;
      }
      waiting.push(record);
      timer ??= setTimeout(flush, DELAY_MS);
    },
  };
}
