// Making and removing decoy cards as one act each, for the command line and the running guard: the register, then the journal.

import { makeDecoy, ownDecoy, type DecoyCard, type DecoyCardRecords } from "../../canary/index.ts";
import type { Pan, Random } from "../../kernel/index.ts";

export interface DecoyingTools {
  readonly cards: DecoyCardRecords;
  readonly random: Random;
  readonly nowMs: () => number;
  readonly write: (kind: string, by: string, facts: object) => Promise<unknown>;
}

export interface DecoyAsked {
  /** The canary's. */
  readonly key: Uint8Array;
  readonly place: string;
  readonly by: string;
}

/** The number is given out here and can never be told again. */
export async function makeCard(
  tools: DecoyingTools,
  { key, place, by }: DecoyAsked,
): Promise<{ readonly card: DecoyCard; readonly number: Pan }> {
  const made = makeDecoy(key, fresh(tools, place));
  await tools.cards.add([made.card]);
  const { id, kind } = made.card;
  await tools.write("decoy-card.added", by, { id, kind, place });
  return made;
}

/** The owner's own card; the same card again keeps its first place. */
export async function addCard(
  tools: DecoyingTools,
  number: Pan,
  { key, place, by }: DecoyAsked,
): Promise<DecoyCard> {
  const card = ownDecoy(key, number, fresh(tools, place));
  await tools.cards.add([card]);
  const kept = (await tools.cards.list()).find(({ hash }) => hash === card.hash) ?? card;
  await tools.write("decoy-card.added", by, { id: kept.id, kind: kept.kind, place });
  return kept;
}

/** False when there is none of that id. */
export async function removeCard({ cards, write }: DecoyingTools, id: string, by: string): Promise<boolean> {
  const removed = await cards.remove(id);
  if (removed) await write("decoy-card.removed", by, { id });
  return removed;
}

function fresh({ random, nowMs }: DecoyingTools, place: string): Parameters<typeof makeDecoy>[1] {
  return { id: `dc_${Buffer.from(random.bytes(6)).toString("hex")}`, place, nowMs: nowMs() };
}
