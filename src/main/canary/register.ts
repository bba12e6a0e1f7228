// The register of planted canaries of a records folder, opened for one act.

import type { CanaryMails, CanaryRecords } from "../../canary/index.ts";
import { openCanaries } from "../../store/index.ts";

export async function withCanaries<T>(
  recordsFolder: string,
  work: (records: CanaryRecords, mails: CanaryMails) => Promise<T>,
): Promise<T> {
  const { canaries, mails, close } = openCanaries(recordsFolder);
  try {
    return await work(canaries, mails);
  } finally {
    close();
  }
}
