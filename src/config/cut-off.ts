// Whether a changed configuration file looks as if only its first part had been written, although it parses and checks.
// Pure: what follows from it is the reader's affair.

import { isDeepStrictEqual } from "node:util";
import { parseConfigText, pathText, type ConfigPath } from "./parse.ts";

export interface CutOff {
  /** What stood in the old file and no longer does, as people write it; empty when only the end of the text is missing. */
  readonly lost: readonly string[];
}

/** A person needs to see what is missing, not all of it. */
const LOST_MAX = 5;
/** A configuration has some hundred keys and lists of some hundred entries; deeper than parse.ts allows is never reached. */
const PATHS_MAX = 20_000;

/**
 * Undefined: the new text is whole, or says the same as the old one. A text whose last line is "..." (YAML's own end of a
 * document) is whole by its own word. Otherwise it looks cut off when it is the old one's beginning, when the old one's end
 * mark is gone, when it ends within a line that the old one did not end with, when the last thing that stood in the old one is gone, or a whole section.
 * Both texts must have been read without problems.
 */
export function looksCutOff(before: string, after: string): CutOff | undefined {
  if (hasEndMark(after)) return undefined;
  const [old, now] = [valueOf(before), valueOf(after)];
  if (isDeepStrictEqual(old, now)) return undefined;
  const kept = new Set(pathsOf(now).map(pathText));
  const paths = pathsOf(old).map(pathText);
  const lost = paths.filter((path) => !kept.has(path));
  const sections = lost.filter((path) => !/[.[]/.test(path));
  const last = paths.at(-1);
  const isCut =
    hasEndMark(before) ||
    before.startsWith(after) ||
    (!after.endsWith("\n") && lastLine(after) !== lastLine(before)) ||
    (last !== undefined && !kept.has(last)) ||
    sections.length > 0;
  return isCut ? { lost: (sections.length > 0 ? sections : lost).slice(0, LOST_MAX) } : undefined;
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}

/** Comments and blank lines may follow it. */
function hasEndMark(text: string): boolean {
  return /(?:^|\n)\.\.\.[ \t]*\r?\n?(?:[ \t]*(?:#[^\n]*)?(?:\r?\n|$))*$/.test(text.slice(-4_096));
}

function valueOf(text: string): unknown {
  return parseConfigText(new TextEncoder().encode(text)).value;
}

/** Every key and list entry in the order of the text, sections before what they hold. */
function pathsOf(value: unknown, at: ConfigPath = [], found: ConfigPath[] = []): ConfigPath[] {
  if (value === null || typeof value !== "object" || found.length >= PATHS_MAX) return found;
  for (const [key, inner] of Object.entries(value)) {
    const path = [...at, Array.isArray(value) ? Number(key) : key];
    found.push(path);
    pathsOf(inner, path, found);
  }
  return found;
}
