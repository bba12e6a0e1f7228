// An incident's entries as they were written, one JSON object per line with the hash that the journal holds: for whoever
// examines it later. Sealed words stay sealed.

import { reach } from "../ground/reach.ts";
import { pathOf } from "./asks.ts";

/** Saves the file in the reader's browser. */
export async function saveEntries(id: string): Promise<void> {
  const { entries } = await reach<{ entries: readonly object[] }>(`${pathOf(id)}/entries`);
  save(`${id}.jsonl`, linesOf(entries));
}

export function linesOf(entries: readonly object[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
