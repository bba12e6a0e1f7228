// The acts of an incident that the gate does for the whole shop: stop it, turn an origin away, end all sessions. The gate keeps
// and journals them itself; here they only get their place in an incident.

import type { ActPerformer, ActPerformers } from "../../desk/index.ts";
import { originFrom, readOrigin, type Site, type SiteAnswer } from "../../gate/index.ts";
import { fine, refuse, say, type Language, type Outcome } from "../../kernel/index.ts";
import { MAIN_WORDS } from "../words.ts";

type SitePerformers = Pick<ActPerformers, "stop-shop" | "block-origin" | "end-sessions">;

export function sitePerformers(site: Site, language: Language): SitePerformers {
  return {
    "stop-shop": shopStopper(site, language),
    "block-origin": originBlocker(site, language),
    "end-sessions": {
      perform: async ({ by, why }) => ended(await site.endSessions({ by, why }), "sessions-ended", language),
      undo: null,
      holds: null,
    },
  };
}

function shopStopper(site: Site, language: Language): ActPerformer {
  return {
    perform: async ({ by, why }) =>
      ended(await site.stop({ by, why }), "shop-stopped", language, "shop-already-stopped"),
    undo: async ({ by, why }) =>
      ended(await site.open({ by, why }), "shop-opened", language, "shop-already-open"),
    holds: async () => (await site.state()).shop.state === "stopped",
  };
}

function originBlocker(site: Site, language: Language): ActPerformer {
  return {
    perform: async ({ target, by, why }) =>
      ended(
        await site.block(originFrom(target), { by, why }),
        "origin-blocked",
        language,
        "origin-already-blocked",
      ),
    undo: async ({ target, by, why }) =>
      ended(
        await site.unblock(originFrom(target), { by, why }),
        "origin-unblocked",
        language,
        "origin-not-blocked",
      ),
    holds: async (target) => {
      const origin = readOrigin(originFrom(target));
      const { blocks } = await site.state();
      return blocks.some(({ kind, value }) => kind === origin?.kind && value === origin.value);
    },
    aim: (target) => {
      const origin = readOrigin(originFrom(target));
      return origin === undefined ? target : `${origin.kind} ${origin.value}`;
    },
  };
}

function ended(
  answer: SiteAnswer,
  outcome: string,
  language: Language,
  already: string = outcome,
): Outcome<{ readonly outcome: string }> {
  if (answer.kind === "done") return fine({ outcome: answer.changed ? outcome : already });
  const message = say(MAIN_WORDS, language, `site.${answer.code}`);
  return refuse(`site.${answer.code}`, message, say(MAIN_WORDS, language, `site.${answer.code}.hint`));
}
