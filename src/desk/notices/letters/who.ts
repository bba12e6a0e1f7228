// Who of a notice gets a letter: reads what became of the e-mails beside the list of people, both in the order of their ids, so
// that a million need no memory.

import { MisemoriError, say, type Language } from "../../../kernel/index.ts";
import type { Dispatches, DispatchId, SendState } from "../../ports.ts";
import type { Addressee } from "../contract.ts";
import { rowsIn } from "../dispatch-rows.ts";
import { letterWords } from "./words.ts";

export interface LetterWish {
  readonly id: DispatchId;
  /** Everyone, also those whose e-mail was taken. */
  readonly everyone: boolean;
}

const OVER: readonly SendState[] = ["sent", "refused", "bounced", "claimed", "unknown"];

/** Those who need one and have none yet. `people`: in the order of personId, each once; else "letters.order" is thrown. */
export async function* letterPeople(
  { id, everyone }: LetterWish,
  people: AsyncIterable<Addressee>,
  dispatches: Dispatches,
  language: Language,
): AsyncGenerator<Addressee> {
  const email = id.replace(/letter$/, "email") as DispatchId;
  const failed = (["refused", "bounced"] as const).map((state) => cursor(dispatches, email, state));
  const settled = OVER.map((state) => cursor(dispatches, id, state));
  let last = "";
  for await (const person of people) {
    if (person.personId <= last)
      throw new MisemoriError(
        "letters.order",
        say(letterWords, language, "order"),
        say(letterWords, language, "orderHint"),
      );
    last = person.personId;
    const needs = everyone || person.email.trim() === "" || (await anyHas(failed, last));
    if (needs && !(await anyHas(settled, last))) yield person;
  }
}

type Cursor = (personId: string) => Promise<boolean>;

/** Asked for rising ids only. */
function cursor(dispatches: Dispatches, id: DispatchId, state: SendState): Cursor {
  const rows = rowsIn(dispatches, id, state);
  let at: string | undefined = "";
  return async (personId) => {
    while (at !== undefined && at < personId) {
      const next = await rows.next();
      at = next.done === true ? undefined : next.value.personId;
    }
    return at === personId;
  };
}

/** Every cursor moves on, whichever has it. */
async function anyHas(cursors: readonly Cursor[], personId: string): Promise<boolean> {
  let found = false;
  for (const has of cursors) found = (await has(personId)) || found;
  return found;
}
