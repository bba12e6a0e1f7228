// Who answers for which script: by which key a note is kept, and how notes find their scripts again. Scripts inside the page have one
// each, by their hash; approvals from before shared one note among them, which stays readable. Pure.

import type { ApprovedPage, PageInventory, SeenScript } from "./contract.ts";

export type Note = ApprovedPage["notes"][string];
type Notes = ApprovedPage["notes"];

/** What all scripts inside a page shared before each had its own. */
export const SHARED_INLINE = "inline";

/** Source of a file or worker; of a script inside the page "inline:" and its hash. */
export function noteKeyOf({ kind, source, sha256 }: Pick<SeenScript, "kind" | "source" | "sha256">): string {
  return kind === "inline" ? `inline:${sha256 ?? "unread"}` : source;
}

export interface FoundNote extends Note {
  /** Written for all scripts inside the page, before each could have its own. */
  readonly shared: boolean;
}

export function noteOf(notes: Notes, script: SeenScript): FoundNote | null {
  const own = notes[noteKeyOf(script)];
  if (own !== undefined) return { ...own, shared: false };
  const shared = script.kind === "inline" ? notes[SHARED_INLINE] : undefined;
  return shared === undefined ? null : { ...shared, shared: true };
}

/**
 * Notes for an inventory that is approved in the place of another. A script inside the page that changed keeps its note when it begins
 * as the one that went away did, and no other does: a person has just approved it.
 */
export function carriedNotes(before: ApprovedPage | null, now: PageInventory): Notes {
  if (before === null) return {};
  const kept = new Set(now.scripts.map(noteKeyOf));
  const left = before.inventory.scripts.filter((script) => !kept.has(noteKeyOf(script)));
  const carried = now.scripts.flatMap((script) => {
    if (script.kind !== "inline" || before.notes[noteKeyOf(script)] !== undefined) return [];
    const like = left.filter(({ kind, start }) => kind === "inline" && start === script.start);
    const rivals = now.scripts.filter(({ kind, start }) => kind === "inline" && start === script.start);
    const note = like[0] === undefined ? undefined : before.notes[noteKeyOf(like[0])];
    return note === undefined || like.length > 1 || rivals.length > 1
      ? []
      : [[noteKeyOf(script), note] as const];
  });
  // Of scripts inside the page that are gone nobody will ask again; a file may come back.
  const asked = Object.entries(before.notes).filter(([key]) => !key.startsWith("inline:") || kept.has(key));
  return Object.fromEntries([...asked, ...carried]);
}

/** The key meant by a person: a source, or "inline:" and at least the first twelve digits of its hash. */
export function keyMeant(given: string, { scripts }: PageInventory): string | undefined {
  if (given === SHARED_INLINE) return scripts.some(({ kind }) => kind === "inline") ? given : undefined;
  const keys = scripts.map(noteKeyOf);
  if (keys.includes(given)) return given;
  if (!/^inline:[0-9a-f]{12,}$/.test(given)) return undefined;
  const meant = new Set(keys.filter((key) => key.startsWith(given)));
  return meant.size === 1 ? [...meant][0] : undefined;
}
