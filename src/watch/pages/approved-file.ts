// The approved inventory of a page as a file beside the records: written whole or not at all, and read back only when it is one. Its hash
// stands in the journal, so that a changed file is found.

import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { ApprovedPage } from "./contract.ts";

export interface ReadApproved {
  readonly page: ApprovedPage;
  readonly sha256: string;
}

/** Undefined: none approved. Null: the file is damaged. */
export async function readApproved(path: string): Promise<ReadApproved | null | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const page = JSON.parse(text) as ApprovedPage;
    const isOne =
      page.version === 1 && Array.isArray(page.inventory.scripts) && typeof page.notes === "object";
    return isOne ? { page, sha256: hashOf(text) } : null;
  } catch {
    return null;
  }
}

/** Durable when it resolves. */
export async function writeApproved(path: string, page: ApprovedPage): Promise<string> {
  const text = `${JSON.stringify(page, null, 1)}\n`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.part`;
  const file = await open(part, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(part, path);
  return hashOf(text);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
