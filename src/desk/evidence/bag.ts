// The small files that make a folder a bag (RFC 8493): what they say, as text. Pure.

import type { PreserveRequest } from "./contract.ts";
import { manifestName } from "./names.ts";

export const BAGIT_TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
export const FILES_NAME = "metadata/files.jsonl";
export const MANIFEST_NAME = "manifest-sha256.txt";
export const TAG_MANIFEST_NAME = "tagmanifest-sha256.txt";
/** The time stamp over the tag manifest, and so over all the bag; no list can name it, and it may come later. */
export const STAMP_NAME = `${TAG_MANIFEST_NAME}.tsr`;

export interface BagFigures {
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly bytes: number;
  readonly files: number;
  readonly leftOut: number;
  readonly changed: number;
  readonly host: string;
}

export function bagInfoText(
  { caseName, by, version, paths }: Pick<PreserveRequest, "caseName" | "by" | "version" | "paths">,
  figures: BagFigures,
): string {
  const lines: [string, string][] = [
    ["Bagging-Date", new Date(figures.finishedAtMs).toISOString().slice(0, 10)],
    ["External-Identifier", caseName],
    ["Bag-Software-Agent", `Misemori ${version}`],
    ["Payload-Oxum", `${figures.bytes}.${figures.files}`],
    ["Misemori-By", by],
    ["Misemori-Host", figures.host],
    ["Misemori-Started", new Date(figures.startedAtMs).toISOString()],
    ["Misemori-Finished", new Date(figures.finishedAtMs).toISOString()],
    ["Misemori-Left-Out", String(figures.leftOut)],
    ["Misemori-Changed-While-Copied", String(figures.changed)],
    ...paths.map((path): [string, string] => ["Misemori-Path", path]),
  ];
  return lines.map(([label, value]) => `${label}: ${oneLine(value)}\n`).join("");
}

export function manifestLine(sha256: string, name: string): string {
  return `${sha256}  ${manifestName(name)}\n`;
}

/** A value that cannot begin another line. */
function oneLine(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").slice(0, 1_000);
}
