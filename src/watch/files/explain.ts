// Tells of single differences what a person wants to see before he decides: what changed line by line, and whether the new content
// is known from a release or a commit.

import { join } from "node:path";
import { readContent } from "./content.ts";
import { FILE_LIMITS, type Difference, type TextPlace, type TreeSettings } from "./contract.ts";
import { bytesOfName } from "./differ.ts";
import { nameKnown, type KnownSource } from "./known.ts";
import { openManifest } from "./manifest.ts";
import { openPace, type Pace } from "./pace.ts";
import { readKeptText } from "./pack.ts";
import { placesOf } from "./places.ts";
import { markOf } from "./seen.ts";
import { diffTexts, type TextDifference } from "./text-diff.ts";
import type { TreeGround } from "./tree.ts";
import { absolute } from "./walk-tree.ts";

export interface Explanation {
  /** markOf the difference. */
  readonly mark: string;
  readonly knownAs: KnownSource | null;
  /** Null: no text, or nothing to show. */
  readonly text: TextDifference | null;
}

interface From {
  readonly root: string;
  readonly pace: Pace;
}

/** Of a new file all of its text is shown. A tree without a manifest, or with one that cannot be believed, has no earlier texts. */
export async function explainDifferences(
  { name, path: root }: TreeSettings,
  { recordsFolder, key, clock, language, gone, bytesPerSecond }: Omit<TreeGround, "onProgress">,
  differences: readonly Difference[],
): Promise<readonly Explanation[]> {
  const pace = openPace(clock, bytesPerSecond, gone);
  const places = placesOf(recordsFolder, name);
  const manifest = await openManifest(places, key, name, language).catch(() => null);
  const known = await nameKnown(differences, { recordsFolder, root, pace });
  const wanted = new Map(differences.map((one) => [bytesOfName(one).toString("latin1"), one]));
  const texts = new Map<Difference, TextPlace>();
  for await (const { entries } of manifest?.batches() ?? []) {
    for (const { path, text } of entries) {
      const difference = wanted.get(path.toString("latin1"));
      if (difference !== undefined && text !== null) texts.set(difference, text);
    }
  }
  const pack = manifest === null ? "" : join(places.folder, manifest.head.pack);
  const explained: Explanation[] = [];
  for (const one of differences) {
    const text = isNewText(one) ? await newText(one, { root, pace }) : null;
    explained.push({
      mark: markOf(one),
      knownAs: known.get(one) ?? null,
      text: text ?? (await textOf(one, texts.get(one), pack, { root, pace })),
    });
  }
  return explained;
}

/** What changed in a text that was kept when it was approved. */
export async function textOf(
  difference: Difference,
  place: TextPlace | undefined,
  pack: string,
  { root, pace }: From,
): Promise<TextDifference | null> {
  const { change, after } = difference;
  if (place === undefined || change !== "changed" || (after?.size ?? 0) > FILE_LIMITS.textBytesMax)
    return null;
  const before = readKeptText(pack, place);
  if (before === null) return null;
  const now = await readContent(absolute(Buffer.from(root), bytesOfName(difference)), pace);
  return now === null ? null : diffTexts(before, now.bytes);
}

function isNewText({ change, after }: Difference): boolean {
  return change === "added" && after?.type === "file" && after.size <= FILE_LIMITS.textBytesMax;
}

async function newText(difference: Difference, { root, pace }: From): Promise<TextDifference | null> {
  const now = await readContent(absolute(Buffer.from(root), bytesOfName(difference)), pace);
  return now === null ? null : diffTexts(null, now.bytes);
}
