// The house as the rules see it: every file that is ours, read once. What is installed, built or recorded is left out.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSource, type Source } from "./source.ts";

export interface House {
  readonly root: string;
  readonly sources: readonly Source[];
  /** All text files that are ours, sources included. */
  readonly texts: readonly { readonly path: string; readonly text: string }[];
}

/** One broken rule at one place. */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly what: string;
}

const NOT_OURS = new Set(["node_modules", "dist", ".git", ".cache", "misemori-data"]);
const TEXT =
  /\.(?:ts|tsx|mts|js|mjs|json|md|ya?ml|css|html|sh|npmrc)$|(?:^|\/)(?:\.npmrc|run|NOTICE|Dockerfile)$/;
/** AssemblyScript looks like TypeScript and is not: its memory is made of module variables, its inlining of decorators. */
const ASSEMBLY = /^src\/scrub\/kernel\/assembly\//;
const SOURCE = /\.(?:ts|tsx|mts)$/;

export function readHouse(root: string): House {
  const texts = walk(root, "").map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
  return {
    root,
    texts,
    sources: texts
      .filter(({ path }) => SOURCE.test(path) && !ASSEMBLY.test(path))
      .map(({ path, text }) => readSource(path, text)),
  };
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() && TEXT.test(path) ? [path] : [];
  });
}
