// What is kept of a page between looks, as a file beside the records. A damaged one is as good as none: the page is looked at anew.

import { join } from "node:path";
import type { PageRound } from "./rounds.ts";
import { readText, writeWhole } from "./whole-file.ts";

/** Five hundred scripts, forms and listeners each, a few hundred bytes long. */
const ROUND_CHARS_MAX = 8 * 1024 * 1024;

export async function readRound(recordsFolder: string, name: string): Promise<PageRound | undefined> {
  const text = await readText(fileOf(recordsFolder, name));
  if (text === undefined || text.length > ROUND_CHARS_MAX) return undefined;
  try {
    const round = JSON.parse(text) as PageRound;
    return round.version === 1 && typeof round.nextAtMs === "number" ? round : undefined;
  } catch {
    return undefined;
  }
}

export async function writeRound(recordsFolder: string, name: string, round: PageRound): Promise<void> {
  await writeWhole(fileOf(recordsFolder, name), `${JSON.stringify(round)}\n`);
}

function fileOf(recordsFolder: string, name: string): string {
  return join(recordsFolder, "watch", "looks", `${name}.json`);
}
