// The approved inventory of a page as a file beside the records, read back only when it is one. Its hash stands in the journal, so that a
// changed file is found.

import { join } from "node:path";
import type { ApprovedPage } from "./contract.ts";
import { hashOfText, readText, writeWhole } from "./whole-file.ts";

export interface ReadApproved {
  readonly page: ApprovedPage;
  readonly sha256: string;
}

/** Where the guard looks for what was approved under this name. */
export function approvedFileOf(recordsFolder: string, name: string): string {
  return join(recordsFolder, "watch", "pages", `${name}.json`);
}

/** Undefined: none approved. Null: the file is damaged. */
export async function readApproved(path: string): Promise<ReadApproved | null | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  try {
    const page = JSON.parse(text) as ApprovedPage;
    const isOne =
      page.version === 1 && Array.isArray(page.inventory.scripts) && typeof page.notes === "object";
    return isOne ? { page, sha256: hashOfText(text) } : null;
  } catch {
    return null;
  }
}

/** Durable when it resolves. */
export function writeApproved(path: string, page: ApprovedPage): Promise<string> {
  return writeWhole(path, `${JSON.stringify(page, null, 1)}\n`);
}
