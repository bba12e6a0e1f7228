// The edit of one paper: what is written, what it was made from, kept on this device until it is saved.

import { useState } from "react";
import { dropEdit, keepEdit, keptEdit, standingOf, type KeptEdit, type Standing } from "./kept-edit.ts";
import { nameOf, type Paper, type PaperKey } from "./papers.ts";

export interface Edit {
  readonly text: string;
  /** The version it was made from. */
  readonly before: number;
  readonly standing: Standing;
  readonly isRestored: boolean;
  readonly write: (text: string) => void;
  /** Gives up what is unsaved, or takes over what was just saved. */
  readonly settle: (saved: Paper) => void;
  /** Goes on with the own words, on top of the version that came in between. */
  readonly goOn: () => void;
}

interface State extends KeptEdit {
  /** What stood there when it was made. */
  readonly made: string;
  readonly isRestored: boolean;
}

/** One per paper: give the component that calls it the paper's name as its key. */
export function useEdit(id: string, key: PaperKey, paper: Paper): Edit {
  const name = `${id}.${nameOf(key)}`;
  const saved: KeptEdit = { text: paper.text, before: String(paper.version) };
  const [state, setState] = useState<State>(() => begun(name, saved));
  // Nothing was written here: what others saved is taken over as it comes.
  const isUntouched = state.text === state.made;
  if (isUntouched && (state.text !== saved.text || state.before !== saved.before)) setState(fresh(saved));
  const keep = (edit: State): void => {
    setState(edit);
    if (edit.text === edit.made) dropEdit(sessionStorage, name);
    else keepEdit(sessionStorage, name, { text: edit.text, before: edit.before });
  };
  return {
    text: state.text,
    before: Number(state.before),
    standing: standingOf(state, saved),
    isRestored: state.isRestored,
    write: (text) => keep({ ...state, text, isRestored: false }),
    settle: (by) => keep(fresh({ text: by.text, before: String(by.version) })),
    goOn: () => keep({ ...state, before: saved.before, made: saved.text, isRestored: false }),
  };
}

function begun(name: string, saved: KeptEdit): State {
  const kept = keptEdit(sessionStorage, name);
  if (kept === null || standingOf(kept, saved) === "same") return fresh(saved);
  return { ...kept, made: saved.text, isRestored: true };
}

function fresh(saved: KeptEdit): State {
  return { ...saved, made: saved.text, isRestored: false };
}
