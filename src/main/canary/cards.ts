// The acts of `misemori canary card`, and the look-up of decoy cards for whoever searches for card data.

import { decoyKey, makeDecoy, ownDecoy } from "../../canary/index.ts";
import type { CliActs } from "../../cli/index.ts";
import { fine, MisemoriError, systemClock, systemRandom } from "../../kernel/index.ts";
import { openDecoys } from "../../scrub/index.ts";
import { openCanaries } from "../../store/index.ts";
import { writeJournal } from "../desk/evidence.ts";
import { told } from "../desk/vault.ts";
import { openCanaryKey } from "../keys.ts";

type Acts = Pick<CliActs, "makeDecoyCard" | "addOwnCard" | "knownDecoys" | "removeDecoyCard">;

export function createCardActs(): Acts {
  return {
    makeDecoyCard: ({ recordsFolder, place, by }) =>
      told(() =>
        withCards(recordsFolder, async (cards) => {
          const made = makeDecoy(await openCanaryKey(recordsFolder, systemRandom()), fresh(place));
          await cards.add([made.card]);
          const { id, kind } = made.card;
          await writeJournal(recordsFolder, "decoy-card.added", by, { id, kind, place });
          return made;
        }),
      ),
    addOwnCard: ({ recordsFolder, number, place, by }) =>
      told(() =>
        withCards(recordsFolder, async (cards) => {
          const card = ownDecoy(await openCanaryKey(recordsFolder, systemRandom()), number, fresh(place));
          await cards.add([card]);
          // The same card again keeps its first place.
          const kept = (await cards.list()).find(({ hash }) => hash === card.hash) ?? card;
          await writeJournal(recordsFolder, "decoy-card.added", by, { id: kept.id, kind: kept.kind, place });
          return kept;
        }),
      ),
    knownDecoys: async ({ recordsFolder }) => {
      try {
        const cards = await withCards(recordsFolder, (kept) => kept.list());
        if (cards.length === 0) return fine({ lookUp: null, cards });
        const key = decoyKey(await openCanaryKey(recordsFolder, systemRandom()));
        return fine({ lookUp: openDecoys(key, cards), cards });
      } catch (error) {
        // Another machine, or no guard yet: nothing was planted from here.
        if (error instanceof MisemoriError && error.code === "store.open")
          return fine({ lookUp: null, cards: [] });
        return told(() => Promise.reject(error));
      }
    },
    removeDecoyCard: ({ recordsFolder, id, by }) =>
      told(() =>
        withCards(recordsFolder, async (cards) => {
          const removed = await cards.remove(id);
          if (removed) await writeJournal(recordsFolder, "decoy-card.removed", by, { id });
          return removed;
        }),
      ),
  };
}

function fresh(place: string): Parameters<typeof makeDecoy>[1] {
  const id = `dc_${Buffer.from(systemRandom().bytes(6)).toString("hex")}`;
  return { id, place, nowMs: systemClock().nowMs() };
}

async function withCards<T>(
  recordsFolder: string,
  work: (cards: ReturnType<typeof openCanaries>["cards"]) => Promise<T>,
): Promise<T> {
  const { cards, close } = openCanaries(recordsFolder);
  try {
    return await work(cards);
  } finally {
    close();
  }
}
