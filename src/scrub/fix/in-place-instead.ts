// The turn from replacing a file to changing it in place, taken when a replacement would lose something.

import type { FixNote } from "./contract.ts";

/** Why the other way must be taken: the file is as it was. Never leaves the room. */
export class InPlaceInstead extends Error {
  readonly note: FixNote;

  constructor(note: FixNote) {
    super(note);
    this.note = note;
  }
}
