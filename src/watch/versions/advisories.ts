// The advisory files in OSV format that come with the product, and which of its entries meet a component.

import ecCube from "../advisories/ec-cube.json" with { type: "json" };
import shops from "../advisories/shops.json" with { type: "json" };
import { compareVersions, isVersion } from "./compare.ts";
import type { Component, Match } from "./contract.ts";

/** The part of an OSV entry that is used. */
export interface Advisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly modified: string;
  readonly summary: string;
  readonly affected: readonly {
    readonly package: { readonly ecosystem: string; readonly name: string };
    readonly ranges: readonly AffectedRange[];
  }[];
  readonly references: readonly { readonly type: string; readonly url: string }[];
}

interface AffectedRange {
  readonly type: string;
  readonly events: readonly {
    readonly introduced?: string;
    readonly fixed?: string;
    readonly last_affected?: string;
  }[];
  /** Ours: OSV takes either `fixed` or `last_affected` in one range, sources give both, or let us infer the fix. */
  readonly database_specific?: {
    readonly fixed?: string;
    readonly fixedInferred?: boolean;
    /** Modules with a numbering of their own per line of the platform. */
    readonly platformLine?: string;
  };
}

export const ADVISORIES: readonly Advisory[] = [...ecCube, ...shops];

/** @param platform version of the platform the component belongs to, if known: some modules are numbered by its lines. */
export function advisoriesFor(
  { name, version }: Component,
  advisories: readonly Advisory[],
  platform: string | null = null,
): Match[] {
  if (version === null || !isVersion(version)) return [];
  // What a page says of PHP, WordPress and its plugins is their full number; of the rest it is not.
  const packageName = /^http\/(?:php|wordpress|wordpress-plugin\/.+)$/.test(name)
    ? name.slice("http/".length)
    : name;
  return advisories.flatMap((advisory) => {
    const ranges = advisory.affected
      .filter((one) => one.package.name === packageName)
      .flatMap((one) => one.ranges);
    const hit = ranges.find((range) => meets(range, version, platform));
    if (hit === undefined) return [];
    const { id, aliases, summary, references } = advisory;
    const stated = hit.events.find(({ fixed }) => fixed !== undefined)?.fixed;
    const fixed = stated ?? hit.database_specific?.fixed ?? null;
    return [
      {
        id,
        aliases,
        summary,
        fixed,
        fixedInferred: hit.database_specific?.fixedInferred === true,
        source: references[0]?.url ?? "",
      },
    ];
  });
}

function meets(
  { events, database_specific: own }: AffectedRange,
  version: string,
  platform: string | null,
): boolean {
  if (own?.platformLine !== undefined && platform !== null && !platform.startsWith(`${own.platformLine}.`))
    return false;
  return events.every(({ introduced, fixed, last_affected: last }) => {
    if (introduced !== undefined) return introduced === "0" || compareVersions(version, introduced) >= 0;
    if (fixed !== undefined) return compareVersions(version, fixed) < 0;
    return last === undefined || compareVersions(version, last) <= 0;
  });
}
