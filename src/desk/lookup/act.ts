// The act "open the look-up page": opens it from what lies in the incident's vault, and closes it again. Done twice it is open
// once; after a kill the same click simply goes on.

import { fine, refuse, say, type Language } from "../../kernel/index.ts";
import type { ActPerformer } from "../incidents/acts.ts";
import type { SourceOf } from "./contract.ts";
import type { LookUpDesk } from "./desk.ts";
import { lookUpWords } from "./words.ts";

export function lookUpPerformer(desk: LookUpDesk, sourceOf: SourceOf, language: Language): ActPerformer {
  return {
    perform: async ({ incident }) => {
      const source = await sourceOf(incident);
      if (source === null) {
        const hint = say(lookUpWords, language, "not-ready.hint");
        return refuse("lookup.not-ready", say(lookUpWords, language, "not-ready"), hint);
      }
      const opened = await desk.open(incident, source);
      return opened.ok ? fine({ outcome: "look-up-open" }) : opened;
    },
    undo: async ({ incident }) =>
      fine({ outcome: (await desk.close(incident)) ? "look-up-closed" : "look-up-was-closed" }),
    // Stale, or in words that were written anew since, it no longer holds: a second click renews it.
    holds: () => desk.holds(sourceOf),
  };
}
