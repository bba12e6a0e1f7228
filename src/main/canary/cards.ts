// The acts of `misemori canary card`, and the look-up of decoy cards for whoever searches for card data.

import type { CliActs } from "../../cli/index.ts";
import { systemClock, systemRandom } from "../../kernel/index.ts";
import { openCanaries } from "../../store/index.ts";
import { writeJournal } from "../desk/evidence.ts";
import { told } from "../desk/vault.ts";
import { openCanaryKey } from "../keys.ts";
import { addCard, makeCard, removeCard, type DecoyAsked, type DecoyingTools } from "./decoying.ts";
import { decoysIn } from "./planted.ts";

type Acts = Pick<CliActs, "makeDecoyCard" | "addOwnCard" | "knownDecoys" | "removeDecoyCard">;

export function createCardActs(): Acts {
  return {
    makeDecoyCard: (asked) =>
      told(() => beside(asked.recordsFolder, async (tools) => makeCard(tools, await keyed(asked)))),
    addOwnCard: ({ number, ...asked }) =>
      told(() => beside(asked.recordsFolder, async (tools) => addCard(tools, number, await keyed(asked)))),
    knownDecoys: ({ recordsFolder }) => told(() => decoysIn(recordsFolder)),
    removeDecoyCard: ({ recordsFolder, id, by }) =>
      told(() => beside(recordsFolder, (tools) => removeCard(tools, id, by))),
  };
}

async function keyed(asked: {
  readonly recordsFolder: string;
  readonly place: string;
  readonly by: string;
}): Promise<DecoyAsked> {
  const { recordsFolder, place, by } = asked;
  return { key: await openCanaryKey(recordsFolder, systemRandom()), place, by };
}

/** In a records folder that a guard may be using. */
async function beside<T>(recordsFolder: string, work: (tools: DecoyingTools) => Promise<T>): Promise<T> {
  const { cards, close } = openCanaries(recordsFolder);
  try {
    return await work({
      cards,
      random: systemRandom(),
      nowMs: () => systemClock().nowMs(),
      write: (kind, by, facts) => writeJournal(recordsFolder, kind, by, facts),
    });
  } finally {
    close();
  }
}
