// A range of the journal checked in a thread of its own, on its own read-only view of the records. Asked once, by acts.ts.

import { parentPort, workerData } from "node:worker_threads";
import {
  verifyRange,
  type JournalRange,
  type RangeVerdict,
  type VerifyOptions,
} from "../../journal/index.ts";
import { openSqliteStore } from "../../store/index.ts";

export interface RangeQuestion {
  readonly recordsFolder: string;
  readonly range: JournalRange;
  readonly options: Omit<VerifyOptions, "onProgress">;
}

export type RangeMessage = { readonly seq: number } | { readonly answer: RangeVerdict };

const { recordsFolder, range, options } = workerData as RangeQuestion;
const store = await openSqliteStore({ folder: recordsFolder, access: "read" });
try {
  const tell = (message: RangeMessage): void => parentPort?.postMessage(message);
  const onProgress = (seq: number): void => tell({ seq });
  tell({ answer: await verifyRange(store.journal, range, { ...options, onProgress }) });
} finally {
  await store.close();
}
