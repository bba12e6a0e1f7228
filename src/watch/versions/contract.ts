// What a look at a shop's versions answers (docs/cli.md: scripts rely on components with name, version, path, advisories).

import type { Postponement, Updated } from "./postponements.ts";

export interface Component {
  /** "ec-cube", "wordpress", "wordpress-plugin/woocommerce", "ec-cube-plugin/Api", "composer/…", "debian/php8.2", "http/nginx". */
  readonly name: string;
  /** As written there; null: it is there, but says no version. */
  readonly version: string | null;
  /** The file that says so, or the address. */
  readonly path: string;
}

export interface Match {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** The first version without it; null: none is known. */
  readonly fixed: string | null;
  /** The source does not name `fixed`: it is taken to be the next release. */
  readonly fixedInferred: boolean;
  readonly source: string;
}

export interface CheckedComponent extends Component {
  readonly advisories: readonly Match[];
  /** Put off by somebody; null: nobody decided anything. */
  readonly postponed: Postponement | null;
}

export interface VersionsReport {
  readonly components: readonly CheckedComponent[];
  /** Put off until a day that is over. */
  readonly expired: readonly Postponement[];
  readonly system: {
    /** When this machine's packages were last upgraded; null: it has no record of it. */
    readonly lastUpdateMs: number | null;
    /** What somebody last ticked off with `watch updated`. */
    readonly tickedOff: Updated | null;
  };
  /** Entries of the advisory file, and its newest change: what came later is not known here. */
  readonly advisoryCount: number;
  readonly advisoriesUntil: string;
  /** The address answered; null: none was given. */
  readonly urlAnswered: boolean | null;
}
