// Which addresses of a records folder are planted watch records: for whoever counts customers or writes to them.

import { canaryPredicate } from "../../canary/index.ts";
import { MisemoriError } from "../../kernel/index.ts";
import { openCanaries } from "../../store/index.ts";

/** Retired ones as well. Where there is no record (another machine, no guard yet), nothing is planted. */
export async function plantedIn(recordsFolder: string | null): Promise<(address: string) => boolean> {
  if (recordsFolder === null) return () => false;
  try {
    const { canaries, close } = openCanaries(recordsFolder);
    try {
      return canaryPredicate(await canaries.list());
    } finally {
      close();
    }
  } catch (error) {
    if (error instanceof MisemoriError && error.code === "store.open") return () => false;
    throw error;
  }
}
