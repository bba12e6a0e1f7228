// Who does the acts of an incident on this guard: the card switch, the gate's orders for the whole shop, packing evidence beside
// the records, the look-up page. Each may be asked
// again for the same click, before or after a kill, and does nothing twice.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { LoadedConfig } from "../config/index.ts";
import { hashOfBag, preserve, type ActPerformer, type ActPerformers } from "../desk/index.ts";
import type { Gatehouse } from "../gate/index.ts";
import type { Journal } from "../journal/index.ts";
import { fine, type Clock, type Language } from "../kernel/index.ts";
import type { Store } from "../store/index.ts";
import { copyOwnRecords } from "./evidence.ts";
import { secretsIn } from "./keys.ts";
import { sitePerformers } from "./site-performers.ts";
import { ownVersion } from "./version.ts";

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

/** One bag per click, named after it: a bag that has its name is whole, so a repeat only reads its hash. */
function evidenceKeeper({ clock, loaded, gone }: PerformerTools): ActPerformer {
  return {
    perform: async ({ incident, key, by }) => {
      const { config, file, recordsFolder } = loaded();
      const folder = evidenceFolderOf(loaded());
      const out = join(folder, `${incident}-${shortHash(key)}.tar.zst`);
      let outcome = "preserved";
      if (!existsSync(out)) {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const report = await preserve({
          caseName: incident,
          by,
          out,
          paths: [file, ...config.incidents.preserve.map((path) => resolve(dirname(file), path))],
          keptOut: secretsIn(recordsFolder),
          ownRecords: (into) => copyOwnRecords(recordsFolder, into),
          recipient: null,
          stamp: null,
          version: ownVersion(),
          clock,
          gone,
          onProgress: () => undefined,
        });
        if (report.leftOutCount > 0) outcome = "preserved-partly";
        else if (config.incidents.preserve.length === 0) outcome = "preserved-own";
      }
      return fine({ outcome, evidence: { bag: basename(out), ...(await hashOfBag(out)) } });
    },
    undo: null,
    holds: null,
  };
}

/** As configured, or beside the records: a package must not grow inside what it packs. */
export function evidenceFolderOf({ config, file, recordsFolder }: LoadedConfig): string {
  const { evidenceFolder } = config.incidents;
  return evidenceFolder === undefined ? `${recordsFolder}-evidence` : resolve(dirname(file), evidenceFolder);
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
