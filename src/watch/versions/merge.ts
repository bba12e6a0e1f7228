// Puts what pages say of a shop's parts beside what lies on its disk: the disk counts more, unless the two contradict each other.

import type { Component } from "./contract.ts";

/** What is on disk, and of the pages what the disk does not say, or says otherwise: then another shop answers than lies here. */
export function mergeComponents(disk: readonly Component[], pages: readonly Component[]): Component[] {
  const kept: Component[] = [];
  for (const seen of pages) {
    const known = [...disk, ...kept].filter((one) => isSamePart(one.name, seen.name));
    if (!known.some(({ version }) => agrees(version, seen.version))) kept.push(seen);
  }
  return [...disk, ...kept];
}

function isSamePart(name: string, seen: string): boolean {
  if (name === seen) return true;
  const part = seen.replace(/^http\//, "");
  if (/^ec-cube-\d$/.test(part)) return name === "ec-cube";
  if (part === "php") return name === "php" || /^debian\/php\d/.test(name);
  if (part === "nginx" || part === "apache")
    return name === `debian/${part}` || name === "debian/apache2-bin" || name === "debian/apache2";
  return name === part;
}

/** "2.4" of a page and "2.4.6-p3" on disk are no contradiction, nor is "8.2.7" beside a distribution's "1:8.2.7-1+deb12". */
function agrees(known: string | null, seen: string | null): boolean {
  if (known === null || seen === null) return true;
  const plain = known.replace(/^\d+:/, "");
  return plain === seen || (plain.startsWith(seen) && !/^\d/.test(plain.slice(seen.length)));
}
