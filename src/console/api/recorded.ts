// Writes down what a person did, after it was done.

import type { JournalWriter } from "../ports.ts";
import { refused, type Refused } from "./refusals.ts";

export interface Recording {
  readonly journal: JournalWriter;
  readonly log: (level: "warn" | "error", event: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** The act is done already; when the journal cannot take it, the person must hear that it is not on record. */
export async function recorded(
  { journal, log }: Recording,
  kind: string,
  by: string,
  facts: Readonly<Record<string, unknown>>,
): Promise<Refused | undefined> {
  try {
    await journal.write(kind, by, facts);
    return undefined;
  } catch (error) {
    log("error", "console.journal-failed", { kind, by, error: String(error) });
    return refused(500, "journal.failed");
  }
}
