// Shows what changed in a text, line by line with some lines around, as programmers' tools write it; card data masked.

import { structuredPatch } from "diff";
import { maskText } from "../../scrub/index.ts";
import { FILE_LIMITS } from "./contract.ts";
import { textOf } from "./pack.ts";

/** Lines of a shown difference; beyond, a person reads the file itself. */
const LINES_MAX = 400;
const LINE_LENGTH_MAX = 300;
/** Insertions and deletions looked for; a packed file that was packed again differs everywhere. */
const EDITS_MAX = 4_000;
const DIFF_MS_MAX = 1_000;

export interface TextDifference {
  /** "@@ …", then lines that begin with " ", "-" or "+". */
  readonly lines: readonly string[];
  readonly cut: boolean;
}

/** `before` is masked already; null: nothing was there. Null: no text, too long, or too different to be shown. */
export function diffTexts(before: string | null, afterBytes: Buffer | null): TextDifference | null {
  if (afterBytes !== null && afterBytes.length > FILE_LIMITS.textBytesMax) return null;
  const after = afterBytes === null ? "" : afterBytes.length === 0 ? "" : textOf(afterBytes);
  if (after === null) return null;
  const patch = structuredPatch("", "", before ?? "", maskText(after), "", "", {
    context: 3,
    maxEditLength: EDITS_MAX,
    timeout: DIFF_MS_MAX,
  });
  if (patch === undefined) return null;
  const lines: string[] = [];
  for (const { oldStart, oldLines, newStart, newLines, lines: hunk } of patch.hunks)
    lines.push(`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...hunk);
  return { lines: lines.slice(0, LINES_MAX).map(shown), cut: lines.length > LINES_MAX };
}

/** Control characters and signs that turn the writing direction would hide what a line does. */
function shown(line: string): string {
  const plain = line.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, (text) =>
    text === "\t" ? text : "·",
  );
  return plain.length > LINE_LENGTH_MAX ? `${plain.slice(0, LINE_LENGTH_MAX - 1)}…` : plain;
}
