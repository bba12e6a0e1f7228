// What people can ask of a shop's versions, by console or script; done by main over the running guard.

import type { Language } from "../../kernel/index.ts";
import type { Match } from "./contract.ts";
import type { Postponement, Updated } from "./postponements.ts";

export interface WeakPart {
  readonly name: string;
  readonly version: string | null;
  /** The file that says so, or the page. */
  readonly path: string;
  /** `effect`: what an attacker can do, in the asked language. */
  readonly advisories: readonly (Match & { readonly effect: string })[];
  readonly postponed: Postponement | null;
}

export interface ShopVersions {
  /** Null: not looked at yet since the guard began. */
  readonly lookedAtMs: number | null;
  readonly looking: boolean;
  /** The last look could not read the shop's folders. */
  readonly unread: boolean;
  readonly weak: readonly WeakPart[];
  /** Platform, plugins, language and server; libraries and the system's packages are counted. */
  readonly parts: readonly {
    readonly name: string;
    readonly version: string | null;
    readonly path: string;
  }[];
  readonly otherCount: number;
  /** All that is put off, the soonest first. */
  readonly postponed: readonly (Postponement & { readonly isOver: boolean })[];
  readonly system: {
    readonly lastUpdateMs: number | null;
    readonly daysMax: number;
    readonly isOld: boolean;
  };
  /** Newest first. */
  readonly updated: readonly Updated[];
  readonly advisoryCount: number;
  readonly advisoriesUntil: string;
}

/** damaged: the file of decisions cannot be read; full: no more can be kept; past: the day is over or too far away. */
export type VersionWish = "done" | "damaged" | "full" | "past" | "busy";

export interface VersionDesk {
  list(language: Language): Promise<ShopVersions>;
  /** Looks now; resolves at once, the list then says `looking`. */
  look(): VersionWish;
  /** Put off until the end of that day. */
  postpone(
    one: { readonly component: string; readonly why: string; readonly untilMs: number },
    by: string,
  ): Promise<VersionWish>;
  /** It was updated: what was put off under that name is settled. */
  tick(what: string, by: string): Promise<VersionWish>;
}
