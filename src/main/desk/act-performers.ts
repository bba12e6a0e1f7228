// Who does the acts of an incident on this guard: the card switch, the gate's orders for the whole shop, packing evidence beside
// the records, the look-up page. Each may be asked
// again for the same click, before or after a kill, and does nothing twice.

import type { LoadedConfig } from "../../config/index.ts";
import type { ActPerformer, ActPerformers } from "../../desk/index.ts";
import type { Gatehouse } from "../../gate/index.ts";
import type { Journal } from "../../journal/index.ts";
import { fine, type Clock, type Language } from "../../kernel/index.ts";
import type { Store } from "../../store/index.ts";
import { evidenceKeeper } from "./evidence-performer.ts";
import { sitePerformers } from "./site-performers.ts";

export interface PerformerTools {
  readonly gatehouse: Gatehouse;
  readonly cards: Store["cardSwitch"];
  readonly journal: Journal;
  readonly clock: Clock;
  readonly loaded: () => LoadedConfig;
  readonly language: Language;
  readonly lookUp: ActPerformer;
  /** The guard is being stopped: packing ends early and goes on at the next start. */
  readonly gone: AbortSignal;
}

export function actPerformers(tools: PerformerTools): ActPerformers {
  return {
    "pause-cards": cardPauser(tools),
    "preserve-evidence": evidenceKeeper(tools),
    ...sitePerformers(tools.gatehouse.site, tools.language),
    "open-look-up": tools.lookUp,
  };
}

function cardPauser({ gatehouse, cards, journal }: PerformerTools): ActPerformer {
  const turn = async (
    to: "paused" | "open",
    { incident, by, why }: { readonly incident: string; readonly by: string; readonly why: string },
  ): Promise<boolean> => {
    if ((await cards.read()).state === to) return false;
    await gatehouse.switchCards(to, by, why);
    await journal.write(to === "paused" ? "cards.paused" : "cards.resumed", by, { why, incident });
    return true;
  };
  return {
    perform: async (request) =>
      fine({ outcome: (await turn("paused", request)) ? "paused" : "already-paused" }),
    undo: async (request) => fine({ outcome: (await turn("open", request)) ? "resumed" : "already-open" }),
    holds: async () => (await cards.read()).state === "paused",
  };
}
