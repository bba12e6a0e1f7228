// What of a records folder is planted (addresses, decoy cards): for whoever counts customers, writes to them, or looks for what was
// taken.

import { canaryPredicate, decoyKey, type DecoyCard } from "../../canary/index.ts";
import { MisemoriError, systemRandom } from "../../kernel/index.ts";
import { openDecoys, type DecoyCards } from "../../scrub/index.ts";
import { openCanaries } from "../../store/index.ts";
import type { PlantedProofs } from "../../watch/index.ts";
import { openCanaryKey } from "../keys.ts";

/** Retired ones as well. Where there is no record (another machine, no guard yet), nothing is planted. */
export async function plantedIn(recordsFolder: string | null): Promise<(address: string) => boolean> {
  const planted = await fromRegister(recordsFolder, ({ canaries }) => canaries.list());
  return canaryPredicate(planted);
}

/** The decoy cards there and their look-up; none where there is no record. */
export async function decoysIn(
  recordsFolder: string | null,
): Promise<{ readonly lookUp: DecoyCards | null; readonly cards: readonly DecoyCard[] }> {
  const cards = await fromRegister(recordsFolder, (register) => register.cards.list());
  if (recordsFolder === null || cards.length === 0) return { lookUp: null, cards };
  return { lookUp: openDecoys(decoyKey(await openCanaryKey(recordsFolder, systemRandom())), cards), cards };
}

/** Both, for whoever looks whether they show. */
export async function plantedProofs(recordsFolder: string | null): Promise<PlantedProofs> {
  const { lookUp, cards } = await decoysIn(recordsFolder);
  const places = new Map(cards.map(({ id, place }) => [id, place]));
  return {
    decoys: lookUp,
    isPlanted: await plantedIn(recordsFolder),
    placeOf: (decoy) => places.get(decoy) ?? "",
  };
}

async function fromRegister<T>(
  recordsFolder: string | null,
  read: (register: ReturnType<typeof openCanaries>) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  if (recordsFolder === null) return [];
  try {
    const register = openCanaries(recordsFolder);
    try {
      return await read(register);
    } finally {
      register.close();
    }
  } catch (error) {
    if (error instanceof MisemoriError && error.code === "store.open") return [];
    throw error;
  }
}
