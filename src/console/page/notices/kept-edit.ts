// An edit nobody has saved yet, kept on this device over a reload, and how it stands to what is saved. A paper holds placeholders
// instead of persons, so nothing of a person is kept. Pure but for the storage it is given.

/** What was written, and what it was made from: a version's number, or the hash of facts. */
export interface KeptEdit {
  readonly text: string;
  readonly before: string;
}

/** sessionStorage, or a map in tests. */
export type Keeper = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const PREFIX = "misemori-edit:";

export function keptEdit(keeper: Keeper, name: string): KeptEdit | null {
  try {
    const kept: unknown = JSON.parse(keeper.getItem(PREFIX + name) ?? "null");
    if (typeof kept !== "object" || kept === null || !("text" in kept) || !("before" in kept)) return null;
    const { text, before } = kept;
    return typeof text === "string" && typeof before === "string" ? { text, before } : null;
  } catch {
    return null;
  }
}

/** A full store keeps nothing more: the text stays on the page, and saving it still works. */
export function keepEdit(keeper: Keeper, name: string, edit: KeptEdit): void {
  try {
    keeper.setItem(PREFIX + name, JSON.stringify(edit));
  } catch {
    dropEdit(keeper, name);
  }
}

export function dropEdit(keeper: Keeper, name: string): void {
  keeper.removeItem(PREFIX + name);
}

/** "own": unsaved words on the newest version. "conflict": somebody saved other words meanwhile; both must be offered. */
export type Standing = "same" | "own" | "conflict";

/** `saved.before`: what an edit made now would be made from. */
export function standingOf(edit: KeptEdit, saved: KeptEdit): Standing {
  if (edit.text === saved.text) return "same";
  return edit.before === saved.before ? "own" : "conflict";
}
